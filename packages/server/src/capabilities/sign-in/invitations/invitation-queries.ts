import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { type PersonRow, personColumns, personTables } from '../queries.ts'

export async function findInvitee(reader: Reader, personId: string): Promise<{ left: boolean } | undefined> {
  const [row] = await reader.rows<{ left: boolean }>(
    'select coalesce(employed_until <= now(), false) as left from person where id = $1',
    [personId],
  )
  return row
}

/** Withdraws what a person has open. */
export async function withdrawInvitations(tx: Transaction, personId: string): Promise<void> {
  await tx.rows(
    'update invitation set withdrawn_at = now() where person_id = $1 and used_at is null and withdrawn_at is null',
    [personId],
  )
}

/** Returns the moment until which it works. */
export async function insertInvitation(
  tx: Transaction,
  invitation: { id: string; personId: string; tokenHash: Buffer; createdBy: string | undefined },
): Promise<Date> {
  const [row] = await tx.rows<{ expiresAt: Date }>(
    `insert into invitation (id, person_id, token_hash, created_by, expires_at)
     values ($1, $2, $3, $4, now() + interval '24 hours') returning expires_at as "expiresAt"`,
    [invitation.id, invitation.personId, invitation.tokenHash, invitation.createdBy],
  )
  return row!.expiresAt
}

export interface InvitationRow extends PersonRow {
  id: string
  expiresAt: Date
}

const isOpen = 'used_at is null and withdrawn_at is null and expires_at > now()'

/** An invitation that works, of somebody who has not left. */
export async function findOpenInvitation(reader: Reader, tokenHash: Buffer): Promise<InvitationRow | undefined> {
  const [row] = await reader.rows<InvitationRow>(
    `select ${personColumns}, i.id, i.expires_at as "expiresAt"
     from ${personTables} join (select * from invitation where token_hash = $1 and ${isOpen}) i on i.person_id = p.id
     where p.employed_until is null or p.employed_until > now()`,
    [tokenHash],
  )
  return row
}

/** False when it was used in the meantime. */
export async function useInvitation(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(`update invitation set used_at = now() where id = $1 and ${isOpen} returning id`, [id])
  return rows.length === 1
}

export interface AccountStateRow {
  personId: string
  secondFactor: boolean
  invitationUntil: Date | null
  lastSignInAt: Date | null
}

export function findAccountStates(reader: Reader, personIds: readonly string[]): Promise<AccountStateRow[]> {
  return reader.rows<AccountStateRow>(
    `select p.id as "personId", exists (select from factor f where f.person_id = p.id and f.confirmed_at is not null and f.removed_at is null)
         as "secondFactor",
       (select max(i.expires_at) from invitation i where i.person_id = p.id and ${isOpen}) as "invitationUntil",
       (select max(s.created_at) from session s where s.person_id = p.id and s.stage = 'complete') as "lastSignInAt"
     from person p where p.id = any ($1::uuid[])`,
    [personIds],
  )
}
