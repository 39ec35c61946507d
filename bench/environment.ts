import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createCustomer,
  createEnvironment,
  migrateEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  prepareControl,
  removeEnvironment,
} from '../packages/server/src/capabilities/environments/provision.ts'
import {
  findCustomer,
  findEnvironment,
  listEnvironments,
} from '../packages/server/src/capabilities/environments/queries.ts'
import { fillLog } from '../packages/server/src/demo/bench-log.ts'
import { seedBenchmark } from '../packages/server/src/demo/seed.ts'
import { fileKeyProvider, operatorKey } from '../packages/server/src/platform/crypto/key-provider.ts'
import { type EnvironmentKeys, openKeys, rolePassword } from '../packages/server/src/platform/crypto/keys.ts'
import type { Client } from '../packages/server/src/platform/db/connection.ts'
import { type Cluster, startCluster } from '../packages/server/src/platform/postgres/cluster.ts'
import { ensureLocalCertificate } from '../packages/server/src/platform/tls/local-certificate.ts'
import { fillAccess } from './access-data.ts'

export interface Bench {
  cluster: Cluster
  operator: Operator
  dataFolder: string
  caFile: string
  tls: { keyFile: string; certFile: string }
}

/** A cluster of its own, as `npm start` makes it (with fsync). */
export async function openBench(dataFolder: string, note: (text: string) => void): Promise<Bench> {
  const cluster = await startCluster({ folder: join(dataFolder, 'postgres'), log: note })
  const root = await operatorKey(join(dataFolder, 'keys'))
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: { ...cluster.superuser, database: 'postgres' },
    keyProvider: fileKeyProvider(join(dataFolder, 'keys')),
    rolePassword: (role) => rolePassword(root, role),
  }
  await prepareControl(operator)
  const certificate = await ensureLocalCertificate({ folder: join(dataFolder, 'tls'), name: 'server' })
  return {
    cluster,
    operator,
    dataFolder,
    caFile: cluster.caFile,
    tls: { keyFile: certificate.keyFile, certFile: certificate.certFile },
  }
}

/** A data set to measure on, and how its environment is filled. */
export interface DataSet {
  key: string
  /** Stands in the comment of the database when it is finished. */
  label: string
  fill(at: Filling): Promise<void>
}

interface Filling {
  db: Client
  /** The database's owner, and the environment's keys. */
  owner: string
  keys: EnvironmentKeys
  host: string
  dataFolder: string
  note: (text: string) => void
}

export interface OpenDataSet {
  key: string
  host: string
  databaseName: string
}

const keyOf = (name: string, factor: number) => `${name}-${String(factor).replace('.', '-')}`

/** The records of an organisation: 1 is 5,000 clients, 2,000 employees, 500,000 reports and 5 million rows of log. */
export const recordsOfSize = (factor: number): DataSet => ({
  key: keyOf('bench', factor),
  label: `factor ${factor}`,
  async fill({ db, owner, keys, host, dataFolder, note }) {
    let said = 0
    await seedBenchmark({ client: db, owner, keys }, factor, {
      environment: keyOf('bench', factor),
      address: `https://${host}:9443`,
      dataFolder,
      supplier: 'bench',
      now: new Date(),
      progress(done, total) {
        const hundredth = Math.floor((done / total) * 100)
        if (hundredth > said) note(`${done} van ${total} rijen`)
        said = Math.max(said, hundredth)
      },
    })
  },
})

/** Who may reach whom: 1 is 500 units, 5,000 employees and 5,000 clients with 30 reports each. */
export const accessOfSize = (factor: number): DataSet => ({
  key: keyOf('access', factor),
  label: `access with reports, factor ${factor}`,
  fill: ({ db }) => fillAccess(db, factor),
})

/** A log of a year: 1 is a million rows, of 5,000 clients and 5,000 employees. */
export const logOfSize = (factor: number): DataSet => ({
  key: keyOf('log', factor),
  label: `log, factor ${factor}`,
  async fill({ db, owner, note }) {
    await fillAccess(db, 1)
    await fillLog({ client: db, owner } as never, factor * 1_000_000, new Date(), (done) => note(`${done} rijen`))
  },
})

/**
 * The environment of a data set: the one that is there already, brought to the newest version, or a new one beside the others.
 * What an interrupted run left of it is thrown away.
 */
export async function openDataSet(bench: Bench, set: DataSet, note: (text: string) => void): Promise<OpenDataSet> {
  const control = await openControl(bench.operator)
  try {
    const found = await findDataSet(bench, control, set)
    if (found) await migrateEnvironment(control, bench.operator, found)
    const { key, host, databaseName } = found ?? (await makeDataSet(bench, control, set, note))
    await ensureLocalCertificate({ folder: join(bench.dataFolder, 'tls'), name: 'server', hosts: [host] })
    return { key, host, databaseName }
  } finally {
    await control.end()
  }
}

async function findDataSet(bench: Bench, control: Client, { label }: DataSet) {
  for (const environment of await listEnvironments(control)) {
    const db = await openEnvironment(bench.operator, environment.databaseName)
    const { rows } = await db.query<{ text: string | null }>(
      "select shobj_description(oid, 'pg_database') as text from pg_database where datname = current_database()",
    )
    await db.end()
    if (rows[0]?.text === label) return environment
  }
  return undefined
}

async function makeDataSet(bench: Bench, control: Client, set: DataSet, note: (text: string) => void) {
  const { key, label } = set
  const host = `${key}.localhost`
  if (await findEnvironment(control, 'key', key)) await removeEnvironment(control, bench.operator, key)
  if (!(await findCustomer(control, key))) await createCustomer(control, bench.operator, { key, name: label })
  const { databaseName } = await createEnvironment(control, bench.operator, {
    customerKey: key,
    kind: 'production',
    host,
  })
  const row = await findEnvironment(control, 'key', key)
  const keys = await openKeys(bench.operator.keyProvider, row!.dataKeys)
  const db = await openEnvironment(bench.operator, databaseName)
  try {
    await set.fill({ db, owner: `${databaseName}_owner`, keys, host, dataFolder: bench.dataFolder, note })
    await db.query('vacuum (analyze)')
    await db.query(`comment on database "${databaseName}" is '${label}'`)
  } finally {
    await db.end()
  }
  return { key, host, databaseName }
}

export const memoryOf = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}
