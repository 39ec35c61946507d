import type { Report } from '@hoede/contract'
import { type ReportKind, reportKinds, reportLength } from '@hoede/contract/vocabulary'
import { momentAt } from '../../ui/formats/dates.ts'
import { readNearDate, readTime } from '../../ui/formats/read-dates.ts'

export const soepParts = ['s', 'o', 'e', 'p'] as const
export type SoepPart = (typeof soepParts)[number]

/** Everything that somebody fills in for a report: also what is kept as a draft. */
export interface ReportText {
  form: 'free' | 'soep'
  kind: ReportKind
  text: string
  soep: Record<SoepPart, string>
  /** The moment of care as typed; both empty means now. */
  day: string
  time: string
  important: boolean
  visibleToFamily: boolean
  /** Why it is corrected; only for a correction. */
  reason: string
}

export const emptyReport: ReportText = {
  form: 'free',
  kind: 'daily',
  text: '',
  soep: { s: '', o: '', e: '', p: '' },
  day: '',
  time: '',
  important: false,
  visibleToFamily: false,
  reason: '',
}

export const isEmpty = (report: ReportText): boolean =>
  report.text.trim() === '' && soepParts.every((part) => report.soep[part].trim() === '') && report.reason.trim() === ''

/** A kept draft as a report text; undefined when it cannot be read (an older version of the page wrote it). */
export function readDraftText(content: string): ReportText | undefined {
  if (content === '') return undefined
  try {
    const found = JSON.parse(content) as Partial<ReportText>
    const kind = found.kind && found.kind in reportKinds ? found.kind : 'daily'
    return { ...emptyReport, ...found, kind, soep: { ...emptyReport.soep, ...found.soep } }
  } catch {
    return { ...emptyReport, text: content }
  }
}

/** A report as it stands, to begin a correction with. */
export const textOf = (report: Report): ReportText => ({
  ...emptyReport,
  form: report.form,
  kind: report.kind,
  text: report.text ?? '',
  soep: report.soep ?? emptyReport.soep,
  important: report.important,
  visibleToFamily: report.visibleToFamily,
})

/** How many characters are left, of the part that is fullest. */
export function charactersLeft(report: ReportText): number {
  const longest =
    report.form === 'free' ? report.text.length : Math.max(...soepParts.map((part) => report.soep[part].length))
  return reportLength - longest
}

/** The other form with the same words: nothing that was typed goes out of sight, and going back gives the four parts again. */
export function changeForm(report: ReportText, form: ReportText['form']): ReportText {
  if (form === report.form) return report
  const filled = soepParts.filter((part) => report.soep[part].trim() !== '')
  if (form === 'free') {
    const onlySubjective = filled.length === 1 && filled[0] === 's'
    const text = onlySubjective
      ? report.soep.s
      : filled.map((part) => `${part.toUpperCase()}: ${report.soep[part]}`).join('\n')
    return { ...report, form, text: [report.text, text].filter(Boolean).join('\n'), soep: emptyReport.soep }
  }
  const soep = { ...report.soep }
  let current: SoepPart = 's'
  for (const line of report.text.split('\n')) {
    const label = /^([SOEP]): ?(.*)$/s.exec(line)
    if (label) current = label[1]?.toLowerCase() as SoepPart
    const words = label ? (label[2] ?? '') : line
    soep[current] = soep[current] ? `${soep[current]}\n${words}` : words
  }
  return { ...report, form, text: '', soep }
}

/** Only what is filled in of the chosen form. */
export const contentOf = (report: ReportText) =>
  report.form === 'free' ? { text: report.text } : { soep: report.soep }

/** The moment of care (ISO); undefined for now; an error when it cannot be read or lies in the future. */
export function careMomentOf(
  report: Pick<ReportText, 'day' | 'time'>,
  now = new Date(),
): { moment: string | undefined } | { error: 'day' | 'time' | 'future' } {
  if (report.day.trim() === '' && report.time.trim() === '') return { moment: undefined }
  const day = readNearDate(report.day.trim() || 'vandaag', 'past', now)
  if (!day) return { error: 'day' }
  const time = readTime(report.time)
  if (!time) return { error: 'time' }
  const moment = momentAt(day, time)
  return Date.parse(moment) > now.getTime() + 5 * 60_000 ? { error: 'future' } : { moment }
}

/** A report as one text, for comparing versions. */
export const plainText = (report: Pick<Report, 'text' | 'soep'>): string =>
  report.soep
    ? soepParts.map((part) => `${part.toUpperCase()}: ${report.soep?.[part] ?? ''}`).join('\n')
    : (report.text ?? '')

export const plainOf = (report: ReportText): string =>
  plainText(report.form === 'free' ? { text: report.text, soep: null } : { text: null, soep: report.soep })
