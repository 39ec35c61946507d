import type { DutyConflict, DutyConflictChange, DutyHolders, NewDutyConflict } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'

export const listConflicts = async (reader: Reader): Promise<{ items: DutyConflict[] }> => ({
  items: await queries.findConflicts(reader),
})

function named(text: string): string {
  const name = text.trim()
  if (name) return name
  throw new Problem('invalid-input', { fields: [{ path: 'body.name', message: 'Vul een naam in.' }] })
}

/** Adds a pair, in force at once. The same one sent twice is one. Throws Problem duty-same, already-exists. */
export async function createConflict(tx: Transaction, request: NewDutyConflict): Promise<DutyConflict> {
  if (request.one === request.other) throw new Problem('duty-same')
  const [one, other] = [request.one, request.other].sort() as [DutyConflict['one'], DutyConflict['other']]
  const conflict = {
    id: request.id ?? newId(),
    name: named(request.name),
    words: request.words?.trim() ?? '',
    one,
    other,
  }
  const inserted = await queries.insertConflict(tx, conflict)
  const [now] = await queries.findConflicts(tx, conflict.id)
  if (!now || (!inserted && (now.one !== one || now.other !== other))) throw new Problem('already-exists')
  return now
}

/** Changes the words of a pair, or whether it is in force; which two permissions it is of stays. Throws Problem not-found, conflict. */
export async function changeConflict(
  tx: Transaction,
  id: string,
  change: DutyConflictChange,
): Promise<{ before: DutyConflict; after: DutyConflict }> {
  const [before] = await queries.findConflicts(tx, id)
  if (!before) throw new Problem('not-found')
  const { version, name = before.name, words = before.words, active = before.active } = change
  const changed = await queries.updateConflict(tx, { id, version, name: named(name), words: words.trim(), active })
  const [after] = await queries.findConflicts(tx, id)
  if (!changed || !after) throw new Problem('conflict', { current: after })
  return { before, after }
}

export async function listHolders(reader: Reader, id: string): Promise<DutyHolders> {
  const [[conflict], items] = await Promise.all([queries.findConflicts(reader, id), queries.findHolders(reader, id)])
  if (!conflict) throw new Problem('not-found')
  return { items }
}

/** What the log keeps of a pair. */
export const conflictForLog = ({ name, words, one, other, active }: DutyConflict) => ({
  name,
  words,
  one,
  other,
  active,
})
