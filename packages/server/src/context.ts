import { join } from 'node:path'
import { environmentDirectory } from './capabilities/environments/directory.ts'
import { keyNotices } from './capabilities/environments/key-notices.ts'
import { controlDatabase, controlLogin } from './capabilities/environments/provision.ts'
import { listEnvironments } from './capabilities/environments/queries.ts'
import {
  createDispatcher,
  type Dispatcher,
  demoPhoneHost,
  demoPhones,
  gatewayKinds,
} from './capabilities/messages/public.ts'
import { operatorKey } from './platform/crypto/key-provider.ts'
import { type KeyProviderSettings, keyProviders } from './platform/crypto/key-providers.ts'
import { rolePassword } from './platform/crypto/keys.ts'
import type { DatabaseAddress } from './platform/db/connection.ts'
import { type ControlPool, controlPool } from './platform/db/control.ts'
import { asSealer, Environments } from './platform/db/environments.ts'
import { watchKeys } from './platform/db/key-watch.ts'
import { MigrationProblem, readMigrations } from './platform/db/migrate.ts'
import type { DemoPhones } from './platform/http/demo-phones.ts'
import type { Outbound } from './platform/http/outbound.ts'
import type { Logger } from './platform/log/logger.ts'

/** Everything the server holds open, built once. */
export interface Context {
  control: ControlPool
  environments: Environments
  /** The same environments as the sealers of their logs see them: a login of its own, few connections. */
  sealing: Environments
  /** Can the control database be reached? */
  ready(): Promise<boolean>
  /** A program older than its databases must not write in them. */
  refuseNewerDatabases(): Promise<void>
  /** Sends the messages of the environments; `port` is the one that is seen from outside. */
  dispatcher(outbound: Outbound, logger: Logger, port: number): Dispatcher
  demoPhones: DemoPhones
  /** Looks every ten seconds whether customers' keys are usable; until close(). */
  watchKeys(logger: Logger, graceMinutes: number): void
  /** The names of all environments, for the certificate. */
  hosts(): Promise<string[]>
  close(): Promise<void>
}

/** Opens the control database and the way to the environments; nothing is connected before it is asked for. */
export async function createContext(
  { dataFolder, keyProviders: settings }: { dataFolder: string; keyProviders: KeyProviderSettings },
  address: DatabaseAddress,
): Promise<Context> {
  const keys = join(dataFolder, 'keys')
  const root = await operatorKey(keys)
  const password = (role: string) => rolePassword(root, role)
  const control = controlPool(address, {
    user: controlLogin,
    password: password(controlLogin),
    database: controlDatabase,
  })
  const providers = keyProviders(keys, settings)
  const directory = environmentDirectory(control, providers, password, address.caFile)
  const environments = new Environments(directory)
  const sealing = new Environments(asSealer(directory), { connections: 2, slow: 1, pools: 100 })
  let watch: ReturnType<typeof watchKeys> | undefined
  const phones = demoPhones(dataFolder)
  const hasDemo = async () => (await listEnvironments(control)).some((environment) => environment.demo)
  return {
    control,
    environments,
    sealing,
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
    dispatcher: (outbound, logger, httpsPort) =>
      createDispatcher({
        environments,
        find: (id) => directory.byId(id),
        gateways: gatewayKinds(phones),
        outbound,
        logger,
        httpsPort,
      }),
    demoPhones: { host: demoPhoneHost, exist: hasDemo, list: () => phones.list() },
    watchKeys(logger, graceMinutes) {
      watch = watchKeys([environments, sealing], providers, {
        grace: graceMinutes * 60_000,
        logger,
        noticed: keyNotices(control, environments),
      })
    },
    async hosts() {
      const all = await listEnvironments(control)
      return [...all.map((environment) => environment.host), ...((await hasDemo()) ? [demoPhoneHost] : [])]
    },
    async close() {
      watch?.stop()
      await Promise.all([environments.close(), sealing.close()])
      await Promise.all([control.end(), providers.close?.()])
    },
  }
}
