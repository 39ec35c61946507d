import type { ClientDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { Facts } from '../../ui/parts/facts.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { clientKey } from '../queries.ts'
import { type ParticularName, type Particulars, particularsOf, shownValue, useFieldInfo } from './client-fields.ts'
import { ParticularInput } from './particular-input.tsx'
import classes from './particulars.module.css'
import { changedNames, useParticularsReader } from './read-particulars.ts'

interface EditSectionProps {
  title: string
  client: ClientDetail
  names: readonly ParticularName[]
  mayChange: boolean
  /** Shown with the facts, and not part of the form. */
  extra?: ReactNode
}

/** Some particulars with the way to change them. Only what was changed is sent, so two people can change different things at once. */
export function EditSection({ title, client, names, mayChange, extra }: EditSectionProps) {
  const { t } = useLingui()
  const [editing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const info = useFieldInfo()
  const values = particularsOf(client)
  const close = () => {
    setEditing(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  return (
    <Section
      title={title}
      action={
        mayChange &&
        !editing && (
          <Button
            ref={opener}
            size="sm"
            variant="default"
            className="no-print"
            aria-label={t`Wijzig ${title}`}
            onClick={() => setEditing(true)}
          >
            <Trans>Wijzig</Trans>
          </Button>
        )
      }
    >
      {editing ? (
        <EditForm title={title} client={client} names={names} onClose={close} />
      ) : (
        <>
          <Facts
            facts={names.map((name) => ({ name: info[name].label, value: shownValue(info[name], values[name]) }))}
          />
          {extra}
        </>
      )}
    </Section>
  )
}

function EditForm(props: {
  title: string
  client: ClientDetail
  names: readonly ParticularName[]
  onClose: () => void
}) {
  const { title, client, names, onClose } = props
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const info = useFieldInfo()
  const [before] = useState<Particulars>(() => particularsOf(client))
  const read = useParticularsReader()
  const save = useMutation({
    mutationFn: (body: object) => post(`/clients/${client.id}`, body),
    onSuccess: async () => {
      toasts.show(t`De wijziging is bewaard.`)
      await queries.invalidateQueries({ queryKey: clientKey(client.id) })
      void queries.invalidateQueries({ queryKey: ['caseload'] })
      onClose()
    },
    onError: (error) => {
      if (asProblem(error).code === 'conflict')
        void queries.invalidateQueries({ queryKey: clientKey(client.id), exact: true })
    },
  })
  const problem = save.error ? asProblem(save.error) : null
  const fields = useFields<Particulars>(before, problem)
  const now = particularsOf(client)
  const byOthers =
    problem?.code === 'conflict' ? changedNames(before, now, Object.keys(before) as ParticularName[]) : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending) return
    const changed = changedNames(before, fields.values, names)
    if (changed.length === 0) return onClose()
    const { errors, read: given } = read(fields.values, names)
    if (fields.refuse(errors)) return
    const body = Object.fromEntries(changed.map((name) => [name, given[name] ?? null]))
    save.mutate({ version: client.version, ...body })
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t`${title} wijzigen`} noValidate>
      <div className={classes.inputs}>
        {names.map((name) => (
          <ParticularInput key={name} name={name} fields={fields} />
        ))}
      </div>
      {problem?.code === 'conflict' ? (
        <Note kind="look" alert>
          <p>
            <Trans>
              Iemand anders wijzigde deze cliënt intussen. Wat jij typte staat er nog. Klopt het zo? Bewaar dan opnieuw.
            </Trans>
          </p>
          <ul>
            {byOthers.map((name) => (
              <li key={name}>
                <Trans>
                  {info[name].label}: was ‘{shownValue(info[name], before[name])}’, is nu ‘
                  {shownValue(info[name], now[name])}’
                </Trans>
              </li>
            ))}
          </ul>
        </Note>
      ) : (
        problem && <ProblemNote problem={problem} />
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending}>
          <Trans>Bewaar</Trans>
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          <Trans>Annuleer</Trans>
        </Button>
      </div>
    </form>
  )
}
