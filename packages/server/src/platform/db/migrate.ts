import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Client, quoteName } from './connection.ts'

export interface Migration {
  number: number
  name: string
  sql: string
}

export class MigrationProblem extends Error {
  readonly code: 'database-newer' | 'migration-failed'
  constructor(code: MigrationProblem['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

const folder = resolve(import.meta.dirname, '../../../migrations')

/** The numbered SQL files of one kind of database, in order; the numbers run from 1 without gaps. */
export async function readMigrations(kind: 'control' | 'environment'): Promise<Migration[]> {
  const files = (await readdir(join(folder, kind))).filter((file) => /^\d{4}-.+\.sql$/.test(file)).sort()
  return Promise.all(
    files.map(async (name, index) => {
      const number = Number(name.slice(0, 4))
      if (number !== index + 1) throw new Error(`migration ${kind}/${name} is out of order`)
      return { number, name, sql: await readFile(join(folder, kind, name), 'utf8') }
    }),
  )
}

/**
 * Brings a database to the newest version, one transaction for each migration. The version row is inserted first: of two
 * starters the second waits on it and then finds the work done. `roles` fill the {{placeholders}}.
 * Returns the version reached. Throws MigrationProblem for a database newer than this program.
 */
export async function migrate(
  client: Client,
  migrations: Migration[],
  owner: string,
  roles: Record<string, string>,
): Promise<number> {
  await client.query(`set role ${quoteName(owner)}`)
  try {
    await client.query('select pg_advisory_lock(724401)')
    await client.query(
      'create table if not exists migration (number integer primary key, name text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ newest: number }>('select coalesce(max(number), 0) as newest from migration')
    const current = rows[0]?.newest ?? 0
    if (current > migrations.length) {
      throw new MigrationProblem(
        'database-newer',
        `database version ${current} is newer than this program (${migrations.length})`,
      )
    }
    for (const migration of migrations.slice(current)) await apply(client, migration, roles)
    return migrations.length
  } finally {
    await client.query('select pg_advisory_unlock(724401)').catch(() => undefined)
    await client.query('reset role').catch(() => undefined)
  }
}

async function apply(client: Client, migration: Migration, roles: Record<string, string>): Promise<void> {
  const sql = migration.sql.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const role = roles[name]
    if (!role) throw new Error(`migration ${migration.name} names an unknown role ${name}`)
    return quoteName(role)
  })
  await client.query('begin')
  try {
    await client.query('insert into migration (number, name) values ($1, $2)', [migration.number, migration.name])
    await client.query(sql)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationProblem('migration-failed', `migration ${migration.name} failed: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** The version a database is at, read without changing anything. */
export async function databaseVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ newest: number | null }>('select max(number) as newest from migration')
  return rows[0]?.newest ?? 0
}
