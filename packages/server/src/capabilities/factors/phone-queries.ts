import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** What a person asks is carried out one after another until the transaction ends: two tabs do not pass together. */
export async function waitForPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('factors of ' || $1, 0))`, [personId])
}

/**
 * The codes that were sent to a person in the last hour and since one was filled in right, whatever the number and session; and how
 * many seconds ago the last one went out.
 */
export async function findRecentCodes(
  tx: Transaction,
  personId: string,
): Promise<{ sent: number; secondsAgo: number }> {
  const [row] = await tx.rows<{ sent: number; secondsAgo: number }>(
    `with codes as (
       select c.created_at, c.used_at from phone_code c join factor f on f.id = c.factor_id
       where f.person_id = $1 and c.created_at > now() - interval '1 hour'
     )
     select count(*)::int as sent,
       coalesce(extract(epoch from clock_timestamp() - max(created_at)), 0)::float8 as "secondsAgo"
     from codes where created_at > coalesce((select max(used_at) from codes), '-infinity')`,
    [personId],
  )
  return row!
}

export interface NewCode {
  id: string
  sessionId: string
  factorId: string
  channel: 'sms' | 'voice'
  hash: Buffer
  messageId: string
  seconds: number
}

/** Keeps a code that goes out; returns until when it can be filled in. */
export async function insertCode(tx: Transaction, code: NewCode): Promise<Date> {
  const [row] = await tx.rows<{ expiresAt: Date }>(
    `insert into phone_code (id, session_id, factor_id, channel, code_hash, message_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7)) returning expires_at as "expiresAt"`,
    [code.id, code.sessionId, code.factorId, code.channel, code.hash, code.messageId, code.seconds],
  )
  return row!.expiresAt
}

export interface SentCode {
  id: string
  factorId: string
  channel: 'sms' | 'voice'
}

/**
 * The last code that was sent in a session: to a phone that is being registered, or to one that counts already. A code before it
 * is worth nothing any more.
 */
export async function findLastCode(
  reader: Reader,
  by: { personId: string; sessionId: string; registering: boolean },
): Promise<SentCode | undefined> {
  const [row] = await reader.rows<SentCode>(
    `select c.id, c.factor_id as "factorId", c.channel from phone_code c join factor f on f.id = c.factor_id
     where c.session_id = $2 and f.person_id = $1 and f.removed_at is null and (f.confirmed_at is null) = $3
     order by c.created_at desc, c.id desc limit 1`,
    [by.personId, by.sessionId, by.registering],
  )
  return row
}

/** One try at a code; the right one uses it up. Undefined: it is old, used, or has been tried so often. */
export async function tryCode(
  tx: Transaction,
  id: string,
  hash: Buffer,
  tries: number,
): Promise<{ right: boolean; tries: number } | undefined> {
  const [row] = await tx.rows<{ right: boolean; tries: number }>(
    `update phone_code set tries = tries + 1, used_at = case when code_hash = $2 then now() end
     where id = $1 and used_at is null and expires_at > now() and tries < $3
     returning code_hash = $2 as right, tries`,
    [id, hash, tries],
  )
  return row
}

export interface NewPhone {
  id: string
  personId: string
  sessionId: string
  name: string
  sealed: Buffer
  numberHash: Buffer
  line: 'mobile' | 'fixed'
}

/** A phone that is being registered in a session, in the place of the one before it. */
export async function insertPendingPhone(tx: Transaction, phone: NewPhone): Promise<void> {
  await Promise.all([
    tx.rows(
      `update factor set removed_at = now()
       where session_id = $2 and person_id = $1 and kind = 'phone' and confirmed_at is null and removed_at is null`,
      [phone.personId, phone.sessionId],
    ),
    tx.rows(
      `insert into factor (id, person_id, session_id, kind, name, secret_sealed, number_hash, line)
       values ($1, $2, $3, 'phone', $4, $5, $6, $7)`,
      [phone.id, phone.personId, phone.sessionId, phone.name, phone.sealed, phone.numberHash, phone.line],
    ),
  ])
}

/** Has this person proved this number already? Of others it may be too: a landline is shared. */
export async function hasNumber(reader: Reader, personId: string, numberHash: Buffer): Promise<boolean> {
  const rows = await reader.rows(
    `select id from factor where person_id = $1 and number_hash = $2 and confirmed_at is not null and removed_at is null`,
    [personId, numberHash],
  )
  return rows.length > 0
}

export async function noteUse(tx: Transaction, factorId: string): Promise<void> {
  await tx.rows('update factor set last_used_at = now() where id = $1', [factorId])
}
