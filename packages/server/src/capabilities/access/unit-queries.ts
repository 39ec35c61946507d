import type { UnitWay } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import type { NameParts } from '../clients/public.ts'
import { withinReach } from '../organisation/public.ts'
import { type GrantRow, grantColumns, grantTables } from './queries.ts'

interface Named {
  id: string
  name: string
}

export interface UnitGrantRow extends GrantRow {
  kind: 'grants' | 'coming' | 'exceptions'
  way: UnitWay
  place: Named | null
  /** Of the membership or the shift. */
  since: Date | null
  till: Date | null
  /** How many there are of its kind. */
  count: number
}

export async function unitExists(reader: Reader, unitId: string): Promise<boolean> {
  return (await reader.rows('select 1 from unit where id = $1', [unitId])).length === 1
}

/**
 * Every working grant that reaches a unit by itself, a unit above it, a membership or a shift, or would without an exception; the same
 * words as access.roots_of() and access.reach(). Those for one client or for own clients are not of a unit.
 */
export const grantsAt = (reader: Reader, unitId: string, most: number): Promise<UnitGrantRow[]> =>
  reader.rows<UnitGrantRow>(
    `with here as (select path from unit where id = $1),
     reaching as (
       select g.id, w.way, w.rank, w.since, w.till, coalesce(x.id, w.place) as place,
         case when x.id is not null then 'exceptions' when w.soon then 'coming' else 'grants' end as kind,
         p.family_name, p.given_name
       from here h, access_grant g join person p on p.id = g.person_id
       join lateral (
         select case when g.unit_id = $1 then 'here' else 'above' end as way, case when g.unit_id = $1 then 1 else 2 end as rank,
           g.unit_id as place, null::timestamptz as since, null::timestamptz as till, false as soon
         where g.scope = 'unit' and g.unit_id = any (h.path)
         union all select 'organisation', 5, null, null, null, false where g.scope = 'organisation'
         union all (select 'team', 3, m.unit_id, m.valid_from, m.valid_until, false from membership m
           where g.scope = 'own-teams' and m.person_id = g.person_id and m.unit_id = any (h.path)
             and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()) order by m.valid_from, m.id limit 1)
         union all (select 'roster', 4, s.unit_id, s.starts_at, s.ends_at, s.starts_at > now() + make_interval(mins => g.minutes_before)
           from shift s
           where g.scope = 'roster' and s.person_id = g.person_id and s.unit_id = any (h.path) and s.cancelled_at is null
             and s.starts_at <= now() + make_interval(days => 7, mins => g.minutes_before)
             and s.ends_at > now() - make_interval(mins => g.minutes_after) order by s.starts_at, s.id limit 1)
       ) w on true
       left join lateral (select e.id from unit e where e.id = any (g.except_units) and e.id = any (h.path)
         order by cardinality(e.path) limit 1) x on true
       where g.withdrawn_at is null and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
         and not (g.awaits and g.confirmed_at is null)
         and p.employed_from <= now() and (p.employed_until is null or p.employed_until > now())
         and (g.within_unit_id is null or g.within_unit_id = any (h.path))),
     numbered as (
       select *, count(*) over (partition by kind)::int as count,
         row_number() over (partition by kind order by rank, family_name, given_name, id) as number
       from reaching)
     select ${grantColumns}, o.kind, o.way, o.since, o.till, o.count,
       case when l.id is not null then json_build_object('id', l.id, 'name', l.name) end as place
     from numbered o join (${grantTables}) on g.id = o.id left join unit l on l.id = o.place
     where o.number <= $2 order by o.number`,
    [unitId, most],
  )

export interface UnitMemberRow {
  id: string
  person: { id: string; name: string; function: string }
  unit: Named
  from: Date
  until: Date | null
  count: number
}

/** Who works in a unit or below it, now or in what is planned, by name. */
export const membersAt = (reader: Reader, unitId: string, most: number): Promise<UnitMemberRow[]> =>
  reader.rows<UnitMemberRow>(
    `select i.id, json_build_object('id', p.id, 'name', concat_ws(' ', p.given_name, p.prefix, p.family_name), 'function', p.function) as person,
       json_build_object('id', u.id, 'name', u.name) as unit, i.valid_from as "from", i.valid_until as until, count(*) over ()::int as count
     from access.reach('people:read') r, membership i join person p on p.id = i.person_id join unit u on u.id = i.unit_id
     where $1 = any (u.path) and (i.valid_until is null or i.valid_until > now())
       and (p.employed_until is null or p.employed_until > now()) and ${withinReach}
     order by p.family_name, p.given_name, i.id limit $2`,
    [unitId, most],
  )

export interface UnitClientRow {
  number: string
  names: NameParts | null
  unit: Named
  count: number
}

/** Who is in care in a unit or below it, by number; the name for whoever may read the record. */
export const clientsAt = (reader: Reader, unitId: string, most: number): Promise<UnitClientRow[]> =>
  reader.rows<UnitClientRow>(
    `select n.number, json_build_object('id', u.id, 'name', u.name) as unit, n.count,
       case when c.id is not null then json_build_object('givenNames', c.given_names, 'initials', c.initials, 'nickname', c.nickname,
         'ownPrefix', c.own_prefix, 'ownName', c.own_name, 'partnerPrefix', c.partner_prefix, 'partnerName', c.partner_name,
         'nameOrder', c.name_order, 'sex', c.sex) end as names
     from (select f.*, (count(*) over ())::int as count from access.clients_cared_for($1) f order by f.number limit $2) n
     join unit u on u.id = n.unit_id left join client c on c.id = n.client_id order by n.number`,
    [unitId, most],
  )
