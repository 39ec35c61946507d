import { createHash } from 'node:crypto'
import { createServer } from 'node:https'
import pg from 'pg'
import { detailQuery } from '../../packages/server/src/capabilities/clients/queries.ts'

/**
 * The limit that opening a client is held against: an HTTPS server that looks up the session, selects the same row and inserts
 * the same log row, with commit, in one statement, and does nothing else: no scope, no row security, no schema, no decryption.
 */
export interface LimitOptions {
  tls: { key: Buffer; cert: Buffer }
  database: pg.PoolConfig
  port: number
}

const statement = `with s as (
    select id, person_id from session where token_hash = $1 and stage = 'complete' and ended_at is null and expires_at > now()
  ), logged as (
    insert into audit_event (id, event, action, outcome, person_id, session_id, client_id, part, checks, address)
    select gen_random_uuid(), 'client.read', 'R', 'success', s.person_id, s.id, $2, 'client', 'TTFF', '127.0.0.1' from s
  )
  ${detailQuery.replace('$1', '$2')} and exists (select from s)`

export async function serveOpenClient(options: LimitOptions): Promise<{ close(): Promise<void> }> {
  const pool = new pg.Pool({ ...options.database, max: 8 })
  const server = createServer(options.tls, (request, response) => {
    const token = /__Host-hoede=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const id = request.url?.split('/').at(-1)
    pool
      .query({ name: 'open', text: statement, values: [createHash('sha256').update(token).digest(), id] })
      .then(({ rows }) => {
        const text = JSON.stringify(rows[0] ?? null)
        response.writeHead(rows.length ? 200 : 404, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        })
        response.end(text)
      })
      .catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((done) => server.listen(options.port, '127.0.0.1', done))
  return {
    async close() {
      await new Promise((done) => server.close(done))
      await pool.end()
    },
  }
}
