import { describe, expect, it } from 'vitest'
import { codeOf, employees } from '../../../test/support/employees.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'
import { type Endpoint, reads } from './endpoint.ts'
import { checkRules } from './entering.ts'

describe('the way in', async () => {
  const hoede = await startTestHoede()
  const { database, employee, signedIn, logOf, releaseBrakes } = await employees(hoede)
  const otherBrowser = { 'user-agent': 'Een heel andere browser' }
  const record = `/api/clients/${clients.vanPutten}`
  const short = ({ status, body }: { status: number; body?: { code?: string } }) => [status, body?.code]
  const elsewhere = (personId: string, address: string) =>
    database.query('update session set address = $2 where person_id = $1 and ended_at is null', [personId, address])

  describe('of a session that is used elsewhere than where it began', () => {
    it('stays open on another network or in another browser alone', async () => {
      const truus = await employee()
      const visitor = await signedIn(truus)
      expect((await visitor.get('/api/me', otherBrowser)).status).toBe(200)
      await elsewhere(truus.id, '198.51.100.7')
      expect((await visitor.get('/api/me')).status).toBe(200)
      // A neighbour in the network that it began in is no other network.
      await elsewhere(truus.id, '127.0.0.200')
      expect((await visitor.get('/api/me', otherBrowser)).status).toBe(200)
    })

    it('asks the second step again on another network in another browser, and logs that once', async () => {
      const truus = await employee()
      const visitor = await signedIn(truus)
      await elsewhere(truus.id, '198.51.100.7')
      const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.get('/api/me', otherBrowser)))
      expect(answers.map((each) => each.status)).toEqual([401, 401, 401, 401])
      expect(answers.map((each) => each.body.code)).toContain('session-moved')
      expect(await logOf(truus.id, 'session.moved')).toEqual([
        { outcome: 'refused', problem: 'session-moved', detail: null },
      ])
      // The first factor is all that is left of it, also where it began.
      expect(short(await visitor.get('/api/me'))).toEqual([401, 'no-session'])
      const { rows } = await database.query(
        `select stage, factors, expires_at < now() + interval '11 minutes' as soon from session
         where person_id = $1 and ended_at is null`,
        [truus.id],
      )
      expect(rows).toEqual([{ stage: 'second-factor', factors: ['password'], soon: true }])
      expect((await visitor.get('/api/sign-in', otherBrowser)).body.step).toBe('second-factor')

      await database.query('update factor set last_step = 0 where person_id = $1', [truus.id])
      await releaseBrakes()
      const proven = await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) }, otherBrowser)
      expect(proven.body.step).toBe('complete')
      expect((await visitor.get('/api/me', otherBrowser)).status).toBe(200)
    })

    it('shows nothing of a record that was asked along with it', async () => {
      const sanne = await hoede.as('sanne')
      expect((await sanne.get(record, otherBrowser)).status).toBe(200)
      await database.query(
        `update session set address = '2001:db8:1:100::1', user_agent = 'waar het begon' where person_id = $1`,
        [people.sanne],
      )
      const before = await logOf(people.sanne, 'client.read')
      const moved = await sanne.get(record, otherBrowser)
      expect(short(moved)).toEqual([401, 'session-moved'])
      expect(moved.text).not.toContain('Putten')
      expect(await logOf(people.sanne, 'client.read')).toEqual(before)
    })

    it('knows networks: IPv4 by 24 bits, IPv6 by 56', async () => {
      for (const [one, other, same] of [
        ['192.0.2.1', '192.0.2.254', true],
        ['192.0.2.1', '192.0.3.1', false],
        ['2001:db8:0:aa00::1', '2001:db8:0:aaff::1', true],
        ['2001:db8:0:aa00::1', '2001:db8:0:ab00::1', false],
        ['192.0.2.1', '::ffff:192.0.2.1', false],
      ]) {
        const { rows } = await database.query('select access.same_network($1, $2) as same', [one, other])
        expect([one, other, rows[0].same]).toEqual([one, other, same])
      }
    })
  })

  describe('from a network that the environment is not open to', () => {
    const open = (...ranges: string[]) =>
      database.query(`update setting set value = $1 where key = 'address-ranges'`, [
        JSON.stringify(ranges.map((range) => ({ name: range, range }))),
      ])

    it('is closed, for every kind of request, and each refusal is in the log', async () => {
      const sanne = await hoede.as('sanne')
      await open('198.51.100.0/24', '2001:db8::/32')
      for (const path of [record, '/api/caseload', '/api/me']) {
        expect(short(await sanne.get(path))).toEqual([403, 'address-not-allowed'])
      }
      const asked = await sanne.post('/api/clients/search', { q: 'putten' })
      expect(short(asked)).toEqual([403, 'address-not-allowed'])
      for (const event of ['client.read', 'client.list', 'address.refused', 'client.search']) {
        expect((await logOf(people.sanne, event)).at(-1), event).toMatchObject({
          outcome: 'refused',
          problem: 'address-not-allowed',
        })
      }
      await open('198.51.100.0/24', '127.0.0.0/8')
      expect((await sanne.get(record)).status).toBe(200)
      await open()
      expect((await sanne.get(record)).status).toBe(200)
    })

    it('is closed to an address that is not told', async () => {
      await open('127.0.0.0/8')
      const { rows } = await database.query(
        `select access.in_ranges(null, value) as unknown, access.in_ranges('127.0.0.1', value) as known
         from setting where key = 'address-ranges'`,
      )
      expect(rows).toEqual([{ unknown: false, known: true }])
      await open()
    })
  })

  describe('to what asks a fresh second factor', () => {
    it('is open for ten minutes after it was proven', async () => {
      const truus = await employee()
      const visitor = await signedIn(truus)
      const ask = () => visitor.post('/api/me/factors/totp', {})
      const proven = (age: string) =>
        database.query('update session set proven_at = now() - $2::interval where person_id = $1', [truus.id, age])
      await proven('9 minutes 50 seconds')
      expect((await ask()).status).toBe(200)
      await proven('10 minutes 1 second')
      expect(short(await ask())).toEqual([403, 'proof-needed'])
      // All else goes on.
      expect((await visitor.get('/api/me')).status).toBe(200)
      await proven('0')
      expect((await ask()).status).toBe(200)
    })
  })

  it('writes the row of the log with the reading itself: when that cannot be kept, nothing is shown', async () => {
    const sanne = await hoede.as('sanne')
    const count = async () => (await logOf(people.sanne, 'client.read')).length
    const before = await count()
    await database.query(`
      create function refuse_row() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$;
      create constraint trigger refuse_row after insert on audit_event deferrable initially deferred
        for each row when (new.event = 'client.read') execute function refuse_row()`)
    const refused = await sanne.get(record)
    expect(short(refused)).toEqual([500, 'unexpected'])
    expect(refused.text).not.toContain('Putten')
    expect(await count()).toBe(before)
    await database.query('drop trigger refuse_row on audit_event; drop function refuse_row')
    expect((await sanne.get(record)).status).toBe(200)
    expect(await count()).toBe(before + 1)
    const { rows } = await database.query(
      `select e.client_id, e.ground is not null as ground, e.checks, host(e.address) as address, e.part, e.action, e.trace_id is not null as trace,
         e.session_id is not null as session
       from audit_event e where person_id = $1 and event = 'client.read' order by recorded_at desc limit 1`,
      [people.sanne],
    )
    expect(rows[0]).toEqual({
      client_id: clients.vanPutten,
      ground: true,
      checks: 'TTFF',
      address: '127.0.0.1',
      part: 'client',
      action: 'R',
      trace: true,
      session: true,
    })
  })

  it('says in the log what was asked, also when that is known a moment later than who asks', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.get(`${record}/reports?q=gewandeld`)).status).toBe(200)
    const { rows } = await database.query(
      `select question from audit_event where person_id = $1 and event = 'report.list' order by recorded_at desc limit 1`,
      [people.sanne],
    )
    expect(rows).toEqual([{ question: 'zoeken in de tekst' }])
  })

  it('takes no endpoint whose rules nobody would hold', () => {
    const endpoint = (more: Partial<Endpoint>): Endpoint => ({
      ...reads({
        path: '/x',
        summary: 'x',
        permission: 'public',
        scope: 'none',
        audit: { none: 'test' },
        handler: async () => undefined,
      }),
      ...more,
    })
    expect(() => checkRules(endpoint({}))).not.toThrow()
    expect(() => checkRules(endpoint({ fresh: true }))).toThrow('nobody enters')
    expect(() => checkRules(endpoint({ ahead: 'everything' }))).toThrow('nobody enters')
    expect(() => checkRules(endpoint({ permission: 'signed-in', ahead: 'everything', creates: true }))).toThrow(
      'at once',
    )
  })
})
