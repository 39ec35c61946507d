import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { exportLog } from '../packages/server/src/capabilities/log-proof/checking.ts'
import { startSealer } from '../packages/server/src/capabilities/log-proof/public.ts'
import { readVerifiers } from '../packages/server/src/capabilities/log-proof/queries.ts'
import { sealNext } from '../packages/server/src/capabilities/log-proof/sealing.ts'
import type { KeyProvider } from '../packages/server/src/platform/crypto/key-provider.ts'
import { asSealer, type Environment, Environments } from '../packages/server/src/platform/db/environments.ts'
import { createLogger } from '../packages/server/src/platform/log/logger.ts'
import { accessPeople } from './access-data.ts'
import { headersOf, newSession } from './data.ts'
import { measureStatement } from './database-limits.ts'
import type { LoadPlan, LoadResult } from './load.ts'
import { loadFrom } from './processes.ts'

export interface LogTarget {
  environment: Environment
  rolePassword(role: string): string
  keyProvider: KeyProvider
  administrator: pg.ClientConfig
  login: pg.ClientConfig
  origin: string
  caFile: string
}

export interface LogFigures {
  facts: Record<string, string | number>
  results: { what: string; result: LoadResult; bare?: LoadResult }[]
}

const run = promisify(execFile)

const round = (value: number) => Math.round(value * 100) / 100

