import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { KnownPerson, KnownUnit } from './sync-rules.ts'

const zone = `'Europe/Amsterdam'`

/** Everybody, with the teams that they are in or will be. */
export function findEverybody(reader: Reader): Promise<KnownPerson[]> {
  return reader.rows<KnownPerson>(
    `select p.id, p.user_name as "userName", p.given_name as "givenName", p.prefix, p.family_name as "familyName", p.function,
       p.email, p.phone, to_char(p.employed_from at time zone ${zone}, 'YYYY-MM-DD') as "firstDay",
       to_char((p.employed_until - interval '1 second') at time zone ${zone}, 'YYYY-MM-DD') as "lastDay",
       (p.employed_until is null or p.employed_until > now()) as employed,
       coalesce((select json_agg(json_build_object('membershipId', m.id, 'unitId', u.id, 'name', u.name) order by u.name)
         from membership m join unit u on u.id = m.unit_id
         where m.person_id = p.id and (m.valid_until is null or m.valid_until > now())), '[]') as teams
     from person p order by p.family_name, p.given_name, p.id`,
  )
}

export function findOpenTeams(reader: Reader): Promise<KnownUnit[]> {
  return reader.rows<KnownUnit>(`select id, name from unit where kind <> 'organisation' and closed_at is null`)
}

/** The day in the Netherlands, and the setting sync-removal-percent. */
export async function findBounds(reader: Reader): Promise<{ today: string; percent: number }> {
  const [row] = await reader.rows<{ today: string; percent: number }>(
    `select to_char(now() at time zone ${zone}, 'YYYY-MM-DD') as today,
       (select value::int from setting where key = 'sync-removal-percent') as percent`,
  )
  return row!
}

/** The first moment of a day in the Netherlands, or now where that is later than it. */
export async function startOfDay(reader: Reader, day: string): Promise<Date> {
  const [row] = await reader.rows<{ at: Date }>(`select ($1::date)::timestamp at time zone ${zone} as at`, [day])
  return row!.at
}

/** Sets the last day in service, or none. */
export async function setLastDay(tx: Transaction, personId: string, lastDay: string | null): Promise<void> {
  await tx.rows(
    `update person set employed_until = ($2::date + 1)::timestamp at time zone ${zone}, version = version + 1 where id = $1`,
    [personId, lastDay],
  )
}

export async function joinFrom(
  tx: Transaction,
  membership: { id: string; personId: string; unitId: string },
): Promise<void> {
  await tx.rows(
    `insert into membership (id, person_id, unit_id, valid_from)
     select $1, $2, $3, greatest(now(), p.employed_from) from person p where p.id = $2`,
    [membership.id, membership.personId, membership.unitId],
  )
}

/** One at a time: what a file means depends on what there is. */
export async function holdOthersOff(tx: Transaction): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(724405)')
}
