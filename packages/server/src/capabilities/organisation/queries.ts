import type { Permission, Unit } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

const unitColumns = `u.id, u.parent_id as "parentId", u.kind, u.name, u.path, u.closed_at is not null as closed, u.version`

/** All units, each after the one it stands in, siblings by name. */
export function findUnits(reader: Reader): Promise<Unit[]> {
  return reader.rows<Unit>(
    `select ${unitColumns} from unit u order by cardinality(u.path), u.closed_at is not null, u.name, u.id limit 10000`,
  )
}

export async function findUnit(reader: Reader, unitId: string): Promise<Unit | undefined> {
  const [row] = await reader.rows<Unit>(`select ${unitColumns} from unit u where u.id = $1`, [unitId])
  return row
}

/** The same, while nobody can place somebody in it until the transaction ends. */
export async function lockUnit(tx: Transaction, unitId: string): Promise<Unit | undefined> {
  const [row] = await tx.rows<Unit>(`select ${unitColumns} from unit u where u.id = $1 for update`, [unitId])
  return row
}

export function findOpenUnits(reader: Reader, unitIds: readonly string[]): Promise<Unit[]> {
  return reader.rows<Unit>(`select ${unitColumns} from unit u where u.id = any ($1::uuid[]) and u.closed_at is null`, [
    unitIds,
  ])
}

/** False when the id is taken. */
export async function insertUnit(
  tx: Transaction,
  unit: { id: string; parentId: string; kind: string; name: string },
): Promise<boolean> {
  const rows = await tx.rows(
    'insert into unit (id, parent_id, kind, name) values ($1, $2, $3, $4) on conflict (id) do nothing returning id',
    [unit.id, unit.parentId, unit.kind, unit.name],
  )
  return rows.length === 1
}

export async function updateUnit(
  tx: Transaction,
  unit: { id: string; version: number; name: string; closed: boolean },
): Promise<boolean> {
  const rows = await tx.rows(
    `update unit set name = $3, closed_at = case when $4::boolean then coalesce(closed_at, now()) end, version = version + 1
     where id = $1 and version = $2 returning id`,
    [unit.id, unit.version, unit.name, unit.closed],
  )
  return rows.length === 1
}

/** Is anybody or anything in a unit, now or in what is planned? */
export async function isUnitInUse(reader: Reader, unitId: string): Promise<boolean> {
  const [row] = await reader.rows<{ used: boolean }>('select access.unit_in_use($1) as used', [unitId])
  return row!.used
}

export interface SummaryRow {
  id: string
  userName: string
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  teams: { id: string; name: string }[]
  employedFrom: Date
  employedUntil: Date | null
}

const summaryColumns = `p.id, p.user_name as "userName", p.given_name as "givenName", p.prefix, p.family_name as "familyName",
  p.function, p.employed_from as "employedFrom", p.employed_until as "employedUntil",
  coalesce((select json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name, u.id)
    from membership m join unit u on u.id = m.unit_id
    where m.person_id = p.id and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())), '[]') as teams`

/**
 * Whoever has a permission for units only, has it for the people who work in them, now or in what is planned, or did when they
 * left. With p (person) and r (access.reach) in scope.
 */
export const withinReach = `(r.everything or exists (
  select from membership m where m.person_id = p.id and m.unit_id = any (r.units)
    and (m.valid_until is null or m.valid_until > least(now(), coalesce(p.employed_until - interval '1 second', now())))))`

const foldedFunction = `translate(lower(p.function), 'áàäâéèëêíìïîóòöôúùüûçñ', 'aaaaeeeeiiiioooouuuucn')`

export interface PeopleFilter {
  patterns: readonly string[]
  unit: string | undefined
  left: boolean
  after: string | undefined
  limit: number
}

/** People within reach by family name, from the one after `after` on. */
export function findPeople(reader: Reader, filter: PeopleFilter): Promise<SummaryRow[]> {
  return reader.rows<SummaryRow>(
    `select ${summaryColumns}
     from access.reach('people:read') r, person p
     where ${withinReach}
       and ($1 or p.employed_until is null or p.employed_until > now())
       and not exists (select from unnest($2::text[]) pattern
         where p.search_name || ' ' || p.user_name || ' ' || ${foldedFunction} not like pattern)
       and ($3::uuid is null or exists (
         select from membership m join unit u on u.id = m.unit_id
         where m.person_id = p.id and $3 = any (u.path) and (m.valid_until is null or m.valid_until > now())))
       and ($4::uuid is null or (p.family_name, p.given_name, p.id) >
         (select l.family_name, l.given_name, l.id from person l where l.id = $4))
     order by p.family_name, p.given_name, p.id limit $5`,
    [filter.left, filter.patterns, filter.unit, filter.after, filter.limit],
  )
}

/** Times are texts: they come through a JSON aggregate. */
export interface MembershipRow {
  id: string
  unit: { id: string; name: string }
  from: string
  until: string | null
  version: number
}

