import { type ChildProcess, fork } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { createOperator } from '../../cli/operator.ts'
import { lindeTest } from '../../demo/blueprints.ts'
import { seedDemo } from '../../demo/seed.ts'
import { readConfig } from '../../platform/config.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { openKeys } from '../../platform/crypto/keys.ts'
import { clusterNote } from '../../platform/database-address.ts'
import { controlPool } from '../../platform/db/control.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import { writeFileWhole } from '../../platform/files.ts'
import { startCluster } from '../../platform/postgres/cluster.ts'
import {
  controlDatabase,
  createCustomer,
  createEnvironment,
  openControl,
  openEnvironment,
  prepareControl,
} from '../environments/provision.ts'
import { findEnvironment } from '../environments/queries.ts'
import * as queries from './queries.ts'

const folder = await mkdtemp(join(tmpdir(), 'hoede-crashes-'))
await chmod(folder, 0o755)
const at = (name: string) => join(folder, name)
const stores = {
  hier: { kind: 'folder', site: 'here', path: at('hier') },
  elders: { kind: 'folder', site: 'away', path: at('elders') },
}
await Promise.all([mkdir(at('hier')), mkdir(at('elders')), writeFile(at('backups.json'), JSON.stringify({ stores }))])
process.env['HOEDE_BACKUPS'] = at('backups.json')
const config = readConfig({ HOEDE_DATA: at('data'), HOEDE_BACKUPS: at('backups.json') })
const start = () => startCluster({ folder: at('data/postgres'), log: () => undefined, fast: true })
let cluster = await start()
const children = new Set<ChildProcess>()
afterAll(async () => {
  delete process.env['HOEDE_BACKUPS']
  for (const child of children) child.kill('SIGKILL')
  await control.end()
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})
await writeFileWhole(
  clusterNote(config.dataFolder),
  JSON.stringify({ host: cluster.host, port: cluster.port, caFile: cluster.caFile }),
)
const operator = await createOperator(config)
await prepareControl(operator)
const control = controlPool(operator.address, { ...operator.administrator, database: controlDatabase })
const environment = await (async () => {
  const admin = await openControl(operator)
  await createCustomer(admin, operator, { key: 'linde', name: 'Zorggroep De Linde' })
  const made = await createEnvironment(admin, operator, {
    customerKey: 'linde',
    kind: 'production',
    host: 'linde.localhost',
    demo: true,
  })
  const row = (await findEnvironment(admin, 'key', made.key))!
  const client = await openEnvironment(operator, made.databaseName)
  await seedDemo(
    { client, owner: rolesOf(made.roleName).owner, keys: await openKeys(operator.keyProvider, row.dataKeys) },
    lindeTest,
    {
      environment: made.key,
      address: 'https://linde.localhost',
      dataFolder: folder,
      supplier: 'hoede test',
      now: new Date(),
    },
  )
  await Promise.all([client.end(), admin.end()])
  return { id: row.id, key: made.key }
})()

const script = join(import.meta.dirname, '../../../test/support/backups-process.ts')
async function run(...args: string[]): Promise<ChildProcess & { ended: Promise<number | null> }> {
  const child = fork(script, [config.dataFolder, ...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.add(child)
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  void ended.then(() => children.delete(child))
  await Promise.race([new Promise((begins) => child.once('message', begins)), ended])
  return Object.assign(child, { ended })
}

/** Asks until there is an answer: the database may be coming back. */
async function patiently<T>(ask: () => Promise<T | undefined | false>, seconds = 60): Promise<T> {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; ) {
    const answer = await ask().catch(() => undefined)
    if (answer) return answer
    await wait(10)
  }
  throw new Error('nothing came of it in time')
}

const one = async <T>(sql: string, values: unknown[] = []) =>
  (await control.query(sql, values)).rows[0] as T | undefined
const kill = (pid: number) => {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // It had just ended by itself.
    return false
  }
}
/** A program that a process has running now, itself or by others. */
async function programOf(pid: number, program: string): Promise<number | undefined> {
  const pids = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).split(' ').filter(Boolean)
  for (const each of pids.map(Number)) {
    const name = (await readFile(`/proc/${each}/comm`, 'utf8').catch(() => '')).trim()
    const found = name === program ? each : await programOf(each, program)
    if (found !== undefined) return found
  }
  return undefined
}

type Victim = 'program' | 'pg_dump' | 'backend' | 'postmaster'
const victims: readonly Victim[] = [
  ...Array.from({ length: 20 }, () => 'program' as const),
  ...Array.from({ length: 12 }, () => 'pg_dump' as const),
  ...Array.from({ length: 12 }, () => 'backend' as const),
  ...Array.from({ length: 6 }, () => 'postmaster' as const),
]

