import type { Report } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { clock, momentInWords } from '../../ui/formats/dates.ts'
import { reportKindName } from '../../ui/i18n/vocabulary.ts'
import { FamilyIcon, StarIcon } from '../../ui/parts/icons.tsx'
import { LinkButton } from '../../ui/parts/link-button.tsx'
import { Loading } from '../../ui/parts/states.tsx'
import { Prose } from '../../ui/text/difference-text.tsx'
import { useSoepNames } from './report-fields.tsx'
import { soepParts } from './report-text.ts'
import classes from './reports.module.css'

const ReportVersions = lazy(() => import('./report-versions.tsx'))
const ReportCorrection = lazy(() => import('./report-correction.tsx'))

/** Writing is called later than the care itself from a quarter of an hour on. */
const laterFrom = 15 * 60_000

export function ReportItem({ report }: { report: Report }) {
  const { t } = useLingui()
  const [open, setOpen] = useState<'versions' | 'correction'>()
  const correct = useRef<HTMLButtonElement>(null)
  const later = Date.parse(report.recordedAt) - Date.parse(report.careMoment) > laterFrom
  const about = t`rapportage van ${momentInWords(report.careMoment)} door ${report.author.name}`
  const closeCorrection = () => {
    setOpen(undefined)
    requestAnimationFrame(() => correct.current?.focus())
  }
  return (
    <article className={classes.report} data-important={report.important || undefined} aria-label={about}>
      <div className={classes.meta}>
        <time className={classes.time} dateTime={report.careMoment}>
          {clock(report.careMoment)}
        </time>
        <span className={classes.author}>{report.author.name}</span>
        <span className={classes.function}>{report.author.function}</span>
        <span className={classes.kind}>{reportKindName(report.kind)}</span>
        {report.important && (
          <span className={classes.star}>
            <StarIcon size={16} />
            <Trans>Belangrijk</Trans>
          </span>
        )}
        {report.visibleToFamily && (
          <span className={classes.tag}>
            <FamilyIcon size={16} />
            <Trans>Familie mag lezen</Trans>
          </span>
        )}
        {report.origin && (
          <span className={classes.tag}>
            <Trans>Overgenomen uit {report.origin}</Trans>
          </span>
        )}
        {report.mayCorrect && open !== 'correction' && (
          <Button
            ref={correct}
            size="sm"
            variant="subtle"
            className={`${classes.correct} no-print`}
            aria-label={t`Verbeter ${about}`}
            onClick={() => setOpen('correction')}
          >
            <Trans>Verbeter</Trans>
          </Button>
        )}
      </div>
      {open === 'correction' ? (
        <Suspense fallback={<Loading rows={2} />}>
          <ReportCorrection report={report} onClose={closeCorrection} />
        </Suspense>
      ) : (
        <ReportContent report={report} />
      )}
      {(later || report.version > 1) && open !== 'correction' && (
        <div className={classes.below}>
          {later && (
            <span>
              <Trans>Geschreven {momentInWords(report.recordedAt)}</Trans>
            </span>
          )}
          {report.version > 1 && (
            <LinkButton
              expanded={open === 'versions'}
              label={t`Verbeterd, bekijk eerdere versies van ${about}`}
              onClick={() => setOpen(open === 'versions' ? undefined : 'versions')}
            >
              <Trans>Verbeterd (versie {report.version})</Trans>
            </LinkButton>
          )}
        </div>
      )}
      {open === 'versions' && (
        <Suspense fallback={<Loading rows={2} />}>
          <ReportVersions report={report} />
        </Suspense>
      )}
    </article>
  )
}

/** What a report says: free, or in its four parts. */
function ReportContent({ report }: { report: Pick<Report, 'text' | 'soep'> }) {
  const names = useSoepNames()
  const { soep } = report
  if (!soep) return <Prose>{report.text ?? ''}</Prose>
  return (
    <dl className={classes.soep}>
      {soepParts
        .filter((part) => soep[part].trim() !== '')
        .map((part) => (
          <div key={part}>
            <dt title={names[part].label}>
              <abbr title={names[part].label}>{part.toUpperCase()}</abbr>
            </dt>
            <dd>
              <Prose>{soep[part]}</Prose>
            </dd>
          </div>
        ))}
    </dl>
  )
}
