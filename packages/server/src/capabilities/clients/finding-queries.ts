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
  return reader.rows<CaseloadResult>(
    `with reach as materialized (select access.wide('client:read') as everything),
     page as materialized (
       (select c.* from client c
        where not (select everything from reach) and c.id = any (array(select access.clients_in_care('client:read', $1)))
          and ($2::text is null or (c.own_name, c.id) > ($2, $3::uuid))
        order by c.own_name, c.id limit ${caseloadSize + 1})
       union all
       (select c.* from client c
        where (select everything from reach)
          and exists (select from placement p join unit u on u.id = p.unit_id
            where p.client_id = c.id and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
              and ($1::uuid is null or $1 = any (u.path)))
          and ($2::text is null or (c.own_name, c.id) > ($2, $3::uuid))
        order by c.own_name, c.id limit ${caseloadSize + 1})
     )
     select ${header}, news.*,
       (select r.care_moment from report r where r.client_id = c.id order by r.care_moment desc, r.id desc limit 1) as "lastReportAt"
     from page c ${placed}
     left join lateral (
       select count(*)::int as "newReports", (count(*) filter (where r.important))::int as "newImportant"
       from report r
       where r.client_id = c.id and r.recorded_at > now() - interval '24 hours' and r.author_id is distinct from access.person()
     ) news on true
     order by c.own_name, c.id`,
    [unit, after?.[0], after?.[1]],
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
       where not (select everything from reach) and p.client_id = any (array(select access.clients_in_care('client:read', null)))
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
        where not (select everything from reach) and c.id = any (array(select access.clients_within('client:read'))) and ${fits})
       union all
       (select c.* from client c where (select everything from reach) and ${fits})
     )
     select ${header} from page c ${placed} order by c.own_name, c.id`,
    [by.bsnHashes, by.number, by.birthDate, by.words[0], by.words, after?.[0], after?.[1]],
  )
}
