import type { AccessClient, WhoAnswer } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { get } from '../../ui/api/client.ts'
import { shortMoment } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Answer, MoreButton } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { askedOf, placeOfQuestion, type Question } from './question.ts'
import { useGroundWords } from './words.ts'

type Entry = WhoAnswer['people'][number]

/** So many rows at a time: a whole organisation can open some records. */
const step = 200

/** Everybody who can open a record, by name, each with the grounds. */
export function WhoList({
  client,
  question,
}: {
  client: AccessClient
  question: Pick<Question, 'permission' | 'day'>
}) {
  const who = useQuery({
    queryKey: ['access-who', client.id, question.permission, question.day],
    queryFn: ({ signal }) => get<WhoAnswer>(`/clients/${client.id}/access/who`, { query: askedOf(question), signal }),
    // Each look is a row in the log.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  return (
    <Answer query={who}>
      {({ people, family, at }) => (
        <>
          <p aria-live="polite">
            <strong>
              <Plural value={people.length} _0="Geen medewerker" one="# medewerker" other="# medewerkers" />
            </strong>
            {family.length > 0 && (
              <>
                {' · '}
                <Trans>familie: {family.map((each) => each.name).join(', ')}</Trans>
              </>
            )}
            {' · '}
            <Trans>stand van {shortMoment(at)}</Trans>
          </p>
          {people.length > 0 && <Entries client={client} question={question} people={people} />}
        </>
      )}
    </Answer>
  )
}

interface EntriesProps {
  client: AccessClient
  question: Pick<Question, 'permission' | 'day'>
  people: readonly Entry[]
}

function Entries({ client, question, people }: EntriesProps) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const words = useGroundWords()
  const [filter, setFilter] = useState('')
  const [shown, setShown] = useState(step)
  const wanted = filter.trim().toLowerCase()
  const found = people.filter((each) =>
    [each.name, each.function, ...each.grants.map(words)].join(' ').toLowerCase().includes(wanted),
  )
  const columns: Column<Entry>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: (each) => (
        <span>
          {may('people:read') ? (
            <Link className={classes.link} to={`/medewerkers/${each.id}`}>
              {each.name}
            </Link>
          ) : (
            each.name
          )}
          <span className={classes.under}>{each.function}</span>
        </span>
      ),
    },
    {
      key: 'ground',
      head: t`Door welke rol`,
      cell: (each) => (
        <span>
          {each.grants.map((grant) => (
            <span key={grant.id} className={classes.under}>
              {words(grant)}
              {grant.source === 'emergency' && <strong>{t`, noodtoegang`}</strong>}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'why',
      head: t`Uitleg`,
      cell: (each) => (
        <Link
          className={`${classes.link} no-print`}
          aria-label={t`Waarom kan ${each.name} dit?`}
          to={placeOfQuestion('waarom', { ...question, client: client.number, person: each.id })}
        >
          <Trans>Waarom?</Trans>
        </Link>
      ),
    },
  ]
  return (
    <>
      {people.length > 10 && (
        <TextInput
          className="no-print"
          type="search"
          label={t`Zoek in deze lijst`}
          maxLength={120}
          value={filter}
          onChange={(event) => {
            setFilter(event.currentTarget.value)
            setShown(step)
          }}
        />
      )}
      {found.length > 0 ? (
        <DataTable
          caption={t`Wie dit dossier kan openen`}
          columns={columns}
          rows={found.slice(0, shown)}
          rowKey={(each) => each.id}
        />
      ) : (
        <p className={classes.soft} role="status">
          <Trans>Niemand gevonden.</Trans>
        </p>
      )}
      <MoreButton hasMore={found.length > shown} busy={false} onMore={() => setShown(shown + step)} />
    </>
  )
}
