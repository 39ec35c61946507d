import type { Shift } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { KnownShift, PlannedPerson, PlannedUnit } from './rules.ts'

export interface ShiftRow {
  id: string
  person: Shift['person']
  unit: Shift['unit']
  starts: Date
  ends: Date
  externalId: string | null
  cancelled: boolean
  version: number
}

const columns = `s.id, json_build_object('id', e.id, 'name', concat_ws(' ', e.given_name, e.prefix, e.family_name),
    'function', e.function) as person,
  json_build_object('id', u.id, 'name', u.name) as unit, s.starts_at as starts, s.ends_at as ends,
  s.external_id as "externalId", s.cancelled_at is not null as cancelled, s.version`
const tables = 'shift s join person e on e.id = s.person_id join unit u on u.id = s.unit_id'

/** A week in the Netherlands: Monday 00:00 to the next. */
export async function weekOf(reader: Reader, day: string): Promise<{ from: Date; until: Date }> {
  const [row] = await reader.rows<{ from: Date; until: Date }>(
    `select date_trunc('week', $1::date)::timestamp at time zone 'Europe/Amsterdam' as "from",
       (date_trunc('week', $1::date) + interval '7 days')::timestamp at time zone 'Europe/Amsterdam' as until`,
    [day],
  )
  return row!
}

export interface ShiftFilter {
  from: Date
  until: Date
  unit: string | undefined
  person: string | undefined
  cancelled: boolean
}

/** Shifts in a period at units within the asker's reach, in the order of time. */
export function findShifts(reader: Reader, filter: ShiftFilter): Promise<ShiftRow[]> {
  return reader.rows<ShiftRow>(
    `select ${columns} from access.reach('people:read') r, ${tables}
     where s.starts_at < $2 and s.ends_at > $1 and ($5 or s.cancelled_at is null)
       and ($3::uuid is null or $3 = any (u.path)) and ($4::uuid is null or s.person_id = $4)
       and (r.everything or s.unit_id = any (r.units) or s.person_id = access.person())
     order by s.starts_at, u.name, e.family_name, s.id limit 5000`,
    [filter.from, filter.until, filter.unit, filter.person, filter.cancelled],
  )
}

export async function findShift(reader: Reader, id: string): Promise<ShiftRow | undefined> {
  const [row] = await reader.rows<ShiftRow>(`select ${columns} from ${tables} where s.id = $1`, [id])
  return row
}

export interface ShiftValues {
  id: string
  personId: string
  unitId: string
  starts: Date
  ends: Date
  externalId: string | null
}

/** False when the id is taken. */
export async function insertShift(tx: Transaction, shift: ShiftValues, by: string | null): Promise<boolean> {
  const rows = await tx.rows(
    `insert into shift (id, person_id, unit_id, starts_at, ends_at, external_id, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
    [shift.id, shift.personId, shift.unitId, shift.starts, shift.ends, shift.externalId, by],
  )
  return rows.length === 1
}

export async function cancelShift(tx: Transaction, id: string, version: number): Promise<boolean> {
  const rows = await tx.rows(
    `update shift set cancelled_at = now(), version = version + 1
     where id = $1 and version = $2 and cancelled_at is null returning id`,
    [id, version],
  )
  return rows.length === 1
}

/** Many shifts in one statement. */
export async function insertShifts(tx: Transaction, shifts: readonly ShiftValues[], by: string | null): Promise<void> {
  if (shifts.length === 0) return
  await tx.rows(
    `insert into shift (id, person_id, unit_id, starts_at, ends_at, external_id, created_by)
     select n.*, $7 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[]) n`,
    [...arrays(shifts), by],
  )
}

/** What a planning system says of shifts that came from it before; what had been cancelled comes back. */
export async function updateShifts(tx: Transaction, shifts: readonly ShiftValues[]): Promise<void> {
  if (shifts.length === 0) return
  await tx.rows(
    `update shift s set person_id = n.person_id, unit_id = n.unit_id, starts_at = n.starts_at, ends_at = n.ends_at,
       cancelled_at = null, version = s.version + 1
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[])
       n (id, person_id, unit_id, starts_at, ends_at, external_id)
     where s.id = n.id`,
    arrays(shifts),
  )
}

const arrays = (shifts: readonly ShiftValues[]) => [
  shifts.map((each) => each.id),
  shifts.map((each) => each.personId),
  shifts.map((each) => each.unitId),
  shifts.map((each) => each.starts.toISOString()),
  shifts.map((each) => each.ends.toISOString()),
  shifts.map((each) => each.externalId),
]

const person = `e.id, e.user_name as "userName", concat_ws(' ', e.given_name, e.prefix, e.family_name) as name,
  e.employed_from as "employedFrom", e.employed_until as "employedUntil"`

export function peopleNamed(reader: Reader, userNames: readonly string[]): Promise<PlannedPerson[]> {
  return reader.rows<PlannedPerson>(`select ${person} from person e where lower(e.user_name) = any ($1::text[])`, [
    userNames,
  ])
}

export async function findPerson(reader: Reader, id: string): Promise<PlannedPerson | undefined> {
  const [row] = await reader.rows<PlannedPerson>(`select ${person} from person e where e.id = $1`, [id])
  return row
}

/** Open units by name or id, both in lower case. */
export function unitsNamed(reader: Reader, names: readonly string[]): Promise<PlannedUnit[]> {
  return reader.rows<PlannedUnit>(
    'select id, name from unit where closed_at is null and (lower(name) = any ($1::text[]) or id::text = any ($1::text[]))',
    [names],
  )
}

export function shiftsNumbered(reader: Reader, externalIds: readonly string[]): Promise<KnownShift[]> {
  return reader.rows<KnownShift>(
    `select id, external_id as "externalId", person_id as "personId", unit_id as "unitId", starts_at as starts,
       ends_at as ends, cancelled_at is not null as cancelled
     from shift where external_id = any ($1::text[])`,
    [externalIds],
  )
}