/** What sealing the log costs and keeps up with, what a question about it takes, and how large it is. */
export async function measureLog(target: LogTarget, factor: number, seconds: number): Promise<LogFigures> {
  const { environment } = target
  const sealing = new Environments(
    asSealer({
      byHost: async () => environment,
      byId: async () => environment,
      rolePassword: target.rolePassword,
      keyProvider: target.keyProvider,
    }),
    { connections: 2, slow: 1, pools: 1 },
  )
  const db = new pg.Client(target.administrator)
  await db.connect()
  try {
    const facts: LogFigures['facts'] = {}
    const { rows: people } = await db.query<{ id: string; userName: string }>(
      'select id, user_name as "userName" from person where user_name = any ($1)',
      [[accessPeople.manager, accessPeople.lister]],
    )
    const idOf = (name: string) => people.find(({ userName }) => userName === name)!.id
    const shots = await shotsOf(db, idOf(accessPeople.lister))
    const load = (plan: Partial<LoadPlan>) =>
      loadFrom({
        origin: target.origin,
        caFile: target.caFile,
        connections: 1,
        seconds,
        expectedStatus: 200,
        shots,
        ...plan,
      })

    Object.assign(facts, await throughput(sealing, environment, load))
    Object.assign(facts, await sizes(db))
    const results = [
      ...(await questions(db, target, idOf(accessPeople.manager), seconds)),
      ...(await writing(db, target, seconds)),
    ]
    // The same reads with a sealer at work and without.
    const bare = await load({})
    const sealer = startSealer(sealing, async () => [environment], createLogger('silent'))
    const result = await load({})
    await sealer.stop()
    results.push({ what: 'open a client, logged and sealed', result, bare })
    if (factor <= 1) Object.assign(facts, await exporting(sealing, environment))
    return {
      facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${name} (factor ${factor})`, value])),
      results,
    }
  } finally {
    await db.end()
    await sealing.close()
  }
}

/** Who reads: one carer, the clients of the own team. */
async function shotsOf(db: pg.Client, person: string) {
  const token = await newSession(db as never, person)
  const { rows } = await db.query<{ id: string }>(
    `select p.client_id as id from placement p join membership m on m.unit_id = p.unit_id where m.person_id = $1`,
    [person],
  )
  return rows.map(({ id }) => ({ method: 'GET' as const, path: `/api/clients/${id}`, headers: headersOf(token) }))
}

/** Rows a second that are sealed, alone and while people open records. */
async function throughput(
  sealing: Environments,
  environment: Environment,
  load: (plan: Partial<LoadPlan>) => Promise<LoadResult>,
) {
  const seal = async (until: () => boolean) => {
    const start = performance.now()
    let rows = 0
    while (!until()) {
      const sealed = await sealing.transact(environment.id, (tx) =>
        sealNext(tx, environment, { started: false, clockStep: undefined }),
      )
      rows += sealed.rows
      if (sealed.left <= 0) break
    }
    return rows / ((performance.now() - start) / 1000)
  }
  const forSeconds = (seconds: number) => {
    const end = performance.now() + seconds * 1000
    return () => performance.now() > end
  }
  const alone = await seal(forSeconds(8))
  let busy = true
  const [working, result] = await Promise.all([
    seal(() => !busy),
    load({ connections: 8 }).finally(() => {
      busy = false
    }),
  ])
  await seal(() => false)
  return {
    'rows sealed a second, alone': Math.round(alone),
    'rows sealed a second, while clients are opened on 8 connections': Math.round(working),
    'clients opened a second meanwhile': Math.round(result.perSecond),
  }
}

/** Megabytes for a million rows, indexes and tree included. */
async function sizes(db: pg.Client) {
  await db.query('vacuum analyze audit_event')
  const { rows } = await db.query<{ rows: number; table: number; indexes: number; tree: number }>(
    `select (select count(*) from audit_event)::float8 as rows,
       (select sum(pg_table_size(relid)) from pg_partition_tree('audit_event'))::float8 as table,
       (select sum(pg_indexes_size(relid)) from pg_partition_tree('audit_event'))::float8 as indexes,
       (pg_total_relation_size('audit_tile') + pg_total_relation_size('audit_edge') + pg_total_relation_size('audit_checkpoint'))::float8 as tree`,
  )
  const { rows: count, table, indexes, tree } = rows[0]!
  const each = (bytes: number) => round(bytes / count)
  return {
    'rows of log': count,
    'MB for a million rows': each(table + indexes + tree),
    'of which rows, indexes, tree': [table, indexes, tree].map(each).join(', '),
  }
}

/** What the privacy officer asks: about a client, about an employee, about a day. */
async function questions(
  db: pg.Client,
  target: LogTarget,
  person: string,
  seconds: number,
): Promise<LogFigures['results']> {
  const headers = headersOf(await newSession(db as never, person))
  const clients = await db.query<{ id: string }>('select id from client order by md5(id::text) limit 300')
  const people = await db.query<{ id: string }>(
    'select id from person where id in (select person_id from audit_event limit 20000) order by md5(id::text) limit 300',
  )
  const { rows } = await db.query<{ from: Date; until: Date }>(
    'select min(recorded_at) as "from", max(recorded_at) as until from audit_event',
  )
  const period = `from=${rows[0]!.from.toISOString()}&until=${rows[0]!.until.toISOString()}`
  const day = (n: number) => {
    const from = rows[0]!.until.getTime() - (n + 1) * 86_400_000
    return `from=${new Date(from).toISOString()}&until=${new Date(from + 86_400_000).toISOString()}`
  }
  const ask = (paths: string[]) =>
    loadFrom({
      origin: target.origin,
      caFile: target.caFile,
      connections: 1,
      seconds,
      expectedStatus: 200,
      shots: paths.map((path) => ({ method: 'GET', path, headers })),
    })
  return [
    {
      what: 'log of a client, a year',
      result: await ask(clients.rows.map(({ id }) => `/api/log?client=${id}&${period}`)),
    },
    {
      what: 'log of an employee, a year',
      result: await ask(people.rows.map(({ id }) => `/api/log?person=${id}&${period}`)),
    },
    { what: 'log of a day', result: await ask(Array.from({ length: 100 }, (_, n) => `/api/log?${day(n)}`)) },
    {
      what: 'what was refused on a day',
      result: await ask(Array.from({ length: 100 }, (_, n) => `/api/log?outcome=refused&${day(n)}`)),
    },
  ]
}

/** One row with its commit, and the same in a table without number and without the index on it. */
async function writing(db: pg.Client, target: LogTarget, seconds: number): Promise<LogFigures['results']> {
  await db.query('drop table if exists audit_plain')
  await db.query('create table audit_plain (like audit_event including defaults including indexes)')
  await db.query('alter table audit_plain drop column number')
  const { rows } = await db.query<{ role: string }>(`select quote_ident($1) as role`, [target.environment.roleName])
  await db.query(`grant insert on audit_plain to ${rows[0]!.role}`)
  const values = () => []
  const text = (table: string) =>
    `insert into ${table} (id, event, action, outcome, person_id, session_id, client_id, part, object_id, ground, checks, address)
     select gen_random_uuid(), 'client.read', 'R', 'success', i, i, i, 'client', i, i, 'TTFF', '10.0.0.1' from gen_random_uuid() i`
  const measure = (table: string) =>
    measureStatement(target.login, 1, seconds, { name: table, text: text(table), values })
  const bare = await measure('audit_plain')
  const result = await measure('audit_event')
  await db.query('drop table audit_plain')
  return [{ what: 'write a row of log', result, bare }]
}

/** The whole log with its proof in a file. */
async function exporting(sealing: Environments, environment: Environment) {
  const place = await mkdtemp(join(tmpdir(), 'hoede-export-'))
  const file = join(place, 'log.hoede-log')
  try {
    const start = performance.now()
    await sealing.transact(environment.id, (tx) => pipeline(Readable.from(exportLog(tx, 0)), createWriteStream(file)))
    const seconds = (performance.now() - start) / 1000
    const key = join(place, 'key')
    await writeFile(key, (await sealing.transact(environment.id, (tx) => readVerifiers(tx))).join('\n'))
    const begun = performance.now()
    const program = join(import.meta.dirname, '../packages/verify/bin/hoede-verify.mjs')
    await run(process.execPath, [program, 'verify', file, '--key', key])
    return {
      'verifying that export with hoede-verify, s': round((performance.now() - begun) / 1000),
      'export of the log with its proof, s': round(seconds),
      'size of that export, MB': round((await stat(file)).size / 1e6),
    }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
