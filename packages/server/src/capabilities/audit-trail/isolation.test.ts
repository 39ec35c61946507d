import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { type Client, connect, sqlState } from '../../platform/db/connection.ts'

/** What the server's own role could do if a hole in the server let somebody speak SQL through it. */
describe('the login role', async () => {
  const hoede = await startTestHoede()
  const admin = await hoede.database()
  const login = await hoede.loginRole()
  const sanne = await hoede.as('sanne')
  await sanne.get(`/api/clients/${clients.vanPutten}`)

  const denied = '42501'
  /** The outcome of statements in one transaction that is undone: the SQLSTATE of the first that failed, or 'done'. */
  async function attempt(...statements: string[]): Promise<string | undefined> {
    await login.query('begin')
    try {
      for (const sql of statements) await login.query(sql)
      return 'done'
    } catch (error) {
      return sqlState(error)
    } finally {
      await login.query('rollback')
    }
  }
  async function as<T>(client: Client, person: string, role: string | undefined, work: () => Promise<T>): Promise<T> {
    await client.query('begin')
    try {
      await client.query(`select set_config('hoede.person', $1, true)`, [person])
      if (role) await client.query(`select set_config('role', $1, true)`, [role])
      return await work()
    } finally {
      await client.query('rollback')
    }
  }
  const logRole = hoede.environment().logRole
  const event = (columns: string, values: string) =>
    `insert into audit_event (id, event, action, outcome, part${columns}) values (gen_random_uuid(), 'x', 'R', 'success', 'y'${values})`
  const partition = `audit_event_${new Date().toISOString().slice(0, 7).replace('-', '_')}`

  it('writes in the log', async () => expect(await attempt(event('', ''))).toBe('done'))

  it.each([
    ['read it', 'select * from audit_event'],
    ['change it', `update audit_event set outcome = 'success'`],
    ['remove from it', 'delete from audit_event'],
    ['empty it', 'truncate audit_event'],
    ['backdate a row', event(', recorded_at', `, now() - interval '1 day'`)],
    ['get a row back', `${event('', '')} returning recorded_at`],
    ['write around it, in a partition', `insert into ${partition} select * from ${partition} limit 0`],
    ['read a partition', `select * from ${partition}`],
    ['remove a partition', `drop table ${partition}`],
    ['detach a partition', `alter table audit_event detach partition ${partition}`],
    ['switch off its trigger', 'alter table audit_event disable trigger all'],
    ['switch off the demand for a row', 'alter table client disable trigger logged'],
    ['switch off all triggers for itself', 'set session_replication_role = replica'],
    ['switch off row security', 'alter table client disable row level security'],
    ['loosen row security', 'create policy open on client using (true)'],
    ['replace the decision', 'create or replace function access.person() returns uuid language sql return null'],
    ['make a table', 'create table mine (id int)'],
    ['make a temporary table', 'create temporary table mine (id int)'],
    ['make a schema', 'create schema mine'],
    ['make a function', 'create function mine() returns int language sql return 1'],
    ['make a large object', `select lo_from_bytea(0, 'x')`],
    ['make a role', 'create role mine'],
    ['become the owner', `set role "${hoede.environment().roleName.replace(/_app$/, '_owner')}"`],
    ['remove earlier states of rows', 'delete from row_history'],
    ['rewrite an earlier version', 'update report_version set version = 9'],
    ['remove a client', 'delete from client'],
    ['move a unit', `update unit set parent_id = null`],
    ['sign what another wrote', 'update report set client_id = client_id'],
    ['change when a role was given', 'update access_grant set valid_until = null'],
    ['read files of the server', `copy client from '/etc/passwd'`],
    ['run programs on the server', `copy client to program 'cat'`],
    ['read passwords of roles', 'select rolpassword from pg_authid'],
  ])('cannot %s', async (_what, sql) => {
    expect(await attempt(sql)).toBe(denied)
  })

  it('gets an error, not more rows, when it asks to go without row security', async () => {
    expect(await attempt('set local row_security = off', 'select * from client')).toBe(denied)
  })

  it('sees nothing without saying who asks', async () => {
    const tables = [
      'client',
      'placement',
      'care_relation',
      'contact_person',
      'alert',
      'report',
      'report_version',
      'measurement',
      'draft',
      'access_grant',
    ]
    for (const table of tables) {
      const { rows } = await login.query(`select count(*)::int as seen from ${table}`)
      expect({ table, seen: rows[0].seen }).toEqual({ table, seen: 0 })
    }
  })

  it('cannot commit a change that is not in the log', async () => {
    await login.query('begin')
    await login.query(`select set_config('hoede.person', $1, true)`, [people.karin])
    await login.query(`update setting set value = '31', version = version + 1 where key = 'former-client-days'`)
    expect(await login.query('commit').then(() => 'done', sqlState)).toBe('HO500')
  })

  it('cannot reach another environment', async () => {
    const { user, password } = login as unknown as { user: string; password: string }
    const other = hoede.environment('horizon')
    const outcome = await connect(other.address, { user, password, database: other.databaseName }).then(
      (client) => client.end().then(() => 'in'),
      sqlState,
    )
    expect(outcome).toBe(denied)
  })

  it('makes partitions of the log that are the owner’s, and moves into them what came too early', async () => {
    await admin.query(
      `insert into audit_event (id, recorded_at, event, action, outcome, part) values ($1, '2031-05-15', 'x', 'R', 'success', 'y')`,
      [newId()],
    )
    const { rows: made } = await login.query(`select ensure_audit_partitions('2031-05-01', '2031-06-20') as made`)
    expect(made[0].made).toBe(2)
    const { rows } = await admin.query(
      `select (select count(*)::int from audit_event_2031_05) as moved, (select count(*)::int from audit_event_rest) as rest,
         (select t.tableowner = d.tableowner from pg_tables t, pg_tables d
          where t.tablename = 'audit_event_2031_05' and d.tablename = 'audit_event') as owned`,
    )
    expect(rows[0]).toEqual({ moved: 1, rest: 0, owned: true })
    expect(await attempt('select * from audit_event_2031_05')).toBe(denied)
    expect((await login.query(`select ensure_audit_partitions('2031-05-01', '2031-06-20') as made`)).rows[0].made).toBe(
      0,
    )
    expect(await attempt(`select ensure_audit_partitions('0001-01-01', '9999-12-31')`)).toBe('22023')
  })

  it('reads the log as the log reader only, and only for whoever may', async () => {
    const count = async () => (await login.query('select count(*)::int as seen from audit_event')).rows[0].seen
    expect(await as(login, people.fatima, logRole, count)).toBeGreaterThan(0)
    expect(await as(login, people.sanne, logRole, count)).toBe(0)
    expect(await as(login, people.karin, logRole, count)).toBe(0)
    const showing = async () =>
      (
        await login.query(
          `select * from access.events_showing($1, '-infinity', 'infinity', null, null, null, null, null, 9)`,
          [clients.vanPutten],
        )
      ).rows.length
    await sanne.get('/api/caseload')
    expect(await as(login, people.fatima, logRole, showing)).toBe(1)
    expect(await as(login, people.sanne, logRole, showing)).toBe(0)
    expect(await as(login, people.fatima, undefined, () => showing().then(() => 'done', sqlState))).toBe(denied)
  })

  it.each([
    ['write', event('', '')],
    ['change', `update audit_event set outcome = 'success'`],
    ['remove', 'delete from audit_event'],
    ['read a record', 'select text_sealed from report'],
    ['read more of a client than a name', 'select street from client'],
    ['read a sealed BSN', 'select bsn_sealed from client'],
    ['read an address of a person', 'select email from person'],
    ['read sessions', 'select * from session'],
  ])('as the log reader cannot %s', async (_what, sql) => {
    expect(await as(login, people.fatima, logRole, () => login.query(sql).then(() => 'done', sqlState))).toBe(denied)
  })
})
