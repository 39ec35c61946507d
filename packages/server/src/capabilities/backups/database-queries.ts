import type { ControlDatabase } from '../environments/public.ts'

/** A database beside the one that an environment is on. */
export interface OtherDatabase {
  environmentId: string
  databaseName: string
  /** Restored from a backup and proven, or left behind when such a one was swapped in. */
  kind: 'restored' | 'left'
  backupId: string | null
  provenAt: Date | null
  /** The moment that it shows (ISO 8601). */
  what: string
}

export async function findDatabases(db: ControlDatabase, environmentId: string): Promise<OtherDatabase[]> {
  const { rows } = await db.query(
    `select environment_id as "environmentId", database_name as "databaseName", kind, backup_id as "backupId",
       proven_at as "provenAt", what from environment_database where environment_id = $1 order by created_at`,
    [environmentId],
  )
  return rows as OtherDatabase[]
}

export const insertDatabase = (db: ControlDatabase, other: OtherDatabase) =>
  db.query(
    `insert into environment_database (environment_id, database_name, kind, backup_id, proven_at, what)
     values ($1, $2, $3, $4, $5, $6)`,
    [other.environmentId, other.databaseName, other.kind, other.backupId, other.provenAt, other.what],
  )

export const deleteDatabase = (db: ControlDatabase, databaseName: string) =>
  db.query('delete from environment_database where database_name = $1', [databaseName])

/** One becomes the environment's own, the other stands beside it from now on. */
export const swapDatabases = (
  db: ControlDatabase,
  environmentId: string,
  swap: { from: string; to: string; kind: OtherDatabase['kind']; at: Date },
) =>
  db.query(
    `with gone as (delete from environment_database where database_name = $3 returning backup_id)
     insert into environment_database (environment_id, database_name, kind, backup_id, proven_at, what)
     select $1, $2, $4, backup_id, now(), $5 from gone`,
    [environmentId, swap.from, swap.to, swap.kind, swap.at.toISOString()],
  )

/** All databases that are something to an environment: what else is called like a passing one was left by a killed program. */
export async function knownDatabases(db: ControlDatabase): Promise<string[]> {
  const { rows } = await db.query(
    `select database_name as name from environment where state <> 'removed'
     union select database_name from environment_database`,
  )
  return (rows as { name: string }[]).map(({ name }) => name)
}
