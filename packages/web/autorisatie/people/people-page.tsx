import type { PersonSummary } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { PlusIcon, SearchIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Announce, Answer, Empty, Loading, MoreButton } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { useShortcut } from '../../ui/shell/shortcuts.tsx'
import { Day } from '../grants/reach.tsx'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { itemsOf, usePeople, useUnits } from '../queries.ts'

/** Everybody who works here, found by name, user name or function. */
export default function PeoplePage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [address] = useSearchParams()
  const q = address.get('q') ?? ''
  const unit = address.get('eenheid') ?? ''
  const left = address.get('uitdienst') === 'ja'
  const people = usePeople({ q: q || undefined, unit: unit || undefined, left })
  const rows = itemsOf(people.data)
  const narrowed = q !== '' || unit !== ''
  return (
    <Page
      title={t`Medewerkers`}
      action={
        <div className={classes.buttons}>
          {may('people:manage') && (
            <Button component={Link} to="/medewerkers/nieuw" leftSection={<PlusIcon size={18} />}>
              <Trans>Voeg medewerker toe</Trans>
            </Button>
          )}
          {may('access:grant') && (
            <Button component={Link} to="/medewerkers/samen" variant="default">
              <Trans>Rollen voor meer medewerkers</Trans>
            </Button>
          )}
        </div>
      }
    >
      <PeopleFilterBar />
      <Answer query={people} loading={<Loading rows={8} height={48} />}>
        {() =>
          rows.length === 0 ? (
            <Empty title={narrowed ? t`Niemand gevonden` : t`Hier zijn nog geen medewerkers`}>
              {narrowed ? (
                <Trans>
                  Controleer hoe je het schreef, of kies alle teams en locaties. Je ziet alleen wie binnen jouw bereik
                  werkt.
                </Trans>
              ) : (
                <Trans>Voeg een medewerker toe. Die krijgt een link om een wachtwoord te kiezen.</Trans>
              )}
            </Empty>
          ) : (
            <>
              <div className={classes.card}>
                <PeopleTable rows={rows} />
              </div>
              <MoreButton
                hasMore={people.hasNextPage}
                busy={people.isFetchingNextPage}
                failed={people.isFetchNextPageError}
                onMore={() => void people.fetchNextPage()}
              />
              <Announce>{t`${rows.length} medewerkers in de lijst`}</Announce>
            </>
          )
        }
      </Answer>
    </Page>
  )
}

/** What is looked for stands in the address, so that "back" finds it again; typing waits for a pause. */
function PeopleFilterBar() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const units = useUnits()
  const [typed, setTyped] = useState(address.get('q') ?? '')
  const field = useRef<HTMLInputElement>(null)
  useShortcut('/', t`Zoek een medewerker`, () => field.current?.focus())
  const change = (name: string, value: string) =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const page = useRef(window.location.pathname)
  const look = (words: string) => {
    // Whoever has clicked on somebody meanwhile is on the way there: the screen stays until the next one has come in.
    const stillHere = window.location.pathname === page.current
    if (stillHere && words !== (address.get('q') ?? '')) change('q', words)
  }
  const latest = useRef(look)
  latest.current = look
  useEffect(() => {
    const timer = setTimeout(() => latest.current(typed.trim()), 300)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <search className={classes.tools}>
      <TextInput
        ref={field}
        className={classes.grow ?? ''}
        type="search"
        label={t`Naam, gebruikersnaam of functie`}
        leftSection={<SearchIcon size={18} />}
        autoComplete="off"
        maxLength={120}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NativeSelect
        label={t`Team of locatie`}
        value={address.get('eenheid') ?? ''}
        onChange={(event) => change('eenheid', event.currentTarget.value)}
        data={[{ value: '', label: t`Alle teams en locaties` }, ...unitOptions(units.data?.items ?? [])]}
      />
      <Checkbox
        className={classes.tick ?? ''}
        label={t`Ook wie uit dienst is`}
        checked={address.get('uitdienst') === 'ja'}
        onChange={(event) => change('uitdienst', event.currentTarget.checked ? 'ja' : '')}
      />
    </search>
  )
}

function PeopleTable({ rows }: { rows: readonly PersonSummary[] }) {
  const { t } = useLingui()
  const columns: Column<PersonSummary>[] = [
    {
      key: 'name',
      head: t`Naam`,
      names: true,
      cell: (person) => (
        <span>
          <Link className={classes.link} to={`/medewerkers/${person.id}`}>
            {person.name}
          </Link>
          <span className={classes.under}>{person.userName}</span>
        </span>
      ),
    },
    { key: 'function', head: t`Functie`, cell: (person) => person.function },
    { key: 'teams', head: t`Teams`, cell: (person) => person.teams.map((team) => team.name).join(', ') || '–' },
    {
      key: 'employed',
      head: t`In dienst`,
      cell: (person) => (
        <span>
          <Employment person={person} />
        </span>
      ),
    },
  ]
  return <DataTable caption={t`Medewerkers`} columns={columns} rows={rows} rowKey={(person) => person.id} />
}

/** Since when somebody works here, or that they left. */
export function Employment({ person }: { person: Pick<PersonSummary, 'employedFrom' | 'employedUntil'> }) {
  const from = <Day text={shortDay(dayOf(person.employedFrom))} />
  if (person.employedUntil) {
    const until = <Day text={shortDay(dayOf(person.employedUntil))} />
    return Date.parse(person.employedUntil) <= Date.now() ? (
      <Trans>uit dienst sinds {until}</Trans>
    ) : (
      <Trans>in dienst tot {until}</Trans>
    )
  }
  return Date.parse(person.employedFrom) > Date.now() ? (
    <Trans>in dienst vanaf {from}</Trans>
  ) : (
    <Trans>in dienst sinds {from}</Trans>
  )
}
