import type { UnitAccess, UnitMember } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import type { Column } from '../../ui/parts/data-table.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { fromInWords, untilInWords } from '../parts/days.ts'
import { LongTable } from '../parts/long-table.tsx'
import classes from '../parts/parts.module.css'

/** Who works in a unit or below it, within the reach of who looks. */
export function UnitMembers({ unitId, members }: { unitId: string; members: UnitAccess['members'] }) {
  const { t } = useLingui()
  const columns: Column<UnitMember>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: ({ person }) => (
        <span>
          <Link className={classes.link} to={`/medewerkers/${person.id}`}>
            {person.name}
          </Link>
          <span className={classes.under}>{person.function}</span>
        </span>
      ),
    },
    { key: 'unit', head: t`Locatie of team`, cell: ({ unit }) => <Unit unit={unit} hereId={unitId} /> },
    { key: 'from', head: t`Van`, cell: ({ from }) => fromInWords(from) },
    { key: 'until', head: t`Tot`, cell: ({ until }) => (until ? untilInWords(until) : t`geen einde`) },
  ]
  const { count } = members
  return (
    <Section
      title={t`Wie werkt hier?`}
      action={
        <Link className={`${classes.link} no-print`} to={`/rooster?eenheid=${unitId}`}>
          <Trans>Rooster</Trans>
        </Link>
      }
    >
      {count === 0 ? (
        <p className={classes.soft}>
          <Trans>Niemand, of niemand binnen jouw bereik.</Trans>
        </p>
      ) : (
        <LongTable caption={t`Wie hier werkt`} columns={columns} list={members} rowKey={({ id }) => id} />
      )}
    </Section>
  )
}

type Client = UnitAccess['clients']['items'][number]

/** Who is in care in a unit or below it: numbers, and names for whoever may read the record. */
export function UnitClients({ unitId, clients }: { unitId: string; clients: UnitAccess['clients'] }) {
  const { t } = useLingui()
  const columns: Column<Client>[] = [
    {
      key: 'client',
      head: t`Cliënt`,
      names: true,
      cell: ({ number, name }) => (
        <span>
          <Link className={classes.link} to={`/clienten/${number}`}>
            {number}
          </Link>
          {name && <span className={classes.under}>{name}</span>}
        </span>
      ),
    },
    { key: 'unit', head: t`Locatie of team`, cell: ({ unit }) => <Unit unit={unit} hereId={unitId} /> },
    {
      key: 'who',
      head: t`Uitleg`,
      cell: ({ number }) => (
        <Link
          className={`${classes.link} no-print`}
          aria-label={t`Wie kan dit dossier openen? Cliënt ${number}`}
          to={`/toegang/wie?client=${number}`}
        >
          <Trans>Wie kan dit dossier openen?</Trans>
        </Link>
      ),
    },
  ]
  const { count } = clients
  return (
    <Section title={t`Cliënten in zorg`}>
      <p className={count > 0 ? `${classes.soft} ${classes.gapBelow}` : classes.soft}>
        <Plural
          value={count}
          _0="Geen cliënten, of geen binnen jouw bereik."
          one="# cliënt binnen jouw bereik."
          other="# cliënten binnen jouw bereik."
        />
      </p>
      {count > 0 && (
        <LongTable caption={t`Cliënten in zorg`} columns={columns} list={clients} rowKey={({ number }) => number} />
      )}
    </Section>
  )
}

function Unit({ unit, hereId }: { unit: { id: string; name: string }; hereId: string }) {
  if (unit.id === hereId) return <span>{unit.name}</span>
  return (
    <Link className={classes.link} to={`/locaties/${unit.id}`}>
      {unit.name}
    </Link>
  )
}
