import type { BulkLine } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { type GrantRow, grantColumns, grantTables, type Receiver, type ScopeValues } from './queries.ts'

export interface Whom {
  people?: readonly string[] | undefined
  unitId?: string | undefined
  function?: string | undefined
}

export interface BulkReceiver extends Receiver {
  person: BulkLine['person']
}

const name = `concat_ws(' ', e.given_name, e.prefix, e.family_name)`

/**
 * The ids of whom it is about, by name: those who were named, or who work in a unit (with all below it) with a function, as far as
 * the asker gives roles there. One more than the limit tells that there are too many.
 */
export async function findWhom(reader: Reader, whom: Whom, limit: number): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    `select e.id from access.reach('access:grant') r, person e
     where ($1::uuid[] is null or e.id = any ($1::uuid[]))
       and ($1::uuid[] is not null or e.employed_until is null or e.employed_until > now())
       and ($3::text is null or lower(e.function) = lower($3))
       and ($2::uuid is null or exists (select from membership m join unit u on u.id = m.unit_id
         where m.person_id = e.id and $2 = any (u.path) and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())))
       and ($1::uuid[] is not null or r.everything or exists (select from membership m
         where m.person_id = e.id and m.unit_id = any (r.units) and (m.valid_until is null or m.valid_until > now())))
     order by e.family_name, e.given_name, e.id limit $4`,
    [whom.people ?? null, whom.unitId, whom.function, limit + 1],
  )
  return rows.map((row) => row.id)
}

/** The receivers in the order of their names. */
export function findReceivers(reader: Reader, people: readonly string[]): Promise<BulkReceiver[]> {
  return reader.rows<BulkReceiver>(
    `select e.id, json_build_object('id', e.id, 'name', ${name}, 'function', e.function) as person,
       e.employed_until as "employedUntil", own.teams, own.clients, own.clients_within as "clientsWithin"
     from person e, access.own_of(e.id) own where e.id = any ($1::uuid[]) order by e.family_name, e.given_name, e.id`,
    [people],
  )
}

/** To whom among the people the asker may give a scope. */
export async function mayGrantTo(reader: Reader, people: readonly string[], scope: ScopeValues): Promise<Set<string>> {
  const rows = await reader.rows<{ id: string }>(
    'select p as id from unnest($1::uuid[]) p where access.may_grant(p, $2, $3, $4, $5)',
    [people, scope.scope, scope.unitId, scope.clientId, scope.withinUnitId],
  )
  return new Set(rows.map((row) => row.id))
}

/** Can this role be given: is it not Hoede's own? */
export async function isGivable(reader: Reader, roleId: string): Promise<boolean> {
  const rows = await reader.rows('select 1 from role where id = $1 and not system', [roleId])
  return rows.length === 1
}

/** What people hold of a role, now or soon, that somebody gave; of everything where no role is named. */
export function openGrantsOf(
  reader: Reader,
  by: { people: readonly string[] | null; roleId: string | undefined; batchId: string | undefined },
): Promise<GrantRow[]> {
  return reader.rows<GrantRow>(
    `select ${grantColumns} from ${grantTables}
     where ($1::uuid[] is null or g.person_id = any ($1::uuid[])) and ($2::uuid is null or g.role_id = $2)
       and ($3::uuid is null or g.batch_id = $3) and g.source in ('given', 'operator')
       and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now())
     order by e.family_name, e.given_name, e.id, g.id limit 5000`,
    [by.people, by.roleId, by.batchId],
  )
}

export interface BatchRow extends GrantRow {
  grantedById: string | null
}

/** Everything of a batch, ended or not. */
export function grantsOfBatch(reader: Reader, batchId: string): Promise<BatchRow[]> {
  return reader.rows<BatchRow>(
    `select ${grantColumns}, g.granted_by as "grantedById" from ${grantTables} where g.batch_id = $1
     order by e.family_name, e.given_name, e.id, g.id limit 5000`,
    [batchId],
  )
}

/** Those among the grants that the asker may end. */
export async function mayWithdraw(reader: Reader, grants: readonly string[]): Promise<Set<string>> {
  const rows = await reader.rows<{ id: string }>(
    `select g.id from access_grant g
     where g.id = any ($1::uuid[]) and access.may_grant(g.person_id, g.scope, g.unit_id, g.client_id, g.within_unit_id)`,
    [grants],
  )
  return new Set(rows.map((row) => row.id))
}

/** How many of them were ended; somebody else may have been first. */
export async function withdrawGrants(tx: Transaction, grants: readonly string[], by: string): Promise<number> {
  const rows = await tx.rows(
    `update access_grant set withdrawn_at = now(), withdrawn_by = $2, version = version + 1
     where id = any ($1::uuid[]) and withdrawn_at is null returning id`,
    [grants, by],
  )
  return rows.length
}

/** The functions (deskundigheden) that people who work here have, each once. */
export function findFunctions(reader: Reader): Promise<{ name: string; people: number }[]> {
  return reader.rows<{ name: string; people: number }>(
    `select min(function) as name, count(*)::int as people from person
     where employed_from <= now() and (employed_until is null or employed_until > now())
     group by lower(function) order by 1 limit 1000`,
  )
}
