import type { DutyConflict, DutyHolders } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** The pairs, those in force first; with how many people hold both, which row security leaves to who looks after access. */
export const findConflicts = (reader: Reader, id?: string): Promise<DutyConflict[]> =>
  reader.rows<DutyConflict>(
    `select d.id, d.name, d.words, d.one, d.other, d.active, d.version,
       case when access.has('access:read') or access.has('access:review')
         then (select count(*)::int from access.duty_holders(d.id)) end as holders
     from duty_conflict d where $1::uuid is null or d.id = $1 order by d.active desc, d.name, d.id`,
    [id],
  )

/** False when the id or the pair is there already. */
export async function insertConflict(
  tx: Transaction,
  conflict: Pick<DutyConflict, 'id' | 'name' | 'words' | 'one' | 'other'>,
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into duty_conflict (id, name, words, one, other) values ($1, $2, $3, $4, $5) on conflict do nothing returning id`,
    [conflict.id, conflict.name, conflict.words, conflict.one, conflict.other],
  )
  return rows.length === 1
}

/** False when it is not at that version any more. */
export async function updateConflict(
  tx: Transaction,
  conflict: Pick<DutyConflict, 'id' | 'name' | 'words' | 'active' | 'version'>,
): Promise<boolean> {
  const rows = await tx.rows(
    `update duty_conflict set name = $3, words = $4, active = $5, version = version + 1 where id = $1 and version = $2 returning id`,
    [conflict.id, conflict.version, conflict.name, conflict.words, conflict.active],
  )
  return rows.length === 1
}

export const findHolders = (reader: Reader, id: string): Promise<DutyHolders['items']> =>
  reader.rows<DutyHolders['items'][number]>(
    `select json_build_object('id', e.id, 'name', concat_ws(' ', e.given_name, e.prefix, e.family_name), 'function', e.function) as person,
       h.by_one as "byOne", h.by_other as "byOther"
     from access.duty_holders($1) h join person e on e.id = h.person_id order by e.family_name, e.given_name, e.id`,
    [id],
  )

export interface Against {
  personId: string
  name: string
}

/** The pairs that each of these people would newly hold with these permissions. */
export const findAgainst = (
  reader: Reader,
  people: readonly string[],
  permissions: readonly string[],
): Promise<Against[]> =>
  reader.rows<Against>('select person_id as "personId", name from access.duties_against($1::uuid[], $2::text[])', [
    people,
    permissions,
  ])

/** The same for everybody who holds a role. */
export const findAgainstRole = (reader: Reader, roleId: string, permissions: readonly string[]): Promise<Against[]> =>
  reader.rows<Against>('select person_id as "personId", name from access.duties_against_role($1, $2::text[])', [
    roleId,
    permissions,
  ])

/** The pairs in force that a role holds by itself. */
export const findWithin = (reader: Reader, permissions: readonly string[]): Promise<{ name: string }[]> =>
  reader.rows<{ name: string }>('select name from access.duties_within($1::text[])', [permissions])
