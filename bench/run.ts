import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openControl, openEnvironment } from '../packages/server/src/capabilities/environments/provision.ts'
import { findEnvironment } from '../packages/server/src/capabilities/environments/queries.ts'
import { readAccounts } from '../packages/server/src/demo/accounts.ts'
import { clusterNote } from '../packages/server/src/platform/database-address.ts'
import { rolesOf } from '../packages/server/src/platform/db/roles.ts'
import { ensureWeb } from '../packages/server/src/start/web.ts'
import { measureAccess } from './access.ts'
import { measureBackups, measureManyBackups } from './backups.ts'
import { measureCopies } from './copies.ts'
import { benchSessions, headersOf } from './data.ts'
import { measureStatement } from './database-limits.ts'
import { accessOfSize, type Bench, logOfSize, memoryOf, openBench, openDataSet, recordsOfSize } from './environment.ts'
import type { LoadPlan, Shot } from './load.ts'
import { measureLog } from './log.ts'
import { endChildren, loadFrom, startChild, startServer, stopChild } from './processes.ts'
import { measureRenewing } from './renewing.ts'
import { type Figure, printFigures } from './report.ts'
import { measureSealing } from './sealing.ts'
import { measureHashing, measureReadsWhileSigningIn, measureSignIn, signInsPerSecond } from './sign-in.ts'

/**
 * `npm run bench -- --factor 0.1,1 --seconds 5`: figures beside limits that are measured in the same run. Data sets stay for the
 * next run; with `--only-data` they are made and nothing is measured. `--only access` measures one of the parts.
 */
const { values: options } = parseArgs({
  options: {
    factor: { type: 'string', default: '0.1,1' },
    seconds: { type: 'string', default: '5' },
    data: { type: 'string', default: './data/bench' },
    many: { type: 'string', default: '50,200' },
    'only-data': { type: 'boolean', default: false },
    only: { type: 'string', default: 'records,access,log,keys' },
  },
})
const seconds = Number(options.seconds)
const dataFolder = resolve(options.data)
const ports = { https: 9443, http: 9080, bare: 9444, openClient: 9445 }
const parts = options.only.split(',')
const note = (text: string) => console.error(`  ${text}`)

