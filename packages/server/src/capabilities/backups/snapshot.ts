import { noKeys } from '../../platform/crypto/keys.ts'
import { type Client, quoteName } from '../../platform/db/connection.ts'
import { EnvironmentConnection } from '../../platform/db/transaction.ts'
import { sealedCheckpoint } from '../log-proof/public.ts'
import type { Manifest } from './manifest.ts'

type Facts = Pick<Manifest, 'takenAt' | 'postgresql' | 'databaseBytes' | 'migration' | 'tables' | 'log'>

/** One moment of a database that stays as it was for whoever looks at it, while others go on. */
export interface Snapshot {
  /** For `pg_dump --snapshot`; as long as the snapshot is open. */
  name: string
  /** Reads what is true at that moment; rows are counted, which takes a while. */
  facts(): Promise<Facts>
}

/** Opens a snapshot on a connection of its own; the caller ends that. */
export async function openSnapshot(client: Client): Promise<Snapshot> {
  await client.query('begin isolation level repeatable read read only')
  const { rows } = await client.query<{ name: string; at: Date }>('select pg_export_snapshot() as name, now() as at')
  const { name, at } = rows[0]!
  return {
    name,
    async facts() {
      const about = await client.query<{ postgresql: string; bytes: number; migration: number }>(
        `select current_setting('server_version') as postgresql, pg_database_size(current_database()) as bytes,
           (select max(number) from migration) as migration`,
      )
      const { postgresql, bytes, migration } = about.rows[0]!
      const reader = new EnvironmentConnection(client)
      const log = await sealedCheckpoint({
        db: reader.kysely,
        rows: (sql, values) => reader.rows(sql, values),
        keys: noKeys(),
      })
      const tables = await countRows(client)
      return { takenAt: at.toISOString(), postgresql, databaseBytes: bytes, migration, tables, log: log ?? null }
    },
  }
}

/** How many rows each table has, by `schema.table`; partitions by themselves. */
export async function countRows(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema')
     order by 1, 2`,
  )
  const counts: Record<string, number> = {}
  for (const { schema, name } of rows) {
    const counted = await client.query<{ count: number }>(
      `select count(*) as count from ${quoteName(schema)}.${quoteName(name)}`,
    )
    counts[`${schema}.${name}`] = counted.rows[0]!.count
  }
  return counts
}
