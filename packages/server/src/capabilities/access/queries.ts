import type { Grant, Permission, Role, ScopeName } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { GivingReach } from './rules.ts'

const name = (person: string) => `concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name)`

const roleColumns = `r.id, r.key, r.name, r.description, r.permissions, r.version,
  (select count(distinct g.person_id)::int from access_grant g join person e on e.id = g.person_id
   where g.role_id = r.id and g.withdrawn_at is null and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
     and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now())) as holders`

/** All roles with how many people hold each now. */
export function findRoles(reader: Reader): Promise<Role[]> {
  return reader.rows<Role>(`select ${roleColumns} from role r where not r.system order by r.name, r.id limit 1000`)
}

export async function findRole(reader: Reader, roleId: string): Promise<Role | undefined> {
  const [row] = await reader.rows<Role>(`select ${roleColumns} from role r where r.id = $1 and not r.system`, [roleId])
  return row
}

export interface RoleVersionRow {
  version: number
  name: string
  description: string
  permissions: string[]
  from: Date | null
  by: string | null
}

/** A role as it is and as it was, newest first: each version from the moment at which the one before it ended. */
export const findRoleVersions = (reader: Reader, roleId: string): Promise<RoleVersionRow[]> =>
  reader.rows<RoleVersionRow>(
    `with every as (
       select h.version, h.row ->> 'name' as name, h.row ->> 'description' as description,
         array(select jsonb_array_elements_text(h.row -> 'permissions')) as permissions, h.changed_at as ended, h.changed_by as ended_by
       from row_history h where h.table_name = 'role' and h.row_id = ($1::uuid)::text
       union all
       select r.version, r.name, r.description, r.permissions, null, null from role r where r.id = $1::uuid),
     own as (select v.*, lag(v.ended) over (order by v.version) as begun, lag(v.ended_by) over (order by v.version) as begun_by from every v)
     select o.version, o.name, o.description, o.permissions, o.begun as "from", case when b.id is not null then ${name('b')} end as by
     from own o left join person b on b.id = o.begun_by
     where exists (select from role r where r.id = $1::uuid and not r.system) order by o.version desc limit 200`,
    [roleId],
  )

export interface RoleValues {
  name: string
  description: string
  permissions: readonly string[]
}

/** False when there is a role with this id already; another role with the key is a unique violation. */
export async function insertRole(tx: Transaction, role: RoleValues & { id: string; key: string }): Promise<boolean> {
  const rows = await tx.rows(
    `insert into role (id, key, name, description, permissions) values ($1, $2, $3, $4, $5::text[])
     on conflict (id) do nothing returning id`,
    [role.id, role.key, role.name, role.description, role.permissions],
  )
  return rows.length === 1
}

export async function updateRole(tx: Transaction, roleId: string, version: number, role: RoleValues): Promise<boolean> {
  const rows = await tx.rows(
    `update role set name = $3, description = $4, permissions = $5::text[], version = version + 1
     where id = $1 and version = $2 returning id`,
    [roleId, version, role.name, role.description, role.permissions],
  )
  return rows.length === 1
}

/** Does a person hold a role, now or soon? */
export async function holdsRole(reader: Reader, personId: string, roleId: string): Promise<boolean> {
  const rows = await reader.rows(
    `select 1 from access_grant g where g.person_id = $1 and g.role_id = $2 and g.withdrawn_at is null
       and (g.valid_until is null or g.valid_until > now()) limit 1`,
    [personId, roleId],
  )
  return rows.length === 1
}

/** Does somebody hold it, now or from a day to come, or does a function or a group bring it? */
export async function isRoleInUse(reader: Reader, roleId: string): Promise<boolean> {
  const [row] = await reader.rows<{ used: boolean }>(
    `select exists (select from access_grant g where g.role_id = $1 and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()))
       or exists (select from role_rule r where r.role_id = $1 and r.ended_at is null) as used`,
    [roleId],
  )
  return row!.used
}

