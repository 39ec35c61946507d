import type { Measurement, Report } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment } from 'react'
import { Navigate } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { dayInWords, dayOf } from '../../ui/formats/dates.ts'
import { Page } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Empty, Loading, MoreButton } from '../../ui/parts/states.tsx'
import { MeasurementLine } from '../measurements/measurement-line.tsx'
import { itemsOf, useMeasurements, useReports } from '../queries.ts'
import { useRecord } from '../record/record-context.ts'
import { ReportComposer } from '../reports/report-composer.tsx'
import { ReportItem } from '../reports/report-item.tsx'
import classes from '../reports/reports.module.css'
import { behind, merge, type Stream } from './merge.ts'

type Entry = { at: string; key: string } & ({ report: Report } | { measurement: Measurement })

/** The record read on one page: what was written and measured, day by day. */
export default function TimelinePage() {
  const { t } = useLingui()
  const { client, may } = useRecord()
  const readsReports = may('report:read')
  const readsMeasurements = may('measurement:read')
  const reports = useReports(client.id, {}, readsReports)
  const measurements = useMeasurements(client.id, { limit: 40 }, readsMeasurements)
  if (!readsReports && !readsMeasurements) return <Navigate to="gegevens" replace />

  const streams: Stream<Entry>[] = [
    {
      items: itemsOf(reports.data).map((report) => ({ at: report.careMoment, key: report.id, report })),
      hasMore: reports.hasNextPage,
    },
    {
      items: itemsOf(measurements.data).map((measurement) => ({
        at: measurement.measuredAt,
        key: measurement.id,
        measurement,
      })),
      hasMore: measurements.hasNextPage,
    },
  ]
  const entries = merge(streams)
  const lists = [reports, measurements] as const
  const more = () => {
    for (const place of behind(streams)) void lists[place]?.fetchNextPage()
  }
  // Both must have answered (or failed) before anything is shown: a list that fills in from two sides jumps.
  const waiting = (readsReports && reports.isPending) || (readsMeasurements && measurements.isPending)
  const failed = [reports, measurements].filter((list) => list.error && !list.data)
  return (
    <Page title={t`Alles`} hideTitle>
      {may('report:write') && <ReportComposer clientId={client.id} />}
      {failed.map((list) => (
        <ProblemNote
          key={list === reports ? 'reports' : 'measurements'}
          problem={asProblem(list.error)}
          retry={() => void list.refetch()}
        />
      ))}
      {waiting && <Loading rows={5} height={112} />}
      {!waiting && failed.length === 0 && entries.length === 0 && (
        <Empty title={t`Nog niets in dit dossier`}>
          <Trans>Rapportages en metingen van deze cliënt komen hier te staan, de nieuwste boven.</Trans>
        </Empty>
      )}
      {!waiting && entries.length > 0 && (
        <div className={classes.list}>
          {entries.map((entry, index) => {
            const day = dayOf(entry.at)
            const before = entries[index - 1]
            return (
              <Fragment key={entry.key}>
                {(!before || dayOf(before.at) !== day) && <h2 className={classes.day}>{dayInWords(day)}</h2>}
                {'report' in entry ? (
                  <ReportItem report={entry.report} />
                ) : (
                  <MeasurementLine measurement={entry.measurement} />
                )}
              </Fragment>
            )
          })}
          <MoreButton
            hasMore={reports.hasNextPage || measurements.hasNextPage}
            busy={reports.isFetchingNextPage || measurements.isFetchingNextPage}
            failed={reports.isFetchNextPageError || measurements.isFetchNextPageError}
            onMore={more}
          />
        </div>
      )}
    </Page>
  )
}
