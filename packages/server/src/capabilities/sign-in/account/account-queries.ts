import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { type PersonRow, personColumns, personTables } from '../queries.ts'
import type { Factor } from '../steps/steps.ts'

export interface OwnRow extends PersonRow {
  expiresAt: Date
  idleSeconds: number
}

export async function findOwn(reader: Reader, personId: string, sessionId: string): Promise<OwnRow | undefined> {
  const [row] = await reader.rows<OwnRow>(
    `select ${personColumns}, s.expires_at as "expiresAt", s.idle_seconds as "idleSeconds"
     from ${personTables} join session s on s.id = $2 and s.person_id = p.id where p.id = $1`,
    [personId, sessionId],
  )
  return row
}

export interface LiveSessionRow {
  id: string
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  userAgent: string | null
  factors: Factor[]
}

const isLive = `stage = 'complete' and ended_at is null and expires_at > now()
  and last_seen_at > now() - make_interval(secs => idle_seconds)`

export function findLiveSessions(reader: Reader, personId: string): Promise<LiveSessionRow[]> {
  return reader.rows<LiveSessionRow>(
    `select id, created_at as "createdAt", last_seen_at as "lastSeenAt", host(address) as address, user_agent as "userAgent",
       factors
     from session where person_id = $1 and ${isLive} order by last_seen_at desc, id desc limit 100`,
    [personId],
  )
}

/** False when it is not this person's, or is over. */
export async function endSession(tx: Transaction, personId: string, sessionId: string): Promise<boolean> {
  const rows = await tx.rows(
    `update session set ended_at = now(), ended_because = 'ended-by-owner' where id = $2 and person_id = $1 and ${isLive}
     returning id`,
    [personId, sessionId],
  )
  return rows.length === 1
}

export interface OwnSignInRow {
  at: Date
  event: string
  outcome: 'success' | 'refused' | 'error'
  address: string | null
  userAgent: string | null
}

/** The last attempts at one's own account, right or wrong, from the log: of nobody else (access.own_sign_ins). */
export function findOwnSignIns(reader: Reader, limit: number): Promise<OwnSignInRow[]> {
  return reader.rows<OwnSignInRow>(
    `select at, event, outcome, host(address) as address, user_agent as "userAgent" from access.own_sign_ins($1)`,
    [limit],
  )
}
