import { readFileSync } from 'node:fs'
import pg from 'pg'
import { Pool } from 'undici'
import { groundColumn } from '../packages/server/src/capabilities/access/public.ts'
import { findCaseload } from '../packages/server/src/capabilities/clients/finding-queries.ts'
import { hashToken } from '../packages/server/src/platform/crypto/tokens.ts'
import type { Reader } from '../packages/server/src/platform/db/transaction.ts'
import { accessPeople, listed } from './access-data.ts'
import { headersOf, newSession } from './data.ts'
import { type LoadResult, summary, toLoopback } from './load.ts'
import { loadFrom } from './processes.ts'

export interface AccessTarget {
  /** The database, as its administrator and as the server itself. */
  administrator: pg.ClientConfig
  login: pg.ClientConfig
  /** Two servers on the same database. */
  origins: [string, string]
  caFile: string
}

export interface AccessFigure {
  what: string
  result: LoadResult
  /** What the same costs without any rule. */
  bare?: LoadResult
}

/** What deciding costs: one decision, a list, everybody who can open a record, and how soon a withdrawn grant stops everywhere. */
export async function measureAccess(target: AccessTarget, seconds: number): Promise<AccessFigure[]> {
  const db = new pg.Client(target.administrator)
  await db.connect()
  try {
    const { rows } = await db.query<{ id: string; userName: string }>(
      'select id, user_name as "userName" from person where user_name = any ($1)',
      [Object.values(accessPeople)],
    )
    const idOf = (name: string) => rows.find((row) => row.userName === name)!.id
    return [
      ...(await decisions(db, idOf(accessPeople.busy), idOf(accessPeople.manager), seconds)),
      await lists(db, target, idOf(accessPeople.lister), seconds),
      await whoCanOpen(db, target, idOf(accessPeople.manager), seconds),
      await withdrawing(db, target, idOf(accessPeople.manager)),
    ]
  } finally {
    await db.end()
  }
}

/**
 * Repeats measurements in turn, each for a number of seconds, after a tenth of them to warm up: what else the machine does then weighs
 * on all alike. Each says how long it took, in milliseconds.
 */
async function inTurn(seconds: number, ways: ((n: number) => Promise<number>)[]): Promise<LoadResult[]> {
  const durations: number[][] = ways.map(() => [])
  let n = 0
  const rounds = async (milliseconds: number, keep: boolean) => {
    const until = performance.now() + milliseconds * ways.length
    for (; performance.now() < until; n++)
      for (const [place, way] of ways.entries()) {
        const duration = await way(n)
        if (keep) durations[place]!.push(duration)
      }
  }
  await rounds(seconds * 100, false)
  await rounds(seconds * 1000, true)
  return durations.map(oneByOne)
}

const repeat = async (seconds: number, once: (n: number) => Promise<number>): Promise<LoadResult> =>
  (await inTurn(seconds, [once]))[0]!

/** Of what was done one after the other; what lay in between does not count. */
const oneByOne = (durations: number[]): LoadResult =>
  summary(durations, durations.reduce((sum, each) => sum + each, 0) / 1000, 0)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const decisionWithReason = `select set_config('hoede.ground', d.door::text, false), d.may, ${groundColumn} as ground
  from (select * from access.decide($1, $2, $3) offset 0) d`

/** One decision for a person with 50 grants, about clients all over the organisation, the way to the database included. */
async function decisions(db: pg.Client, person: string, asker: string, seconds: number): Promise<AccessFigure[]> {
  const { rows } = await db.query<{ id: string }>('select id from client order by id limit 1000')
  const ask =
    (name: string, text: string, ...rest: string[]) =>
    (n: number) =>
      timed(() => db.query({ name, text, values: [person, rows[(n * 7919) % rows.length]!.id, ...rest] }))
  const bare = await repeat(seconds, ask('bare', 'select $1::uuid, id from client where id = $2'))
  // As the server says it when somebody came in: the reason is given to who may look after access.
  await db.query("select set_config('hoede.person', $1, false)", [asker])
  return [
    {
      what: 'one decision, 50 grants',
      result: await repeat(seconds, ask('decide', 'select * from access.decide($1, $2, $3)', 'report:read')),
      bare,
    },
    {
      // What every answer about a client carries: the grant that opens, its role, scope and unit.
      what: 'one decision with its reason',
      result: await repeat(seconds, ask('reason', decisionWithReason, 'report:read')),
      bare,
    },
    {
      what: 'every grant of the person judged and explained',
      result: await repeat(seconds, ask('explain', 'select * from access.explain($1, $2, now())')),
    },
  ]
}

