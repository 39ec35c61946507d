import type { EnvironmentKeys } from '../crypto/keys.ts'
import { type Client, quoteName } from './connection.ts'
import { EnvironmentConnection, type Transaction } from './transaction.ts'

/** A connection keeps what it prepared between transactions. */
const connections = new WeakMap<Client, EnvironmentConnection>()

/**
 * One transaction in an environment as its owner: for the operator's own work (invite, import, seed). Row security does not
 * stand in the way of an owner, the demand of a row in the log for each change does.
 */
export async function maintenance<T>(
  client: Client,
  owner: string,
  keys: EnvironmentKeys,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const connection = connections.get(client) ?? new EnvironmentConnection(client)
  connections.set(client, connection)
  await client.query(`set role ${quoteName(owner)}`)
  await connection.command('begin')
  try {
    const result = await work({ db: connection.kysely, rows: (sql, values) => connection.rows(sql, values), keys })
    if ((await connection.command('commit')) !== 'COMMIT') throw new Error('the transaction was undone')
    return result
  } catch (error) {
    await connection.command('rollback').catch(() => undefined)
    throw error
  } finally {
    await client.query('reset role').catch(() => undefined)
  }
}
