import type { ClosedPart, Closure, Objection } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { NameParts } from '../clients/public.ts'

const name = (person: string) => `concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name)`
const somebody = (person: string) =>
  `json_build_object('id', ${person}.id, 'name', ${name(person)}, 'function', ${person}.function)`
/** SQL: a period with its state, of a table with valid_from and valid_until. */
export const period = (row: string) => `${row}.valid_from as "from", ${row}.valid_until as until, ${row}.version,
  case when ${row}.valid_until <= now() then 'ended' when ${row}.valid_from > now() then 'coming' else 'active' end as state`
export { name, somebody }

export interface Period {
  from: Date
  until: Date | null
  state: 'coming' | 'active' | 'ended'
  version: number
}

/** Who asks, and what that means for one client. */
export interface Asker {
  number: string
  units: { id: string; name: string }[]
  may: string[]
  /** Kept out of the record by a closure or an objection. */
  keptOut: boolean
  closedOut: boolean
  /** Has the right to read records, here or elsewhere. */
  readsRecords: boolean
  function: string
}

export async function findAsker(reader: Reader, clientId: string): Promise<Asker | undefined> {
  const [row] = await reader.rows<Asker>(
    `select card.number, card.units, access.permissions_for($1) as may, l.closed or l.objected as "keptOut",
       l.closed as "closedOut", access.has('client:read') as "readsRecords", e.function
     from access.client_card($1) card, access.limits(access.person(), $1, now()) l, person e
     where e.id = access.person() and card.number is not null`,
    [clientId],
  )
  return row
}

/** The same for who changes something, without what only whoever reads access may know. */
export async function findActor(
  reader: Reader,
  clientId: string,
): Promise<Pick<Asker, 'closedOut' | 'readsRecords' | 'function'>> {
  const [row] = await reader.rows<Pick<Asker, 'closedOut' | 'readsRecords' | 'function'>>(
    `select l.closed as "closedOut", access.has('client:read') as "readsRecords", e.function
     from access.limits(access.person(), $1, now()) l, person e where e.id = access.person()`,
    [clientId],
  )
  return row!
}

export async function clientNumbered(reader: Reader, number: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ id: string | null }>(`select access.client_numbered($1, 'access:read') as id`, [
    number,
  ])
  return row?.id ?? undefined
}

export interface ClosureRow extends Period {
  id: string
  ground: Closure['ground']
  sealed: Buffer | null
  closedById: string
  closedBy: string
  closedAt: Date
  /** Times are texts: they come through a JSON aggregate. */
  people: {
    id: string
    person: { id: string; name: string; function: string }
    from: string
    until: string | null
    state: Period['state']
    version: number
  }[]
}

const closureColumns = `c.id, c.ground, c.reason_sealed as sealed, c.closed_by as "closedById", ${name('b')} as "closedBy",
  c.closed_at as "closedAt", ${period('c')},
  coalesce((select json_agg(json_build_object('id', n.id, 'person', ${somebody('e')}, 'from', n.valid_from, 'until', n.valid_until,
      'state', case when n.valid_until <= now() then 'ended' when n.valid_from > now() then 'coming' else 'active' end,
      'version', n.version) order by e.family_name, e.given_name, n.id)
    from client_closure_person n join person e on e.id = n.person_id where n.closure_id = c.id), '[]') as people`

export function findClosures(reader: Reader, clientId: string): Promise<ClosureRow[]> {
  return reader.rows<ClosureRow>(
    `select ${closureColumns} from client_closure c join person b on b.id = c.closed_by
     where c.client_id = $1 order by c.valid_until is null desc, c.valid_from desc, c.id limit 200`,
    [clientId],
  )
}

/** One closure, while nobody else changes it. */
export async function lockClosure(
  tx: Transaction,
  clientId: string,
  closureId: string,
): Promise<ClosureRow | undefined> {
  await tx.rows('select 1 from client_closure where id = $1 and client_id = $2 for update', [closureId, clientId])
  const [row] = await tx.rows<ClosureRow>(
    `select ${closureColumns} from client_closure c join person b on b.id = c.closed_by where c.id = $1 and c.client_id = $2`,
    [closureId, clientId],
  )
  return row
}

interface Limit {
  id: string
  clientId: string
  sealed: Buffer | null
  /** Null: from now on. */
  from: Date | null
  until: Date | null
  by: string
}

/** False when the id is taken. */
export async function insertClosure(tx: Transaction, limit: Limit & { ground: string }): Promise<boolean> {
  const rows = await tx.rows(
    `insert into client_closure (id, client_id, ground, reason_sealed, valid_from, valid_until, closed_by)
     values ($1, $2, $3, $4, greatest($5::timestamptz, now()), $6, $7) on conflict (id) do nothing returning id`,
    [limit.id, limit.clientId, limit.ground, limit.sealed, limit.from, limit.until, limit.by],
  )
  return rows.length === 1
}

