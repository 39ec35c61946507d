import type { FamilyAccess, NewFamilyAccess } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './family-queries.ts'
import { readPeriod } from './limits.ts'

/** Lets a contact person read along, on a ground, for some parts. Nobody signs in with it yet (the family portal comes later). */
export async function grantFamily(
  tx: Transaction,
  clientId: string,
  by: string,
  request: NewFamilyAccess,
): Promise<FamilyAccess> {
  const id = request.id ?? newId()
  const when = readPeriod(request)
  const contact = (await queries.findContacts(tx, clientId)).find((each) => each.id === request.contactId)
  if (!contact || contact.ended) throw new Problem('contact-unknown')
  const parts = [...new Set(request.parts)]
  const document = request.document?.trim() || null
  const values = { id, clientId, contactId: contact.id, ground: request.ground, parts, document, by, ...when }
  await queries.insertFamily(tx, values)
  const row = await queries.findFamilyOf(tx, clientId, id)
  if (!row || row.contact.id !== contact.id) throw new Problem('already-exists')
  return present(row)
}

export async function endFamily(
  tx: Transaction,
  clientId: string,
  familyId: string,
  by: string,
  version: number,
): Promise<FamilyAccess> {
  if (!(await queries.findFamilyOf(tx, clientId, familyId))) throw new Problem('not-found')
  if (!(await queries.endFamily(tx, clientId, familyId, version, by))) throw new Problem('limit-ended')
  return present((await queries.findFamilyOf(tx, clientId, familyId))!)
}

export const listFamily = async (reader: Reader, clientId: string): Promise<FamilyAccess[]> =>
  (await queries.findFamily(reader, clientId)).map(present)

const present = (row: queries.FamilyRow): FamilyAccess => ({
  ...row,
  grantedAt: row.grantedAt.toISOString(),
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
})
