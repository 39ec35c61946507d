import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Operator, OperatorProblem, openControl, openEnvironment } from '../capabilities/environments/provision.ts'
import { findEnvironment } from '../capabilities/environments/queries.ts'
import type { Config } from '../platform/config.ts'
import { operatorKey } from '../platform/crypto/key-provider.ts'
import { keyProviders } from '../platform/crypto/key-providers.ts'
import { openKeys, rolePassword } from '../platform/crypto/keys.ts'
import { administratorLogin, databaseAddress } from '../platform/database-address.ts'
import type { Client } from '../platform/db/connection.ts'
import type { Environment } from '../platform/db/environments.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import { rolesOf } from '../platform/db/roles.ts'
import type { Transaction } from '../platform/db/transaction.ts'

/** Somebody at the command line with the operator's keys: may make databases, and works in them as the supplier (N-28). */
export interface OperatorSession {
  operator: Operator
  control: Client
  config: Config
  /** Who stands in the log: the program and the account of the machine. */
  supplier: string
  environment(key: string): Promise<Environment>
  /** One transaction in an environment as its owner; every change in it still needs its row in the log. */
  within<T>(environment: Environment, work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function createOperator(config: Config): Promise<Operator> {
  const keys = join(config.dataFolder, 'keys')
  const root = await operatorKey(keys)
  return {
    address: await databaseAddress(config),
    administrator: await administratorLogin(config),
    keyProvider: keyProviders(keys, config.keyProviders),
    rolePassword: (role) => rolePassword(root, role),
  }
}

export async function openOperator(config: Config): Promise<OperatorSession> {
  const operator = await createOperator(config)
  const control = await openControl(operator)
  return {
    operator,
    control,
    config,
    supplier: `hoede cli (${userInfo().username})`,
    async environment(key) {
      const row = await findEnvironment(control, 'key', key)
      if (!row)
        throw new OperatorProblem(
          'environment-unknown',
          `De omgeving «${key}» bestaat niet. «hoede environment list» toont welke er zijn.`,
        )
      const { clusterHost, clusterPort, ...rest } = row
      const { logRole, sealRole } = rolesOf(rest.roleName)
      return {
        ...rest,
        logRole,
        sealRole,
        address: { ...operator.address, host: clusterHost, port: clusterPort },
      }
    },
    async within(environment, work) {
      const opened = await openKeys(operator.keyProvider, environment.dataKeys)
      const client = await openEnvironment(operator, environment.databaseName)
      try {
        return await maintenance(client, rolesOf(environment.roleName).owner, opened, work)
      } finally {
        await client.end()
      }
    },
    close: () => control.end(),
  }
}

/** Runs a command with an operator's session and closes it, whatever happens. */
export async function withOperator<T>(
  open: () => Promise<OperatorSession>,
  work: (session: OperatorSession) => Promise<T>,
): Promise<T> {
  const session = await open()
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}
