import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { NameParts } from '../clients/public.ts'

/** So many people in one question: each of them may open all records. */
const atOnce = 50

/**
 * The records that each of these people can open at this point of the transaction. Every id is one string in `known`, however many
 * people can open it: of five hundred people with five thousand records each, millions of copies would not fit.
 */
export async function reachOf(
  reader: Reader,
  people: readonly string[],
  known: Map<string, string>,
): Promise<Map<string, string[]>> {
  const reach = new Map<string, string[]>()
  for (let first = 0; first < people.length; first += atOnce) {
    const rows = await reader.rows<{ personId: string; clients: string[] }>(
      'select person_id as "personId", clients from access.reach_of($1::uuid[])',
      [people.slice(first, first + atOnce)],
    )
    for (const { personId, clients } of rows)
      reach.set(
        personId,
        clients.map((id) => only(known, id)),
      )
  }
  return reach
}

function only(known: Map<string, string>, id: string): string {
  const same = known.get(id)
  if (same === undefined) known.set(id, id)
  return same ?? id
}

/** Does something, looks, and undoes it: nothing of it is kept, nor demanded of the log. */
export async function undone<T>(tx: Transaction, apply: () => Promise<unknown>, look: () => Promise<T>): Promise<T> {
  await tx.rows('savepoint what_if')
  await apply()
  const seen = await look()
  await tx.rows('rollback to savepoint what_if')
  return seen
}

export interface PersonRow {
  id: string
  name: string
  function: string
}

/** By name; only those that there are. */
export const findPeople = (reader: Reader, ids: readonly string[]): Promise<PersonRow[]> =>
  reader.rows<PersonRow>(
    `select id, concat_ws(' ', given_name, prefix, family_name) as name, function from person where id = any ($1::uuid[])
     order by family_name, given_name, id`,
    [ids],
  )

/** Who holds a role now, and how many they are. */
export async function holdersOf(
  reader: Reader,
  roleId: string,
  most: number,
): Promise<{ ids: string[]; count: number }> {
  const rows = await reader.rows<{ id: string }>(
    `select distinct g.person_id as id from access_grant g join person e on e.id = g.person_id
     where g.role_id = $1 and g.withdrawn_at is null and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
       and (e.employed_until is null or e.employed_until > now()) order by 1`,
    [roleId],
  )
  return { ids: rows.slice(0, most).map((row) => row.id), count: rows.length }
}

export interface ClientRow {
  id: string
  number: string | null
  names: NameParts | null
}

/** Clients by number where the asker looks after access, with the name for whoever may read the record. */
export const findClients = (reader: Reader, ids: readonly string[]): Promise<ClientRow[]> =>
  reader.rows<ClientRow>(
    `select n.id, (access.client_card(n.id)).number, case when c.id is not null then json_build_object('givenNames', c.given_names,
       'initials', c.initials, 'nickname', c.nickname, 'ownPrefix', c.own_prefix, 'ownName', c.own_name,
       'partnerPrefix', c.partner_prefix, 'partnerName', c.partner_name, 'nameOrder', c.name_order, 'sex', c.sex) end as names
     from unnest($1::uuid[]) n (id) left join client c on c.id = n.id order by 2 nulls last, 1`,
    [ids],
  )
