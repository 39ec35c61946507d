import { useLingui } from '@lingui/react/macro'
import type { ReportErrors } from './report-fields.tsx'
import { careMomentOf, charactersLeft, type ReportText, soepParts } from './report-text.ts'

/** What this page can already say is missing; the server judges again. */
export function useReportCheck(): (
  report: ReportText,
  correction: boolean,
) => {
  errors: ReportErrors
  moment: string | undefined
} {
  const { t } = useLingui()
  return (report, correction) => {
    const errors: ReportErrors = {}
    const written = report.form === 'free' ? report.text.trim() : soepParts.some((part) => report.soep[part].trim())
    if (!written) errors.text = t`Schrijf eerst iets op.`
    if (charactersLeft(report) < 0) errors.text = t`De tekst is te lang. Verdeel hem over meer rapportages.`
    if (correction && report.reason.trim() === '') errors.reason = t`Geef een reden voor de verbetering.`
    const found = careMomentOf(report)
    if ('moment' in found) return { errors, moment: found.moment }
    if (found.error === 'day') errors.day = t`Schrijf een dag, bijvoorbeeld 12-3 of gisteren.`
    if (found.error === 'time') errors.time = t`Schrijf een tijd, bijvoorbeeld 7:45.`
    if (found.error === 'future') errors.time = t`Dit moment ligt in de toekomst.`
    return { errors, moment: undefined }
  }
}
