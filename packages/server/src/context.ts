import { join } from 'node:path'
import { environmentDirectory } from './capabilities/environments/directory.ts'
import { controlDatabase, controlLogin } from './capabilities/environments/provision.ts'
import { listEnvironments } from './capabilities/environments/queries.ts'
import { fileKeyProvider, operatorKey } from './platform/crypto/key-provider.ts'
import { rolePassword } from './platform/crypto/keys.ts'
import type { DatabaseAddress } from './platform/db/connection.ts'
import { type ControlPool, controlPool } from './platform/db/control.ts'
import { Environments } from './platform/db/environments.ts'
import { MigrationProblem, readMigrations } from './platform/db/migrate.ts'

/** Everything the server holds open, built once. */
export interface Context {
  control: ControlPool
  environments: Environments
  /** Can the control database be reached? */
  ready(): Promise<boolean>
  /** A program older than its databases must not write in them. */
  refuseNewerDatabases(): Promise<void>
  /** The names of all environments, for the certificate. */
  hosts(): Promise<string[]>
  close(): Promise<void>
}

/** Opens the control database and the way to the environments; nothing is connected before it is asked for. */
export async function createContext(dataFolder: string, address: DatabaseAddress): Promise<Context> {
  const keys = join(dataFolder, 'keys')
  const root = await operatorKey(keys)
  const password = (role: string) => rolePassword(root, role)
  const control = controlPool(address, {
    user: controlLogin,
    password: password(controlLogin),
    database: controlDatabase,
  })
  const directory = environmentDirectory(control, fileKeyProvider(keys), password, address.caFile)
  const environments = new Environments(directory)
  return {
    control,
    environments,
    async ready() {
      return control.query('select 1').then(
        () => true,
        () => false,
      )
    },
    async refuseNewerDatabases() {
      const newest = (await readMigrations('environment')).length
      for (const environment of await listEnvironments(control)) {
        if (environment.migration > newest) {
          throw new MigrationProblem(
            'database-newer',
            `environment ${environment.key} is at version ${environment.migration}, this program knows ${newest}`,
          )
        }
      }
    },
    hosts: async () => (await listEnvironments(control)).map((environment) => environment.host),
    async close() {
      await environments.close()
      await control.end()
    },
  }
}
