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
import { seedBenchmark } from '../packages/server/src/demo/seed.ts'
import { fileKeyProvider, operatorKey } from '../packages/server/src/platform/crypto/key-provider.ts'
import { environmentKeys, rolePassword } from '../packages/server/src/platform/crypto/keys.ts'
import type { Client } from '../packages/server/src/platform/db/connection.ts'
import { type Cluster, startCluster } from '../packages/server/src/platform/postgres/cluster.ts'
import { ensureLocalCertificate } from '../packages/server/src/platform/tls/local-certificate.ts'
import { type BenchSession, benchSessions } from './data.ts'

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

/** A data set: an environment of a customer of its own. */
export interface DataSet {
  key: string
  host: string
  databaseName: string
  sessions: BenchSession[]
}

/**
 * The environment of a size: the one that is there already, brought to the newest version, or a new one beside those of other
 * sizes. What an interrupted run left of it is thrown away.
 */
export async function environmentOfSize(bench: Bench, factor: number, note: (text: string) => void): Promise<DataSet> {
  const control = await openControl(bench.operator)
  try {
    const found = await findDataSet(bench, control, factor)
    if (found) await migrateEnvironment(control, bench.operator, found)
    const { key, host, databaseName } = found ?? (await makeDataSet(bench, control, factor, note))
    await ensureLocalCertificate({ folder: join(bench.dataFolder, 'tls'), name: 'server', hosts: [host] })
    const db = await openEnvironment(bench.operator, databaseName)
    const sessions = await benchSessions(db, 50)
    await db.end()
    return { key, host, databaseName, sessions }
  } finally {
    await control.end()
  }
}

/** A finished data set says its size in the comment of its database. */
async function findDataSet(bench: Bench, control: Client, factor: number) {
  for (const environment of await listEnvironments(control)) {
    const db = await openEnvironment(bench.operator, environment.databaseName)
    const { rows } = await db.query<{ text: string | null }>(
      "select shobj_description(oid, 'pg_database') as text from pg_database where datname = current_database()",
    )
    await db.end()
    if (rows[0]?.text === `factor ${factor}`) return environment
  }
  return undefined
}

async function makeDataSet(bench: Bench, control: Client, factor: number, note: (text: string) => void) {
  const key = `bench-${String(factor).replace('.', '-')}`
  const host = `${key}.localhost`
  if (await findEnvironment(control, 'key', key)) await removeEnvironment(control, bench.operator, key)
  if (!(await findCustomer(control, key)))
    await createCustomer(control, bench.operator, { key, name: `Meetorganisatie ${factor}` })
  const { databaseName } = await createEnvironment(control, bench.operator, {
    customerKey: key,
    kind: 'production',
    host,
  })
  const row = await findEnvironment(control, 'key', key)
  const keys = environmentKeys(await bench.operator.keyProvider.unwrap(row!.keyName, row!.wrappedDataKey))
  const db = await openEnvironment(bench.operator, databaseName)
  let said = 0
  await seedBenchmark({ client: db, owner: `${databaseName}_owner`, keys }, factor, {
    environment: key,
    address: `https://${host}:9443`,
    dataFolder: bench.dataFolder,
    supplier: 'bench',
    now: new Date(),
    progress(done, total) {
      const hundredth = Math.floor((done / total) * 100)
      if (hundredth > said) note(`${done} van ${total} rijen`)
      said = Math.max(said, hundredth)
    },
  })
  await db.query('vacuum (analyze)')
  await db.query(`comment on database "${databaseName}" is 'factor ${factor}'`)
  await db.end()
  return { key, host, databaseName }
}

export const memoryOf = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}
