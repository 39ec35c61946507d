import type { ClosedPart, Closure, NewClosedPart, NewClosure, NewObjection, Objection } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { distinctFunctions, type Entry, keepsSomebody, opensForSelf, refusalOfPeriod, sameFunction } from './rules.ts'

interface Asked {
  from?: string
  until?: string | null
}

/** The period that was asked, refused where it cannot be. */
export function readPeriod(request: Asked): { from: Date | null; until: Date | null } {
  const from = request.from ? new Date(request.from) : null
  const until = request.until ? new Date(request.until) : null
  const refusal = refusalOfPeriod(from, until, new Date())
  if (refusal) throw new Problem(refusal)
  return { from, until }
}

export async function demandEmployed(reader: Reader, people: readonly string[]): Promise<void> {
  const found = await queries.employed(reader, people)
  if (people.some((each) => !found.has(each))) throw new Problem('person-left')
}

const sealed = (tx: Transaction, reason: string | undefined, id: string) =>
  reason?.trim() ? seal(tx.keys.seal, reason.trim(), id) : null

/** Closes a record: only whom it names gets in, as far as their roles reach anyway. */
export async function closeRecord(
  tx: Transaction,
  clientId: string,
  by: string,
  request: NewClosure,
): Promise<Closure> {
  const id = request.id ?? newId()
  const people = [...new Set(request.people)]
  if (!people.some((each) => each !== by)) throw new Problem('closure-needs-people')
  const when = readPeriod(request)
  await demandEmployed(tx, people)
  const reason = sealed(tx, request.reason, id)
  const isNew = await queries.insertClosure(tx, { id, clientId, ground: request.ground, sealed: reason, by, ...when })
  if (isNew) {
    const naming = people.map((personId) =>
      queries.insertEntry(tx, { id: newId(), closureId: id, clientId, personId, by, from: when.from, until: null }),
    )
    await Promise.all(naming)
  }
  return readClosure(tx, clientId, id, by)
}

async function readClosure(tx: Transaction, clientId: string, id: string, by: string): Promise<Closure> {
  const row = (await queries.findClosures(tx, clientId)).find((each) => each.id === id)
  if (!row || row.closedById !== by) throw new Problem('already-exists')
  return presentClosure(tx, row, true)
}

/** Ends a closed record for everybody. Whoever it keeps out, and who reads records, would let themselves in. */
export async function openRecord(
  tx: Transaction,
  clientId: string,
  closureId: string,
  by: string,
  ending: { version: number; at?: string },
): Promise<void> {
  const [actor, closure] = await Promise.all([
    queries.findActor(tx, clientId),
    queries.lockClosure(tx, clientId, closureId),
  ])
  if (!closure) throw new Problem('not-found')
  const named = closure.people.some((each) => each.person.id === by && each.state === 'active')
  if (!named && opensForSelf(actor.closedOut, actor.readsRecords)) throw new Problem('limit-for-self')
  await endLimit(tx, 'client_closure', clientId, closureId, by, ending)
}

/** Names one more person who gets in. Never oneself: that would be giving oneself access. */
export async function nameInClosure(
  tx: Transaction,
  clientId: string,
  closureId: string,
  by: string,
  request: { id?: string; personId: string } & Asked,
): Promise<Closure> {
  if (request.personId === by) throw new Problem('limit-for-self')
  const when = readPeriod(request)
  const [closure] = await Promise.all([
    queries.lockClosure(tx, clientId, closureId),
    demandEmployed(tx, [request.personId]),
  ])
  if (!closure) throw new Problem('not-found')
  if (closure.state === 'ended') throw new Problem('limit-ended')
  const already = closure.people.find((each) => each.person.id === request.personId && each.state !== 'ended')
  if (already && already.id !== request.id) throw new Problem('already-exists')
  const entry = { id: request.id ?? newId(), closureId, clientId, personId: request.personId, by, ...when }
  if (!already) await queries.insertEntry(tx, entry)
  const now = await queries.lockClosure(tx, clientId, closureId)
  const actor = await queries.findActor(tx, clientId)
  return presentClosure(tx, now!, maySeeReason(now!.closedById, by, actor.closedOut))
}

/** Takes a name off; somebody other than the one who does it must stay. */
export async function unnameInClosure(
  tx: Transaction,
  clientId: string,
  closureId: string,
  entryId: string,
  by: string,
  ending: { version: number; at?: string },
): Promise<void> {
  const closure = await queries.lockClosure(tx, clientId, closureId)
  const entry = closure?.people.find((each) => each.id === entryId)
  if (!closure || !entry) throw new Problem('not-found')
  const others = closure.people.filter((each) => each.id !== entryId).map(entryOf)
  const at = ending.at ? new Date(Math.max(Date.parse(ending.at), Date.now())) : new Date()
  if (!keepsSomebody(others, by, at, closure.until)) throw new Problem('closure-needs-people')
  await endLimit(tx, 'client_closure_person', clientId, entryId, by, ending)
}