it('fifty kills of the program, pg_dump, a backend or PostgreSQL itself lose nothing, and leave nothing half', async () => {
  let program = await run('program')
  const kills = new Map<Victim, number>()
  const strike = async (victim: Victim): Promise<boolean> => {
    if (victim === 'program') return kill(program.pid!)
    if (victim === 'postmaster') {
      const killed = kill(cluster.pid)
      cluster = await start()
      return killed
    }
    if (victim === 'pg_dump') {
      const pid = await patiently(() => programOf(program.pid!, 'pg_dump'), 8)
      await wait(randomInt(60))
      return kill(pid)
    }
    // One that works on the environment, or on a proof of its backups.
    const found = await patiently(
      () =>
        one<{ pid: number }>(
          `select pid from pg_stat_activity where datname not in ('postgres', $1) and backend_type = 'client backend'
         order by random() limit 1`,
          [controlDatabase],
        ),
      8,
    )
    return kill(found.pid)
  }
  for (const victim of victims.toSorted(() => randomInt(3) - 1)) {
    for (let struck = false; !struck; ) {
      if (program.exitCode !== null || program.signalCode !== null) program = await run('program')
      const id = newId()
      await patiently(async () => {
        await queries.askBackup(control, { id, environmentId: environment.id, by: 'iemand' })
        return one("select from backup where environment_id = $1 and state in ('asked', 'running')", [environment.id])
      })
      await patiently(() =>
        one(
          "select from backup where environment_id = $1 and state <> 'asked' and started_at > now() - interval '2 seconds'",
          [environment.id],
        ),
      )
      await wait(randomInt(300))
      struck = await strike(victim).catch(() => false)
      if (struck && victim === 'program') await program.ended
    }
    kills.set(victim, (kills.get(victim) ?? 0) + 1)
  }
  expect([...kills.values()].reduce((sum, each) => sum + each, 0)).toBe(50)

  // After all that: the next one is made, brought everywhere and proven, and nothing still runs.
  if (program.exitCode !== null || program.signalCode !== null) program = await run('program')
  const { at: since } = (await patiently(() => one<{ at: Date }>('select now() as at')))!
  await patiently(async () => {
    await queries.askBackup(control, { id: newId(), environmentId: environment.id, by: 'iemand' })
    const newest = await queries.newestBackup(control, environment.id)
    return newest?.startedAt && newest.startedAt > since && newest
  })
  await control.query("update backup_copy set tries = 0, tried_at = null where state = 'waiting'")
  await patiently(async () => !(await one("select from backup_copy where state = 'waiting'")) || undefined)
  await control.query('delete from backup_proof')
  const proof = await patiently(async () => (await queries.newestBackup(control, environment.id))?.proof ?? undefined)
  expect(proof).toMatchObject({ outcome: 'good', differences: 0 })
  kill(program.pid!)
  await program.ended
  expect(await one("select from backup where state = 'running'")).toBeUndefined()
  const all = await queries.listBackups(control, { environmentId: environment.id, limit: 1_000 })
  const made = all.filter(({ state }) => state === 'made')
  expect(made.length).toBeGreaterThan(1)
  for (const { name, sha256, copies } of made)
    for (const { store, state } of copies) {
      expect(state).toBe('kept')
      const bytes = await readFile(join(at(store), name!))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
}, 600_000)

it('a restore that is killed at any moment is done again, and the environment loses nothing of its log', async () => {
  const rows = async () => {
    const { databaseName } = (await findEnvironment(control, 'id', environment.id))!
    const client = await openEnvironment(operator, databaseName)
    const counted = await client
      .query('select (select count(*) from report)::int as reports, (select count(*) from audit_event)::int as log')
      .finally(() => client.end())
    return counted.rows[0] as { reports: number; log: number }
  }
  let before = await rows()
  for (let n = 0; n < 6; n++) {
    const broken = await run('swap', environment.key)
    await wait(randomInt(2_500))
    broken.kill('SIGKILL')
    await broken.ended
    const again = await run('swap', environment.key)
    expect(await again.ended).toBe(0)
    expect(await findEnvironment(control, 'id', environment.id)).toMatchObject({ state: 'open' })
    expect((await control.query('select from environment_database')).rows).toEqual([])
    const after = await rows()
    expect(after.reports).toBe(before.reports)
    expect(after.log).toBeGreaterThan(before.log)
    before = after
  }
}, 600_000)
