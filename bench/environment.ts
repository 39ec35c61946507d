import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  prepareControl,
  removeEnvironment,
} from '../packages/server/src/capabilities/environments/provision.ts'
import { findCustomer, findEnvironment } from '../packages/server/src/capabilities/environments/queries.ts'
import { seedBenchmark } from '../packages/server/src/demo/seed.ts'
import { fileKeyProvider, operatorKey } from '../packages/server/src/platform/crypto/key-provider.ts'
import { environmentKeys, rolePassword } from '../packages/server/src/platform/crypto/keys.ts'
import { type Cluster, startCluster } from '../packages/server/src/platform/postgres/cluster.ts'
import { ensureLocalCertificate } from '../packages/server/src/platform/tls/local-certificate.ts'
import { type BenchSession, benchSessions } from './data.ts'

export const host = 'bench.localhost'

export interface BenchEnvironment {
  cluster: Cluster
  operator: Operator
  databaseName: string
  dataFolder: string
  caFile: string
  tls: { keyFile: string; certFile: string }
}

/** A cluster of its own, as `npm start` makes it (with fsync), and an empty environment in it. */
export async function openBench(
  dataFolder: string,
  note: (text: string) => void,
): Promise<Omit<BenchEnvironment, 'databaseName'>> {
  const cluster = await startCluster({ folder: join(dataFolder, 'postgres'), log: note })
  const root = await operatorKey(join(dataFolder, 'keys'))
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: { ...cluster.superuser, database: 'postgres' },
    keyProvider: fileKeyProvider(join(dataFolder, 'keys')),
    rolePassword: (role) => rolePassword(root, role),
  }
  await prepareControl(operator)
  const certificate = await ensureLocalCertificate({ folder: join(dataFolder, 'tls'), name: 'server', hosts: [host] })
  return {
    cluster,
    operator,
    dataFolder,
    caFile: cluster.caFile,
    tls: { keyFile: certificate.keyFile, certFile: certificate.certFile },
  }
}

/** Makes the environment of a size, or takes the one that is there already with that size. */
export async function environmentOfSize(
  bench: Omit<BenchEnvironment, 'databaseName'>,
  factor: number,
  note: (text: string) => void,
): Promise<{ databaseName: string; sessions: BenchSession[]; made: boolean }> {
  const control = await openControl(bench.operator)
  try {
    if (!(await findCustomer(control, 'bench')))
      await createCustomer(control, bench.operator, { key: 'bench', name: 'Meetorganisatie' })
    const found = await findEnvironment(control, 'key', 'bench')
    const sizeOf = async (databaseName: string) => {
      const db = await openEnvironment(bench.operator, databaseName)
      const { rows } = await db.query<{ text: string | null }>(
        "select shobj_description(oid, 'pg_database') as text from pg_database where datname = current_database()",
      )
      await db.end()
      return rows[0]?.text
    }
    if (found && (await sizeOf(found.databaseName)) === `factor ${factor}`) {
      const db = await openEnvironment(bench.operator, found.databaseName)
      const sessions = await benchSessions(db, 50)
      await db.end()
      return { databaseName: found.databaseName, sessions, made: false }
    }
    if (found) await removeEnvironment(control, bench.operator, 'bench')
    const made = await createEnvironment(control, bench.operator, { customerKey: 'bench', kind: 'production', host })
    const row = await findEnvironment(control, 'key', 'bench')
    const keys = environmentKeys(await bench.operator.keyProvider.unwrap(row!.keyName, row!.wrappedDataKey))
    const db = await openEnvironment(bench.operator, made.databaseName)
    let said = 0
    await seedBenchmark({ client: db, owner: `${made.databaseName}_owner`, keys }, factor, {
      environment: 'bench',
      address: `https://${host}:9443`,
      dataFolder: bench.dataFolder,
      supplier: 'bench',
      now: new Date(),
      progress(done, total) {
        const tenth = Math.floor((done / total) * 10)
        if (tenth > said) note(`${done} van ${total} rijen`)
        said = Math.max(said, tenth)
      },
    })
    await db.query('vacuum (analyze)')
    await db.query(`comment on database "${made.databaseName}" is 'factor ${factor}'`)
    const sessions = await benchSessions(db, 50)
    await db.end()
    return { databaseName: made.databaseName, sessions, made: true }
  } finally {
    await control.end()
  }
}

export const memoryOf = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}
