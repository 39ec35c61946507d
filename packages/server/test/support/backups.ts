import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import type { BackupAround, BackupStore } from '../../src/capabilities/backups/public.ts'
import {
  controlDatabase,
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
} from '../../src/capabilities/environments/provision.ts'
import { findEnvironment } from '../../src/capabilities/environments/queries.ts'
import { lindeTest } from '../../src/demo/blueprints.ts'
import { seedDemo } from '../../src/demo/seed.ts'
import { fileKeyProvider, operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { backupSeed, openKeys, rolePassword } from '../../src/platform/crypto/keys.ts'
import { connect } from '../../src/platform/db/connection.ts'
import { controlPool } from '../../src/platform/db/control.ts'
import { rolesOf } from '../../src/platform/db/roles.ts'
import { folderStore } from '../../src/platform/stores/folder.ts'
import { proveSignIn } from '../../src/prove-sign-in.ts'

/** A customer with an environment full of demo clients on the tests' cluster, and two folders in which its backups are kept. */
export async function backupStand(name: string) {
  const cluster = inject('cluster')
  const folder = join(cluster.dataFolder, 'keys')
  const root = await operatorKey(folder)
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: cluster.administrator,
    keyProvider: fileKeyProvider(folder),
    rolePassword: (role) => rolePassword(root, role),
  }
  const admin = await openControl(operator)
  const control = controlPool(operator.address, { ...operator.administrator, database: controlDatabase })
  const work = await mkdtemp(join(tmpdir(), 'hoede-backups-'))
  const key = `${name}${process.pid}`
  await createCustomer(admin, operator, { key, name: 'Zorg met reservekopieën' })
  const made = await createEnvironment(admin, operator, {
    customerKey: key,
    kind: 'test',
    host: `${key}.localhost`,
    demo: true,
  })
  const environment = async () => (await findEnvironment(control, 'key', made.key))!
  const client = await openEnvironment(operator, made.databaseName)
  const keys = await openKeys(operator.keyProvider, (await environment()).dataKeys)
  await seedDemo({ client, owner: rolesOf(made.roleName).owner, keys }, lindeTest, {
    environment: made.key,
    address: `https://${made.host}`,
    dataFolder: work,
    supplier: 'hoede test',
    now: new Date(),
  })
  await Promise.all([client.end(), admin.end()])
  // Tests share the control database: each has stores of its own.
  const [here, away] = [`hier-${name}`, `elders-${name}`]
  const store = (called: string, site: 'here' | 'away'): BackupStore => ({
    name: called,
    site,
    open: async () => folderStore(join(work, called)),
  })
  const around: BackupAround = {
    operator,
    control,
    stores: [store(here, 'here'), store(away, 'away')],
    seed: backupSeed(root),
    supplier: 'hoede test',
    signIn: (place) => proveSignIn(operator, control, place),
  }
  afterAll(async () => {
    await control.end()
    await rm(work, { recursive: true, force: true })
  })
  return {
    around,
    control,
    /** The folder in which both stores are, as folders of their names; they must be made first. */
    work,
    here,
    away,
    environment,
    /** Every file that stands in a store. */
    files: async (called: string) =>
      (await readdir(join(work, called), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name),
    /** Databases of the cluster that are there for a moment only. */
    async passing(): Promise<string[]> {
      const admin = await connect(operator.address, operator.administrator)
      try {
        const { rows } = await admin.query<{ name: string }>(
          'select datname as name from pg_database where datname ~ $1 order by 1',
          [`^(proof|restore)_${made.key.replaceAll('-', '_')}_`],
        )
        return rows.map((row) => row.name)
      } finally {
        await admin.end()
      }
    },
  }
}
