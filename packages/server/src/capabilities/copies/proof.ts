import type { Client } from '../../platform/db/connection.ts'
import { leastAlike } from './alike.ts'
import type { Anonymised } from './anonymise.ts'
import { copied, copiedTables } from './classes.ts'
import { type LeakResult, leaks } from './leaks.ts'
import { type LinkageResult, linkage } from './linkage.ts'

/** What was measured of a copy; goes with it. No value of the source is in it. */
export interface CopyReport {
  format: 'hoede-copy-report/1'
  good: boolean
  tables: { table: string; source: number; copy: number; dropped: number }[]
  references: { checked: number; broken: string[] }
  likeness: { least: number; clients: number | null; people: number | null }
  leaks: LeakResult
  linkage: LinkageResult
  distributions: { what: string; distance: number }[]
}

/** Measures a copy that is not open yet. The source is looked at as it is now; the secret must still be there. */
export async function prove(source: Client, target: Client, { making, read }: Anonymised): Promise<CopyReport> {
  const tables = await countRows(target, read)
  const references = await checkReferences(target)
  const likeness = await leastCombination(target)
  const found = await leaks(source, target, making)
  const linked = await linkage(source, target, making)
  const distributions = await compare(source, target)
  const enough = (count: number | null) => count === null || count >= leastAlike
  const good =
    tables.every((each) => each.copy === each.source - each.dropped) &&
    references.broken.length === 0 &&
    enough(likeness.clients) &&
    enough(likeness.people) &&
    found.found === 0 &&
    linked.good
  return {
    format: 'hoede-copy-report/1',
    good,
    tables,
    references,
    likeness,
    leaks: found,
    linkage: linked,
    distributions,
  }
}

async function countRows(target: Client, read: Anonymised['read']): Promise<CopyReport['tables']> {
  const tables = []
  for (const table of copiedTables) {
    const { rows } = await target.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    const before = read[table] ?? { rows: 0, dropped: 0 }
    tables.push({ table, source: before.rows, copy: rows[0]?.n ?? 0, dropped: before.dropped })
  }
  return tables
}

/** Every foreign key of the database, looked at row by row: none was checked while the rows came in. */
async function checkReferences(target: Client): Promise<CopyReport['references']> {
  const { rows } = await target.query<{
    name: string
    child: string
    parent: string
    joined: string
    filled: string
    key: string
  }>(
    `select c.conname as name, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
       string_agg(format('p.%I = c.%I', pa.attname, ca.attname), ' and ') as joined,
       string_agg(format('c.%I is not null', ca.attname), ' and ') as filled, min(format('p.%I', pa.attname)) as key
     from pg_constraint c cross join lateral unnest(c.conkey, c.confkey) as k (child, parent)
     join pg_attribute ca on ca.attrelid = c.conrelid and ca.attnum = k.child
     join pg_attribute pa on pa.attrelid = c.confrelid and pa.attnum = k.parent
     where c.contype = 'f' and c.conparentid = 0 group by 1, 2, 3 order by 1`,
  )
  const broken: string[] = []
  for (const { name, child, parent, joined, filled, key } of rows) {
    if (!copied(child)) continue
    const { rows: bad } = await target.query<{ n: number }>(
      `select count(*)::int as n from ${child} c left join ${parent} p on ${joined} where ${filled} and ${key} is null`,
    )
    if (bad[0]?.n) broken.push(`${name}: ${bad[0].n}`)
  }
  return { checked: rows.length, broken }
}

/** How often the rarest combination of what narrows down who somebody is occurs in the copy; null where there is nobody. */
async function leastCombination(target: Client): Promise<CopyReport['likeness']> {
  const least = async (table: string, columns: string) => {
    const { rows } = await target.query<{ n: number | null }>(
      `select min(n)::int as n from (select count(*) as n from ${table} group by ${columns}) as combinations`,
    )
    return rows[0]?.n ?? null
  }
  return {
    least: leastAlike,
    clients: await least(
      'client',
      'extract(year from birth_date), sex, left(postal_code, 4), city, created_at, changed_at, deceased_at, country',
    ),
    people: await least('person', 'function, employed_from, employed_until'),
  }
}

/** Half the sum of the differences of two distributions: 0 is the same, 1 has nothing in common. */
async function compare(source: Client, target: Client): Promise<CopyReport['distributions']> {
  const questions: [string, string][] = [
    ['rapportages per soort', 'select kind as value, count(*)::int as n from report group by 1'],
    [
      'rapportages per weekdag',
      'select extract(isodow from care_moment)::text as value, count(*)::int as n from report group by 1',
    ],
    [
      'rapportages per uur',
      'select extract(hour from care_moment)::text as value, count(*)::int as n from report group by 1',
    ],
    ['metingen per soort', 'select kind as value, count(*)::int as n from measurement group by 1'],
    ['cliënten per geslacht', 'select sex as value, count(*)::int as n from client group by 1'],
    [
      'cliënten per tien geboortejaren',
      'select (extract(year from birth_date)::int / 10)::text as value, count(*)::int as n from client group by 1',
    ],
    [
      'plaatsingen die nog lopen',
      'select (valid_until is null)::text as value, count(*)::int as n from placement group by 1',
    ],
    ['medewerkers per functie', 'select function as value, count(*)::int as n from person group by 1'],
  ]
  const distributions = []
  for (const [what, sql] of questions) {
    const [before, after] = [await shares(source, sql), await shares(target, sql)]
    const values = new Set([...before.keys(), ...after.keys()])
    let distance = 0
    for (const value of values) distance += Math.abs((before.get(value) ?? 0) - (after.get(value) ?? 0)) / 2
    distributions.push({ what, distance: Math.round(distance * 1000) / 1000 })
  }
  return distributions
}

async function shares(client: Client, sql: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ value: string | null; n: number }>(sql)
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  return new Map(rows.map((row) => [row.value ?? '', row.n / total]))
}