/** The page of the caseload with 50 clients as the server asks it, and the same select of the same clients without a rule. */
async function lists(db: pg.Client, target: AccessTarget, person: string, seconds: number): Promise<AccessFigure> {
  const token = hashToken(await newSession(db, person))
  const { text, values } = await sentence((reader) => findCaseload(reader, undefined, undefined))
  const ids = await db.query<{ id: string }>(
    'select p.client_id as id from placement p join membership m on m.unit_id = p.unit_id where m.person_id = $1',
    [person],
  )
  const count = async (rows: Promise<pg.QueryResult>) => {
    const { rowCount } = await rows
    if (rowCount !== listed) throw new Error(`the list has ${rowCount} clients instead of ${listed}`)
  }
  const free = withoutRules(text)
  const given = [...values, ids.rows.map(({ id }) => id)]
  const server = new pg.Client(target.login)
  await server.connect()
  try {
    const [bare, result] = await inTurn(seconds, [
      () => timed(() => count(db.query({ name: 'list', text: free, values: given }))),
      async () => {
        await server.query('begin')
        await server.query({
          name: 'enter',
          text: "select from access.enter($1, 'client:read', null, p_reading => true)",
          values: [token],
        })
        const duration = await timed(() => count(server.query({ name: 'reach', text, values })))
        await server.query('rollback')
        return duration
      },
    ])
    return { what: `list of ${listed} clients`, result: result!, bare: bare! }
  } finally {
    await server.end()
  }
}

/** What a question of the server says to the database. */
async function sentence(ask: (reader: Reader) => Promise<unknown>): Promise<{ text: string; values: unknown[] }> {
  let asked: { text: string; values: unknown[] } | undefined
  const rows = async (text: string, values: unknown) => {
    asked = { text, values: values as unknown[] }
    return []
  }
  await ask({ rows } as unknown as Reader)
  return asked!
}

/** The same for clients that are given as the third value; as the administrator, to whom row security does not apply. */
function withoutRules(text: string): string {
  const free = text
    .replace("access.wide('client:read')", 'false')
    .replace("(select access.within('client:read'))", '$3')
    .replace('(select access.person())', 'null')
  if (free.includes('access.')) throw new Error('the caseload asks for access in another way than the benchmark knows')
  return free
}

/** "Who can open this record?" over HTTPS: decided, written down and sent. */
async function whoCanOpen(db: pg.Client, target: AccessTarget, person: string, seconds: number): Promise<AccessFigure> {
  const headers = headersOf(await newSession(db, person))
  const { rows } = await db.query<{ id: string }>('select id from client order by id limit 100')
  const shots = rows.map(({ id }) => ({ method: 'GET' as const, path: `/api/clients/${id}/access/who`, headers }))
  const plan = { origin: target.origins[0], caFile: target.caFile, connections: 1, seconds, shots, expectedStatus: 200 }
  return { what: 'who can open this record', result: await loadFrom(plan) }
}

/** From the answer to a withdrawal on one server until another server refuses the session that had it. */
async function withdrawing(db: pg.Client, target: AccessTarget, manager: string): Promise<AccessFigure> {
  const [first, second] = target.origins.map((origin) => requester(origin, target.caFile))
  const headers = headersOf(await newSession(db, manager))
  const { rows } = await db.query<{ person: string; client: string }>(
    `select distinct on (m.unit_id) m.person_id as person, p.client_id as client
     from membership m join placement p on p.unit_id = m.unit_id join person e on e.id = m.person_id
     where e.user_name like 'person%' and not exists (select from access_grant g where g.person_id = e.id and g.withdrawn_at is not null)
     order by m.unit_id, m.person_id, p.client_id limit 20`,
  )
  // What is withdrawn stays withdrawn, so each run takes other people.
  if (rows.length === 0) throw new Error('nobody of the data set has a grant left to withdraw: remove data/bench')
  const durations: number[] = []
  for (const { person, client } of rows) {
    const carer = headersOf(await newSession(db, person))
    const opens = async () => (await second!('GET', `/api/clients/${client}`, carer)) === 200
    if (!(await opens())) throw new Error('a carer cannot open a client of her own team')
    const grants = await db.query<{ id: string }>(
      'select id from access_grant where person_id = $1 and withdrawn_at is null',
      [person],
    )
    let said = 0
    for (const { id } of grants.rows) {
      const status = await first!('POST', `/api/grants/${id}/withdraw`, headers, {})
      said = performance.now()
      if (status !== 200) throw new Error(`withdrawing answers ${status}`)
    }
    while (await opens());
    durations.push(performance.now() - said)
  }
  return { what: 'a withdrawn grant stops on another server', result: oneByOne(durations) }
}

function requester(origin: string, caFile: string) {
  const pool = new Pool(origin, { connections: 1, connect: { ca: readFileSync(caFile, 'utf8'), lookup: toLoopback } })
  return async (method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: object) => {
    const answer = await pool.request({ method, path, headers, body: body ? JSON.stringify(body) : null })
    await answer.body.dump()
    return answer.statusCode
  }
}
