import type { Transaction } from '../../platform/db/transaction.ts'
import { keepingAManager } from '../access/public.ts'
import { endSessions, withdrawInvitations } from '../sign-in/public.ts'

/**
 * Leaving now: employment, grants, teams, care relations, sessions and invitations end in this transaction. Throws Problem
 * last-manager.
 */
export async function leave(tx: Transaction, personId: string): Promise<void> {
  await keepingAManager(tx, async () => {
    await tx.rows('select access.end_reach($1)', [personId])
    await tx.rows(
      `update person set employed_from = least(employed_from, now() - interval '1 second'), employed_until = now(), version = version + 1
       where id = $1`,
      [personId],
    )
    await Promise.all([endSessions(tx, personId, 'left'), withdrawInvitations(tx, personId)])
  })
}

/** Back in service: nothing of what was given before comes along. */
export async function comeBack(tx: Transaction, personId: string): Promise<void> {
  await tx.rows('select access.end_reach($1)', [personId])
  await tx.rows('update person set employed_until = null, version = version + 1 where id = $1', [personId])
}
