import type { Device } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { hashToken, newToken } from '../../platform/crypto/tokens.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'

const hashOf = (computerToken: string | undefined) => computerToken && hashToken(computerToken)

/** Every computer that was ever marked, those in use first. */
export async function listDevices(reader: Reader, computerToken: string | undefined): Promise<{ items: Device[] }> {
  const rows = await queries.findDevices(reader, hashOf(computerToken) || undefined)
  return { items: rows.map(present) }
}

const present = (row: queries.DeviceRow): Device => ({
  ...row,
  markedAt: row.markedAt.toISOString(),
  withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})

/**
 * Marks the computer that asks as a shared one: the token is for its browser, only the hash is stored. The same request sent again
 * gives the computer another token, as the first one may not have arrived. Throws Problem unit-unknown or already-exists.
 */
export async function markDevice(
  tx: Transaction,
  asker: { personId: string; computerToken: string | undefined },
  request: { id?: string; name: string; unitId: string },
): Promise<{ device: Device; token: string }> {
  const id = request.id ?? newId()
  const name = request.name.replace(/\s+/g, ' ').trim()
  if (!name) throw new Problem('invalid-input', { fields: [{ path: 'body.name', message: 'Vul dit in.' }] })
  const present = asker.computerToken && (await queries.findComputer(tx, hashToken(asker.computerToken), undefined))
  if (present && present.id !== id)
    throw new Problem('already-exists', { detail: `Deze computer is al een gedeelde computer: ${present.name}.` })
  if (!(await queries.isUnitOpen(tx, request.unitId))) throw new Problem('unit-unknown')
  const token = newToken()
  const values = { id, tokenHash: hashToken(token), name, unitId: request.unitId, markedBy: asker.personId }
  if (!(await queries.insertDevice(tx, values)) && !(await queries.renewToken(tx, values)))
    throw new Problem('already-exists')
  return { device: await findDevice(tx, token, id), token }
}

/** Not a shared computer any more: who is signed in there is signed out, and no short code works. */
export async function withdrawDevice(
  tx: Transaction,
  asker: { personId: string; computerToken: string | undefined },
  id: string,
): Promise<{ device: Device; sessions: number; pins: number }> {
  const withdrawn = await queries.withdrawDevice(tx, id, asker.personId)
  const device = await findDevice(tx, asker.computerToken, id)
  if (!withdrawn) throw new Problem('conflict', { detail: 'Deze computer was al ingetrokken.', current: device })
  const [sessions, pins] = await Promise.all([queries.endSessionsOn(tx, id), queries.endReentriesOn(tx, id)])
  return { device, sessions, pins }
}

async function findDevice(reader: Reader, computerToken: string | undefined, id: string): Promise<Device> {
  const [row] = await queries.findDevices(reader, hashOf(computerToken) || undefined, id)
  if (!row) throw new Problem('not-found')
  return present(row)
}
