import type { Permission, ScopeName } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'

export interface JudgedRow {
  id: string
  permissions: string[]
  /** What is left of them where the client has limits. */
  open: string[]
  wide: boolean
  employed: boolean
  inPeriod: boolean
  inScope: boolean
  inWithin: boolean
  excepted: boolean
  relation: {
    kind: 'membership' | 'care-relation' | 'shift' | 'placement'
    name: string
    from: string
    until: string | null
  } | null
  scope: ScopeName
  source: string
  from: Date
  until: Date | null
  role: { id: string; name: string }
  unit: { kind: string; name: string } | null
  /** Only within this location or team. */
  within: string | null
  grantedBy: string | null
  /** For a second person (four eyes). */
  waiting: boolean
}

/** Every grant of a person and what of it holds for a client at a moment; none where the asker may not look after that client. */
export const judgedGrants = (reader: Reader, personId: string, clientId: string, at: Date): Promise<JudgedRow[]> =>
  reader.rows<JudgedRow>(
    `select j.id, j.permissions, j.open, j.wide, j.employed, j.in_period as "inPeriod", j.in_scope as "inScope",
       j.in_within as "inWithin", j.excepted, j.relation, g.scope, g.source, g.valid_from as "from", g.valid_until as "until",
       json_build_object('id', r.id, 'name', r.name) as role,
       case when u.id is not null then json_build_object('kind', u.kind, 'name', u.name) end as unit,
       w.name as within, case when b.id is not null then concat_ws(' ', b.given_name, b.prefix, b.family_name) end as "grantedBy",
       g.awaits and g.confirmed_at is null and g.withdrawn_at is null as waiting
     from access.explain($1, $2, $3) j
     join access_grant g on g.id = j.id join role r on r.id = g.role_id
     left join unit u on u.id = g.unit_id left join unit w on w.id = g.within_unit_id left join person b on b.id = g.granted_by
     order by access.width(g.scope), g.valid_from desc, g.id limit 500`,
    [personId, clientId, at],
  )

/** The decision itself, for one permission at a moment: the grant that opens the door. */
export async function groundAt(reader: Reader, personId: string, clientId: string, permission: Permission, at: Date) {
  const [row] = await reader.rows<{ ground: string | null }>('select access.ground_at($1, $2, $3, $4) as ground', [
    personId,
    clientId,
    permission,
    at,
  ])
  return row!.ground ?? undefined
}

/** What the client's limits keep from a person of one permission at a moment. */
export async function limitsOf(reader: Reader, personId: string, clientId: string, permission: Permission, at: Date) {
  const [row] = await reader.rows<{ objected: boolean; closed: boolean; closedPart: boolean }>(
    `select l.objected and of.record as objected, l.closed and of.record as closed,
       exists (select from unnest(l.parts) part where $4 = any (access.part_permissions(part))) as "closedPart"
     from access.limits($1, $2, $3) l, lateral (select $4 = any (access.record_permissions()) as record) of`,
    [personId, clientId, at, permission],
  )
  return row!
}

/** Who somebody is, and whether they were employed at a moment. */
export async function findPerson(reader: Reader, personId: string, at: Date) {
  const [row] = await reader.rows<{ id: string; name: string; function: string; employed: boolean }>(
    `select id, concat_ws(' ', given_name, prefix, family_name) as name, function,
       employed_from <= $2 and (employed_until is null or employed_until > $2) as employed
     from person where id = $1`,
    [personId, at],
  )
  return row
}

export interface WhoRow {
  id: string
  name: string
  function: string
  grants: {
    id: string
    role: string
    source: string
    scope: ScopeName
    until: string | null
    unit: { kind: string; name: string } | null
  }[]
}

/** Everybody who can open a client, by name, each with the grants that let them in, the narrowest first. */
export const whoCan = (reader: Reader, clientId: string, permission: Permission, at: Date): Promise<WhoRow[]> =>
  reader.rows<WhoRow>(
    `select e.id, concat_ws(' ', e.given_name, e.prefix, e.family_name) as name, e.function,
       json_agg(json_build_object('id', w.grant_id, 'role', r.name, 'source', w.source, 'scope', w.scope, 'until', g.valid_until,
         'unit', case when u.id is not null then json_build_object('kind', u.kind, 'name', u.name) end)
         order by access.width(w.scope), w.grant_id) as grants
     from access.who($1, $2, $3) w
     join person e on e.id = w.person_id join role r on r.id = w.role_id join access_grant g on g.id = w.grant_id
     left join unit u on u.id = g.unit_id
     group by e.id order by e.family_name, e.given_name, e.id`,
    [clientId, permission, at],
  )

/** Family and representatives to whom a part of the record was open at a moment. */
export const familyWith = (reader: Reader, clientId: string, part: string, at: Date) =>
  reader.rows<{ name: string; ground: string; until: Date | null }>(
    'select name, ground, until from access.family_with($1, $2, $3)',
    [clientId, part, at],
  )
