import type { Client } from '../../platform/db/connection.ts'
import { arrayFromCopy } from '../../platform/db/copy-through.ts'
import { dayOf, leastAlike } from './alike.ts'
import { type CopiedTable, copied, copiedTables } from './classes.ts'
import type { KnownClient, KnownPerson } from './plan.ts'

/** What is measured of one kind: the ordinary lowest and highest value, and the mean of each client. */
export interface Scale {
  low: number
  high: number
  means: Map<string, number>
}

/** What must be known of the source before a row is copied. None of it goes to the copy as it is. */
export interface Survey {
  clients: KnownClient[]
  people: KnownPerson[]
  /** For each column of common codes: what at least ten people have. */
  common: Map<string, Set<string>>
  /** By kind; and by kind with `2` for the second value. */
  scales: Map<string, Scale>
}

export const inDutchTime =
  "set timezone = 'Europe/Amsterdam'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'"

/** Reads what the groups are made of; the caller has a transaction that sees one moment. */
export async function survey(client: Client): Promise<Survey> {
  return {
    clients: await surveyClients(client),
    people: await surveyPeople(client),
    common: await commonCodes(client),
    scales: await scalesOf(client),
  }
}

async function surveyClients(client: Client): Promise<KnownClient[]> {
  const { rows } = await client.query<Record<string, string | null> & { id: string; open: boolean }>(
    `select c.id, c.birth_date as born, c.sex, coalesce(substring(c.postal_code from '^\\s*(\\d\\d)'), '') as region,
       (c.deceased_at is not null) as deceased, c.resuscitation,
       to_char(coalesce(p.first, c.created_at), 'YYYY-MM-DD') as first,
       to_char(coalesce(p.last, c.deceased_at), 'YYYY-MM-DD') as last, (p.last is null and c.deceased_at is null) as open
     from client c left join (select client_id, min(valid_from) as first,
       case when bool_or(valid_until is null) then null else max(valid_until) end as last
       from placement group by client_id) p on p.client_id = c.id order by c.id`,
  )
  return rows.map((row) => ({
    id: row.id,
    birthYear: Number((row.born ?? '1940').slice(0, 4)),
    sex: row.sex ?? 'unknown',
    region: row.region ?? '',
    deceased: Boolean(row.deceased),
    resuscitation: row.resuscitation ?? 'unknown',
    from: dayOf(row.first as string),
    until: row.open || !row.last ? null : dayOf(row.last),
  }))
}

async function surveyPeople(client: Client): Promise<KnownPerson[]> {
  const { rows } = await client.query<{ id: string; function: string; first: string; last: string | null }>(
    `select id, function, to_char(employed_from, 'YYYY-MM-DD') as first, to_char(employed_until, 'YYYY-MM-DD') as last
     from person order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    function: row.function,
    from: dayOf(row.first),
    until: row.last === null ? null : dayOf(row.last),
  }))
}

/** The value of a column of codes is common when the rows of at least ten clients have it. */
async function commonCodes(client: Client): Promise<Map<string, Set<string>>> {
  const common = new Map<string, Set<string>>()
  for (const table of copiedTables) {
    const columns = Object.entries((copied(table) as CopiedTable).columns)
      .filter(([, kind]) => kind === 'code:common')
      .map(([column]) => column)
    if (columns.length === 0) continue
    const list = columns.map((column) => `"${column}"`).join(', ')
    const { rows } = await client.query<Record<string, unknown>>({
      text: `select client_id, ${list.replaceAll(/"(\w+)"/g, '"$1"::text as "$1"')} from ${table} group by client_id, ${list}`,
    })
    for (const column of columns) {
      const holders = new Map<string, Set<unknown>>()
      for (const row of rows) {
        const value = row[column] as string | null
        if (value === null) continue
        for (const each of column === 'roles' ? arrayFromCopy(value) : [value]) {
          const set = holders.get(each) ?? new Set()
          holders.set(each, set.add(row.client_id))
        }
      }
      const shared = [...holders].filter(([, clients]) => clients.size >= leastAlike).map(([value]) => value)
      common.set(`${table}.${column}`, new Set(shared))
    }
  }
  return common
}

async function scalesOf(client: Client): Promise<Map<string, Scale>> {
  const scales = new Map<string, Scale>()
  for (const [column, suffix] of [
    ['value', ''],
    ['second_value', '2'],
  ]) {
    const { rows: bounds } = await client.query<{ kind: string; low: number; high: number }>(
      `select kind, percentile_disc(0.02) within group (order by ${column}) as low,
         percentile_disc(0.98) within group (order by ${column}) as high
       from measurement where ${column} is not null and status = 'final' group by kind`,
    )
    const { rows: means } = await client.query<{ kind: string; client_id: string; mean: number }>(
      `select kind, client_id, avg(${column})::float8 as mean from measurement
       where ${column} is not null and status = 'final' group by kind, client_id`,
    )
    for (const { kind, low, high } of bounds)
      scales.set(kind + suffix, { low: Number(low), high: Number(high), means: new Map() })
    for (const { kind, client_id, mean } of means) scales.get(kind + suffix)?.means.set(client_id, mean)
  }
  return scales
}