export const grantColumns = `g.id, g.scope, g.valid_from as "from", g.valid_until as until, g.granted_at as "grantedAt",
    g.withdrawn_at as "withdrawnAt", g.version,
    json_build_object('id', e.id, 'name', ${name('e')}, 'function', e.function) as person,
    json_build_object('id', r.id, 'key', r.key, 'name', r.name) as role,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as unit,
    access.number_of(g.client_id) as "clientNumber", g.client_id as "clientId",
    case when k.key is not null then json_build_object('key', k.key, 'name', k.name) end as "relationKind",
    g.minutes_before as "minutesBefore", g.minutes_after as "minutesAfter", g.source, g.batch_id as "batchId",
    case when n.id is not null then json_build_object('id', n.id, 'name', n.name) end as within,
    coalesce((select json_agg(json_build_object('id', x.id, 'name', x.name) order by x.name)
      from unit x where x.id = any (g.except_units)), '[]') as "exceptUnits",
    coalesce((select json_agg(json_build_object('id', x, 'number', access.number_of(x)))
      from unnest(g.except_clients) x), '[]') as "exceptClients",
    case when b.id is not null then ${name('b')} end as "grantedBy",
    case when w.id is not null then ${name('w')} end as "withdrawnBy",
    case when c.id is not null then ${name('c')} end as "confirmedBy",
    g.confirmed_at is null and g.source <> 'operator' and g.scope = 'organisation' and access.is_critical(g.role_id) as unconfirmed,
    case when g.withdrawn_at is not null or g.valid_until <= now() or e.employed_until <= now() then 'ended'
      when g.awaits and g.confirmed_at is null then 'waiting'
      when g.valid_from > now() then 'coming' else 'active' end as state`
export const grantTables = `access_grant g join person e on e.id = g.person_id join role r on r.id = g.role_id
  left join unit u on u.id = g.unit_id left join person b on b.id = g.granted_by left join person w on w.id = g.withdrawn_by
  left join person c on c.id = g.confirmed_by
  left join unit n on n.id = g.within_unit_id left join care_relation_kind k on k.key = g.relation_kind`

export interface GrantRow {
  id: string
  scope: ScopeName
  from: Date
  until: Date | null
  grantedAt: Date
  withdrawnAt: Date | null
  version: number
  person: Grant['person']
  role: Grant['role']
  unit: Grant['unit']
  clientId: string | null
  /** Null when the asker's reach does not hold the client. */
  clientNumber: string | null
  relationKind: Grant['relationKind']
  minutesBefore: number | null
  minutesAfter: number | null
  source: Grant['source']
  batchId: string | null
  within: Grant['within']
  exceptUnits: Grant['exceptUnits']
  /** The number is null when the asker's reach does not hold the client. */
  exceptClients: { id: string; number: string | null }[]
  grantedBy: string | null
  withdrawnBy: string | null
  confirmedBy: string | null
  unconfirmed: boolean
  state: Grant['state']
}

/** Everything that a person was ever given, what works now first. */
export function grantsOfPerson(reader: Reader, personId: string): Promise<GrantRow[]> {
  return reader.rows<GrantRow>(
    `select ${grantColumns} from ${grantTables} where g.person_id = $1
     order by case when g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()) then 0 else 1 end,
       g.valid_from desc, g.id limit 1000`,
    [personId],
  )
}

/** What waits for a second person, and what works while nobody but its giver stands behind it; the longest first. */
export function unconfirmedGrants(reader: Reader): Promise<GrantRow[]> {
  return reader.rows<GrantRow>(
    `select ${grantColumns} from ${grantTables}
     where g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now())
       and (e.employed_until is null or e.employed_until > now())
       and g.confirmed_at is null and g.source <> 'operator' and g.scope = 'organisation' and access.is_critical(g.role_id)
     order by g.granted_at, g.id limit 500`,
  )
}

