import { join } from 'node:path'
import { findPostgres } from '../../platform/postgres/binaries.ts'
import type { Filter } from '../../platform/process/pipeline.ts'
import { type Operator, OperatorProblem } from '../environments/public.ts'

/** PostgreSQL's authorities are its own file; without one the system's. */
const systemAuthorities = '/etc/ssl/certs/ca-certificates.crt'

/** One of PostgreSQL's programs, connected to a database as the administrator. Throws OperatorProblem when it is not installed. */
async function program(operator: Operator, name: string, database: string, args: readonly string[]): Promise<Filter> {
  const found = await findPostgres()
  if (!found)
    throw new OperatorProblem(
      'postgres-programs',
      `Het programma ${name} van PostgreSQL staat niet op deze machine. Installeer het pakket postgresql-client.`,
    )
  const { address, administrator } = operator
  return {
    command: join(found.bindir, name),
    args,
    env: {
      PGHOST: address.host,
      PGPORT: String(address.port),
      PGUSER: administrator.user,
      PGPASSWORD: administrator.password,
      PGDATABASE: database,
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: address.caFile ?? systemAuthorities,
      PGCONNECT_TIMEOUT: '10',
      PGAPPNAME: 'hoede backup',
    },
  }
}

/** Dumps a database as it was at a snapshot: custom format, not compressed, as zstd does that better and beside it. */
export const dumpProgram = (operator: Operator, database: string, snapshot: string) =>
  program(operator, 'pg_dump', database, ['--format=custom', '--compress=0', `--snapshot=${snapshot}`, '--no-sync'])

/** Restores what comes into an empty database; the first problem ends it. */
export const restoreProgram = (operator: Operator, database: string) =>
  program(operator, 'pg_restore', database, ['--exit-on-error', `--dbname=${database}`])