async function main(): Promise<void> {
  await mkdir(dataFolder, { recursive: true })
  await ensureWeb(note)
  const bench = await openBench(dataFolder, note)
  const figures: Figure[] = []
  const facts: Record<string, string | number> = {
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
  }
  const factsOfMachine = Object.keys(facts).length
  try {
    await writeFile(clusterNote(dataFolder), JSON.stringify(addressOf(bench)))
    if (parts.includes('keys') && !options['only-data'])
      pushMeasured(figures, 1, measureSealing(seconds), 'bare AES-256-GCM')
    if (parts.includes('many-backups')) await measureManyOf(bench, facts)
    for (const factor of options.factor.split(',').map(Number)) {
      console.error(`factor ${factor}`)
      if (parts.includes('records')) await measureRecords(bench, factor, figures, facts)
      if (parts.includes('access')) await measureAccessOf(bench, factor, figures)
      if (parts.includes('copies')) await measureCopiesOf(bench, factor, facts)
      if (parts.includes('backup')) await measureBackupsOf(bench, factor, facts)
      if (parts.includes('renew')) await measureRenewingOf(bench, factor, facts)
      if (parts.includes('log')) await measureLogOf(bench, factor, figures, facts)
    }
  } finally {
    endChildren()
    await bench.cluster.stop()
  }
  if (figures.length === 0 && Object.keys(facts).length === factsOfMachine) return
  const at = new Date().toISOString()
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${at.replace(/[:.]/g, '-')}.json`), JSON.stringify({ at, facts, figures }, null, 2))
  printFigures(figures, facts)
}

/** Opening, reading and writing records, and signing in. */
async function measureRecords(
  bench: Bench,
  factor: number,
  figures: Figure[],
  facts: Record<string, string | number>,
): Promise<void> {
  const { key, host, databaseName } = await openDataSet(bench, recordsOfSize(factor), note)
  if (options['only-data']) return
  const db = await openEnvironment(bench.operator, databaseName)
  const sessions = await benchSessions(db, 50)
  await db.end()
  const address = addressOf(bench)
  const administrator = { ...bench.operator.administrator, database: databaseName }
  const limits = await startChild(join(import.meta.dirname, 'limits/serve.ts'), {
    tls: bench.tls,
    database: { ...address, ...administrator },
    ports: { bare: ports.bare, openClient: ports.openClient },
  })
  const started = performance.now()
  const server = await startServer(dataFolder, ports)
  facts[`start of the server, ms (factor ${factor})`] = Math.round(performance.now() - started)
  facts[`memory after start, MB (factor ${factor})`] = Math.round(await memoryOf(server.pid!))
  const shots = shotsOf(sessions)
  const measure = async (
    what: string,
    plan: Partial<LoadPlan> & { shots: Shot[] },
    port: number,
    limit?: Figure['limit'],
  ) => {
    for (const connections of [1, 32]) {
      const result = await loadFrom({
        origin: `https://${host}:${port}`,
        caFile: bench.caFile,
        connections,
        seconds,
        expectedStatus: 200,
        ...plan,
      })
      const matching =
        limit ??
        figures.find(
          (each) => each.factor === factor && each.what === `limit: ${what}` && each.connections === connections,
        )
      const against =
        matching && 'result' in matching ? { what: matching.what, perSecond: matching.result.perSecond } : matching
      figures.push({ factor, what, connections, result, ...(against ? { limit: against } : {}) })
      note(`${what}, ${connections} verbinding(en): ${Math.round(result.perSecond)} per seconde`)
    }
  }
  await measure('limit: bare HTTPS server', { shots: [{ method: 'GET', path: '/' }] }, ports.bare)
  const database = {
    ...administrator,
    host: address.host,
    port: address.port,
    ssl: { ca: readFileSync(bench.caFile, 'utf8') },
  }
  const anyClient = () => [sessions[Math.floor(Math.random() * sessions.length)]!.clients[0]]
  for (const connections of [1, 32]) {
    const select = { name: 'pk', text: 'select * from client where id = $1', values: anyClient }
    figures.push({
      factor,
      what: 'limit: one primary-key select',
      connections,
      result: await measureStatement(database, connections, seconds, select),
    })
    const insert = {
      name: 'ins',
      text: "insert into audit_event (id, event, action, outcome, part) values (gen_random_uuid(), 'bench', 'R', 'success', 'bench')",
      values: () => [],
    }
    figures.push({
      factor,
      what: 'limit: one insert with commit',
      connections,
      result: await measureStatement(database, connections, seconds, insert),
    })
  }
  await measure('limit: open a client', { shots: shots.open }, ports.openClient)
  await measure('open a client', { shots: shots.open }, ports.https)
  await measure('newest 20 reports', { shots: shots.reports }, ports.https)
  await measure('caseload', { shots: shots.caseload }, ports.https)
  await measure('search by name', { shots: shots.search }, ports.https)
  await measure('write a report', { shots: shots.write, expectedStatus: 201 }, ports.https)
  await measureSignIns(
    { factor, key },
    { origin: `https://${host}:${ports.https}`, caFile: bench.caFile },
    shots.open,
    figures,
  )
  facts[`memory under load, MB (factor ${factor})`] = Math.round(await memoryOf(server.pid!))
  await stopChild(server)
  await stopChild(limits)
}

const addressOf = (bench: Bench) => ({ host: bench.cluster.host, port: bench.cluster.port, caFile: bench.caFile })

type Measured = { what: string; result: Figure['result']; bare?: Figure['result'] }

function pushMeasured(
  figures: Figure[],
  factor: number,
  measured: readonly Measured[],
  beside = 'without rules',
): void {
  for (const { what, result, bare } of measured) {
    const limit = bare && { what: `limit: ${what}, ${beside}`, perSecond: bare.perSecond }
    if (bare && limit) figures.push({ factor, what: limit.what, connections: 1, result: bare })
    figures.push({ factor, what, connections: 1, result, ...(limit ? { limit } : {}) })
    note(`${what}: p50 ${result.p50.toFixed(2)} ms, p99 ${result.p99.toFixed(2)} ms`)
  }
}