export interface EntryValues {
  id: string
  closureId: string
  clientId: string
  personId: string
  from: Date | null
  until: Date | null
  by: string
}

export async function insertEntry(tx: Transaction, entry: EntryValues): Promise<boolean> {
  const rows = await tx.rows(
    `insert into client_closure_person (id, closure_id, client_id, person_id, valid_from, valid_until, added_by)
     values ($1, $2, $3, $4, greatest($5::timestamptz, now()), $6, $7) on conflict (id) do nothing returning id`,
    [entry.id, entry.closureId, entry.clientId, entry.personId, entry.from, entry.until, entry.by],
  )
  return rows.length === 1
}

export interface ObjectionRow extends Period {
  id: string
  person: Objection['person']
  sealed: Buffer | null
  recordedById: string
  recordedBy: string
  recordedAt: Date
}

const objectionColumns = `o.id, ${somebody('e')} as person, o.reason_sealed as sealed, o.recorded_by as "recordedById",
  ${name('b')} as "recordedBy", o.recorded_at as "recordedAt", ${period('o')}`
const objectionTables = `client_objection o join person e on e.id = o.person_id join person b on b.id = o.recorded_by`

export function findObjections(reader: Reader, clientId: string): Promise<ObjectionRow[]> {
  return reader.rows<ObjectionRow>(
    `select ${objectionColumns} from ${objectionTables}
     where o.client_id = $1 order by o.valid_until is null desc, o.valid_from desc, o.id limit 200`,
    [clientId],
  )
}

export async function insertObjection(tx: Transaction, limit: Limit & { personId: string }): Promise<boolean> {
  const rows = await tx.rows(
    `insert into client_objection (id, client_id, person_id, reason_sealed, valid_from, valid_until, recorded_by)
     values ($1, $2, $3, $4, greatest($5::timestamptz, now()), $6, $7) on conflict (id) do nothing returning id`,
    [limit.id, limit.clientId, limit.personId, limit.sealed, limit.from, limit.until, limit.by],
  )
  return rows.length === 1
}

export interface ClosedPartRow extends Period {
  id: string
  part: ClosedPart['part']
  functions: string[]
  sealed: Buffer | null
  closedById: string
  closedBy: string
  closedAt: Date
}

const partColumns = `k.id, k.part, k.functions, k.reason_sealed as sealed, k.closed_by as "closedById",
  ${name('b')} as "closedBy", k.closed_at as "closedAt", ${period('k')}`

export function findClosedParts(reader: Reader, clientId: string): Promise<ClosedPartRow[]> {
  return reader.rows<ClosedPartRow>(
    `select ${partColumns} from client_closed_part k join person b on b.id = k.closed_by
     where k.client_id = $1 order by k.valid_until is null desc, k.valid_from desc, k.id limit 200`,
    [clientId],
  )
}

export async function insertClosedPart(
  tx: Transaction,
  limit: Limit & { part: string; functions: readonly string[] },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into client_closed_part (id, client_id, part, functions, reason_sealed, valid_from, valid_until, closed_by)
     values ($1, $2, $3, $4::text[], $5, greatest($6::timestamptz, now()), $7, $8) on conflict (id) do nothing returning id`,
    [limit.id, limit.clientId, limit.part, limit.functions, limit.sealed, limit.from, limit.until, limit.by],
  )
  return rows.length === 1
}

export type EndedTable = 'client_closure' | 'client_closure_person' | 'client_objection' | 'client_closed_part'

/** Ends what is in force or coming, now or later; false when it was changed meanwhile, or had ended. */
export async function end(
  tx: Transaction,
  table: EndedTable,
  row: { id: string; clientId: string; version: number; at: Date | null; by: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `update ${table} set valid_until = greatest(valid_from, $4::timestamptz, now()), ended_by = $5, version = version + 1
     where id = $1 and client_id = $2 and version = $3 and (valid_until is null or valid_until > greatest($4::timestamptz, now()))
     returning id`,
    [row.id, row.clientId, row.version, row.at, row.by],
  )
  return rows.length === 1
}

/** Those among the people who work here until further notice. */
export async function employed(reader: Reader, people: readonly string[]): Promise<Set<string>> {
  const rows = await reader.rows<{ id: string }>(
    'select id from person where id = any ($1::uuid[]) and (employed_until is null or employed_until > now())',
    [people],
  )
  return new Set(rows.map((row) => row.id))
}

/** The name of the client, where the asker may read the record. */
export async function findName(reader: Reader, clientId: string): Promise<NameParts | undefined> {
  const [row] = await reader.rows<NameParts>(
    `select given_names as "givenNames", initials, nickname, own_prefix as "ownPrefix", own_name as "ownName",
       partner_prefix as "partnerPrefix", partner_name as "partnerName", name_order as "nameOrder", sex
     from client where id = $1`,
    [clientId],
  )
  return row
}
