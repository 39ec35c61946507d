import type { EmergencyOverview } from '@hoede/contract'
import { emergencyOftenInMonth } from '@hoede/contract/vocabulary'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { DownloadButton } from '../../ui/parts/download-button.tsx'
import { WarningIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import classes from '../parts/parts.module.css'
import { Hours } from './hours.tsx'
import { monthInWords, monthOfNow, plusMonths, readMonth } from './month.ts'
import { useMonth } from './queries.ts'

type Counted = Pick<EmergencyOverview, 'total' | 'open' | 'justified' | 'explained' | 'notJustified'>

/** A month in numbers: by person, team, hour and client, so that patterns show. */
export default function MonthPage() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const month = readMonth(address.get('maand'))
  const overview = useMonth(month)
  const words = monthInWords(month)
  const go = (to: string) => setAddress({ maand: to })
  return (
    <Page title={t`Noodtoegang in ${words}`} action={<PrintButton />}>
      <p className="no-print">
        <Link className={classes.link} to="/noodtoegang">
          <Trans>Terug naar de lijst</Trans>
        </Link>
      </p>
      <div className={`${classes.tools} no-print`}>
        <Button variant="default" onClick={() => go(plusMonths(month, -1))}>
          <Trans>Maand eerder</Trans>
        </Button>
        {month < monthOfNow() && (
          <Button variant="default" onClick={() => go(plusMonths(month, 1))}>
            <Trans>Maand later</Trans>
          </Button>
        )}
        <DownloadButton path="/emergency/export" options={{ query: { month } }} fileName={`noodtoegang-${month}.csv`}>
          <Trans>Haal bestand op (CSV)</Trans>
        </DownloadButton>
      </div>
      <Answer query={overview}>
        {(answer) =>
          answer.total === 0 ? (
            <Empty title={t`In ${words} is geen noodtoegang gebruikt`}>
              <Trans>Je ziet hier wat bij jouw locaties en teams hoort.</Trans>
            </Empty>
          ) : (
            <Numbers answer={answer} />
          )
        }
      </Answer>
    </Page>
  )
}

function Numbers({ answer }: { answer: EmergencyOverview }) {
  const { t } = useLingui()
  const often = answer.people.filter((each) => each.often)
  const counts = useCounts()
  return (
    <>
      <p className={classes.lead}>
        <Plural value={answer.total} one="# keer gebruikt" other="# keer gebruikt" />
        {', '}
        <Plural value={answer.open} one="# nog te beoordelen" other="# nog te beoordelen" />
        {', '}
        <Plural value={answer.notJustified} one="# niet terecht" other="# niet terecht" />
      </p>
      {often.length > 0 && (
        <Note kind="look">
          <p>
            <Trans>
              Valt op, meer dan {emergencyOftenInMonth} keer in deze maand:{' '}
              {often.map((each) => each.person.name).join(', ')}
            </Trans>
          </p>
        </Note>
      )}
      <Section title={<Trans>Per medewerker</Trans>}>
        <DataTable
          caption={t`Per medewerker`}
          rows={answer.people}
          rowKey={({ person }) => person.id}
          columns={[
            {
              key: 'who',
              head: t`Medewerker`,
              names: true,
              cell: ({ person, often: stands }) => (
                <span>
                  {person.name}
                  <span className={classes.under}>{person.function}</span>
                  {stands && (
                    <span className={classes.state} data-kind="look">
                      <WarningIcon size={16} />
                      <Trans>vaak</Trans>
                    </span>
                  )}
                </span>
              ),
            },
            ...counts,
          ]}
        />
      </Section>
      <Section title={<Trans>Per team of locatie</Trans>}>
        <DataTable
          caption={t`Per team of locatie`}
          rows={answer.units}
          rowKey={({ unit }) => unit?.id ?? ''}
          columns={[
            { key: 'unit', head: t`Team of locatie`, names: true, cell: ({ unit }) => unit?.name ?? t`niet in zorg` },
            ...counts,
          ]}
        />
      </Section>
      <Section title={<Trans>Per uur van de dag</Trans>}>
        <Hours hours={answer.hours} />
      </Section>
      {answer.clients.length > 0 && (
        <Section title={<Trans>Meer dan eens voor dezelfde cliënt</Trans>}>
          <DataTable
            caption={t`Meer dan eens voor dezelfde cliënt`}
            rows={answer.clients}
            rowKey={(client) => client.number}
            columns={[
              {
                key: 'client',
                head: t`Cliënt`,
                names: true,
                cell: ({ name, number }) => (name ? `${name} (${number})` : t`Cliënt ${number}`),
              },
              { key: 'total', head: t`Keren`, numeric: true, cell: (client) => client.total },
              { key: 'people', head: t`Medewerkers`, numeric: true, cell: (client) => client.people },
            ]}
          />
        </Section>
      )}
    </>
  )
}

function useCounts(): Column<Counted>[] {
  const { t } = useLingui()
  return [
    { key: 'total', head: t`Keren`, numeric: true, cell: (each) => each.total },
    { key: 'open', head: t`Open`, numeric: true, cell: (each) => each.open },
    { key: 'justified', head: t`Terecht`, numeric: true, cell: (each) => each.justified },
    { key: 'explained', head: t`Verklaard`, numeric: true, cell: (each) => each.explained },
    { key: 'not', head: t`Niet terecht`, numeric: true, cell: (each) => each.notJustified },
  ]
}
