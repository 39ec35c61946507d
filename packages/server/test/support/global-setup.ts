import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { insertStartingRoles } from '../../src/capabilities/access/public.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  prepareControl,
} from '../../src/capabilities/environments/provision.ts'
import { fileKeyProvider, operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { openKeys, rolePassword } from '../../src/platform/crypto/keys.ts'
import { startCluster } from '../../src/platform/postgres/cluster.ts'
import { fillOrganisation } from './organisation.ts'

/** What every test file needs to know of the cluster that was started once for all of them. */
export interface TestCluster {
  host: string
  port: number
  caFile: string
  administrator: { user: string; password: string; database: string }
  dataFolder: string
  templates: Record<
    'linde' | 'horizon',
    { id: string; databaseName: string; wrappedDataKey: string; keyName: string; customerName: string }
  >
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

let started: ReturnType<typeof start> | undefined
let users = 0

/**
 * Starts a PostgreSQL of our own, makes two customers with a small organisation each, and leaves them as templates to clone: once
 * for all the projects of one run.
 */
export default async function setup(project: TestProject) {
  started ??= start()
  users++
  const { cluster, stop } = await started
  project.provide('cluster', cluster)
  return async () => {
    users--
    if (users > 0) return
    started = undefined
    await stop()
  }
}

async function start(): Promise<{ cluster: TestCluster; stop(): Promise<void> }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hoede-test-'))
  await chmod(dataFolder, 0o755)
  const cluster = await startCluster({ folder: join(dataFolder, 'postgres'), log: () => undefined, fast: true })
  const root = await operatorKey(join(dataFolder, 'keys'))
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: { ...cluster.superuser, database: 'postgres' },
    keyProvider: fileKeyProvider(join(dataFolder, 'keys')),
    rolePassword: (role) => rolePassword(root, role),
  }
  await prepareControl(operator)
  const control = await openControl(operator)
  const make = async (key: 'linde' | 'horizon', name: string) => {
    await createCustomer(control, operator, { key, name })
    const made = await createEnvironment(control, operator, {
      customerKey: key,
      kind: 'production',
      host: `${key}.localhost`,
    })
    const { rows } = await control.query<{ wrapped: Buffer; key_name: string }>(
      'select wrapped, key_name from data_key where environment_id = $1',
      [made.id],
    )
    const { wrapped, key_name: keyName } = rows[0]!
    const client = await openEnvironment(operator, made.databaseName)
    await client.query('set session_replication_role = replica')
    await insertStartingRoles((sql, values) => client.query(sql, values))
    await fillOrganisation(client, key, await openKeys(operator.keyProvider, [{ version: 1, wrapped, keyName }]))
    await client.end()
    return {
      id: made.id,
      databaseName: made.databaseName,
      wrappedDataKey: wrapped.toString('base64'),
      keyName,
      customerName: name,
    }
  }
  const templates = {
    linde: await make('linde', 'Zorggroep De Linde'),
    horizon: await make('horizon', 'Stichting Horizon'),
  }
  await control.end()
  return {
    cluster: {
      host: cluster.host,
      port: cluster.port,
      caFile: cluster.caFile,
      administrator: operator.administrator,
      dataFolder,
      templates,
    },
    async stop() {
      await cluster.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
