import { join } from 'node:path'
import type { DatabaseAddress, DatabaseLogin } from '../db/connection.ts'
import { pipeline } from '../process/pipeline.ts'

export interface DatabasePlace {
  address: DatabaseAddress
  login: DatabaseLogin
}

/**
 * Copies a database that is reached by a socket into an empty one by way of pg_dump and pg_restore, which speak to each other:
 * nothing touches the disk in between. Owners and grants come along. Throws PipelineProblem.
 */
export async function copyDatabase(
  bindir: string,
  from: DatabasePlace,
  to: DatabasePlace,
  signal: AbortSignal,
): Promise<void> {
  const at = ({ address, login }: DatabasePlace) => [
    '--no-password',
    `--host=${address.host}`,
    `--port=${address.port}`,
    `--username=${login.user}`,
    `--dbname=${login.database}`,
  ]
  const tls = to.address.caFile ? { PGSSLMODE: 'verify-full', PGSSLROOTCERT: to.address.caFile } : {}
  const dump = { command: join(bindir, 'pg_dump'), args: ['--format=custom', '--compress=0', ...at(from)] }
  const env = { PGPASSWORD: to.login.password, ...tls }
  const restore = { command: join(bindir, 'pg_restore'), args: ['--exit-on-error', ...at(to)], env }
  for await (const _ of pipeline([dump, restore], { signal }));
}
