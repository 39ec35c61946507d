import type { ClientHeader } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { birthDay } from '../../ui/formats/dates.ts'
import { problemTitle } from '../../ui/i18n/vocabulary.ts'
import { SearchIcon } from '../../ui/parts/icons.tsx'
import { useShortcut } from '../../ui/shell/shortcuts.tsx'
import { findClients, searchesWhileTyping } from './find-clients.ts'
import classes from './search.module.css'
import { useSearch } from './search-context.tsx'

const shown = 7

/** Finds a client from every screen: type, choose with the arrows, Enter opens. */
export function SearchField() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { setQuestion } = useSearch()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  useShortcut('/', t`Zoek een cliënt`, () => field.current?.select())

  useEffect(() => {
    if (!searchesWhileTyping(text)) return
    const timer = setTimeout(() => setAsked(text.trim()), 300)
    return () => clearTimeout(timer)
  }, [text])

  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => findClients(asked, undefined, signal),
    enabled: asked !== '',
    gcTime: 60_000,
  })
  const fresh = asked === text.trim() && asked !== ''
  const items = fresh ? (found.data?.items ?? []).slice(0, shown) : []
  const hasMore = fresh && ((found.data?.items.length ?? 0) > shown || Boolean(found.data?.next))
  const options = items.length + (hasMore ? 1 : 0)
  const visible = open && fresh && !found.isPending

  const leave = () => {
    setOpen(false)
    setActive(-1)
  }
  const openClient = (client: ClientHeader) => {
    leave()
    setText('')
    setAsked('')
    navigate(`/clienten/${client.id}`)
    field.current?.blur()
  }
  const showAll = () => {
    leave()
    setQuestion(text.trim())
    setText('')
    setAsked('')
    navigate('/zoeken')
    field.current?.blur()
  }
  const choose = (index: number) => {
    const client = items[index]
    if (client) openClient(client)
    else showAll()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    if (visible && active >= 0) choose(active)
    else showAll()
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (open && visible) event.preventDefault()
      leave()
      return
    }
    if (!visible || options === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((before) => (before + step + options + (before < 0 && step < 0 ? 1 : 0)) % options)
    }
  }

  return (
    <search className={classes.search}>
      <form onSubmit={submit}>
        <SearchIcon />
        <input
          ref={field}
          className={classes.input}
          type="text"
          role="combobox"
          aria-label={t`Zoek een cliënt`}
          aria-expanded={visible}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={visible && active >= 0 ? `${listId}-${active}` : undefined}
          placeholder={t`Zoek op naam, geboortedatum, nummer of BSN`}
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(-1)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onBlur={leave}
          onKeyDown={pressed}
        />
        <span className={classes.key} aria-hidden="true">
          /
        </span>
      </form>
      <div className={classes.drop} data-open={visible || undefined}>
        <div id={listId} role="listbox" aria-label={t`Gevonden cliënten`} className={classes.options}>
          {visible &&
            items.map((client, index) => (
              <Option
                key={client.id}
                id={`${listId}-${index}`}
                active={index === active}
                onChoose={() => choose(index)}
              >
                <span className={classes.name}>{client.name}</span>
                <span className={classes.facts}>
                  {[birthDay(client.birthDate), client.unit?.name, client.room && t`kamer ${client.room}`]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </Option>
            ))}
          {visible && hasMore && (
            <Option id={`${listId}-${items.length}`} active={active === items.length} onChoose={showAll}>
              <span className={classes.name}>{t`Toon alle gevonden cliënten`}</span>
            </Option>
          )}
        </div>
        <p role="status" className={classes.none}>
          {visible && found.error ? problemTitle(asProblem(found.error)) : ''}
          {visible && found.data && items.length === 0
            ? t`Niemand gevonden. Je vindt alleen cliënten waar je bij mag.`
            : ''}
        </p>
      </div>
    </search>
  )
}

interface OptionProps {
  id: string
  active: boolean
  onChoose: () => void
  children: React.ReactNode
}

/** The keyboard stays in the field (aria-activedescendant); the mouse chooses before the field loses the focus. */
function Option({ id, active, onChoose, children }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={classes.option}
      onMouseDown={(event) => {
        event.preventDefault()
        onChoose()
      }}
    >
      {children}
    </div>
  )
}
