import { carryRows } from '../../platform/db/carry.ts'
import type { Client } from '../../platform/db/connection.ts'

/** What belongs to the tree and changes as a whole; small. */
const wholeTables = ['audit_tree', 'audit_tree_key', 'audit_edge', 'audit_checkpoint', 'audit_dropped']

/** A transaction lasts no longer than this: what was committed after a moment was written at most so long before it. */
const longestTransaction = '1 day'

/**
 * What is written from now on in a database that was restored draws numbers after those of the one it will follow, which draws no more:
 * to be done before a migration of it, which writes in the log.
 */
export async function continueNumbers(from: Client, into: Client): Promise<void> {
  const { rows } = await from.query<{ number: number }>('select last_value as number from audit_number')
  await into.query("select setval('audit_number', greatest($1, (select last_value from audit_number)))", [
    rows[0]!.number,
  ])
}

/**
 * Carries the log from one database of an environment into another that was made of it earlier (a restored backup), so that the log goes
 * on as if nothing had happened: rows that were written since, and the tree with its checkpoints. A log never goes back. Both have the
 * same version, and nobody else works in them. The caller's transaction on `into` decides. Returns the number of rows carried.
 */
export async function carryLog(from: Client, into: Client, since: Date): Promise<number> {
  await into.query('set local session_replication_role = replica')
  const columns = await columnsOf(from, 'audit_event')
  const { rows } = await from.query<{ until: Date | null }>('select max(recorded_at) as until from audit_event')
  const until = rows[0]?.until
  await into.query('select ensure_audit_partitions($1::date, $2::date)', [since, until ?? since])
  await into.query('create temp table carried (like audit_event) on commit drop')
  await carryRows(from, into, {
    table: 'carried',
    columns,
    select: `select ${columns.join(', ')} from audit_event
      where recorded_at >= '${since.toISOString()}'::timestamptz - interval '${longestTransaction}'`,
  })
  const list = columns.join(', ')
  const carried = await into.query(
    `insert into audit_event (${list}) select ${list} from carried c
     where not exists (select from audit_event e where e.recorded_at = c.recorded_at and e.id = c.id)`,
  )
  for (const table of wholeTables) {
    await into.query(`delete from ${table}`)
    const all = await columnsOf(from, table)
    await carryRows(from, into, { table, columns: all, select: `select ${all.join(', ')} from ${table}` })
  }
  await carryTiles(from, into)
  return carried.rowCount ?? 0
}

/** Tiles never change once they are there: only those that came later are carried. */
async function carryTiles(from: Client, into: Client): Promise<void> {
  const columns = await columnsOf(from, 'audit_tile')
  const { rows: levels } = await from.query<{ level: number }>('select distinct level from audit_tile')
  for (const { level } of levels) {
    const { rows } = await into.query<{ next: number }>(
      'select coalesce(max(index) + 1, 0) as next from audit_tile where level = $1',
      [level],
    )
    await carryRows(from, into, {
      table: 'audit_tile',
      columns,
      select: `select ${columns.join(', ')} from audit_tile where level = ${Number(level)} and index >= ${Number(rows[0]!.next)}`,
    })
  }
}

async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attgenerated = '' order by attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}
