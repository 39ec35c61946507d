import type { LogEntry, LogQuery, LogSubjects } from '@hoede/contract'
import { bsnHashes } from '../../platform/crypto/keys.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { containing, searchable } from '../../platform/text/normalise.ts'
import { grantInWords } from '../access/public.ts'
import { clientName, questionForLog, readSearch } from '../clients/public.ts'
import { eventText } from './events.ts'
import type { ExportedEntry } from './exports/entry.ts'
import { eventsOfKind, kindOfEvent } from './kinds.ts'
import * as queries from './queries.ts'
import { longestDays, type Period, questionInWords, readPeriod } from './rules.ts'

const usualSize = 50
/** A larger export is asked in parts: one file that ends somewhere without saying so would mislead. */
const exportLimit = 20_000
/** No transaction takes longer than this between writing its row and committing it, in milliseconds. */
const recently = 2 * 86_400_000

/** What was asked, for the log about the log. */
export interface Looked {
  question: string
  shown: string[]
}

/** A page of the log, newest first, and the question as it goes into the log itself. */
export async function readLog(reader: Reader, logRole: string, query: LogQuery) {
  const filter = await filterFor(reader, logRole, query)
  const after = readCursor(query.cursor, 2)
  const { size = usualSize } = query
  const rows = await queries.asLogReader(reader, logRole, () => queries.findEvents(reader, filter, after, size + 1))
  const { items, next } = page(rows, size, (row) => writeCursor(row.place, row.id))
  const entries = items.map(present)
  return { answer: { items: entries, next }, looked: lookedAt(query, filter, entries) }
}

/** The rows that answer a question, for a file in some form. Throws Problem too-many-rows when they are more than one file holds. */
export async function exportLog(reader: Reader, logRole: string, query: LogQuery, most = exportLimit) {
  const filter = await filterFor(reader, logRole, query)
  const rows = await queries.asLogReader(reader, logRole, () => queries.findEvents(reader, filter, undefined, most + 1))
  if (rows.length > most) throw new Problem('too-many-rows')
  const entries = rows.map((row): ExportedEntry => {
    const { checks, traceId, shownClients } = row
    return { ...present(row), checks, traceId, shownClients: shownClients ?? [] }
  })
  return { entries, looked: { ...lookedAt(query, filter, entries), detail: { rows: entries.length } } }
}

/**
 * The rows with these numbers that answer a question, in the order of the numbers, asked as the reader of the log. They were
 * written not long ago.
 */
export async function entriesNumbered(
  reader: Reader,
  numbers: readonly number[],
  query: Pick<LogQuery, 'outcome' | 'emergency' | 'kind' | 'supplier'>,
): Promise<LogEntry[]> {
  if (numbers.length === 0) return []
  const now = Date.now()
  const period = { from: new Date(now - recently), until: new Date(now + recently) }
  const filter = { ...filterOf(query, period), numbers }
  const rows = await queries.findEvents(reader, filter, undefined, numbers.length)
  const places = new Map(numbers.map((number, place) => [number, place]))
  return rows.map(present).sort((a, b) => places.get(a.number)! - places.get(b.number)!)
}

/** What can have no answer is said at once: an empty list would read as "nothing happened". */
function refuseContradiction({ kind, event, person, supplier, partner, ground, grant, emergency }: LogQuery): void {
  const wrong = (path: string, message: string) =>
    new Problem('invalid-input', { fields: [{ path: `querystring.${path}`, message }] })
  if (kind && event && kindOfEvent(event) !== kind)
    throw wrong('event', 'Deze gebeurtenis hoort niet bij de gekozen soort.')
  if (person && (supplier || partner))
    throw wrong('supplier', 'Kies een medewerker, of alleen leverancier en systemen.')
  if (ground === 'none' && (grant || emergency))
    throw wrong('ground', 'Zonder grond is er ook geen rol of noodtoegang.')
}

/** The filter of a question; who was in care at the unit and which grants are meant is asked first. */
async function filterFor(reader: Reader, logRole: string, query: LogQuery): Promise<queries.LogFilter> {
  refuseContradiction(query)
  const period = periodOf(query)
  const { unit, ground, grant } = query
  const filter = filterOf(query, period)
  if (!unit && !ground && !grant) return filter
  const [placed, grants] = await queries.asLogReader(reader, logRole, () =>
    Promise.all([
      unit ? queries.findPlaced(reader, unit, period) : undefined,
      ground && ground !== 'none' ? queries.findGrantsFor(reader, ground) : undefined,
    ]),
  )
  const meant = grant && grants ? grants.filter((id) => id === grant) : (grants ?? (grant ? [grant] : undefined))
  return { ...filter, placed, grounds: ground === 'none' ? 'none' : meant }
}

function periodOf(query: LogQuery): Period {
  const period = readPeriod(query, new Date())
  if (typeof period === 'string') {
    throw new Problem(period, {
      fields: [{ path: 'querystring.from', message: `Zonder cliënt of medewerker hoogstens ${longestDays} dagen.` }],
    })
  }
  return period
}

const filterOf = (query: LogQuery, period: Period): queries.LogFilter => ({
  ...period,
  client: query.client,
  person: query.person,
  event: query.event,
  outcome: query.outcome,
  emergency: query.emergency,
  events: query.kind && eventsOfKind(query.kind),
  supplier: query.supplier,
  partner: query.partner,
  action: query.action,
  grounds: undefined,
  placed: undefined,
})

function lookedAt(query: LogQuery, filter: queries.LogFilter, entries: LogEntry[]): Looked {
  const shown = new Set(entries.flatMap((entry) => (entry.client ? [entry.client.id] : [])))
  return { question: questionInWords(query, filter), shown: [...shown] }
}

function present(row: queries.LogRow): LogEntry {
  const { at, place: _place, client, ground, checks: _checks, traceId: _trace, shownClients: _shown, ...rest } = row
  return {
    ...rest,
    at: at.toISOString(),
    eventText: eventText(row.event),
    client: client && { id: client.id, number: client.number, name: clientName(client) },
    ground: ground && {
      grantId: ground.grantId,
      text: grantInWords({ ...ground, until: ground.until ? new Date(ground.until) : null }),
    },
  }
}

/** People and clients to ask the log about, by name, number, birth date, user name or BSN; no content of a record. */
export async function findSubjects(reader: Reader, logRole: string, q: string) {
  const question = readSearch(q)
  const words = searchable(question.words).split(' ').filter(Boolean).map(containing)
  const by = {
    bsnHashes: question.bsn ? bsnHashes(reader.keys, question.bsn) : undefined,
    number: question.number,
    birthDate: question.birthDate,
    words,
    userName: q.trim().toLowerCase(),
  }
  const [clients, people] = await queries.asLogReader(reader, logRole, () =>
    Promise.all([queries.findClientSubjects(reader, by), queries.findPersonSubjects(reader, by)]),
  )
  const answer: LogSubjects = {
    clients: clients.map((row) => ({
      id: row.id,
      name: clientName(row),
      number: row.number,
      birthDate: row.birthDate,
    })),
    people,
  }
  return { answer, looked: { question: questionForLog(q, question), shown: clients.map((row) => row.id) } }
}
