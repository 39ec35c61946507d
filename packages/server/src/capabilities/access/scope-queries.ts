import type { Reader } from '../../platform/db/transaction.ts'
import type { UnitPath } from './scope-rules.ts'

/** Those among the units that are open, with what stands above each. */
export async function openUnits(reader: Reader, ids: readonly string[]): Promise<UnitPath[]> {
  if (ids.length === 0) return []
  return reader.rows<UnitPath>('select id, path from unit where id = any ($1::uuid[]) and closed_at is null', [ids])
}

/** Client numbers with their ids, as far as the asker may give roles for them. */
export async function clientsToGrant(reader: Reader, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await reader.rows<{ number: string; id: string | null }>(
    'select n as number, access.client_to_grant(n) as id from unnest($1::text[]) n',
    [numbers],
  )
  return new Map(rows.flatMap(({ number, id }) => (id ? [[number, id] as const] : [])))
}

/** True where none is asked for. */
export async function isOpenKind(reader: Reader, kind: string | undefined): Promise<boolean> {
  if (kind === undefined) return true
  const rows = await reader.rows('select 1 from care_relation_kind where key = $1 and retired_at is null', [kind])
  return rows.length === 1
}

/** What a roster grant gets before and after a shift when nothing else is asked, in minutes. */
export async function rosterMinutes(reader: Reader): Promise<{ before: number; after: number }> {
  const [row] = await reader.rows<{ before: number; after: number }>(
    `select (select value::int from setting where key = 'roster-minutes-before') as before,
       (select value::int from setting where key = 'roster-minutes-after') as after`,
  )
  return row!
}
