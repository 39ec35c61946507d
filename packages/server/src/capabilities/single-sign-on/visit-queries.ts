import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export type Purpose = 'sign-in' | 'link' | 'trial' | 'proof'

export interface NewVisit {
  id: string
  providerId: string
  purpose: Purpose
  personId: string | null
  sessionId: string | null
  browserHash: Buffer
  stateHash: Buffer
  secretsSealed: Buffer
  settingsHash: Buffer
}

export async function insertVisit(tx: Transaction, visit: NewVisit): Promise<void> {
  await tx.rows(
    `insert into provider_visit (id, provider_id, purpose, person_id, session_id, browser_hash, state_hash, secrets_sealed,
       settings_hash, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + interval '10 minutes')`,
    [
      visit.id,
      visit.providerId,
      visit.purpose,
      visit.personId,
      visit.sessionId,
      visit.browserHash,
      visit.stateHash,
      visit.secretsSealed,
      visit.settingsHash,
    ],
  )
}

/** Did this browser come back from this provider a moment ago with a sign-in that was too old? */
export async function wasTooOld(reader: Reader, browserHash: Buffer, providerId: string): Promise<boolean> {
  const [row] = await reader.rows<{ tooOld: boolean }>(
    `select too_old as "tooOld" from provider_visit where browser_hash = $1 and provider_id = $2 and used_at is not null
       and created_at > now() - interval '15 minutes' order by used_at desc limit 1`,
    [browserHash, providerId],
  )
  return row?.tooOld ?? false
}

export interface VisitRow {
  id: string
  providerId: string
  purpose: Purpose
  personId: string | null
  sessionId: string | null
  browserHash: Buffer
  secretsSealed: Buffer
  createdAt: Date
  /** It can still be used. */
  open: boolean
}

export async function findVisit(reader: Reader, stateHash: Buffer): Promise<VisitRow | undefined> {
  const [row] = await reader.rows<VisitRow>(
    `select id, provider_id as "providerId", purpose, person_id as "personId", session_id as "sessionId",
       browser_hash as "browserHash", secrets_sealed as "secretsSealed", created_at as "createdAt",
       used_at is null and expires_at > now() as open
     from provider_visit where state_hash = $1`,
    [stateHash],
  )
  return row
}

/** Uses a visit up; false when another request did so first, or it has expired meanwhile. */
export async function useVisit(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(
    `update provider_visit set used_at = now() where id = $1 and used_at is null and expires_at > now() returning id`,
    [id],
  )
  return rows.length === 1
}

export async function markTooOld(tx: Transaction, id: string): Promise<void> {
  await tx.rows('update provider_visit set too_old = true where id = $1', [id])
}

export async function keepTrial(tx: Transaction, id: string, succeeded: boolean, resultSealed: Buffer): Promise<void> {
  // A trial counts longer than the session in which it was done is remembered.
  await tx.rows('update provider_visit set succeeded = $2, result_sealed = $3, session_id = null where id = $1', [
    id,
    succeeded,
    resultSealed,
  ])
}

/** The sealed result of a trial, for an hour. */
export async function findTrialResult(reader: Reader, id: string): Promise<Buffer | undefined> {
  const [row] = await reader.rows<{ sealed: Buffer }>(
    `select result_sealed as sealed from provider_visit where id = $1 and purpose = 'trial' and result_sealed is not null
       and used_at > now() - interval '1 hour'`,
    [id],
  )
  return row?.sealed
}

/** Is this the session, alive and complete, of that token? */
export async function isSameSession(reader: Reader, sessionId: string, tokenHash: Buffer): Promise<boolean> {
  const rows = await reader.rows(
    `select from session where id = $1 and token_hash = $2 and stage = 'complete' and ended_at is null and expires_at > now()
       and last_seen_at > now() - make_interval(secs => idle_seconds)`,
    [sessionId, tokenHash],
  )
  return rows.length === 1
}