export interface PersonRow extends SummaryRow {
  email: string | null
  phone: string | null
  version: number
  memberships: MembershipRow[]
}

/** One person, when the asker's reach for the permission holds them. */
export async function findPerson(
  reader: Reader,
  personId: string,
  permission: Permission,
): Promise<PersonRow | undefined> {
  const [row] = await reader.rows<PersonRow>(
    `select ${summaryColumns}, p.email, p.phone, p.version,
       coalesce((select json_agg(json_build_object('id', m.id, 'unit', json_build_object('id', u.id, 'name', u.name),
           'from', m.valid_from, 'until', m.valid_until, 'version', m.version) order by m.valid_from desc, m.id)
         from membership m join unit u on u.id = m.unit_id where m.person_id = p.id), '[]') as memberships
     from access.reach($2) r, person p where p.id = $1 and ${withinReach}`,
    [personId, permission],
  )
  return row
}

export interface PersonValues {
  givenName: string
  prefix: string | null
  familyName: string
  searchName: string
  function: string
  email: string | null
  phone: string | null
}

/** False when the id or the user name is taken. */
export async function insertPerson(
  tx: Transaction,
  person: PersonValues & { id: string; userName: string; employedFrom: string | undefined },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into person (id, user_name, given_name, prefix, family_name, search_name, function, email, phone, employed_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, now())) on conflict do nothing returning id`,
    [
      person.id,
      person.userName,
      person.givenName,
      person.prefix,
      person.familyName,
      person.searchName,
      person.function,
      person.email,
      person.phone,
      person.employedFrom,
    ],
  )
  return rows.length === 1
}

export async function isUserNameTaken(reader: Reader, userName: string): Promise<boolean> {
  return (await reader.rows('select 1 from person where user_name = $1', [userName])).length === 1
}

export async function updatePerson(
  tx: Transaction,
  personId: string,
  version: number,
  person: PersonValues,
): Promise<boolean> {
  const rows = await tx.rows(
    `update person set given_name = $3, prefix = $4, family_name = $5, search_name = $6, function = $7, email = $8, phone = $9,
       version = version + 1
     where id = $1 and version = $2 returning id`,
    [
      personId,
      version,
      person.givenName,
      person.prefix,
      person.familyName,
      person.searchName,
      person.function,
      person.email,
      person.phone,
    ],
  )
  return rows.length === 1
}

/** Sets the end of the employment, without a moment: now. Returns whether it has come, or undefined when the version was another. */
export async function endEmployment(
  tx: Transaction,
  personId: string,
  version: number,
  at: string | undefined,
): Promise<{ ended: boolean } | undefined> {
  const [row] = await tx.rows<{ ended: boolean }>(
    `update person set employed_until = coalesce($3, now()), version = version + 1 where id = $1 and version = $2
     returning employed_until <= now() as ended`,
    [personId, version, at],
  )
  return row
}

export interface MembershipValues {
  id: string
  personId: string
  unitId: string
  /** Undefined: from now. */
  from: string | undefined
  until: string | null
}

/** False when the id is taken. */
export async function insertMembership(tx: Transaction, membership: MembershipValues): Promise<boolean> {
  const rows = await tx.rows(
    `insert into membership (id, person_id, unit_id, valid_from, valid_until) values ($1, $2, $3, coalesce($4, now()), $5)
     on conflict (id) do nothing returning id`,
    [membership.id, membership.personId, membership.unitId, membership.from, membership.until],
  )
  return rows.length === 1
}

/** Does somebody work in a unit already in that time? Membership `exceptId` does not count. */
export async function overlapsMembership(reader: Reader, membership: MembershipValues): Promise<boolean> {
  const rows = await reader.rows(
    `select 1 from membership where person_id = $1 and unit_id = $2 and id <> $5
       and tstzrange(valid_from, valid_until) && tstzrange(coalesce($3::timestamptz, now()), $4) limit 1`,
    [membership.personId, membership.unitId, membership.from, membership.until, membership.id],
  )
  return rows.length > 0
}

/** Whose membership it is. */
export async function findMemberOf(reader: Reader, membershipId: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ personId: string }>(
    'select person_id as "personId" from membership where id = $1',
    [membershipId],
  )
  return row?.personId
}

/** Ends a membership at a moment (undefined: now), at its beginning when that lies later. False when somebody was first. */
export async function endMembership(
  tx: Transaction,
  membershipId: string,
  version: number,
  at: string | undefined,
): Promise<boolean> {
  const rows = await tx.rows(
    `update membership set valid_until = greatest(valid_from, coalesce($3, now())), version = version + 1
     where id = $1 and version = $2 and (valid_until is null or valid_until > now()) returning id`,
    [membershipId, version, at],
  )
  return rows.length === 1
}

export function findIdByUserName(reader: Reader, userName: string): Promise<{ id: string }[]> {
  return reader.rows<{ id: string }>('select id from person where user_name = $1', [userName])
}
