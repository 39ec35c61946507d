import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
} from '../capabilities/environments/provision.ts'
import { findEnvironment } from '../capabilities/environments/queries.ts'
import { fileKeyProvider, operatorKey } from '../platform/crypto/key-provider.ts'
import { keyedHash, openKeys, rolePassword } from '../platform/crypto/keys.ts'
import { unseal } from '../platform/crypto/seal.ts'
import type { Client } from '../platform/db/connection.ts'
import { type DemoAccount, readAccounts } from './accounts.ts'
import { horizonTest } from './blueprints.ts'
import { generate } from './generate.ts'
import { loadOrganisation, type Target } from './load.ts'
import { seedBenchmark, seedDemo } from './seed.ts'

let target: Target
let client: Client
let dataFolder: string
let operator: Operator
const now = new Date()
const supplier = 'hoede test'

beforeAll(async () => {
  const cluster = inject('cluster')
  const keyFolder = join(cluster.dataFolder, 'keys')
  const root = await operatorKey(keyFolder)
  operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: cluster.administrator,
    keyProvider: fileKeyProvider(keyFolder),
    rolePassword: (role) => rolePassword(root, role),
  }
  target = await emptyEnvironment(`seed${process.pid}`)
  client = target.client
  dataFolder = await mkdtemp(join(tmpdir(), 'hoede-seed-'))
})

/** An environment of its own in the cluster of the tests. */
async function emptyEnvironment(key: string): Promise<Target> {
  const control = await openControl(operator)
  await createCustomer(control, operator, { key, name: 'Seed' })
  const request = { customerKey: key, kind: 'production', host: `${key}.localhost` } as const
  const made = await createEnvironment(control, operator, request)
  const environment = await findEnvironment(control, 'key', key)
  await control.end()
  if (!environment) throw new Error('the environment was not made')
  const opened = await openEnvironment(operator, made.databaseName)
  return {
    client: opened,
    owner: `${made.databaseName}_owner`,
    keys: await openKeys(operator.keyProvider, environment.dataKeys),
  }
}

afterAll(async () => {
  await client?.end()
  if (dataFolder) await rm(dataFolder, { recursive: true, force: true })
})

