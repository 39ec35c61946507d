import type { Unit } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { mayHold, tidy } from './rules.ts'

export const listUnits = async (reader: Reader): Promise<{ items: Unit[] }> => ({
  items: await queries.findUnits(reader),
})

export interface UnitRequest {
  id?: string
  parentId: string
  kind: 'location' | 'team'
  name: string
}

/** Makes a location or team. The same id with the same content sent twice is one. */
export async function createUnit(tx: Transaction, request: UnitRequest): Promise<Unit> {
  const parent = await queries.findUnit(tx, request.parentId)
  if (!parent || parent.closed) throw new Problem('unit-unknown')
  if (!mayHold(parent.kind)) throw wrong('parentId', 'Een team kan geen locaties of teams onder zich hebben.')
  const unit = { ...request, id: request.id ?? newId(), name: named(request.name) }
  const inserted = await queries.insertUnit(tx, unit)
  const now = await queries.findUnit(tx, unit.id)
  const isSame = now?.parentId === unit.parentId && now.kind === unit.kind && now.name === unit.name
  if (!now || (!inserted && !isSame)) throw new Problem('already-exists')
  return now
}

/** Renames, closes or opens again. Returns it as it was and as it is. A unit with anybody or anything in it stays open. */
export async function changeUnit(
  tx: Transaction,
  unitId: string,
  change: { version: number; name?: string; closed?: boolean },
): Promise<{ before: Unit; after: Unit }> {
  const before = await queries.lockUnit(tx, unitId)
  if (!before) throw new Problem('not-found')
  const closed = change.closed ?? before.closed
  if (closed && !before.closed) await checkMayClose(tx, before)
  if (!closed && before.closed) await checkMayOpen(tx, before)
  const name = change.name === undefined ? before.name : named(change.name)
  const changed = await queries.updateUnit(tx, { id: unitId, version: change.version, name, closed })
  const after = await queries.findUnit(tx, unitId)
  if (!after || !changed) throw new Problem('conflict', { current: after })
  return { before, after }
}

async function checkMayClose(tx: Transaction, unit: Unit): Promise<void> {
  if (unit.kind === 'organisation' || (await queries.isUnitInUse(tx, unit.id))) throw new Problem('unit-in-use')
}

async function checkMayOpen(tx: Transaction, unit: Unit): Promise<void> {
  const parent = unit.parentId ? await queries.findUnit(tx, unit.parentId) : undefined
  if (parent?.closed) throw wrong('closed', `Open eerst ${parent.name}.`)
}

function named(text: string): string {
  const name = tidy(text)
  if (!name) throw wrong('name', 'Vul een naam in.')
  return name
}

const wrong = (field: string, message: string) =>
  new Problem('invalid-input', { fields: [{ path: `body.${field}`, message }] })

/** What a unit was, for the log. */
export const unitForLog = ({ name, kind, parentId, closed }: Unit) => ({ name, kind, parent: parentId, closed })
