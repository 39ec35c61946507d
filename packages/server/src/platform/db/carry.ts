import { promises as streams } from 'node:stream'
import copyStreams from 'pg-copy-streams'
import { type Client, quoteName } from './connection.ts'

/**
 * Copies what a select gives in one database into a table of another that has the same columns (COPY, binary). The names of table and
 * columns, and the select, are the program's own, never anybody's input. Returns the number of rows.
 */
export async function carryRows(
  from: Client,
  into: Client,
  { table, columns, select }: { table: string; columns: readonly string[]; select: string },
): Promise<number> {
  const source = from.query(copyStreams.to(`copy (${select}) to stdout (format binary)`))
  const target = into.query(
    copyStreams.from(`copy ${quoteName(table)} (${columns.map(quoteName).join(', ')}) from stdin (format binary)`),
  )
  await streams.pipeline(source, target)
  return target.rowCount ?? 0
}
