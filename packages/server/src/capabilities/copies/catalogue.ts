import type { Client } from '../../platform/db/connection.ts'
import { classes, copied } from './classes.ts'
import { CopyProblem } from './problem.ts'

/**
 * What stands in a database and has no class: tables, columns, other things that hold rows or bytes (views that were stored, large
 * objects, foreign tables, schemas of somebody else), classes for columns that are not there, and codes whose list the database does
 * not have. Empty when everything is known.
 */
export async function unclassified(client: Client): Promise<string[]> {
  const found: string[] = []
  const { rows: relations } = await client.query<{ schema: string; name: string; kind: string }>(
    `select n.nspname as schema, c.relname as name, c.relkind as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp'
       and c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition order by 1, 2`,
  )
  for (const { schema, name, kind } of relations) {
    if (schema !== 'public' || kind === 'm' || kind === 'f' || !(name in classes)) found.push(`${schema}.${name}`)
  }
  const { rows: columns } = await client.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped order by 1, 2`,
  )
  const there = new Set(columns.map(({ table, column }) => `${table}.${column}`))
  for (const { table, column } of columns) {
    const spec = copied(table)
    if (spec && !(column in spec.columns)) found.push(`${table}.${column}`)
  }
  for (const table of Object.keys(classes)) {
    for (const column of Object.keys(copied(table)?.columns ?? {}))
      if (!there.has(`${table}.${column}`)) found.push(`${table}.${column} (is er niet)`)
  }
  const closed = await closedCodes(client)
  for (const table of Object.keys(classes)) {
    for (const [column, kind] of Object.entries(copied(table)?.columns ?? {}))
      if (kind === 'code:closed' && there.has(`${table}.${column}`) && !closed.has(`${table}.${column}`))
        found.push(`${table}.${column} (geen lijst)`)
  }
  const { rows: large } = await client.query<{ n: number }>('select count(*)::int as n from pg_largeobject_metadata')
  if (large[0]?.n) found.push(`${large[0].n} large objects`)
  return found
}

/** Columns for which the database itself lists what they may hold. */
async function closedCodes(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ column: string }>(
    `select c.conrelid::regclass || '.' || a.attname as column from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'c' and c.convalidated and cardinality(c.conkey) = 1
       and pg_get_constraintdef(c.oid) ~ '(= ANY \\(ARRAY\\[|<@ )'`,
  )
  return new Set(rows.map(({ column }) => column))
}

/** Throws CopyProblem for whatever has no class: nothing of it was read then. */
export async function requireClasses(client: Client): Promise<void> {
  const found = await unclassified(client)
  if (found.length > 0)
    throw new CopyProblem(
      'column-without-class',
      `Niet alles in deze database heeft een klasse (${found.join(', ')}): er is niets gekopieerd.`,
      found,
    )
}
