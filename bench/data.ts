import type pg from 'pg'
import type { EnvironmentKeys } from '../packages/server/src/platform/crypto/keys.ts'
import { seal } from '../packages/server/src/platform/crypto/seal.ts'
import { hashToken, newToken } from '../packages/server/src/platform/crypto/tokens.ts'
import { copyRows } from '../packages/server/src/platform/db/copy.ts'

/** Sizes at factor 1; a team has thirty clients whatever the factor, as teams do. */
const sizes = {
  clients: 5_000,
  people: 2_000,
  reportsPerClient: 100,
  measurementsPerClient: 200,
  logRowsPerClient: 1_000,
  clientsPerTeam: 30,
}

export interface BenchSession {
  token: string
  clients: string[]
}

const uuid = (kind: string, expression: string) =>
  `('${kind}-0000-7000-8000-' || lpad(to_hex(${expression}), 12, '0'))::uuid`
const idOf = (kind: string, n: number) => `${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const unit = (n: string) => uuid('0190b001', n)
const person = (n: string) => uuid('0190b002', n)
const client = (n: string) => uuid('0190b003', n)

/**
 * Fills an environment's database for measuring: an organisation of teams, people with the role verzorgende for their own team,
 * clients with reports and measurements, and a log of a year. `note` hears what is being made.
 */
export async function fillForBench(
  db: pg.Client,
  keys: EnvironmentKeys,
  factor: number,
  note: (text: string) => void,
): Promise<void> {
  const clients = Math.round(sizes.clients * factor)
  const people = Math.round(sizes.people * factor)
  const teams = Math.ceil(clients / sizes.clientsPerTeam)
  await db.query('set session_replication_role = replica')
  await db.query("set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '1GB'")
  note(`${teams} teams, ${people} medewerkers, ${clients} cliënten`)
  await db.query(
    `insert into unit (id, parent_id, kind, name, path) values (${unit('0')}, null, 'organisation', 'Meetorganisatie', array[${unit('0')}])`,
  )
  await db.query(`insert into unit (id, parent_id, kind, name, path)
    select ${unit('n')}, ${unit('0')}, 'team', 'Team ' || n, array[${unit('0')}, ${unit('n')}] from generate_series(1, ${teams}) n`)
  await db.query(`insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
    select ${person('n')}, 'bench' || n, 'Medewerker', 'Nummer ' || n, 'verzorgende IG', 'medewerker nummer ' || n, now() - interval '3 years'
    from generate_series(1, ${people}) n`)
  await db.query(`insert into membership (id, person_id, unit_id, valid_from)
    select ${uuid('0190b004', 'n')}, ${person('n')}, ${unit(`1 + (n - 1) % ${teams}`)}, now() - interval '3 years' from generate_series(1, ${people}) n`)
  await db.query(`insert into access_grant (id, person_id, role_id, scope, valid_from)
    select ${uuid('0190b005', 'n')}, ${person('n')}, (select id from role where key = 'verzorgende'), 'own-teams', now() - interval '3 years'
    from generate_series(1, ${people}) n`)
  await db.query(`insert into client (id, number, given_names, initials, own_name, birth_date, sex, search_name, street, house_number, city)
    select ${client('n')}, (500000 + n)::text, 'Johanna', 'J.', (array['Jansen','de Vries','Bakker','Visser','Smit','Meijer','Mulder','de Groot','Bos','Vos'])[1 + n % 10] || ' ' || n,
      date '1930-01-01' + n % 9000, case when n % 3 = 0 then 'male' else 'female' end,
      'johanna ' || (array['jansen','de vries','bakker','visser','smit','meijer','mulder','de groot','bos','vos'])[1 + n % 10] || ' ' || n, 'Lindelaan', n::text, 'Linde'
    from generate_series(1, ${clients}) n`)
  await db.query(`insert into placement (id, client_id, unit_id, room, valid_from)
    select ${uuid('0190b006', 'n')}, ${client('n')}, ${unit(`1 + (n - 1) % ${teams}`)}, (n % 40)::text, now() - interval '2 years' from generate_series(1, ${clients}) n`)
  await db.query(`insert into contact_person (id, client_id, name, relation, roles, phone)
    select ${uuid('0190b007', 'n')}, ${client('n')}, 'Contact ' || n, 'dochter', '{first-contact}', '0600000000' from generate_series(1, ${clients}) n`)
  await copyAlerts(db, keys, clients)
  note(`${clients * sizes.measurementsPerClient} metingen`)
  await db.query(`insert into measurement (id, client_id, kind, value, second_value, unit, performer_name, performer_function, measured_at, recorded_at)
    select gen_random_uuid(), ${client('n')}, case when m % 2 = 0 then 'weight' else 'pulse' end, 60 + m % 20, null,
      case when m % 2 = 0 then 'kg' else '/min' end, 'Medewerker', 'verzorgende IG', now() - make_interval(hours => m * 40), now() - make_interval(hours => m * 40)
    from generate_series(1, ${clients}) n, generate_series(1, ${sizes.measurementsPerClient}) m`)
  await copyReports(db, keys, clients, people, note)
  await fillLog(db, clients, people, note)
  note('opruimen en meten van de tabellen (vacuum analyze)')
  await db.query('vacuum (analyze)')
}

async function copyAlerts(db: pg.Client, keys: EnvironmentKeys, clients: number): Promise<void> {
  function* rows() {
    for (let n = 1; n <= clients; n += 3) {
      const id = idOf('0190b008', n)
      yield [id, idOf('0190b003', n), 'allergy', 'high', seal(keys.seal, 'Penicilline', id)]
    }
  }
  await copyRows(db, 'alert', ['id', 'client_id', 'kind', 'severity', 'text_sealed'], rows())
}

async function copyReports(
  db: pg.Client,
  keys: EnvironmentKeys,
  clients: number,
  people: number,
  note: (text: string) => void,
): Promise<void> {
  const total = clients * sizes.reportsPerClient
  const start = Date.now()
  function* rows() {
    let made = 0
    for (let n = 1; n <= clients; n++) {
      for (let m = 0; m < sizes.reportsPerClient; m++) {
        const id = idOf('0190b009', n * 1000 + m)
        const at = new Date(start - m * 3 * 86_400_000 - n * 1000).toISOString()
        const text = `Verslag ${m} van cliënt ${n}. Mevrouw heeft goed geslapen en rustig ontbeten. In de middag met hulp gewandeld, daarna even gerust.`
        const author = 1 + ((n + m) % people)
        const sealed = seal(keys.seal, text, id)
        yield [
          id,
          idOf('0190b003', n),
          'daily',
          'free',
          sealed,
          idOf('0190b002', author),
          `Medewerker Nummer ${author}`,
          'verzorgende IG',
          at,
          at,
        ]
        if (++made % 100_000 === 0) note(`${made} van ${total} rapportages`)
      }
    }
  }
  note(`${total} rapportages`)
  const columns = [
    'id',
    'client_id',
    'kind',
    'form',
    'text_sealed',
    'author_id',
    'author_name',
    'author_function',
    'care_moment',
    'recorded_at',
  ]
  await copyRows(db, 'report', columns, rows())
}

async function fillLog(db: pg.Client, clients: number, people: number, note: (text: string) => void): Promise<void> {
  note(`${clients * sizes.logRowsPerClient} regels in de logging`)
  await db.query("select ensure_audit_partitions((now() - interval '13 months')::date, now()::date)")
  const step = 100
  for (let done = 0; done < sizes.logRowsPerClient; done += step) {
    await db.query(`insert into audit_event (id, recorded_at, event, action, outcome, person_id, client_id, part, checks, address)
      select gen_random_uuid(), now() - make_interval(secs => (m * 31536 + n % 31536)), 'client.read', 'R', 'success',
        ${person(`1 + (n * 7 + m) % ${people}`)}, ${client('n')}, 'client', 'TTFF', '10.0.0.1'
      from generate_series(1, ${clients}) n, generate_series(${done + 1}, ${done + step}) m`)
    note(`${(done + step) * clients} regels`)
  }
}

/** Sessions of people of as many teams, each with the clients of their team. */
export async function benchSessions(db: pg.Client, count: number): Promise<BenchSession[]> {
  const { rows } = await db.query<{ person: string; clients: string[] }>(
    `select m.person_id as person, array_agg(p.client_id order by p.client_id) as clients
     from membership m join placement p on p.unit_id = m.unit_id
     where m.person_id in (select id from person order by id limit $1) group by 1`,
    [count],
  )
  const sessions: BenchSession[] = []
  for (const row of rows) {
    const token = newToken()
    await db.query(
      `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at)
       values (gen_random_uuid(), $1, $2, 'complete', '{password,totp}', 3600, now() + interval '12 hours')`,
      [hashToken(token), row.person],
    )
    sessions.push({ token, clients: row.clients })
  }
  return sessions
}
