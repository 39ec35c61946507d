import { type ReportKind, reportKinds } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { Fragment, useEffect, useState } from 'react'
import { dayInWords, dayOf } from '../../ui/formats/dates.ts'
import { reportKindName } from '../../ui/i18n/vocabulary.ts'
import { SearchIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Announce, Answer, Empty, Loading, MoreButton } from '../../ui/parts/states.tsx'
import { itemsOf, type ReportFilters, useReports } from '../queries.ts'
import { useRecord } from '../record/record-context.ts'
import { ReportComposer } from './report-composer.tsx'
import { ReportItem } from './report-item.tsx'
import classes from './reports.module.css'

/** All reports of one record, with filters that stay out of the address: words of a text are about somebody. */
export default function ReportsPage() {
  const { t } = useLingui()
  const { client, may } = useRecord()
  const [filters, setFilters] = useState<ReportFilters>({})
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setFilters((before) => ({ ...before, q: words.trim() || undefined })), 500)
    return () => clearTimeout(timer)
  }, [words])
  const reports = useReports(client.id, filters)
  const rows = itemsOf(reports.data)
  const filtered = Boolean(filters.kind || filters.important || filters.q)
  return (
    <Page title={t`Rapportages`}>
      {may('report:write') && <ReportComposer clientId={client.id} />}
      <search className={classes.filters}>
        <TextInput
          aria-label={t`Zoek in de tekst`}
          placeholder={t`Zoek in de tekst`}
          leftSection={<SearchIcon size={18} />}
          type="search"
          maxLength={120}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t`Soort rapportage`}
          value={filters.kind ?? ''}
          onChange={(event) => {
            const kind = (event.currentTarget.value || undefined) as ReportKind | undefined
            setFilters((before) => ({ ...before, kind }))
          }}
          data={[
            { value: '', label: t`Alle soorten` },
            ...(Object.keys(reportKinds) as ReportKind[]).map((kind) => ({ value: kind, label: reportKindName(kind) })),
          ]}
        />
        <Checkbox
          label={t`Alleen belangrijk`}
          checked={filters.important ?? false}
          onChange={(event) => {
            const important = event.currentTarget.checked || undefined
            setFilters((before) => ({ ...before, important }))
          }}
        />
      </search>
      <Answer query={reports} loading={<Loading rows={5} height={112} />}>
        {() =>
          rows.length === 0 ? (
            <Empty title={filtered ? t`Geen rapportages gevonden` : t`Nog geen rapportages`}>
              {filtered ? (
                <Trans>Pas de filters aan om meer te zien.</Trans>
              ) : (
                <Trans>Wat hier wordt geschreven, leest iedereen die voor deze cliënt zorgt.</Trans>
              )}
            </Empty>
          ) : (
            <div className={classes.list}>
              {rows.map((report, index) => {
                const day = dayOf(report.careMoment)
                const before = rows[index - 1]
                return (
                  <Fragment key={report.id}>
                    {(!before || dayOf(before.careMoment) !== day) && (
                      <h2 className={classes.day}>{dayInWords(day)}</h2>
                    )}
                    <ReportItem report={report} />
                  </Fragment>
                )
              })}
              <MoreButton
                hasMore={reports.hasNextPage}
                busy={reports.isFetchingNextPage}
                failed={reports.isFetchNextPageError}
                onMore={() => void reports.fetchNextPage()}
              />
              <Announce>{filtered ? t`${rows.length} rapportages gevonden` : ''}</Announce>
            </div>
          )
        }
      </Answer>
    </Page>
  )
}
