import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { type FactorsOfPerson, factorColumns } from '../factors/public.ts'
import type { BrakeState } from './rules.ts'
import type { Factor, Step } from './steps/steps.ts'

export interface PersonRow extends FactorsOfPerson {
  userName: string
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  employed: boolean
  passwordHash: string | null
}

export const personColumns = `${factorColumns}, p.user_name as "userName", p.given_name as "givenName", p.prefix,
  p.family_name as "familyName", p.function,
  p.employed_from <= now() and (p.employed_until is null or p.employed_until > now()) as employed,
  c.password_hash as "passwordHash"`
export const personTables = 'person p left join credential c on c.person_id = p.id'

export interface AccountRow extends PersonRow {
  /** The person came in from this address before, in the last month. */
  knownHere: boolean
}

export async function findAccount(
  reader: Reader,
  by: { userName: string } | { personId: string },
  address: string,
): Promise<AccountRow | undefined> {
  const [column, value] = 'userName' in by ? ['user_name', by.userName] : ['id', by.personId]
  const [row] = await reader.rows<AccountRow>(
    `select ${personColumns}, exists (select from session s where s.person_id = p.id and s.stage = 'complete'
       and s.address = $2 and s.created_at > now() - interval '31 days') as "knownHere"
     from ${personTables} where p.${column} = $1`,
    [value, address],
  )
  return row
}

export interface PendingRow extends PersonRow {
  sessionId: string
  stage: Step['name']
  proven: Factor[]
  origin: Origin
}

/** The session of a token while it lives, with its person while employed. */
export async function findSession(reader: Reader, tokenHash: Buffer): Promise<PendingRow | undefined> {
  const [row] = await reader.rows<PendingRow>(
    `select ${personColumns}, s.id as "sessionId", s.stage, s.factors as proven,
       json_build_object('deviceId', s.device_id, 'providerId', s.provider_id, 'providerSid', s.provider_sid,
         'providerSubject', s.provider_subject) as origin
     from ${personTables} join session s on s.person_id = p.id
     where s.token_hash = $1 and s.ended_at is null and s.expires_at > now()
       and s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
       and p.employed_from <= now() and (p.employed_until is null or p.employed_until > now())`,
    [tokenHash],
  )
  return row
}

export interface SessionValues {
  id: string
  tokenHash: Buffer
  personId: string
  stage: Step['name']
  proven: readonly Factor[]
  address: string
  userAgent: string
  origin: Origin
  /** Of the computer that asks: when it is a shared one, the session belongs to it. */
  computerHash: Buffer | undefined
}

/** Where a session began besides this environment's own sign-in page: a shared computer, a provider and its session. */
export interface Origin {
  deviceId?: string | null
  providerId?: string | null
  providerSid?: string | null
  providerSubject?: string | null
  /** When its factors were proven, where that was not now and here. */
  provenAt?: Date
}

/** A sign-in that is under way lives for this long; a complete session as the settings of the environment say. */
const unfinishedSeconds = 600
/** On a computer that many use, a session waits for its owner no longer than this. */
const sharedIdleSeconds = 300

export async function insertSession(tx: Transaction, session: SessionValues): Promise<void> {
  await tx.rows(
    `insert into session (id, token_hash, person_id, stage, factors, address, user_agent, device_id, provider_id, provider_sid,
       provider_subject, proven_at, idle_seconds, expires_at)
     select $1, $2, $3, $4, $5::text[], $6, $7, d.id, $9, $10, $11, least(now(), coalesce($13, now())),
       case when $4 <> 'complete' then ${unfinishedSeconds}
         else least(60 * (select value::int from setting where key = 'session-idle-minutes'),
           case when d.id is not null then ${sharedIdleSeconds} end) end,
       now() + case when $4 = 'complete'
         then make_interval(hours => (select value::int from setting where key = 'session-hours'))
         else make_interval(secs => ${unfinishedSeconds}) end
     from (select 1) one left join lateral (
       select id from device where (token_hash = $12 or id = $8) and withdrawn_at is null
       order by token_hash = $12 desc nulls last limit 1) d on true`,
    [
      session.id,
      session.tokenHash,
      session.personId,
      session.stage,
      session.proven,
      session.address,
      session.userAgent,
      session.origin.deviceId,
      session.origin.providerId,
      session.origin.providerSid,
      session.origin.providerSubject,
      session.computerHash,
      session.origin.provenAt,
    ],
  )
}