const entryOf = (row: queries.ClosureRow['people'][number]): Entry => ({
  personId: row.person.id,
  from: new Date(row.from),
  until: row.until ? new Date(row.until) : null,
})

/** The client's own objection to somebody: no role helps that person, an emergency neither. */
export async function object(tx: Transaction, clientId: string, by: string, request: NewObjection): Promise<Objection> {
  if (request.personId === by) throw new Problem('limit-for-self')
  const id = request.id ?? newId()
  const when = readPeriod(request)
  await demandEmployed(tx, [request.personId])
  const values = { id, clientId, personId: request.personId, sealed: sealed(tx, request.reason, id), by, ...when }
  await queries.insertObjection(tx, values)
  const row = (await queries.findObjections(tx, clientId)).find((each) => each.id === id)
  if (!row || row.person.id !== request.personId) throw new Problem('already-exists')
  return presentObjection(tx, row, true)
}

export async function endObjection(
  tx: Transaction,
  clientId: string,
  objectionId: string,
  by: string,
  ending: { version: number; at?: string },
): Promise<void> {
  const row = (await queries.findObjections(tx, clientId)).find((each) => each.id === objectionId)
  if (!row) throw new Problem('not-found')
  if (row.person.id === by) throw new Problem('limit-for-self')
  await endLimit(tx, 'client_objection', clientId, objectionId, by, ending)
}

/** Closes a part of the record to some functions (deskundigheden). */
export async function closePart(
  tx: Transaction,
  clientId: string,
  by: string,
  request: NewClosedPart,
): Promise<ClosedPart> {
  const functions = distinctFunctions(request.functions)
  if (functions.length === 0) {
    throw new Problem('invalid-input', { fields: [{ path: 'body.functions', message: 'Kies minstens één functie.' }] })
  }
  const id = request.id ?? newId()
  const when = readPeriod(request)
  const values = { id, clientId, part: request.part, functions, sealed: sealed(tx, request.reason, id), by, ...when }
  await queries.insertClosedPart(tx, values)
  const row = (await queries.findClosedParts(tx, clientId)).find((each) => each.id === id)
  if (!row || row.part !== request.part) throw new Problem('already-exists')
  return presentPart(tx, row, true)
}

export async function openPart(
  tx: Transaction,
  clientId: string,
  partId: string,
  by: string,
  ending: { version: number; at?: string },
): Promise<void> {
  const [actor, parts] = await Promise.all([queries.findActor(tx, clientId), queries.findClosedParts(tx, clientId)])
  const row = parts.find((each) => each.id === partId)
  if (!row) throw new Problem('not-found')
  const own = row.functions.some((each) => sameFunction(each, actor.function))
  if (opensForSelf(own, actor.readsRecords)) throw new Problem('limit-for-self')
  await endLimit(tx, 'client_closed_part', clientId, partId, by, ending)
}

async function endLimit(
  tx: Transaction,
  table: queries.EndedTable,
  clientId: string,
  id: string,
  by: string,
  ending: { version: number; at?: string },
): Promise<void> {
  const at = ending.at ? new Date(ending.at) : null
  if (!(await queries.end(tx, table, { id, clientId, version: ending.version, at, by }))) {
    throw new Problem('limit-ended')
  }
}

/** Whoever set a limit, and whoever it does not keep out, may read why. */
export const maySeeReason = (setBy: string, asker: string, keptOut: boolean) => setBy === asker || !keptOut

const open = (reader: Reader, bytes: Buffer | null, id: string, readable: boolean) =>
  bytes && readable ? unseal(reader.keys.seal, bytes, id) : null
const times = (row: queries.Period) => ({
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
  state: row.state,
  version: row.version,
})
const moment = (text: string) => new Date(text).toISOString()

export function presentClosure(reader: Reader, row: queries.ClosureRow, readable: boolean): Closure {
  return {
    id: row.id,
    ground: row.ground,
    reason: open(reader, row.sealed, row.id, readable),
    closedBy: row.closedBy,
    closedAt: row.closedAt.toISOString(),
    people: row.people.map((each) => ({
      ...each,
      from: moment(each.from),
      until: each.until ? moment(each.until) : null,
    })),
    ...times(row),
  }
}

export function presentObjection(reader: Reader, row: queries.ObjectionRow, readable: boolean): Objection {
  const { id, person, recordedBy } = row
  const reason = open(reader, row.sealed, id, readable)
  return { id, person, reason, recordedBy, recordedAt: row.recordedAt.toISOString(), ...times(row) }
}

export function presentPart(reader: Reader, row: queries.ClosedPartRow, readable: boolean): ClosedPart {
  const { id, part, functions, closedBy } = row
  const reason = open(reader, row.sealed, id, readable)
  return { id, part, functions, reason, closedBy, closedAt: row.closedAt.toISOString(), ...times(row) }
}