/** Who may reach whom: decided, listed, explained and withdrawn, on two servers. */
async function measureAccessOf(bench: Bench, factor: number, figures: Figure[]): Promise<void> {
  const { host, databaseName } = await openDataSet(bench, accessOfSize(factor), note)
  if (options['only-data']) return
  const second = { https: ports.https + 100, http: ports.http + 100 }
  const servers = [await startServer(dataFolder, ports), await startServer(dataFolder, second)]
  const { caFile, ...address } = addressOf(bench)
  const database = { ...address, database: databaseName, ssl: { ca: readFileSync(caFile, 'utf8') } }
  const login = `${databaseName}_app`
  const measured = await measureAccess(
    {
      administrator: { ...database, ...bench.operator.administrator, database: databaseName },
      login: { ...database, user: login, password: bench.operator.rolePassword(login) },
      origins: [`https://${host}:${ports.https}`, `https://${host}:${second.https}`],
      caFile,
    },
    seconds,
  )
  pushMeasured(figures, factor, measured)
  for (const server of servers) await stopChild(server)
}

/** An anonymised copy beside what pg_dump and pg_restore need for the same database. */
async function measureCopiesOf(bench: Bench, factor: number, facts: Record<string, string | number>): Promise<void> {
  const set = await openDataSet(bench, recordsOfSize(factor), note)
  if (options['only-data']) return
  const { plain, plainWithoutLog, copy, parts: steps, rows, found } = await measureCopies(bench, set)
  const seconds = (value: number) => Number(value.toFixed(1))
  facts[`pg_dump | pg_restore, s (factor ${factor})`] = seconds(plain)
  facts[`pg_dump | pg_restore without the log, s (factor ${factor})`] = seconds(plainWithoutLog)
  facts[`anonymised copy of ${rows} rows, measured and in use, s (factor ${factor})`] = seconds(copy)
  facts[`copy / plain, and without the log (factor ${factor})`] =
    `${(copy / plain).toFixed(2)}, ${(copy / plainWithoutLog).toFixed(2)}`
  facts[`steps of the copy, s (factor ${factor})`] = Object.entries(steps)
    .map(([step, time]) => `${step} ${time.toFixed(1)}`)
    .join(', ')
  facts[`found by the attack (factor ${factor})`] = found
}

/** Making and restoring backups, and what people who work notice of it. */
async function measureBackupsOf(bench: Bench, factor: number, facts: Record<string, string | number>): Promise<void> {
  const set = await openDataSet(bench, recordsOfSize(factor), note)
  if (options['only-data']) return
  const db = await openEnvironment(bench.operator, set.databaseName)
  const shots = shotsOf(await benchSessions(db, 50))
  await db.end()
  const server = await startServer(dataFolder, ports)
  const origin = `https://${set.host}:${ports.https}`
  const open = () =>
    loadFrom({
      origin,
      caFile: bench.caFile,
      connections: 4,
      seconds: 3 * seconds,
      expectedStatus: 200,
      shots: shots.open,
    })
  const found = await measureBackups(bench, set, open)
  await stopChild(server)
  const ratio = (a: number, b: number) => `${a.toFixed(1)} s, ${(a / b).toFixed(2)} x plain`
  facts[`backup (factor ${factor}), ${Math.round(found.bytes / 1e6)} MB`] = ratio(found.backup, found.plainBackup)
  facts[`restore (factor ${factor})`] = ratio(found.restore, found.plainRestore)
  facts[`p99 of opening a client, quiet and during ${found.made} backups (factor ${factor})`] =
    `${found.quiet.toFixed(1)} and ${found.busy.toFixed(1)} ms, ${(found.busy / found.quiet).toFixed(2)} x`
}

/** The program that makes backups, with 50 and with 200 small environments, or as many as `--many` says. */
async function measureManyOf(bench: Bench, facts: Record<string, string | number>): Promise<void> {
  for (const many of options.many.split(',').map(Number)) {
    const { seconds: took, memory } = await measureManyBackups(bench, many, note)
    facts[`backups of ${many} small environments`] = `${took.toFixed(1)} s, ${Math.round(memory)} MB at most`
  }
}

async function measureRenewingOf(bench: Bench, factor: number, facts: Record<string, string | number>): Promise<void> {
  const { key } = await openDataSet(bench, recordsOfSize(factor), note)
  if (options['only-data']) return
  const { rows, seconds, rowsPerSecond } = await measureRenewing(bench, key)
  facts[`sealed anew with a new data key (factor ${factor})`] = `${rows} rows in ${seconds} s, ${rowsPerSecond}/s`
}

