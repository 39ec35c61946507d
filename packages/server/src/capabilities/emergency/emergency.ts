import type {
  EmergencyDetail,
  EmergencyEntry,
  EmergencyFind,
  EmergencyFound,
  EmergencyOverview,
  EmergencyQuery,
  EmergencyStarted,
  EmergencyVerdict,
  NewEmergency,
  OwnEmergencies,
  OwnEmergency,
  ProblemCode,
} from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { bsnHashes } from '../../platform/crypto/keys.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { csvText, eventText } from '../audit-trail/public.ts'
import { clientName } from '../clients/public.ts'
import { emergencyBegan, tellByMail } from '../messages/public.ts'
import * as queries from './queries.ts'
import { clockOf, fileColumns, overviewOf, readSought, soughtInWords } from './rules.ts'

const pageSize = 50

/** Looks for one client by what is known exactly; with the question as the log keeps it. */
export async function find(
  reader: Reader,
  asked: EmergencyFind,
): Promise<{ items: EmergencyFound[]; question: string }> {
  const sought = readSought(asked)
  if ('wrong' in sought)
    throw new Problem('invalid-input', { fields: [{ path: `body.${sought.wrong}`, message: sought.message }] })
  const rows = await queries.findClients(reader, {
    number: sought.by === 'number' ? sought.number : undefined,
    bsnHashes: sought.by === 'bsn' ? bsnHashes(reader.keys, sought.bsn) : undefined,
    birthDate: sought.by === 'name' ? sought.birthDate : undefined,
    words: sought.by === 'name' ? sought.words : [],
  })
  const items = rows.map(({ id, birthDate, unit, reachable, running, told, ...parts }) => ({
    id,
    name: clientName(parts),
    birthDate,
    unit,
    reachable,
    running,
    told,
  }))
  return { items, question: soughtInWords(sought, items.length) }
}

/**
 * Gives the asker reading and reporting for one client or unit, and tells who judges it. Throws Problem emergency-not-possible,
 * -needless, -running, -limit.
 */
export async function begin(
  tx: Transaction,
  environment: Pick<Environment, 'customerName'>,
  request: NewEmergency,
): Promise<EmergencyStarted & { grantId: string }> {
  const words = request.words.trim()
  checkRequest(request, words)
  const [id, grantId] = [request.id ?? newId(), newId()]
  const { clientId, unitId, minutes, reason } = request
  const sealed = seal(tx.keys.seal, words, id)
  const refusal = await queries.start(tx, { id, grantId, clientId, unitId, minutes, reason, sealed })
  if (refusal) throw new Problem(refusal as ProblemCode)
  const row = await queries.findStarted(tx, id)
  if (!row) throw new Problem('already-exists')
  const mail = emergencyBegan(environment.customerName, {
    who: `${row.by.name} (${row.by.function})`,
    unit: row.careUnitName,
    whole: row.unit !== null,
    from: clockOf(row.startedAt),
    until: clockOf(row.until),
  })
  for (const judge of row.told) await tellByMail(tx, judge.id, 'emergency-began', mail)
  return { emergency: presentOwn(row), told: row.told, grantId }
}

function checkRequest(request: NewEmergency, words: string): void {
  if ((request.clientId === undefined) === (request.unitId === undefined))
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.clientId', message: 'Kies één cliënt of één afdeling.' }],
    })
  if (words.length < 10)
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.words', message: 'Leg in minstens tien tekens uit waarom.' }],
    })
}

function presentOwn(row: queries.OwnRow): OwnEmergency {
  return {
    id: row.id,
    // While it is on, the record is open and so the name is known.
    client: row.clientId === null ? null : { id: row.clientId, name: row.client ? clientName(row.client) : '' },
    unit: row.unit,
    reason: row.reason,
    startedAt: row.startedAt.toISOString(),
    until: row.until.toISOString(),
  }
}

/** What of the asker is on, and within which bounds more is possible. */
export async function own(reader: Reader): Promise<OwnEmergencies> {
  const [rows, terms] = await Promise.all([queries.findOwn(reader), queries.findTerms(reader)])
  return { items: rows.map(presentOwn), terms }
}

