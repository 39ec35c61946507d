import type { Measurement } from '@hoede/contract'
import type { MeasurementKind } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { shortMoment } from '../../ui/formats/dates.ts'
import { measurementName, methodName, unitText } from '../../ui/i18n/vocabulary.ts'
import { DataTable } from '../../ui/parts/data-table.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { Answer, Empty, Loading, MoreButton } from '../../ui/parts/states.tsx'
import { itemsOf, useMeasurements } from '../queries.ts'
import { CourseChart } from './course-chart.tsx'
import { MeasurementCorrectionDialog } from './measurement-correction.tsx'
import { Unusual } from './measurement-line.tsx'
import { valueText } from './measurement-value.ts'
import classes from './measurements.module.css'

const periods = { month: 31, quarter: 92, year: 366 } as const
type Period = keyof typeof periods | 'all'

/** From midnight of the first day of a period, so that the same question keeps the same key the whole day. */
const startOf = (period: Period) =>
  period === 'all'
    ? undefined
    : new Date(Math.floor(Date.now() / 86_400_000 - periods[period]) * 86_400_000).toISOString()

interface MeasurementCourseProps {
  clientId: string
  kind: MeasurementKind
  mayCorrect: boolean
}

/** One kind over time: the line, and the same in a table. */
export default function MeasurementCourse({ clientId, kind, mayCorrect }: MeasurementCourseProps) {
  const { t } = useLingui()
  const [period, setPeriod] = useState<Period>('quarter')
  const [withErrors, setWithErrors] = useState(false)
  const [correcting, setCorrecting] = useState<Measurement>()
  const list = useMeasurements(clientId, {
    kind,
    from: startOf(period),
    limit: 200,
    errors: withErrors || undefined,
  })
  const rows = itemsOf(list.data)
  const valid = rows.filter((row) => row.status === 'final')
  return (
    <Section
      title={measurementName(kind)}
      action={
        <SegmentedControl
          aria-label={t`Periode`}
          className="no-print"
          value={period}
          onChange={(value) => setPeriod(value as Period)}
          data={[
            { value: 'month', label: t`Maand` },
            { value: 'quarter', label: t`Kwartaal` },
            { value: 'year', label: t`Jaar` },
            { value: 'all', label: t`Alles` },
          ]}
        />
      }
    >
      <Answer query={list} loading={<Loading rows={1} height={320} />}>
        {() => (
          <>
            {valid.length === 0 && (
              <Empty title={t`Geen metingen in deze periode`}>
                <Trans>Kies een langere periode of voer een meting in.</Trans>
              </Empty>
            )}
            {valid.length > 0 && <CourseChart kind={kind} measurements={valid} />}
            <div className={classes.tableHead}>
              <Checkbox
                className="no-print"
                label={t`Toon ook wat fout was ingevoerd`}
                checked={withErrors}
                onChange={(event) => setWithErrors(event.currentTarget.checked)}
              />
            </div>
            {rows.length > 0 && (
              <DataTable<Measurement>
                caption={t`${measurementName(kind)}, nieuwste boven`}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  {
                    key: 'moment',
                    head: t`Wanneer`,
                    names: true,
                    oneLine: true,
                    cell: (row) => (
                      <span className={row.status === 'final' ? undefined : classes.struck}>
                        {shortMoment(row.measuredAt)}
                      </span>
                    ),
                  },
                  {
                    key: 'value',
                    head: t`Waarde`,
                    numeric: true,
                    oneLine: true,
                    cell: (row) => (
                      <span className={row.status === 'final' ? undefined : classes.struck}>
                        <strong>{valueText(row)}</strong> {unitText(kind)}
                      </span>
                    ),
                  },
                  {
                    key: 'remark',
                    head: t`Bijzonderheden`,
                    cell: (row) => <Remark row={row} />,
                  },
                  { key: 'by', head: t`Door`, cell: (row) => row.performer.name },
                  ...(mayCorrect
                    ? [
                        {
                          key: 'correct',
                          head: t`Verbeteren`,
                          cell: (row: Measurement) =>
                            row.status === 'final' && (
                              <Button
                                size="sm"
                                variant="subtle"
                                className={`${classes.inTable} no-print`}
                                aria-label={t`Verbeter de meting van ${shortMoment(row.measuredAt)}`}
                                onClick={() => setCorrecting(row)}
                              >
                                <Trans>Verbeter</Trans>
                              </Button>
                            ),
                        },
                      ]
                    : []),
                ]}
              />
            )}
            <MoreButton
              hasMore={list.hasNextPage}
              busy={list.isFetchingNextPage}
              failed={list.isFetchNextPageError}
              onMore={() => void list.fetchNextPage()}
            />
          </>
        )}
      </Answer>
      <MeasurementCorrectionDialog measurement={correcting} onClose={() => setCorrecting(undefined)} />
    </Section>
  )
}

function Remark({ row }: { row: Measurement }) {
  if (row.status === 'entered-in-error') {
    return row.reason ? <Trans>Fout ingevoerd: {row.reason}</Trans> : <Trans>Fout ingevoerd</Trans>
  }
  return (
    <span className={classes.remarks}>
      {row.unusual && <Unusual />}
      {row.method && <span>{methodName(row.method)}</span>}
      {row.note && <span dir="auto">{row.note}</span>}
      {row.replacesId && <Trans>verbeterd</Trans>}
    </span>
  )
}
