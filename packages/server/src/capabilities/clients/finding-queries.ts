import type { Reader } from '../../platform/db/transaction.ts'
import { type HeaderRow, header, placed } from './queries.ts'

export interface CaseloadResult extends HeaderRow {
  newReports: number
  newImportant: number
  lastReportAt: Date | null
}

export const caseloadSize = 50

/**
 * The people now in care within the asker's reach, in the order of their names. Whoever reaches the whole organisation reads the
 * page in the order of the index, everybody else from the few clients within reach.
 */
export async function findCaseload(
  reader: Reader,
  unit: string | undefined,
  after: (string | null)[] | undefined,
): Promise<CaseloadResult[]> {
  // A condition less is a plan of its own: one that looks whether there is a unit would be made anew for every question.
  const below = `and exists (select from placement p join unit u on u.id = p.unit_id
            where p.client_id = c.id and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now()) and $3 = any (u.path))`
  const fits = `place.unit_id is not null and (place.valid_until is null or place.valid_until > now()) ${unit ? below : ''}
          and ($1::text is null or (c.own_name, c.id) > ($1, $2::uuid))
        order by c.own_name, c.id limit ${caseloadSize + 1}`
  return reader.rows<CaseloadResult>(
    `with reach as materialized (select access.wide('client:read') as everything),
     page as materialized (
       (select c.*, place.* from client c ${placed}
        where not (select everything from reach) and c.id = any ((select access.within('client:read'))::uuid[])
          and ${fits})
       union all
       (select c.*, place.* from client c ${placed}
        where (select everything from reach)
          and ${fits})
     )
     select ${header}, news.*,
       (select r.care_moment from report r where r.client_id = c.id order by r.care_moment desc, r.id desc limit 1) as "lastReportAt"
     from page c cross join lateral (select c.unit_id, c.name, c.room, c.valid_until) place
     left join lateral (
       select count(*)::int as "newReports", (count(*) filter (where r.important))::int as "newImportant"
       from report r
       where r.client_id = c.id and r.recorded_at > now() - interval '24 hours' and r.author_id is distinct from (select access.person())
     ) news on true
     order by c.own_name, c.id`,
    [after?.[0], after?.[1], ...(unit ? [unit] : [])],
  )
}

/** The units that the caseload can be narrowed down to, and how many clients it has in all. */
export async function caseloadSummary(
  reader: Reader,
): Promise<{ units: { id: string; name: string }[]; total: number }> {
  const [row] = await reader.rows<{ units: { id: string; name: string }[]; total: number }>(
    `with reach as materialized (select access.wide('client:read') as everything),
     here as materialized (
       select p.client_id, p.unit_id from placement p
       where not (select everything from reach) and p.client_id = any ((select access.within('client:read'))::uuid[])
         and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
       union all
       select p.client_id, p.unit_id from placement p
       where (select everything from reach) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
     )
     select (select count(distinct client_id)::int from here) as total,
       coalesce((select json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name)
         from unit u where u.id in (select unit_id from here)), '[]') as units`,
  )
  return row!
}

export const searchSize = 20

/**
 * Looks for clients within reach by one of: keyed hash of the BSN, client number, birth date, words of the name. Whoever reaches
 * the whole organisation is helped by the indexes, everybody else looks among the clients within reach.
 */
export async function searchClients(
  reader: Reader,
  by: {
    bsnHashes: readonly Buffer[] | undefined
    number: string | undefined
    birthDate: string | undefined
    words: string[]
  },
  after: (string | null)[] | undefined,
): Promise<HeaderRow[]> {
  const fits = `(c.bsn_hash = any ($1::bytea[]) or c.number = $2 or c.birth_date = $3 or (c.search_name like $4 and c.search_name like all ($5::text[])))
          and ($6::text is null or (c.own_name, c.id) > ($6, $7::uuid))
        order by c.own_name, c.id limit ${searchSize + 1}`
  return reader.rows<HeaderRow>(
    `with reach as materialized (select access.wide('client:read') as everything),
     page as materialized (
       (select c.* from client c
        where not (select everything from reach) and c.id = any ((select access.within('client:read'))::uuid[]) and ${fits})
       union all
       (select c.* from client c where (select everything from reach) and ${fits})
     )
     select ${header} from page c ${placed} order by c.own_name, c.id`,
    [by.bsnHashes, by.number, by.birthDate, by.words[0], by.words, after?.[0], after?.[1]],
  )
}
