import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { withinReach } from '../../organisation/public.ts'
import { type PersonRow, personColumns, personTables } from '../queries.ts'

export interface ResetRow {
  id: string
  person: { id: string; name: string; userName: string }
  reason: string
  requestedBy: { id: string; name: string }
  requestedAt: Date
  approvedBy: { id: string; name: string } | null
  approvedAt: Date | null
  expiresAt: Date
  usedAt: Date | null
  withdrawnAt: Date | null
  /** Its time is over, or was when the next one was asked. */
  expired: boolean
}

const named = (person: string) =>
  `json_build_object('id', ${person}.id, 'name', concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name))`

const columns = `s.id, json_build_object('id', p.id, 'userName', p.user_name,
    'name', concat_ws(' ', p.given_name, p.prefix, p.family_name)) as person,
  s.reason, ${named('q')} as "requestedBy", s.requested_at as "requestedAt",
  case when a.id is not null then ${named('a')} end as "approvedBy", s.approved_at as "approvedAt",
  s.expires_at as "expiresAt", s.used_at as "usedAt", s.withdrawn_at as "withdrawnAt",
  s.expires_at <= coalesce(s.used_at, s.withdrawn_at, now()) as expired`
const tables = `sign_in_reset s join person p on p.id = s.person_id join person q on q.id = s.requested_by
  left join person a on a.id = s.approved_by`

/** Resets of people within the asker's reach, those of now first. */
export function findResets(reader: Reader): Promise<ResetRow[]> {
  return reader.rows<ResetRow>(
    `select ${columns} from access.reach('people:read') r, ${tables} where ${withinReach}
     order by s.used_at is null and s.withdrawn_at is null and s.expires_at > now() desc, s.requested_at desc, s.id limit 500`,
  )
}

export async function findReset(reader: Reader, id: string): Promise<ResetRow | undefined> {
  const [row] = await reader.rows<ResetRow>(`select ${columns} from ${tables} where s.id = $1`, [id])
  return row
}

/** Nobody else decides about it until the transaction ends. */
export async function lockReset(tx: Transaction, id: string): Promise<void> {
  await tx.rows('select 1 from sign_in_reset where id = $1 for update', [id])
}

/** The reset of a person that waits for a second colleague. */
export async function findAsked(reader: Reader, personId: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ id: string }>(
    `select id from sign_in_reset where person_id = $1 and approved_at is null and used_at is null
       and withdrawn_at is null and expires_at > now()`,
    [personId],
  )
  return row?.id
}

/** What lies there unused, and whose time is over, makes room. */
export async function closeExpired(tx: Transaction, personId: string): Promise<void> {
  await tx.rows(
    `update sign_in_reset set withdrawn_at = now()
     where person_id = $1 and used_at is null and withdrawn_at is null and expires_at <= now()`,
    [personId],
  )
}

/** False when there is one with this id, or one of this person that is open. */
export async function insertReset(
  tx: Transaction,
  reset: { id: string; personId: string; reason: string; requestedBy: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into sign_in_reset (id, person_id, reason, requested_by, expires_at)
     values ($1, $2, $3, $4, now() + interval '3 days') on conflict do nothing returning id`,
    [reset.id, reset.personId, reset.reason, reset.requestedBy],
  )
  return rows.length === 1
}

/** From now on the letter works, for a week. Returns until when. */
export async function approveReset(
  tx: Transaction,
  id: string,
  by: { personId?: string; supplier?: string },
  codeHash: string,
): Promise<Date> {
  const [row] = await tx.rows<{ expiresAt: Date }>(
    `update sign_in_reset set approved_by = $2, approved_supplier = $3, approved_at = now(), code_hash = $4,
       expires_at = now() + interval '7 days'
     where id = $1 returning expires_at as "expiresAt"`,
    [id, by.personId, by.supplier, codeHash],
  )
  return row!.expiresAt
}

const isOpen = 'used_at is null and withdrawn_at is null and expires_at > now()'

/** False when there is nothing to withdraw any more. */
export async function withdrawReset(tx: Transaction, id: string, by: string): Promise<boolean> {
  const rows = await tx.rows(
    `update sign_in_reset set withdrawn_at = now(), withdrawn_by = $2 where id = $1 and ${isOpen} returning id`,
    [id, by],
  )
  return rows.length === 1
}

export interface LetterRow extends PersonRow {
  id: string
  codeHash: string
  expiresAt: Date
}

/** The letter that works for a user name, of somebody who works here. */
export async function findLetter(reader: Reader, userName: string): Promise<LetterRow | undefined> {
  const [row] = await reader.rows<LetterRow>(
    `select ${personColumns}, s.id, s.code_hash as "codeHash", s.expires_at as "expiresAt"
     from ${personTables} join sign_in_reset s on s.person_id = p.id
     where p.user_name = $1 and s.approved_at is not null and s.used_at is null and s.withdrawn_at is null
       and s.expires_at > now() and p.employed_from <= now() and (p.employed_until is null or p.employed_until > now())`,
    [userName],
  )
  return row
}

/** False when it was used in the meantime. */
export async function useLetter(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(`update sign_in_reset set used_at = now() where id = $1 and ${isOpen} returning id`, [id])
  return rows.length === 1
}
