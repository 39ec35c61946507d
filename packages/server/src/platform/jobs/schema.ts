import { runMigrations } from 'graphile-worker'
import { type Client, quoteName } from '../db/connection.ts'
import type { ControlPool } from '../db/control.ts'

/**
 * Makes or updates the tables of the jobs (graphile-worker's own migrations) as the login that carries them out, which owns them
 * and may create nothing else: the administrator lends it that right for as long as this takes.
 */
export async function prepareJobs(
  administrator: Client,
  login: ControlPool,
  names: { database: string; role: string },
): Promise<void> {
  const [database, role] = [quoteName(names.database), quoteName(names.role)]
  await administrator.query(`grant create on database ${database} to ${role}`)
  try {
    await runMigrations({ pgPool: login })
  } finally {
    await administrator.query(`revoke create on database ${database} from ${role}`)
  }
}