/** Ends one before its time: one's own, or one that the asker judges. Answers whose record it was about. */
export async function end(tx: Transaction, id: string): Promise<string | undefined> {
  const row = await queries.findDetail(tx, id)
  if (!row) throw new Problem('not-found')
  if (!(await queries.end(tx, id))) throw new Problem('emergency-ended')
  return row.clientId ?? undefined
}

const moment = (date: Date | null) => date?.toISOString() ?? null

function present(row: queries.EntryRow): EmergencyEntry {
  const client = row.clientId && {
    id: row.clientId,
    number: row.clientNumber ?? '',
    name: row.client && clientName(row.client),
  }
  return {
    id: row.id,
    person: row.person,
    client: client || null,
    unit: row.unit,
    reason: row.reason,
    startedAt: row.startedAt.toISOString(),
    until: row.until.toISOString(),
    endedAt: moment(row.endedAt),
    endedBy: row.endedBy,
    state: row.state,
    judgement: row.judgement,
    judgedAt: moment(row.judgedAt),
    judgedBy: row.judgedBy,
    own: row.own,
    version: row.version,
  }
}

/** Within what the asker judges, newest first. */
export async function list(reader: Reader, query: EmergencyQuery) {
  const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text))
  const filter = {
    state: query.state,
    from: date(query.from),
    until: date(query.until),
    person: query.person,
    unit: query.unit,
  }
  const rows = await queries.findEntries(reader, filter, readCursor(query.cursor, 2), pageSize + 1)
  const { items, next } = page(rows, pageSize, (row) => writeCursor(row.place, row.id))
  return { items: items.map(present), next }
}

/** The question of a list, for the log. */
export const listInWords = ({ state, from, until, person, unit, cursor }: EmergencyQuery): string =>
  [
    state && `stand ${state}`,
    from && `van ${from}`,
    until && `tot ${until}`,
    person && `medewerker ${person}`,
    unit && `eenheid ${unit}`,
    cursor && 'vervolg',
  ]
    .filter(Boolean)
    .join(', ') || 'alle'

/** One, with the words it was asked in and what was done with it. Throws Problem not-found where the asker does not judge it. */
export async function detail(reader: Reader, id: string): Promise<EmergencyDetail> {
  const [row, use] = await Promise.all([queries.findDetail(reader, id), queries.findUse(reader, id)])
  if (!row) throw new Problem('not-found')
  return {
    entry: present(row),
    words: unseal(reader.keys.seal, row.words, row.id),
    judgementWords: row.judgementWords && unseal(reader.keys.seal, row.judgementWords, row.id),
    use: use.map(({ first, last, ...rest }) => ({
      ...rest,
      eventText: eventText(rest.event),
      first: first.toISOString(),
      last: last.toISOString(),
    })),
    inMonth: row.inMonth,
  }
}

/** Judges one, once and with words, when it is over. Answers whose record it was about. */
export async function judge(
  tx: Transaction,
  id: string,
  by: string,
  verdict: EmergencyVerdict,
): Promise<string | null> {
  const words = verdict.words.trim()
  if (words.length < 10)
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.words', message: 'Leg je oordeel uit in minstens tien tekens.' }],
    })
  const row = await queries.findDetail(tx, id)
  if (!row) throw new Problem('not-found')
  if (row.own) throw new Problem('emergency-own')
  if (row.state === 'running') throw new Problem('emergency-still-running')
  if (row.state === 'judged') throw new Problem('emergency-judged')
  const sealed = seal(tx.keys.seal, words, id)
  const { judgement, version } = verdict
  if (!(await queries.judge(tx, { id, judgement, sealed, version, by }))) throw new Problem('conflict')
  return row.clientId
}

export async function overview(reader: Reader, month: string): Promise<EmergencyOverview> {
  const rows = await queries.findMonth(reader, month)
  return overviewOf(
    month,
    rows.map(({ clientNumber, client, clientId, ...rest }) => ({
      ...rest,
      client: clientId && clientNumber ? { number: clientNumber, name: client && clientName(client) } : null,
    })),
  )
}

/** The month as a file, one line each. */
export async function exportMonth(reader: Reader, month: string): Promise<{ csv: string; rows: number }> {
  const entries = (await queries.findEntriesOfMonth(reader, month)).map(present)
  return { csv: csvText(fileColumns, entries), rows: entries.length }
}

export const countOpen = queries.countOpen
