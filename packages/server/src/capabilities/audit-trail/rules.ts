import type { LogEntry, LogQuery, ProblemCode } from '@hoede/contract'

const dayLength = 86_400_000
/** The period that is shown when none is asked for, and the longest without a client, a person or a grant. */
export const longestDays = 31

export interface Period {
  from: Date
  until: Date
}

/** The asked period, by default the last 31 days; or why it cannot be. */
export function readPeriod(
  query: Pick<LogQuery, 'client' | 'person' | 'grant' | 'from' | 'until'>,
  now: Date,
): Period | ProblemCode {
  const until = query.until ? new Date(query.until) : now
  const from = query.from ? new Date(query.from) : new Date(until.getTime() - longestDays * dayLength)
  if (until <= from) return 'period-invalid'
  const narrowed = query.client !== undefined || query.person !== undefined || query.grant !== undefined
  // A month of 31 days in which the clock goes back is an hour longer.
  if (!narrowed && until.getTime() - from.getTime() > longestDays * dayLength + 3_600_000) return 'period-too-long'
  return { from, until }
}

type Narrowing = Pick<LogQuery, 'outcome' | 'emergency' | 'kind' | 'supplier'>

const narrowedInWords = ({ outcome, emergency, kind, supplier }: Narrowing) => [
  outcome && `uitkomst ${outcome}`,
  emergency && 'alleen noodtoegang',
  kind && `soort ${kind}`,
  supplier && 'alleen de leverancier en systemen',
]

/** The same of who looks along. */
export const liveInWords = (query: Narrowing): string =>
  ['meekijken', ...narrowedInWords(query)].filter(Boolean).join(', ')

/** The question as it stands in the log about looking at the log. */
export function questionInWords(query: LogQuery, period: Period): string {
  const parts = [
    query.client && `cliënt ${query.client}`,
    query.person && `medewerker ${query.person}`,
    query.event && `gebeurtenis ${query.event}`,
    query.unit && `in zorg bij ${query.unit}`,
    query.grant && `op grond van ${query.grant}`,
    query.ground && `grond ${query.ground}`,
    query.action && `actie ${query.action}`,
    query.partner && 'alleen koppelingen',
    ...narrowedInWords(query),
    `van ${period.from.toISOString()} tot ${period.until.toISOString()}`,
    query.cursor && 'vervolg',
  ]
  return parts.filter(Boolean).join(', ')
}

const outcomeText: Record<string, string> = { success: 'gelukt', refused: 'geweigerd', error: 'mislukt' }
const actionText: Record<string, string> = {
  C: 'gemaakt',
  R: 'gelezen',
  U: 'gewijzigd',
  D: 'verwijderd',
  E: 'uitgevoerd',
}

const columns: [string, (entry: LogEntry) => string][] = [
  ['Tijd (Nederland)', (entry) => localTime(entry.at)],
  ['Tijd (UTC)', (entry) => entry.at],
  ['Gebeurtenis', (entry) => entry.eventText],
  ['Code', (entry) => entry.event],
  ['Actie', (entry) => actionText[entry.action] ?? ''],
  ['Uitkomst', (entry) => outcomeText[entry.outcome] ?? ''],
  ['Reden', (entry) => entry.problem ?? ''],
  ['Medewerker', (entry) => entry.person?.name ?? entry.supplier ?? ''],
  ['Functie', (entry) => entry.person?.function ?? kindOfSystem(entry.supplier)],
  ['Cliënt', (entry) => entry.client?.name ?? ''],
  ['Cliëntnummer', (entry) => entry.client?.number ?? ''],
  ['Onderdeel', (entry) => entry.part],
  ['Grond', (entry) => entry.ground?.text ?? ''],
  ['Noodtoegang', (entry) => (entry.emergency ? 'ja' : '')],
  ['Vraag', (entry) => entry.question ?? ''],
  ['Aantal getoonde cliënten', (entry) => String(entry.shown)],
  ['Adres', (entry) => entry.address ?? ''],
  ['Bijzonderheden', (entry) => (entry.detail === null ? '' : JSON.stringify(entry.detail))],
  ['Kenmerk', (entry) => entry.id],
]

const local = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const localTime = (moment: string) => local.format(new Date(moment))

export const toCsv = (entries: readonly LogEntry[]): string => csvText(columns, entries)

/** Comma-separated text (RFC 4180, UTF-8 with a byte order mark so that spreadsheets read the accents right). */
export function csvText<T>(
  columns: readonly (readonly [string, (entry: T) => string])[],
  entries: readonly T[],
): string {
  const lines = [columns.map(([title]) => title), ...entries.map((entry) => columns.map(([, value]) => value(entry)))]
  return `\uFEFF${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`
}

/**
 * One field. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection): names and questions
 * are typed by people.
 */
export function csvField(value: string): string {
  const harmless = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A directory of the customer's own goes by the name of its token; everything else without a person is the supplier. */
function kindOfSystem(supplier: string | null): string {
  if (!supplier) return ''
  return supplier.startsWith('koppeling ') ? 'systeem' : 'leverancier'
}
