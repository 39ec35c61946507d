import { quoteName } from '../platform/db/connection.ts'
import type { Target } from './load.ts'

const atOnce = 250_000

/**
 * Fills the log of a year with rows as reading and writing leave them, spread evenly over time, over the clients and over those
 * who work in their teams: made in the database itself, from the people, placements and grants that stand there. Returns how
 * many rows were added.
 */
export async function fillLog(
  target: Target,
  count: number,
  now: Date,
  progress: (done: number) => void,
): Promise<number> {
  const { client, owner } = target
  await client.query(`set role ${quoteName(owner)}`)
  try {
    const from = new Date(now.getTime() - 365 * 86_400_000)
    await client.query('select ensure_audit_partitions($1::date, $2::date)', [day(from), day(now)])
    await client.query(pairs)
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from pair')
    for (let done = 0; done < count; done += atOnce) {
      const last = Math.min(count, done + atOnce)
      await client.query(insertRows, [
        done,
        last - 1,
        count,
        from.toISOString(),
        now.toISOString(),
        rows[0]?.count ?? 0,
      ])
      progress(last)
    }
    await client.query('drop table pair')
    await client.query('analyze audit_event')
    return count
  } finally {
    await client.query('reset role').catch(() => undefined)
  }
}

const day = (date: Date) => date.toISOString().slice(0, 10)

/** Who can open whose record through their team, numbered: a row of the log is a draw from these. */
const pairs = `create temporary table pair as
  select row_number() over (order by md5(p.client_id::text || m.person_id::text)) - 1 as n,
    p.client_id, m.person_id, g.id as ground
  from placement p
  join membership m on m.unit_id = p.unit_id and m.valid_until is null
  join access_grant g on g.person_id = m.person_id and g.scope = 'own-teams' and g.withdrawn_at is null
  where p.valid_until is null;
  create unique index on pair (n);
  analyze pair`

/**
 * The hash of the row's number is the source of chance: the same set comes out the same. Seven in ten rows are about reading;
 * every fiftieth was refused.
 */
const insertRows = `insert into audit_event
    (id, recorded_at, event, action, outcome, problem, person_id, session_id, client_id, part, ground, checks, address)
  select
    (lpad(to_hex((extract(epoch from d.at) * 1000)::bigint), 12, '0') || '7' || substr(d.digest, 1, 3) || '8' || substr(d.digest, 4, 15))::uuid,
    d.at, k.event, k.action::"char", case when d.chance % 50 = 7 then 'refused' else 'success' end,
    case when d.chance % 50 = 7 then 'not-found' end,
    pair.person_id, md5(pair.person_id::text || date_trunc('day', d.at)::text)::uuid, pair.client_id, k.part,
    case when d.chance % 50 <> 7 then pair.ground end,
    case when d.chance % 50 = 7 then 'FFFF' else 'TTFF' end,
    ('10.20.' || d.chance % 12 || '.' || d.chance % 250)::inet
  from (
    select i, $4::timestamptz + ($5::timestamptz - $4::timestamptz) * (i / $3::float8) as at,
      hashint8extended(i, 42) & 4611686018427387903 as chance, md5(i::text) as digest
    from generate_series($1::bigint, $2::bigint) i
  ) d
  join pair on pair.n = d.chance % $6::bigint
  cross join lateral (
    select (array['client.read','report.list','client.read','report.list','measurement.list','report.write','measurement.take'])[1 + d.chance / 7 % 7] as event,
      (array['R','R','R','R','R','C','C'])[1 + d.chance / 7 % 7] as action,
      (array['client','report','client','report','measurement','report','measurement'])[1 + d.chance / 7 % 7] as part
  ) k`