/** What sealing costs and keeps up with, and what questions about the log take. */
async function measureLogOf(
  bench: Bench,
  factor: number,
  figures: Figure[],
  facts: Record<string, string | number>,
): Promise<void> {
  const { key, host, databaseName } = await openDataSet(bench, logOfSize(factor), note)
  if (options['only-data']) return
  const server = await startServer(dataFolder, ports)
  const control = await openControl(bench.operator)
  const row = await findEnvironment(control, 'key', key)
  await control.end()
  const { clusterHost: _host, clusterPort: _port, ...environment } = row!
  const { caFile, ...address } = addressOf(bench)
  const database = { ...address, database: databaseName, ssl: { ca: readFileSync(caFile, 'utf8') } }
  const login = environment.roleName
  const { logRole, sealRole } = rolesOf(login)
  const measured = await measureLog(
    {
      environment: {
        ...environment,
        logRole,
        sealRole,
        address: addressOf(bench),
      },
      rolePassword: bench.operator.rolePassword,
      keyProvider: bench.operator.keyProvider,
      administrator: { ...database, ...bench.operator.administrator, database: databaseName },
      login: { ...database, user: login, password: bench.operator.rolePassword(login) },
      origin: `https://${host}:${ports.https}`,
      caFile,
    },
    factor,
    seconds,
  )
  Object.assign(facts, measured.facts)
  pushMeasured(figures, factor, measured.results)
  await stopChild(server)
}

/** Signing in beside what hashing alone costs, and what reading suffers of it. Each account is used once: a code counts once. */
async function measureSignIns(
  { factor, key }: { factor: number; key: string },
  target: { origin: string; caFile: string },
  open: Shot[],
  figures: Figure[],
): Promise<void> {
  const accounts = (await readAccounts(dataFolder)).filter((each) => each.environment === key && each.totpEnrolled)
  const limit = { factor, what: 'limit: verify a password (argon2id)', connections: cpus().length }
  const hashing = await measureHashing(seconds)
  figures.push({ ...limit, result: hashing })
  const against = { what: limit.what, perSecond: hashing.perSecond }
  for (const [connections, some] of [
    [1, accounts.slice(0, 30)],
    [32, accounts.slice(30, 100)],
  ] as const) {
    const result = await measureSignIn(target, some, connections)
    figures.push({ factor, what: 'sign in (password and code)', connections, result, limit: against })
    note(`sign in, ${connections} verbinding(en): ${Math.round(result.perSecond)} per seconde`)
  }
  // A small data set has too few people for that pace.
  if (accounts.length - 100 < signInsPerSecond * 2) return
  const { quiet, busy, signIns } = await measureReadsWhileSigningIn(target, open, accounts.slice(100), seconds)
  figures.push({ factor, what: 'open a client, 100 a second, quiet', connections: 16, result: quiet })
  figures.push({
    factor,
    what: `open a client, while ${signInsPerSecond} a second sign in`,
    connections: 16,
    result: busy,
  })
  figures.push({ factor, what: `sign in, ${signInsPerSecond} a second`, connections: 100, result: signIns })
  note(`reading while people sign in: p99 ${busy.p99.toFixed(1)} ms, quiet ${quiet.p99.toFixed(1)} ms`)
}

function shotsOf(sessions: { token: string; clients: string[] }[]) {
  const each = (make: (client: string, n: number) => Omit<Shot, 'headers'>, perSession = 30): Shot[] =>
    sessions.flatMap(({ token, clients }) =>
      clients.slice(0, perSession).map((client, n) => ({
        ...make(client, n),
        headers: headersOf(token),
      })),
    )
  // Neighbouring requests belong to different people, as on a working day.
  const mixed = (shots: Shot[]) => shots.map((_, n) => shots[(n * 7919) % shots.length]!)
  const text =
    'Mevrouw heeft goed geslapen en rustig ontbeten. In de middag met hulp gewandeld, daarna even gerust. Geen bijzonderheden.'
  return {
    open: mixed(each((client) => ({ method: 'GET', path: `/api/clients/${client}` }))),
    reports: mixed(each((client) => ({ method: 'GET', path: `/api/clients/${client}/reports` }))),
    caseload: mixed(each(() => ({ method: 'GET', path: '/api/caseload' }), 1)),
    search: mixed(
      each(
        (_client, n) => ({
          method: 'POST',
          path: '/api/clients/search',
          body: JSON.stringify({ q: ['jan', 'vis', 'berg'][n % 3] }),
        }),
        3,
      ),
    ),
    write: mixed(
      each((client) => ({
        method: 'POST',
        path: `/api/clients/${client}/reports`,
        body: JSON.stringify({ kind: 'daily', text }),
      })),
    ),
  }
}

await main()