const count = async (table: string) =>
  (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1
const organisation = () => generate(horizonTest, 'demo horizon-test', now)
const request = () => ({
  environment: 'horizon-test',
  address: 'https://horizon-test.localhost:8443',
  dataFolder,
  supplier,
  now,
})

it('leaves nothing behind when it is interrupted just before the end', async () => {
  const interrupted = loadOrganisation(target, organisation(), {
    supplier,
    transactions: 'one',
    beforeCommit: async () => {
      throw new Error('interrupted')
    },
  })
  await expect(interrupted).rejects.toThrow('interrupted')
  for (const table of ['unit', 'person', 'client', 'report', 'measurement', 'audit_event', 'role', 'row_history']) {
    // The role of emergency access comes with the tables.
    expect(await count(table), table).toBe(table === 'role' ? 1 : 0)
  }
})

it('writes every generated row, and tells how far it is', async () => {
  const heard: [number, number][] = []
  const rows = await seedDemo(target, horizonTest, { ...request(), progress: (...far) => heard.push(far) })
  const expected = organisation()
  const files = [...expected.clients()]
  expect(await count('unit')).toBe(expected.units.length)
  expect(await count('person')).toBe(expected.people.length)
  expect(await count(`access_grant where rule_id is null and source <> 'emergency'`)).toBe(expected.grants.length)
  expect(await count('client')).toBe(files.length)
  expect(await count('report')).toBe(files.reduce((sum, file) => sum + file.reports.length, 0))
  expect(await count('measurement')).toBe(files.reduce((sum, file) => sum + file.measurements.length, 0))
  expect(heard.at(-1)).toEqual([rows, Math.max(rows, expected.expectedRows)])
  for (const [done, total] of heard) expect(done).toBeLessThanOrEqual(total)
})

it('seals text and BSN as the product does, and finds the BSN by its keyed hash', async () => {
  const { keys } = target
  const file = [...organisation().clients()][0]
  if (!file) throw new Error('no client')
  const found = await client.query<{ id: string; sealed: Buffer }>(
    'select id, bsn_sealed as sealed from client where bsn_hash = $1',
    [keyedHash(keys.lookup, file.client.bsn as string)],
  )
  expect(found.rows.map((row) => [row.id, unseal(keys.seal, row.sealed, row.id)])).toEqual([
    [file.client.id, file.client.bsn],
  ])
  const reports = await client.query<{ id: string; form: string; sealed: Buffer }>(
    'select id, form, text_sealed as sealed from report where client_id = $1',
    [file.client.id],
  )
  for (const row of reports.rows) {
    const content = file.reports.find((each) => each.id === row.id)?.content
    const text = unseal(keys.seal, row.sealed, row.id)
    expect(row.form === 'free' ? { form: 'free', text } : { form: 'soep', soep: JSON.parse(text) }).toEqual(content)
  }
  expect(reports.rows.length).toBe(file.reports.length)
})

it('keeps earlier versions: of corrected reports, of wrong measurements and of changed particulars', async () => {
  const { rows: broken } = await client.query(
    `select r.id from report r
     where r.version > 1 and (select count(*) from report_version v where v.report_id = r.id) <> r.version - 1`,
  )
  expect(broken).toEqual([])
  const { rows: history } = await client.query<{ version: number; now: number; was: string; is: string }>(
    `select h.version, c.version as now, h.row ->> 'resuscitation' as was, c.resuscitation as is
     from row_history h join client c on c.id = h.client_id and h.row_id = c.id::text
     where h.table_name = 'client' and h.version = 1 and c.resuscitation_recorded_at > c.created_at`,
  )
  expect(history.length).toBeGreaterThan(0)
  for (const row of history) {
    expect(row.now).toBeGreaterThan(row.version)
    expect([row.was, row.is === 'unknown']).toEqual(['unknown', false])
  }
})

it('opens the records of her team to a carer, and no others', async () => {
  const { rows: people } = await client.query<{ id: string }>("select id from person where user_name = 'noor'")
  await client.query("select set_config('hoede.person', $1, false)", [people[0]?.id])
  const { rows: reach } = await client.query<{ id: string }>(
    "select client_id as id from access.clients_in_reach('report:read') as client_id",
  )
  await client.query("select set_config('hoede.person', '', false)")
  const { rows: team } = await client.query<{ id: string }>(
    `select p.client_id as id from placement p join unit u on u.id = p.unit_id
     where u.name = 'Kade 1' and (p.valid_until is null or p.valid_until > now() - interval '30 days')`,
  )
  const sorted = (rows: { id: string }[]) => [...new Set(rows.map((row) => row.id))].sort()
  expect(sorted(reach)).toEqual(sorted(team))
  expect(reach.length).toBeGreaterThanOrEqual(8)
})

it('has emergency access that was judged and some that waits for it, each of somebody who judges nothing there', async () => {
  const { rows } = await client.query<{ id: string; words: Buffer; judgement: string | null; judged: Buffer | null }>(
    `select e.id, e.words_sealed as words, e.judgement, e.judgement_sealed as judged from emergency e
     join access_grant g on g.id = e.grant_id join unit u on u.id = e.care_unit_id
     where e.until < now() and g.valid_until = e.until and g.source = 'emergency' and g.person_id = e.person_id
       and access.ground_at(e.person_id, e.client_id, 'report:read', e.started_at + interval '1 minute') = g.id
       and access.ground_for(e.person_id, e.client_id, 'report:read') is null
       and not exists (select from access.judges_of(u.id, gen_random_uuid()) j where j = e.person_id)
     order by e.started_at`,
  )
  expect(rows.map((row) => row.judgement)).toEqual(['explained', 'justified', null])
  for (const { id, words, judged } of rows) {
    expect(unseal(target.keys.seal, words, id).length).toBeGreaterThan(10)
    if (judged) expect(unseal(target.keys.seal, judged, id).length).toBeGreaterThan(10)
  }
})

it('writes accounts that open the door: password, coupled key, file for the owner only', async () => {
  const accounts = await readAccounts(dataFolder)
  expect((await stat(join(dataFolder, 'demo', 'accounts.json'))).mode & 0o777).toBe(0o600)
  expect(accounts.map((each) => each.userName).sort()).toEqual(['els', 'noor', 'rob'])
  for (const account of accounts) {
    expect(account.address).toBe('https://horizon-test.localhost:8443')
    expect(account.password.length).toBeGreaterThanOrEqual(16)
    expect(account.totpKey).toMatch(/^[A-Z2-7]{32}$/)
    const { rows } = await client.query<{ factor: string; hash: string; totp: Buffer }>(
      `select f.id as factor, c.password_hash as hash, f.secret_sealed as totp
       from person e join credential c on c.person_id = e.id join factor f on f.person_id = e.id where e.user_name = $1`,
      [account.userName],
    )
    const row = rows[0]
    if (!row) throw new Error(`no credential of ${account.userName}`)
    expect(await verify(row.hash, account.password)).toBe(true)
    expect(unseal(target.keys.seal, row.totp, row.factor)).toBe(account.totpKey)
  }
  expect(new Set(accounts.map((each: DemoAccount) => each.password)).size).toBe(accounts.length)
})

it('says in the log who filled the environment, and refuses to do it twice', async () => {
  const { rows } = await client.query("select supplier from audit_event where event = 'environment.filled'")
  expect(rows).toEqual([{ supplier }])
  const before = await readFile(join(dataFolder, 'demo', 'accounts.json'), 'utf8')
  await expect(seedDemo(target, horizonTest, request())).rejects.toMatchObject({ code: 'environment-not-empty' })
  expect(await readFile(join(dataFolder, 'demo', 'accounts.json'), 'utf8')).toBe(before)
})

it("fills an environment for benchmarks: exact numbers, a log of a year in which every ground is somebody's own", async () => {
  const bench = await emptyEnvironment(`bench${process.pid}`)
  try {
    const heard: number[] = []
    const progress = (done: number, total: number) => heard.push(done / total)
    await seedBenchmark(bench, 0.02, { ...request(), environment: 'bench', progress })
    const { rows } = await bench.client.query(
      `select (select count(*)::int from client) as clients, (select count(*)::int from person) as people,
         (select count(*)::int from report) as reports, (select count(*)::int from measurement) as measurements,
         count(*) filter (where supplier is null)::int as log, count(distinct date_trunc('month', recorded_at)) >= 12 as year,
         count(*) filter (where a.ground is not null and g.person_id is distinct from a.person_id)::int as strangers,
         (select count(*)::int from audit_event_rest) as rest
       from audit_event a left join access_grant g on g.id = a.ground`,
    )
    expect(rows).toEqual([
      {
        clients: 100,
        people: 40,
        reports: 10_000,
        measurements: 20_000,
        log: 100_000,
        year: true,
        strangers: 0,
        rest: 0,
      },
    ])
    expect(heard.at(-1)).toBe(1)
    expect((await readAccounts(dataFolder)).filter((each) => each.environment === 'bench').length).toBeGreaterThan(10)
  } finally {
    await bench.client.end()
  }
})