/** Does somebody hold a permission for the whole organisation in a way that a second person, or the operator, stood behind? */
export async function isConfirmed(reader: Reader, personId: string, permission: Permission): Promise<boolean> {
  const [row] = await reader.rows<{ confirmed: boolean }>('select access.confirmed($1, $2) as confirmed', [
    personId,
    permission,
  ])
  return row!.confirmed
}

/** False when somebody else was first. The trigger sets the moment. */
export async function confirmGrant(tx: Transaction, grantId: string, by: string): Promise<boolean> {
  const rows = await tx.rows(
    `update access_grant set confirmed_at = now(), confirmed_by = $2, version = version + 1
     where id = $1 and withdrawn_at is null and confirmed_at is null returning id`,
    [grantId, by],
  )
  return rows.length === 1
}

/** Who gave a grant, or made the rule that brought it. */
export async function giverOf(reader: Reader, grantId: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ giver: string | null }>(
    `select coalesce(g.granted_by, r.created_by) as giver
     from access_grant g left join role_rule r on r.id = g.rule_id where g.id = $1`,
    [grantId],
  )
  return row?.giver ?? undefined
}

/** What works now with a role, or with the scope of a unit or one above it. */
export function activeGrants(
  reader: Reader,
  by: { role: string | undefined; unit: string | undefined },
): Promise<GrantRow[]> {
  return reader.rows<GrantRow>(
    `select ${grantColumns} from ${grantTables}
     where g.withdrawn_at is null and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
       and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now())
       and ($1::uuid is null or g.role_id = $1)
       and ($2::uuid is null or g.unit_id = any ((select path from unit where id = $2)::uuid[]))
     order by e.family_name, e.given_name, e.id, g.id limit 2000`,
    [by.role, by.unit],
  )
}

export async function findGrant(reader: Reader, grantId: string): Promise<GrantRow | undefined> {
  const [row] = await reader.rows<GrantRow>(`select ${grantColumns} from ${grantTables} where g.id = $1`, [grantId])
  return row
}

/** The receiver, with what "own teams" and "own clients" mean for them now and in what is planned. */
export interface Receiver {
  id: string
  employedUntil: Date | null
  teams: string[]
  clients: number
  clientsWithin: number
}

export async function findReceiver(reader: Reader, personId: string): Promise<Receiver | undefined> {
  const [row] = await reader.rows<Receiver>(
    `select e.id, e.employed_until as "employedUntil", own.teams, own.clients, own.clients_within as "clientsWithin"
     from person e, access.own_of(e.id) own where e.id = $1`,
    [personId],
  )
  return row
}

export async function givingReach(reader: Reader): Promise<GivingReach> {
  const [row] = await reader.rows<GivingReach>(
    `select access.everywhere('access:grant') as everything, access.covered_units('access:grant') as units`,
  )
  return row!
}

/** May the asker give a grant with this scope to this receiver? The database's own answer, which row security repeats. */
export async function mayGrant(reader: Reader, receiverId: string, scope: ScopeValues): Promise<boolean> {
  const [row] = await reader.rows<{ may: boolean }>('select access.may_grant($1, $2, $3, $4, $5) as may', [
    receiverId,
    scope.scope,
    scope.unitId,
    scope.clientId,
    scope.withinUnitId,
  ])
  return row!.may
}

export async function withinGivingReach(reader: Reader, clientId: string): Promise<boolean> {
  const [row] = await reader.rows<{ within: boolean }>(
    `select access.ground($1, 'access:grant') is not null as within`,
    [clientId],
  )
  return row!.within
}

/** How far a grant reaches, as it stands in its row. */
export interface ScopeValues {
  scope: ScopeName
  unitId: string | null
  clientId: string | null
  relationKind: string | null
  minutesBefore: number | null
  minutesAfter: number | null
  withinUnitId: string | null
  exceptUnits: readonly string[]
  exceptClients: readonly string[]
}

export interface GrantValues extends ScopeValues {
  id: string
  personId: string
  roleId: string
  batchId: string | null
  /** Null: from now on. */
  from: Date | null
  until: Date | null
  grantedBy: string
}

