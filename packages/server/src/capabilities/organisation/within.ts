import type { Membership, Permission } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { mayHaveMembers } from './rules.ts'

/** One employee within the asker's reach for the permission. Throws Problem not-found. */
export async function findWithin(reader: Reader, personId: string, permission: Permission): Promise<queries.PersonRow> {
  const row = await queries.findPerson(reader, personId, permission)
  if (!row) throw new Problem('not-found')
  return row
}

export const presentMembership = (row: queries.MembershipRow): Membership => ({
  ...row,
  from: new Date(row.from).toISOString(),
  until: row.until && new Date(row.until).toISOString(),
})

/** People are put in teams and locations that are open. */
export async function checkTeams(reader: Reader, unitIds: readonly string[]): Promise<void> {
  const open = await queries.findOpenUnits(reader, unitIds)
  if (open.length !== unitIds.length || !open.every((unit) => mayHaveMembers(unit.kind))) {
    throw new Problem('unit-unknown')
  }
}

/** Nobody decides about their own employment, teams or way in. */
export function refuseSelf(askerId: string, personId: string, detail: string): void {
  if (askerId === personId) throw new Problem('not-allowed', { detail })
}
