import type { UnitAccess, UnitGrant } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { shortMoment } from '../../ui/formats/dates.ts'
import type { Column } from '../../ui/parts/data-table.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { Day, GivenBy, Reach } from '../grants/reach.tsx'
import { useSpelledTime } from '../grants/scope-words.ts'
import { fromInWords, untilInWords } from '../parts/days.ts'
import { LongTable } from '../parts/long-table.tsx'
import classes from '../parts/parts.module.css'

/** Who can do what at a unit, each with what it follows from; and below it who will, and who would without an exception. */
export function UnitGrants({ access }: { access: UnitAccess }) {
  const { t } = useLingui()
  const { grants, coming, exceptions } = access
  return (
    <>
      <Section title={t`Wie heeft hier een rol, en waardoor?`}>
        <p className={`${classes.soft} ${classes.gapBelow}`}>
          <Trans>Rollen voor één cliënt of voor eigen cliënten staan er niet bij: die vind je bij de cliënt.</Trans>
        </p>
        {grants.count === 0 ? <Nobody /> : <GrantTable caption={t`Wie hier een rol heeft`} list={grants} />}
      </Section>
      {coming.count > 0 && (
        <Section title={t`Komt hier door het rooster`}>
          <p className={`${classes.soft} ${classes.gapBelow}`}>
            <Trans>De komende zeven dagen. De rol werkt hier van een poos vóór de dienst tot een poos erna.</Trans>
          </p>
          <GrantTable caption={t`Wie hier door het rooster komt`} list={coming} />
        </Section>
      )}
      <Section title={t`Uitzonderingen`}>
        {exceptions.count === 0 ? (
          <p className={classes.soft}>
            <Trans>Geen enkele rol maakt voor deze plek een uitzondering.</Trans>
          </p>
        ) : (
          <>
            <p className={`${classes.soft} ${classes.gapBelow}`}>
              <Trans>Deze rollen zouden hier ook werken, maar deze plek is ervan uitgezonderd.</Trans>
            </p>
            <GrantTable caption={t`Rollen die hier niet werken`} list={exceptions} excepted />
          </>
        )}
      </Section>
    </>
  )
}

const Nobody = () => (
  <p className={classes.soft}>
    <Trans>Niemand.</Trans>
  </p>
)

interface GrantTableProps {
  caption: string
  list: UnitAccess['grants']
  excepted?: boolean
}

function GrantTable({ caption, list, excepted = false }: GrantTableProps) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const linked = may('people:read')
  const columns: Column<UnitGrant>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: ({ grant: { person } }) => (
        <span>
          {linked ? (
            <Link className={classes.link} to={`/medewerkers/${person.id}`}>
              {person.name}
            </Link>
          ) : (
            person.name
          )}
          <span className={classes.under}>{person.function}</span>
        </span>
      ),
    },
    {
      key: 'role',
      head: t`Rol`,
      cell: ({ grant }) => {
        const { person, role } = grant
        if (!linked) return role.name
        return (
          <Link
            className={classes.link}
            to={`/medewerkers/${person.id}#rol-${grant.id}`}
            aria-label={t`Rol ${role.name} van ${person.name}`}
          >
            {role.name}
          </Link>
        )
      },
    },
    {
      key: 'way',
      head: excepted ? t`Bereik` : t`Waardoor`,
      cell: (line) => (excepted ? <Reach grant={line.grant} /> : <Way line={line} />),
    },
    { key: 'by', head: t`Gegeven door`, cell: ({ grant }) => <GivenBy grant={grant} /> },
    {
      key: 'until',
      head: t`Tot`,
      cell: ({ grant }) => <Day text={grant.until ? untilInWords(grant.until) : t`geen einde`} />,
    },
  ]
  return <LongTable caption={caption} columns={columns} list={list} rowKey={({ grant }) => grant.id} />
}

/** What the reach follows from: the place it was given for, a membership, a shift. */
function Way({ line: { grant, way, place, from, until } }: { line: UnitGrant }) {
  const spell = useSpelledTime()
  const name = place?.name ?? ''
  switch (way) {
    case 'here':
      return <Trans>gegeven voor deze plek</Trans>
    case 'above':
      return (
        <span>
          <Trans>
            gegeven voor <Place place={place} />, en alles daaronder
          </Trans>
        </span>
      )
    case 'organisation':
      return <Trans>gegeven voor de hele organisatie</Trans>
    case 'team': {
      const since = from ? fromInWords(from) : ''
      return (
        <span>
          <Trans>
            werkt in {name} sinds <Day text={since} />
          </Trans>
          <span className={classes.under}>
            <Trans>de rol geldt voor eigen teams</Trans>
          </span>
        </span>
      )
    }
    case 'roster': {
      const [begins, ends] = [from ? shortMoment(from) : '', until ? shortMoment(until) : '']
      const hours = { early: spell(grant.minutesBefore ?? 0), late: spell(grant.minutesAfter ?? 0) }
      return (
        <span>
          <Trans>
            dienst in {name}: {begins} – {ends}
          </Trans>
          <span className={classes.under}>
            <Trans>
              van {hours.early} vóór tot {hours.late} na de dienst
            </Trans>
          </span>
        </span>
      )
    }
  }
}

const Place = ({ place }: { place: UnitGrant['place'] }) =>
  place && (
    <Link className={classes.link} to={`/locaties/${place.id}`}>
      {place.name}
    </Link>
  )
