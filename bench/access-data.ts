import { insertStartingRoles } from '../packages/server/src/capabilities/access/public.ts'
import type { Client } from '../packages/server/src/platform/db/connection.ts'

/** People of the data set whose access is looked at. */
export const accessPeople = {
  /** Looks after access for the whole organisation. */
  manager: 'manager',
  /** Holds 50 grants. */
  busy: 'busy',
  /** Reaches 50 clients in care, in one unit. */
  lister: 'lister',
}

/** How many clients the unit of the lister has. */
export const listed = 50

/**
 * Units in three layers (organisation, locations, teams), people of one team each with a role by team, now and then one by unit or
 * client, and clients placed over all teams with ten days of reports. One person has 50 grants of every reach.
 */
export async function fillAccess(db: Client, factor: number): Promise<void> {
  const units = Math.round(500 * factor)
  const people = Math.round(5_000 * factor)
  const clients = Math.round(5_000 * factor)
  await db.query('begin')
  await db.query("set local session_replication_role = 'replica'")
  await insertStartingRoles((sql, values) => db.query(sql, values))
  await db.query(
    `create temporary table team on commit drop as
     select n, gen_random_uuid() as id, case when n = 0 then 'organisation' when n <= $1 / 20 then 'location' else 'team' end as kind,
       case when n = 0 then null when n <= $1 / 20 then 0 else 1 + n % ($1 / 20) end as above
     from generate_series(0, $1 - 1) n`,
    [units],
  )
  await db.query(
    `insert into unit (id, parent_id, kind, name, path, version)
     select t.id, b.id, t.kind, t.kind || ' ' || t.n,
       case t.kind when 'organisation' then array[t.id] when 'location' then array[b.id, t.id] else array[c.id, b.id, t.id] end, 1
     from team t left join team b on b.n = t.above left join team c on c.n = b.above`,
  )
  await db.query(
    "create temporary table place on commit drop as select id, row_number() over (order by n) as n from team where kind = 'team'",
  )
  const { rows } = await db.query<{ teams: number }>('select count(*)::int as teams from place')
  const teams = rows[0]!.teams
  await db.query(
    `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
     select gen_random_uuid(), coalesce(($2::text[])[n], 'person' || n), 'Sam', 'Meting ' || n, 'verzorgende IG', 'sam meting ' || n,
       now() - interval '1 year' from generate_series(1, $1) n`,
    [people, Object.values(accessPeople)],
  )
  await db.query(
    `insert into client (id, number, own_name, search_name)
     select gen_random_uuid(), (100000 + n)::text, 'Meting ' || n, 'meting ' || n from generate_series(1, $1) n`,
    [clients],
  )
  await db.query(
    'create temporary table employee on commit drop as select id, user_name, row_number() over (order by id) as n from person',
  )
  await db.query(
    'create temporary table served on commit drop as select id, row_number() over (order by id) as n from client',
  )
  // The first team has as many clients as one page of a list; the lister works there.
  await db.query(
    `insert into placement (id, client_id, unit_id, valid_from)
     select gen_random_uuid(), s.id, p.id, now() - interval '1 month' from served s
     join place p on p.n = case when s.n <= $1 then 1 else 2 + s.n % ($2::int - 1) end`,
    [listed, teams],
  )
  await db.query(
    `insert into membership (id, person_id, unit_id, valid_from)
     select gen_random_uuid(), e.id, p.id, now() - interval '6 months' from employee e
     join place p on p.n = case when e.user_name = 'lister' then 1 else 1 + e.n % $1::int end`,
    [teams],
  )
  const give = (what: string, from: string) =>
    db.query(
      `insert into access_grant (id, person_id, role_id, valid_from, scope, unit_id, client_id, within_unit_id)
       select gen_random_uuid(), e.id, r.id, now() - interval '6 months', ${what} from ${from}`,
    )
  const carer = "join role r on r.key = 'verzorgende'"
  await give("'own-teams', null, null, null", `employee e ${carer}`)
  await give(
    "'unit', p.id, null, null",
    `employee e ${carer} join place p on p.n = 1 + (e.n * 7) % ${teams} where e.n % 5 = 0`,
  )
  await give(
    "'client', null, s.id, null",
    `employee e ${carer} join served s on s.n = 1 + (e.n * 11) % ${clients} where e.n % 10 = 0`,
  )
  await give(
    "'organisation', null, null, null",
    `employee e join role r on r.key in ('applicatiebeheerder', 'functionaris-gegevensbescherming') where e.user_name = 'manager'`,
  )
  await give("'unit', p.id, null, null", `employee e ${carer} join place p on p.n <= 25 where e.user_name = 'busy'`)
  await give(
    "'client', null, s.id, null",
    `employee e ${carer} join served s on s.n between 200 and 214 where e.user_name = 'busy'`,
  )
  await give(
    "'own-clients', null, null, p.id",
    `employee e ${carer} join place p on p.n <= 9 where e.user_name = 'busy'`,
  )
  await db.query(
    `insert into report (id, client_id, kind, form, text_sealed, author_name, author_function, care_moment, recorded_at, important,
       visible_to_family, version)
     select gen_random_uuid(), s.id, 'daily', 'free', '\\x00', 'Sam Meting', 'verzorgende IG', now() - day.third * interval '8 hours',
       now() - day.third * interval '8 hours', day.third % 10 = 0, false, 1 from served s, generate_series(1, 30) day (third)`,
  )
  await db.query('commit')
}
