import type { EmergencyDetail, EmergencyUse } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { clock, dayOf, momentInWords } from '../../ui/formats/dates.ts'
import { emergencyReasonName } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Facts } from '../../ui/parts/facts.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { eventName } from '../logging/event-names.ts'
import classes from '../parts/parts.module.css'
import { JudgeForm } from './judge-form.tsx'
import { useEmergency, useEndNow } from './queries.ts'
import { State, Whom } from './state.tsx'

/** One use of emergency access: in whose words, what was done with it, and the judgement. */
export default function EmergencyPage() {
  const { t } = useLingui()
  const { emergencyId = '' } = useParams()
  const emergency = useEmergency(emergencyId)
  return (
    <Page title={t`Noodtoegang beoordelen`} action={<PrintButton />}>
      <p className="no-print">
        <Link className={classes.link} to="/noodtoegang">
          <Trans>Terug naar de lijst</Trans>
        </Link>
      </p>
      <Answer query={emergency}>{(detail) => <One detail={detail} />}</Answer>
    </Page>
  )
}

function One({ detail }: { detail: EmergencyDetail }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const { entry } = detail
  const end = entry.endedAt ?? entry.until
  return (
    <>
      <Section title={entry.person.name} action={<State entry={entry} />}>
        <Facts
          facts={[
            { name: t`Functie`, value: entry.person.function },
            { name: t`Voor wie`, value: <Whom entry={entry} /> },
            { name: t`Team of locatie`, value: entry.unit?.name },
            { name: t`Begonnen`, value: momentInWords(entry.startedAt) },
            {
              name: entry.state === 'running' ? t`Loopt tot` : t`Geëindigd`,
              value: entry.endedBy ? t`${clock(end)}, door ${entry.endedBy}` : clock(end),
            },
            { name: t`Reden`, value: emergencyReasonName(entry.reason) },
            { name: t`In eigen woorden`, value: detail.words },
            {
              name: t`In dertig dagen`,
              value: <Plural value={detail.inMonth} one="de eerste keer" other="de #e keer" />,
            },
          ]}
        />
        {entry.state === 'running' && !entry.own && <EndNow emergencyId={entry.id} name={entry.person.name} />}
      </Section>
      <Section
        title={<Trans>Wat er is gedaan</Trans>}
        action={
          may('log:read') && (
            <Link className={classes.link} to={logAddress(detail)}>
              <Trans>Bekijk in de logging</Trans>
            </Link>
          )
        }
      >
        <Use use={detail.use} />
      </Section>
      <Section title={<Trans>Oordeel</Trans>}>
        <Judgement detail={detail} />
      </Section>
    </>
  )
}

function logAddress({ entry }: EmergencyDetail): string {
  const address = new URLSearchParams({
    medewerker: entry.person.id,
    van: dayOf(entry.startedAt),
    tot: dayOf(entry.endedAt ?? entry.until),
  })
  return `/logging?${address}`
}

/** Counts from the log: which parts, how often; never what stood there. */
function Use({ use }: { use: readonly EmergencyUse[] }) {
  const { t, i18n } = useLingui()
  if (use.length === 0) {
    return (
      <Empty title={t`Er is niets geopend of geschreven`}>
        <Trans>De toegang is gevraagd, maar niet gebruikt.</Trans>
      </Empty>
    )
  }
  const columns: Column<EmergencyUse>[] = [
    {
      key: 'what',
      head: t`Wat`,
      names: true,
      cell: (each) => (
        <span>
          {eventName(each.event, each.eventText, i18n.locale)}
          {each.outcome !== 'success' && (
            <span className={classes.under}>
              {each.outcome === 'refused' ? <Trans>geweigerd</Trans> : <Trans>mislukt</Trans>}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'kind',
      head: t`Soort`,
      cell: (each) => (each.action === 'R' ? t`gelezen` : each.action === 'E' ? t`gedaan` : t`geschreven`),
    },
    { key: 'times', head: t`Keren`, numeric: true, cell: (each) => each.times },
    { key: 'clients', head: t`Cliënten`, numeric: true, cell: (each) => each.clients },
    {
      key: 'between',
      head: t`Tijd`,
      oneLine: true,
      cell: ({ first, last }) => (clock(first) === clock(last) ? clock(first) : `${clock(first)} – ${clock(last)}`),
    },
  ]
  return (
    <DataTable
      caption={t`Wat er is gedaan`}
      columns={columns}
      rows={use}
      rowKey={(each) => `${each.part} ${each.event} ${each.outcome}`}
    />
  )
}

function Judgement({ detail }: { detail: EmergencyDetail }) {
  const { t } = useLingui()
  const { entry } = detail
  if (entry.judgedAt) {
    return (
      <Facts
        facts={[
          { name: t`Oordeel`, value: <State entry={entry} /> },
          { name: t`Toelichting`, value: detail.judgementWords },
          { name: t`Door`, value: entry.judgedBy },
          { name: t`Op`, value: momentInWords(entry.judgedAt) },
        ]}
      />
    )
  }
  if (entry.own) {
    return (
      <p>
        <Trans>Dit is je eigen noodtoegang. Een collega beoordeelt haar.</Trans>
      </p>
    )
  }
  if (entry.state === 'running') {
    return (
      <p>
        <Trans>Beoordelen kan als de noodtoegang voorbij is.</Trans>
      </p>
    )
  }
  return <JudgeForm entry={entry} />
}

function EndNow({ emergencyId, name }: { emergencyId: string; name: string }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const end = useEndNow(emergencyId, () => toasts.show(t`De noodtoegang van ${name} is beëindigd.`))
  return (
    <>
      <p className={classes.soft}>
        <Trans>Klopt het niet? Je kunt de toegang nu stoppen. Bel de collega, want de zorg gaat door.</Trans>
      </p>
      <p className="no-print">
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          <Trans>Beëindig nu</Trans>
        </Button>
      </p>
      {end.error && <ProblemNote problem={asProblem(end.error)} />}
    </>
  )
}
