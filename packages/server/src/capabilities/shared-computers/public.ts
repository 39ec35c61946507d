import type { Me, SignInWays } from '@hoede/contract'
import { recordAudit } from '../../platform/audit/record.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { personName } from '../organisation/public.ts'
import * as queries from './queries.ts'

/** The shared computer with this token, with the names of who can come back to it with a short code; null: it is none. */
export async function reentriesOn(
  reader: Reader,
  computerToken: string | undefined,
): Promise<SignInWays['sharedComputer']> {
  if (!computerToken) return null
  const tokenHash = hashToken(computerToken)
  const [computer, people] = await Promise.all([
    queries.findComputer(reader, tokenHash, undefined),
    queries.findPeopleOn(reader, tokenHash),
  ])
  return computer
    ? { name: computer.name, people: people.map((person) => ({ id: person.id, name: personName(person) })) }
    : null
}

/** The shared computer with this token as somebody who is signed in sees it. */
export async function sharedComputerOf(
  reader: Reader,
  computerToken: string | undefined,
  personId: string,
): Promise<Me['sharedComputer']> {
  const computer = computerToken && (await queries.findComputer(reader, hashToken(computerToken), personId))
  return computer ? { name: computer.name, pinUntil: computer.pinUntil?.toISOString() ?? null } : null
}

/** Ends somebody's short codes on every shared computer: they stood for a sign-in that does not count any more. */
export async function endReentries(tx: Transaction, personId: string): Promise<void> {
  await queries.endReentriesOf(tx, personId)
}

/** Removes the short codes that stopped working yesterday or before. */
export async function removeExpiredReentries(tx: Transaction): Promise<void> {
  const removed = await queries.deleteExpiredReentries(tx)
  if (removed === 0) return
  await recordAudit(tx, {
    event: 'reentry.expired',
    action: 'D',
    outcome: 'success',
    supplier: 'hoede',
    part: 'sign-in',
    detail: { removed },
  })
}
