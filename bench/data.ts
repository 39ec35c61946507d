import { hashToken, newToken } from '../packages/server/src/platform/crypto/tokens.ts'
import type { Client } from '../packages/server/src/platform/db/connection.ts'

export interface BenchSession {
  token: string
  /** Clients now in care with the person's own team. */
  clients: string[]
}

/** Sessions of carers of as many teams, each with the clients of their team, made directly in the database. */
export async function benchSessions(db: Client, count: number): Promise<BenchSession[]> {
  const { rows } = await db.query<{ person: string; clients: string[] }>(
    `select m.person_id as person, array_agg(distinct p.client_id) as clients
     from membership m
     join access_grant g on g.person_id = m.person_id and g.scope = 'own-teams' and g.withdrawn_at is null
       and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
     join role r on r.id = g.role_id and r.key = 'verzorgende'
     join person e on e.id = m.person_id and (e.employed_until is null or e.employed_until > now())
     join placement p on p.unit_id = m.unit_id and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
     where m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())
     group by 1 having count(distinct m.unit_id) = 1 and count(distinct p.client_id) between 20 and 40 order by 1 limit $1`,
    [count],
  )
  const sessions: BenchSession[] = []
  for (const row of rows) sessions.push({ token: await newSession(db, row.person), clients: row.clients })
  return sessions
}

/** A session that is signed in with both factors; its token. */
export async function newSession(db: Client, person: string): Promise<string> {
  const token = newToken()
  await db.query(
    `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at, proven_at)
     values (gen_random_uuid(), $1, $2, 'complete', '{password,totp}', 3600, now() + interval '12 hours', now())`,
    [hashToken(token), person],
  )
  return token
}

/** The headers of a request in a session. */
export const headersOf = (token: string) => ({
  cookie: `__Host-hoede=${token}`,
  'content-type': 'application/json',
})
