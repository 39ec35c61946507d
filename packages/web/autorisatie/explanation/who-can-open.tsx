import type { AccessChain, AccessClient, WhoAnswer, WhyAnswer } from '@hoede/contract'
import type { Permission } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { get } from '../../ui/api/client.ts'
import { dayOf, momentAt, shortMoment } from '../../ui/formats/dates.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'

/** What people ask about most. */
const asked: Permission[] = [
  'client:read',
  'report:read',
  'report:write',
  'measurement:read',
  'bsn:read',
  'client:change',
]

interface Question {
  permission: Permission
  /** A day in the past, looked at as it was at noon; empty is now. */
  day: string
}

const queryOf = ({ permission, day }: Question) => ({ permission, at: day ? momentAt(day, '12:00') : undefined })

/** Who can open one record, and why somebody can or cannot: now, or on a day in the past. */
export function WhoCanOpen({ client }: { client: AccessClient }) {
  const { t } = useLingui()
  const [question, setQuestion] = useState<Question>({ permission: 'client:read', day: '' })
  const [person, setPerson] = useState<Picked[]>([])
  return (
    <Section title={t`Wie kan dit dossier openen?`}>
      <div className={`${classes.tools} no-print`}>
        <NativeSelect
          label={t`Recht`}
          value={question.permission}
          onChange={(event) => setQuestion({ ...question, permission: event.currentTarget.value as Permission })}
          data={asked.map((value) => ({ value, label: permissionName(value) }))}
        />
        <TextInput
          type="date"
          label={t`Op welke dag`}
          description={t`Leeg: nu`}
          max={dayOf(new Date())}
          value={question.day}
          onChange={(event) => setQuestion({ ...question, day: event.currentTarget.value })}
        />
        <PrintButton />
      </div>
      <Who client={client} question={question} onWhy={(each) => setPerson([each])} />
      <h3>
        <Trans>Waarom kan iemand erbij, of juist niet?</Trans>
      </h3>
      <PickPeople label={t`Medewerker`} picked={person} single onChange={setPerson} />
      {person[0] && <Why client={client} personId={person[0].id} question={question} />}
    </Section>
  )
}

function Who({ client, question, onWhy }: { client: AccessClient; question: Question; onWhy: (who: Picked) => void }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [filter, setFilter] = useState('')
  const who = useQuery({
    queryKey: ['access-who', client.id, question],
    queryFn: ({ signal }) => get<WhoAnswer>(`/clients/${client.id}/access/who`, { query: queryOf(question), signal }),
    // Each look is a row in the log.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const columns: Column<WhoAnswer['people'][number]>[] = [
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
      head: t`Grond`,
      cell: (each) => (
        <span>
          {each.grants.map((grant) => (
            <span key={grant.id} className={classes.under}>
              {grant.text}
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
        <Button className="no-print" size="sm" variant="default" onClick={() => onWhy(each)}>
          <Trans>Waarom?</Trans>
        </Button>
      ),
    },
  ]
  return (
    <Answer query={who}>
      {({ people, family }) => {
        const words = filter.trim().toLowerCase()
        const shown = people.filter((each) =>
          [each.name, each.function, ...each.grants.map((grant) => grant.text)].join(' ').toLowerCase().includes(words),
        )
        return (
          <>
            <p aria-live="polite">
              {people.length === 1 ? <Trans>1 medewerker</Trans> : <Trans>{people.length} medewerkers</Trans>}
              {family.length > 0 && (
                <>
                  {' · '}
                  <Trans>familie: {family.map((each) => each.name).join(', ')}</Trans>
                </>
              )}
            </p>
            {people.length > 10 && (
              <TextInput
                className="no-print"
                type="search"
                label={t`Zoek in deze lijst`}
                value={filter}
                onChange={(event) => setFilter(event.currentTarget.value)}
              />
            )}
            {shown.length > 0 ? (
              <DataTable
                caption={t`Wie dit dossier kan openen`}
                columns={columns}
                rows={shown.slice(0, 500)}
                rowKey={(each) => each.id}
              />
            ) : (
              <p className={classes.soft}>
                <Trans>Niemand.</Trans>
              </p>
            )}
            {shown.length > 500 && (
              <p className={classes.soft}>
                <Trans>Er zijn er meer dan 500. Zoek op naam, functie of rol.</Trans>
              </p>
            )}
          </>
        )
      }}
    </Answer>
  )
}

function Why({ client, personId, question }: { client: AccessClient; personId: string; question: Question }) {
  const why = useQuery({
    queryKey: ['access-why', client.id, personId, question],
    queryFn: ({ signal }) =>
      get<WhyAnswer>(`/clients/${client.id}/access/why/${personId}`, { query: queryOf(question), signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  return (
    <Answer query={why}>
      {({ person, allowed, doors, closed, needed, at }) => (
        <div aria-live="polite">
          <p>
            <strong>
              {allowed ? <Trans>Ja, {person.name} kan dit.</Trans> : <Trans>Nee, {person.name} kan dit niet.</Trans>}
            </strong>{' '}
            {question.day && <Trans>Zoals het was op {shortMoment(at)}.</Trans>}
          </p>
          <Chains chains={doors} personId={personId} />
          {needed.length > 0 && (
            <>
              <h4>
                <Trans>Wat daarvoor nodig is</Trans>
              </h4>
              <ul>
                {needed.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </>
          )}
          {closed.length > 0 && (
            <details>
              <summary>
                {closed.length === 1 ? (
                  <Trans>1 rol die hier niet helpt</Trans>
                ) : (
                  <Trans>{closed.length} rollen die hier niet helpen</Trans>
                )}
              </summary>
              <Chains chains={closed} personId={personId} />
            </details>
          )}
        </div>
      )}
    </Answer>
  )
}

/** Grant → role → scope → relation: each a step, with a way to the grant and the role. */
function Chains({ chains, personId }: { chains: readonly AccessChain[]; personId: string }) {
  const { may } = useSignedIn()
  return (
    <ul>
      {chains.map(({ grant, relation, text }) => (
        <li key={grant.id}>
          {text}
          <span className={classes.under}>
            {may('people:read') && (
              <Link className={classes.link} to={`/medewerkers/${personId}`}>
                {grant.grantedBy ? (
                  <Trans>gegeven door {grant.grantedBy}</Trans>
                ) : (
                  <SourceWords source={grant.source} />
                )}
              </Link>
            )}
            {' → '}
            <Link className={classes.link} to={`/rollen/${grant.role.id}`}>
              <Trans>rol {grant.role.name}</Trans>
            </Link>
            {relation && (
              <>
                {' → '}
                <RelationWords relation={relation} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function SourceWords({ source }: { source: string }) {
  if (source === 'emergency') return <Trans>noodtoegang</Trans>
  if (source === 'function') return <Trans>door de functie</Trans>
  if (source === 'group') return <Trans>door een groep</Trans>
  return <Trans>ingericht door de leverancier</Trans>
}

function RelationWords({ relation: { kind, name, from } }: { relation: NonNullable<AccessChain['relation']> }) {
  const since = shortMoment(from)
  if (kind === 'membership')
    return (
      <Trans>
        werkt in {name} sinds {since}
      </Trans>
    )
  if (kind === 'care-relation')
    return (
      <Trans>
        zorgrelatie: {name}, sinds {since}
      </Trans>
    )
  if (kind === 'shift')
    return (
      <Trans>
        dienst bij {name} vanaf {since}
      </Trans>
    )
  return (
    <Trans>
      de cliënt is in {name} sinds {since}
    </Trans>
  )
}