/** Ends the session of a token; returns whose it was, if it was alive. */
export async function endSessionOfToken(
  tx: Transaction,
  tokenHash: Buffer,
  because: string,
): Promise<{ id: string; personId: string; stage: Step['name'] } | undefined> {
  const [row] = await tx.rows<{ id: string; personId: string; stage: Step['name'] }>(
    `update session set ended_at = now(), ended_because = $2 where token_hash = $1 and ended_at is null and expires_at > now()
     returning id, person_id as "personId", stage`,
    [tokenHash, because],
  )
  return row
}

/** Ends a person's sessions, all or all but one. Returns how many. */
export async function endSessionsOf(
  tx: Transaction,
  personId: string,
  because: string,
  exceptId?: string,
): Promise<number> {
  const rows = await tx.rows(
    `update session set ended_at = now(), ended_because = $2
     where person_id = $1 and ended_at is null and expires_at > now() and id is distinct from $3 returning id`,
    [personId, because, exceptId],
  )
  return rows.length
}

/** Another token for the same session: its end stays what it was. */
export async function replaceToken(tx: Transaction, sessionId: string, id: string, tokenHash: Buffer): Promise<void> {
  await tx.rows(
    `with old as (update session set ended_at = now(), ended_because = 'renewed' where id = $1 returning *)
     insert into session (id, token_hash, person_id, stage, factors, address, user_agent, idle_seconds, expires_at, created_at, proven_at,
       device_id, provider_id, provider_sid, provider_subject)
     select $2, $3, person_id, stage, factors, address, user_agent, idle_seconds, expires_at, created_at, proven_at,
       device_id, provider_id, provider_sid, provider_subject from old`,
    [sessionId, id, tokenHash],
  )
}

export async function setPassword(tx: Transaction, personId: string, hash: string): Promise<void> {
  await tx.rows(
    `insert into credential (person_id, password_hash, password_changed_at) values ($1, $2, now())
     on conflict (person_id) do update set password_hash = $2, password_changed_at = now()`,
    [personId, hash],
  )
}

/** The same password under other parameters: it was not changed. */
export async function renewHash(tx: Transaction, personId: string, hash: string): Promise<void> {
  await tx.rows('update credential set password_hash = $2 where person_id = $1', [personId, hash])
}

/** Takes the password of a person away. */
export async function clearPassword(tx: Transaction, personId: string): Promise<void> {
  await tx.rows('update credential set password_hash = null where person_id = $1', [personId])
}

/** Takes the turn to guess for one account until the transaction ends; false when somebody else has it now. */
export async function takeTurn(tx: Transaction, key: Buffer): Promise<boolean> {
  const [row] = await tx.rows<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [lockOf(key)])
  return row!.taken
}

export async function waitForTurn(tx: Transaction, key: Buffer): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock($1)', [lockOf(key)])
}

const lockOf = (key: Buffer) => key.readBigInt64BE(0).toString()

export interface BrakeRow extends BrakeState {
  now: Date
}

/** The brake of a key with the clock of the database; failures 0 when there is none. */
export async function findBrake(reader: Reader, key: Buffer): Promise<BrakeRow> {
  const [row] = await reader.rows<BrakeRow>(
    `select coalesce(b.failures, 0) as failures, coalesce(b.last_failure_at, now()) as "lastFailureAt",
       coalesce(b.blocked_until, now()) as "blockedUntil", now() as now
     from (select $1::bytea as key) asked left join sign_in_brake b using (key)`,
    [key],
  )
  return row!
}

export async function saveBrake(tx: Transaction, key: Buffer, state: BrakeState): Promise<void> {
  await tx.rows(
    `insert into sign_in_brake (key, failures, last_failure_at, blocked_until) values ($1, $2, $3, $4)
     on conflict (key) do update set failures = $2, last_failure_at = $3, blocked_until = $4`,
    [key, state.failures, state.lastFailureAt, state.blockedUntil],
  )
}

export async function releaseBrake(tx: Transaction, key: Buffer): Promise<void> {
  await tx.rows('delete from sign_in_brake where key = $1', [key])
}

/** Takes a number of failures off. */
export async function easeBrake(tx: Transaction, key: Buffer, by: number): Promise<void> {
  await tx.rows('update sign_in_brake set failures = greatest(0, failures - $2::int) where key = $1', [key, by])
}
