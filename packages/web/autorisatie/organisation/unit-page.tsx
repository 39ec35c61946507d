import type { Unit, UnitAccess } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { get } from '../../ui/api/client.ts'
import { Facts } from '../../ui/parts/facts.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { useUnits } from '../queries.ts'
import { UnitGrants } from './unit-grants.tsx'
import { UnitClients, UnitMembers } from './unit-people.tsx'

/** One location or team with what follows from what: who can do what here and by what, who works here, who is in care here. */
export default function UnitPage() {
  const { t } = useLingui()
  const { unitId = '' } = useParams()
  const units = useUnits()
  const unit = units.data?.items.find((each) => each.id === unitId)
  if (!units.data) {
    return (
      <Page title={t`Locaties en teams`}>
        <Answer query={units}>{() => null}</Answer>
      </Page>
    )
  }
  if (!unit) {
    return (
      <Page title={t`Locaties en teams`}>
        <Empty title={<Trans>Deze locatie of dit team bestaat niet</Trans>} action={<ToTree />} />
      </Page>
    )
  }
  return <UnitScreen key={unit.id} unit={unit} units={units.data.items} />
}

const ToTree = () => (
  <Link className={classes.link} to="/locaties">
    <Trans>Naar alle locaties en teams</Trans>
  </Link>
)

function UnitScreen({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const access = useQuery({
    queryKey: ['grants', 'unit', unit.id],
    queryFn: ({ signal }) => get<UnitAccess>(`/units/${unit.id}/access`, { signal }),
    // Each look is a row in the log.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const kinds = { organisation: t`Organisatie`, location: t`Locatie`, team: t`Team` }
  return (
    <Page title={unit.name}>
      <p className={classes.lead}>
        {kinds[unit.kind]}
        {unit.closed && <> · {t`gesloten`}</>}
        {' · '}
        <Link className={classes.link} to={`/locaties?eenheid=${unit.id}`}>
          <Trans>Toon in de opbouw</Trans>
        </Link>
      </p>
      <Section title={t`Plek in de organisatie`}>
        <Facts
          facts={[
            { name: t`Valt onder`, value: <Above unit={unit} units={units} /> },
            { name: t`Hieronder`, value: <Below unit={unit} units={units} /> },
          ]}
        />
      </Section>
      <Answer query={access}>
        {(found) => (
          <>
            <UnitGrants access={found} />
            {may('people:read') && <UnitMembers unitId={unit.id} members={found.members} />}
            <UnitClients unitId={unit.id} clients={found.clients} />
          </>
        )}
      </Answer>
    </Page>
  )
}

/** From the organisation down to the unit just above. */
function Above({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const above = unit.path.slice(0, -1).flatMap((id) => units.find((each) => each.id === id) ?? [])
  return <Links units={above} between=" › " />
}

/** What stands just below, what is open first. */
function Below({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const below = units
    .filter((each) => each.parentId === unit.id)
    .toSorted(
      (one, two) =>
        Number(one.closed) - Number(two.closed) || one.name.localeCompare(two.name, 'nl', { numeric: true }),
    )
  return <Links units={below} between=", " />
}

function Links({ units, between }: { units: readonly Unit[]; between: string }): ReactNode {
  if (units.length === 0) return <Trans>niets</Trans>
  return units.map((unit, index) => (
    <span key={unit.id}>
      {index > 0 && between}
      <Link className={classes.link} to={`/locaties/${unit.id}`}>
        {unit.name}
      </Link>
      {unit.closed && (
        <span className={classes.soft}>
          {' '}
          <Trans>(gesloten)</Trans>
        </span>
      )}
    </span>
  ))
}
