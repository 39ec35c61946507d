import type { Report } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { momentInWords } from '../../ui/formats/dates.ts'
import { Answer, Loading } from '../../ui/parts/states.tsx'
import { DifferenceText, Prose } from '../../ui/text/difference-text.tsx'
import { useReportVersions } from '../queries.ts'
import { plainText } from './report-text.ts'
import classes from './reports.module.css'

/** Every version, newest first, each with its reason and what it changed. */
export default function ReportVersions({ report }: { report: Report }) {
  const { t } = useLingui()
  const versions = useReportVersions(report.clientId, report.id, report.version)
  return (
    <Answer query={versions} loading={<Loading rows={2} />}>
      {({ items }) => (
        <ol className={classes.versions} aria-label={t`Versies`}>
          {items.map((version, index) => {
            const before = items[index + 1]
            return (
              <li key={version.version}>
                <p className={classes.versionHead}>
                  <strong>
                    <Trans>Versie {version.version}</Trans>
                  </strong>{' '}
                  <Trans>
                    {momentInWords(version.recordedAt)}, {version.author.name}
                  </Trans>
                </p>
                {version.reason && (
                  <p className={classes.versionReason}>
                    <Trans>Reden: {version.reason}</Trans>
                  </p>
                )}
                {before && version.careMoment !== before.careMoment && (
                  <p className={classes.versionReason}>
                    <Trans>
                      Moment van de zorg: van {momentInWords(before.careMoment)} naar{' '}
                      {momentInWords(version.careMoment)}
                    </Trans>
                  </p>
                )}
                {before ? (
                  <DifferenceText before={plainText(before)} after={plainText(version)} />
                ) : (
                  <Prose>{plainText(version)}</Prose>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </Answer>
  )
}