/** Inserts a grant that works from now at the earliest; false when the id is taken. */
export async function insertGrant(tx: Transaction, grant: GrantValues): Promise<boolean> {
  const rows = await tx.rows(
    `insert into access_grant (id, person_id, role_id, scope, unit_id, client_id, valid_from, valid_until, granted_by,
       relation_kind, minutes_before, minutes_after, within_unit_id, except_units, except_clients, batch_id)
     values ($1, $2, $3, $4, $5, $6, greatest($7::timestamptz, now()), $8, $9, $10, $11, $12, $13, $14::uuid[], $15::uuid[], $16)
     on conflict (id) do nothing returning id`,
    [
      grant.id,
      grant.personId,
      grant.roleId,
      grant.scope,
      grant.unitId,
      grant.clientId,
      grant.from,
      grant.until,
      grant.grantedBy,
      grant.relationKind,
      grant.minutesBefore,
      grant.minutesAfter,
      grant.withinUnitId,
      grant.exceptUnits,
      grant.exceptClients,
      grant.batchId,
    ],
  )
  return rows.length === 1
}

/** False when somebody else was first. The trigger sets the moment. */
export async function withdrawGrant(tx: Transaction, grantId: string, by: string): Promise<boolean> {
  const rows = await tx.rows(
    `update access_grant set withdrawn_at = now(), withdrawn_by = $2, version = version + 1
     where id = $1 and withdrawn_at is null returning id`,
    [grantId, by],
  )
  return rows.length === 1
}

/** How many people can give roles in the whole organisation without an end; holds off others who ask. */
export async function lastingManagers(tx: Transaction): Promise<number> {
  const [row] = await tx.rows<{ managers: number }>('select access.lasting_managers() as managers')
  return row!.managers
}

export interface SettingRow {
  key: string
  value: number
  version: number
}

export function findSettings(reader: Reader): Promise<SettingRow[]> {
  return reader.rows<SettingRow>(
    `select key, value::int as value, version from setting where jsonb_typeof(value) = 'number' order by key`,
  )
}

export async function updateSetting(tx: Transaction, key: string, version: number, value: number): Promise<boolean> {
  const rows = await tx.rows(
    `update setting set value = to_jsonb($3::int), version = version + 1 where key = $1 and version = $2 returning key`,
    [key, version, value],
  )
  return rows.length === 1
}

export interface GroundRow {
  grantId: string
  role: string
  scope: ScopeName
  emergency: boolean
  unit: { kind: string; name: string } | null
  /** A text, as it comes through JSON. */
  until: string | null
}

/** SQL: the grant that opened the door of this request, with the unit that it names, as one JSON value (GroundRow). */
export const groundColumn = `(select json_build_object('grantId', g.id, 'role', r.name, 'scope', g.scope, 'until', g.valid_until,
    'emergency', g.source = 'emergency',
    'unit', case when u.id is not null then json_build_object('kind', u.kind, 'name', u.name) end)
  from access_grant g join role r on r.id = g.role_id left join unit u on u.id = g.unit_id
  where g.id = access.current_ground())`

export async function permissionsFor(reader: Reader, clientId: string): Promise<string[]> {
  const [row] = await reader.rows<{ permissions: string[] }>('select access.permissions_for($1) as permissions', [
    clientId,
  ])
  return row!.permissions
}

export async function permissionsOf(reader: Reader, personId: string): Promise<string[]> {
  const [row] = await reader.rows<{ permissions: string[] }>('select access.permissions_of($1) as permissions', [
    personId,
  ])
  return row!.permissions
}

/** False when there is no such role. */
export async function insertOperatorGrant(
  tx: Transaction,
  id: string,
  personId: string,
  roleKey: string,
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
     select $1, $2, r.id, 'organisation', now(), 'operator' from role r where r.key = $3 returning id`,
    [id, personId, roleKey],
  )
  return rows.length === 1
}
