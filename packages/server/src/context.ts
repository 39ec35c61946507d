import { join } from 'node:path'
import { environmentDirectory } from './capabilities/environments/directory.ts'
import { controlDatabase, controlLogin } from './capabilities/environments/provision.ts'
import { fileKeyProvider, operatorKey } from './platform/crypto/key-provider.ts'
import { rolePassword } from './platform/crypto/keys.ts'
import type { DatabaseAddress } from './platform/db/connection.ts'
import { type ControlPool, controlPool } from './platform/db/control.ts'
import { Environments } from './platform/db/environments.ts'

/** Everything the server holds open, built once. */
export interface Context {
  control: ControlPool
  environments: Environments
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
    async close() {
      await environments.close()
      await control.end()
    },
  }
}
