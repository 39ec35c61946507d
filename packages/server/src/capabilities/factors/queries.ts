import type { FactorMethod } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** A confirmed second factor as it comes with its person; times are texts and the secret base64: it comes through a JSON aggregate. */
export interface OwnedFactor {
  id: string
  kind: 'totp' | 'phone' | 'passkey'
  name: string
  line: 'mobile' | 'fixed' | null
  /** Sealed with the factor's id: the key of an authenticator, or the number of a phone. */
  secret: string | null
  lastStep: number
  userVerifies: boolean
  createdAt: string
  lastUsedAt: string | null
}

/** What a person can prove a second factor with. */
export interface FactorsOfPerson {
  personId: string
  factors: OwnedFactor[]
  /** What the environment allows this person. */
  allowed: FactorMethod[]
  recoveryCodes: number
  preferredFactorId: string | null
  preferredChannel: 'sms' | 'voice' | null
}

/** The columns of FactorsOfPerson, for a select from person p left join credential c. */
export const factorColumns = `p.id as "personId",
  (select coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'line', f.line,
      'secret', encode(f.secret_sealed, 'base64'), 'lastStep', f.last_step, 'userVerifies', f.user_verifies,
      'createdAt', f.created_at, 'lastUsedAt', f.last_used_at) order by f.created_at, f.id), '[]')
    from factor f where f.person_id = p.id and f.confirmed_at is not null and f.removed_at is null) as factors,
  access.allowed_factors(p.id) as allowed,
  (select count(*)::int from recovery_code r where r.person_id = p.id and r.used_at is null) as "recoveryCodes",
  c.preferred_factor_id as "preferredFactorId", c.preferred_channel as "preferredChannel"`

export async function findFactorsOf(reader: Reader, personId: string): Promise<FactorsOfPerson | undefined> {
  const [row] = await reader.rows<FactorsOfPerson>(
    `select ${factorColumns} from person p left join credential c on c.person_id = p.id where p.id = $1`,
    [personId],
  )
  return row
}

/** The authenticator that is being registered in a session; the first one stays when there is one. */
export async function keepPendingTotp(
  tx: Transaction,
  pending: { id: string; personId: string; sessionId: string; sealed: Buffer },
): Promise<{ id: string; sealed: Buffer }> {
  const [row] = await tx.rows<{ id: string; sealed: Buffer }>(
    `with found as (
       select id, secret_sealed as sealed from factor
       where session_id = $3 and person_id = $2 and kind = 'totp' and confirmed_at is null
     ), made as (
       insert into factor (id, person_id, session_id, kind, name, secret_sealed)
       select $1, $2, $3, 'totp', 'Authenticator-app', $4 where not exists (select from found)
       returning id, secret_sealed as sealed
     )
     select * from found union all select * from made`,
    [pending.id, pending.personId, pending.sessionId, pending.sealed],
  )
  return row!
}

/** The authenticator that is being registered in a session; undefined: there is none. */
export async function findPendingTotp(
  reader: Reader,
  by: { personId: string; sessionId: string },
): Promise<{ id: string; sealed: Buffer } | undefined> {
  const [row] = await reader.rows<{ id: string; sealed: Buffer }>(
    `select id, secret_sealed as sealed from factor
     where session_id = $2 and person_id = $1 and kind = 'totp' and confirmed_at is null`,
    [by.personId, by.sessionId],
  )
  return row
}

/** It counts from now on. False when it was confirmed in the meantime. */
export async function confirmFactor(
  tx: Transaction,
  id: string,
  values: { name?: string; step?: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `update factor set confirmed_at = now(), session_id = null, last_used_at = now(), name = coalesce($2, name),
       last_step = coalesce($3, last_step) where id = $1 and confirmed_at is null and removed_at is null returning id`,
    [id, values.name, values.step],
  )
  return rows.length === 1
}

/** An authenticator that counts at once, in the place of those there were: for seeding and the command line. */
export async function replaceTotp(
  tx: Transaction,
  factor: { id: string; personId: string; sealed: Buffer },
): Promise<void> {
  await Promise.all([
    tx.rows("update factor set removed_at = now() where person_id = $1 and kind = 'totp' and removed_at is null", [
      factor.personId,
    ]),
    tx.rows(
      `insert into factor (id, person_id, kind, name, secret_sealed, confirmed_at)
       values ($1, $2, 'totp', 'Authenticator-app', $3, now())`,
      [factor.id, factor.personId, factor.sealed],
    ),
  ])
}

/** Uses up a time step; false when it, or a later one, was used already. Of two at the same moment one gets true. */
export async function useTotpStep(tx: Transaction, id: string, step: number): Promise<boolean> {
  const rows = await tx.rows(
    'update factor set last_step = $2, last_used_at = now() where id = $1 and last_step < $2 returning id',
    [id, step],
  )
  return rows.length === 1
}

export async function findFactorName(reader: Reader, id: string): Promise<string> {
  const [row] = await reader.rows<{ name: string }>('select name from factor where id = $1', [id])
  return row?.name ?? ''
}

/** Removes every second factor of a person, the printed sheet too. */
export async function removeAllFactors(tx: Transaction, personId: string): Promise<void> {
  await Promise.all([
    tx.rows('update factor set removed_at = now() where person_id = $1 and removed_at is null', [personId]),
    tx.rows('delete from recovery_code where person_id = $1', [personId]),
    tx.rows('update credential set preferred_factor_id = null, preferred_channel = null where person_id = $1', [
      personId,
    ]),
  ])
}

export interface RecoveryRow {
  id: string
  hash: string
}

export function unusedRecoveryCodes(reader: Reader, personId: string): Promise<RecoveryRow[]> {
  return reader.rows<RecoveryRow>(
    'select id, code_hash as hash from recovery_code where person_id = $1 and used_at is null order by id',
    [personId],
  )
}

/** False when the code was used in the meantime. */
export async function useRecoveryCode(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(
    'update recovery_code set used_at = now() where id = $1 and used_at is null returning id',
    [id],
  )
  return rows.length === 1
}

/** A new set in the place of the old one. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  personId: string,
  codes: readonly { id: string; hash: string }[],
): Promise<void> {
  await Promise.all([
    tx.rows('delete from recovery_code where person_id = $1', [personId]),
    tx.rows(
      `insert into recovery_code (id, person_id, code_hash)
       select id, $1, hash from unnest($2::uuid[], $3::text[]) as made (id, hash)`,
      [personId, codes.map((code) => code.id), codes.map((code) => code.hash)],
    ),
  ])
}

/** What was begun and not finished, and codes and challenges that nobody can answer any more; carried out each night. */
export async function removeExpired(tx: Transaction): Promise<void> {
  // In this order: a code points at the phone that it was sent to.
  await Promise.all([
    tx.rows("delete from phone_code where created_at < now() - interval '1 day'"),
    tx.rows("delete from passkey_challenge where expires_at < now() - interval '1 day'"),
    tx.rows(
      `delete from factor f where f.confirmed_at is null and f.created_at < now() - interval '2 days'
         and not exists (select from phone_code c where c.factor_id = f.id)`,
    ),
  ])
}
