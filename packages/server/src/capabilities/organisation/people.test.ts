import { describe, expect, it } from 'vitest'
import { employees, password } from '../../../test/support/employees.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'

describe('employees', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, logOf, signedIn } = await employees(hoede)
  const karin = await hoede.as('karin')
  const short = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]
  const ids = (body: { items: { id: string }[] }) => body.items.map((each) => each.id)
  let made = 0
  const someone = (more: object = {}) => ({
    userName: `nieuw${made++}`,
    givenName: 'Zoë',
    prefix: 'van der',
    familyName: 'Heijden',
    function: 'verpleegkundige',
    ...more,
  })
  const joined = async (personId: string, unitId: string) =>
    (await karin.post(`/api/people/${personId}/memberships`, { unitId })).body

  it('are found by name, user name and function, in any order and without accents', async () => {
    const find = async (q: string) => ids((await karin.get(`/api/people?q=${encodeURIComponent(q)}`)).body)
    expect(await find('wit')).toEqual([people.sanne])
    expect(await find('Wit, SÁNNE')).toEqual([people.sanne])
    expect(await find('el idrissi')).toEqual([people.fatima])
    expect(await find('verzorgende')).toEqual([people.anna, people.sanne])
    expect(await find('ouderengeneeskunde maaike')).toEqual([people.maaike])
    expect(await find('karin bakker applicatie')).toEqual([people.karin])
    expect(await find('%')).toHaveLength(7)
    expect(await find('bestaat niet')).toEqual([])
    const { rows } = await database.query(
      `select question from audit_event where event = 'person.list' and person_id = $1 order by recorded_at desc limit 1`,
      [people.karin],
    )
    expect(rows[0].question).toBe('zoek bestaat niet')
  })

  it('are listed by family name with their teams, of one unit with all below it when asked', async () => {
    const { body } = await karin.get('/api/people')
    expect(body.items.map((each: { name: string }) => each.name)).toEqual([
      'Karin Bakker',
      'Fatima El Idrissi',
      'Joris Meijer',
      'Maaike Postma',
      'Peter Smit',
      'Anna Visser',
      'Sanne de Wit',
    ])
    expect(body.items[6]).toMatchObject({
      userName: 'sanne',
      function: 'verzorgende IG',
      teams: [{ id: units.berkenhof2, name: 'Berkenhof 2' }],
      employedUntil: null,
      secondFactor: false,
    })
    expect(ids((await karin.get(`/api/people?unit=${units.berkenhof}`)).body)).toEqual([people.sanne])
    expect(ids((await karin.get(`/api/people?unit=${units.organisation}`)).body)).toEqual([people.joris, people.sanne])
  })

  it('come fifty at a time', async () => {
    for (let n = 0; n < 60; n++) {
      await database.query(
        `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
         values ($1, $2, 'Bladzijde', 'Aa', 'planner', 'bladzijde aa', now())`,
        [newId(), `bladzijde${n}`],
      )
    }
    const first = (await karin.get('/api/people?q=bladzijde')).body
    expect(first.items).toHaveLength(50)
    const second = (await karin.get(`/api/people?q=bladzijde&cursor=${first.next}`)).body
    expect([second.items.length, second.next]).toEqual([10, null])
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(60)
    for (const cursor of ['x', Buffer.from('["drop table"]').toString('base64url')]) {
      expect(short(await karin.get(`/api/people?cursor=${cursor}`))).toEqual([400, 'invalid-cursor'])
    }
    await database.query(`delete from person where search_name = 'bladzijde aa'`)
  })

  it('are seen by a team leader as far as they work in her location, and by no carer', async () => {
    const [peter, sanne] = [await hoede.as('peter'), await hoede.as('sanne')]
    expect(ids((await peter.get('/api/people')).body)).toEqual([people.sanne])
    expect(ids((await peter.get(`/api/people?unit=${units.lindehof}`)).body)).toEqual([])
    expect((await peter.get(`/api/people/${people.sanne}`)).body.name).toBe('Sanne de Wit')
    expect(short(await peter.get(`/api/people/${people.joris}`))).toEqual([404, 'not-found'])
    expect(short(await peter.get(`/api/people/${people.anna}`))).toEqual([404, 'not-found'])
    expect(short(await sanne.get('/api/people'))).toEqual([403, 'not-allowed'])
    expect((await logOf(people.peter, 'person.read')).map((row) => row.outcome)).toEqual([
      'success',
      'refused',
      'refused',
    ])
    // Managing people is for the whole organisation: a narrower grant does not give it.
    expect(short(await peter.post(`/api/people/${people.sanne}`, { version: 1, function: 'x' }))).toEqual([
      403,
      'not-allowed',
    ])
    const truus = await employee()
    const { id } = await joined(truus.id, units.berkenhof1)
    expect((await peter.get(`/api/people/${truus.id}`)).status).toBe(200)
    await karin.post(`/api/memberships/${id}/end`)
    expect((await peter.get(`/api/people/${truus.id}`)).status).toBe(404)
  })

  it('are added with an invitation, once for the same request', async () => {
    const request = {
      id: newId(),
      ...someone({
        teams: [units.berkenhof1, units.berkenhof2],
        email: ' z@linde.example ',
        phone: '',
      }),
    }
    const key = { 'idempotency-key': newId() }
    const first = await karin.post('/api/people', request, key)
    expect(first.status).toBe(201)
    expect(first.body.person).toMatchObject({
      id: request.id,
      name: 'Zoë van der Heijden',
      email: 'z@linde.example',
      phone: null,
      secondFactor: false,
      lastSignInAt: null,
      teams: [{ name: 'Berkenhof 1' }, { name: 'Berkenhof 2' }],
      version: 1,
    })
    expect(first.body.person.invitationUntil).toBe(first.body.invitation.expiresAt)
    const again = await karin.post('/api/people', request, key)
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true'])
    // Without the key the person is the same one; the invitation is a new one.
    const third = await karin.post('/api/people', request)
    expect(third.body.person.memberships).toHaveLength(2)
    const token = new URL(third.body.invitation.link).hash.slice(1)
    expect((await hoede.visitor().post('/api/invitation', { token })).body.name).toBe('Zoë van der Heijden')
    const { rows } = await database.query('select search_name from person where id = $1', [request.id])
    expect(rows[0].search_name).toBe('zoe van der heijden')
    expect((await logOf(people.karin, 'person.create')).at(-1)?.detail).toMatchObject({ userName: request.userName })
    expect(short(await karin.post('/api/people', { ...request, userName: 'anders' }))).toEqual([409, 'already-exists'])
  })

  it('are not added with what cannot be', async () => {
    const add = async (more: object) => short(await karin.post('/api/people', someone(more)))
    expect(await add({ userName: 'sanne' })).toEqual([409, 'user-name-taken'])
    expect(await add({ userName: 'Met Hoofdletter' })).toEqual([400, 'invalid-input'])
    expect(await add({ teams: [newId()] })).toEqual([422, 'unit-unknown'])
    expect(await add({ teams: [units.organisation] })).toEqual([422, 'unit-unknown'])
    expect(await add({ familyName: '  ' })).toEqual([400, 'invalid-input'])
    expect(await add({ salary: 1 })).toEqual([400, 'invalid-input'])
    const sanne = await hoede.as('sanne')
    expect(short(await sanne.post('/api/people', someone()))).toEqual([403, 'not-allowed'])
    const { rows } = await database.query(`select 1 from person where given_name = 'Zoë' and family_name = ''`)
    expect(rows).toEqual([])
  })

  it('are changed field by field; who comes second is told what it is now', async () => {
    const { person } = (await karin.post('/api/people', someone({ email: 'z@linde.example' }))).body
    const change = (body: object) => karin.post(`/api/people/${person.id}`, body)
    const married = await change({ version: 1, prefix: null, familyName: 'Özdemir' })
    expect(married.body).toMatchObject({ name: 'Zoë Özdemir', email: 'z@linde.example', version: 2 })
    expect(ids((await karin.get('/api/people?q=ozdemir')).body)).toEqual([person.id])
    const late = await change({ version: 1, function: 'wijkverpleegkundige' })
    expect(short(late)).toEqual([409, 'conflict'])
    expect(late.body.current).toMatchObject({ name: 'Zoë Özdemir', version: 2, function: 'verpleegkundige' })
    expect((await change({ version: 2, email: null })).body).toMatchObject({ email: null, version: 3 })
    expect(short(await change({ version: 3, givenName: ' ' }))).toEqual([400, 'invalid-input'])
    const history = await database.query(
      `select row ->> 'family_name' as name from row_history where row_id = $1 order by version`,
      [person.id],
    )
    expect(history.rows.map((row) => row.name)).toEqual(['Heijden', 'Özdemir'])
    expect((await logOf(people.karin, 'person.change')).at(-1)?.detail).toEqual({ fields: ['email'] })
  })

  it('who leave lose every session and all access at once', async () => {
    const truus = await employee()
    await joined(truus.id, units.berkenhof2)
    const { rows: roles } = await database.query(`select id from role where key = 'verzorgende'`)
    await karin.post(`/api/people/${truus.id}/grants`, { roleId: roles[0].id, scope: 'own-teams' })
    const [desk, phone] = [await signedIn(truus), await signedIn(truus)]
    expect((await desk.get(`/api/clients/${clients.vanPutten}`)).status).toBe(200)
    const { body: invited } = await karin.post(`/api/people/${truus.id}/invitation`)
    const left = await karin.post(`/api/people/${truus.id}/leave`, {})
    expect(left.status).toBe(200)
    expect(Date.parse(left.body.employedUntil)).toBeLessThanOrEqual(Date.now())
    expect(left.body.invitationUntil).toBeNull()
    expect(left.body.lastSignInAt).not.toBeNull()
    for (const visitor of [desk, phone]) {
      expect((await visitor.get(`/api/clients/${clients.vanPutten}`)).body.code).toBe('no-session')
      expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    }
    const ended = await database.query(
      'select distinct ended_because from session where person_id = $1 and stage = $2',
      [truus.id, 'complete'],
    )
    expect(ended.rows).toEqual([{ ended_because: 'left' }])
    expect((await logOf(people.karin, 'session.ended')).at(-1)?.detail).toEqual({ because: 'left', sessions: 2 })
    expect((await enter(hoede.visitor(), truus)).body.code).toBe('sign-in-failed')
    const token = new URL(invited.link).hash.slice(1)
    expect((await hoede.visitor().post('/api/invitation', { token })).body.code).toBe('invitation-invalid')
    expect(short(await karin.post(`/api/people/${truus.id}/leave`, {}))).toEqual([409, 'conflict'])
    // Who left is found when asked for, by the team leader of then as well.
    const peter = await hoede.as('peter')
    for (const visitor of [karin, peter]) {
      expect(ids((await visitor.get('/api/people?q=truus')).body)).not.toContain(truus.id)
      expect(ids((await visitor.get('/api/people?q=truus&left=true')).body)).toContain(truus.id)
    }
  })

  it('can be signed off ahead of time, and it can be set anew until it has come', async () => {
    const truus = await employee()
    const open = await signedIn(truus)
    const leave = (at: number) => karin.post(`/api/people/${truus.id}/leave`, { at: new Date(at).toISOString() })
    const sunday = Date.now() + 5 * 86_400_000
    expect((await leave(sunday)).body.employedUntil).toBe(new Date(sunday).toISOString())
    expect((await open.get('/api/me')).status).toBe(200)
    expect((await leave(sunday + 86_400_000)).status).toBe(200)
    expect(short(await leave(Date.parse('2001-01-01')))).toEqual([422, 'period-invalid'])
    // The moment comes: nothing else has to happen.
    await database.query('update person set employed_until = now() where id = $1', [truus.id])
    expect((await open.get('/api/me')).body.code).toBe('no-session')
    const other = await employee()
    const atWork = await signedIn(other)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString()
    expect((await karin.post(`/api/people/${other.id}/leave`, { at: yesterday })).status).toBe(200)
    expect((await atWork.get('/api/me')).body.code).toBe('no-session')
  })

  it('decide nothing about themselves, and somebody who can give roles stays', async () => {
    for (const [path, body] of [
      ['leave', {}],
      ['invitation', {}],
      ['reset', { reason: 'Telefoon kwijt' }],
      ['memberships', { unitId: units.berkenhof2 }],
    ] as const) {
      expect(short(await karin.post(`/api/people/${people.karin}/${path}`, body))).toEqual([403, 'not-allowed'])
    }
    const own = newId()
    await database.query('insert into membership (id, person_id, unit_id, valid_from) values ($1, $2, $3, now())', [
      own,
      people.karin,
      units.berkenhof1,
    ])
    expect(short(await karin.post(`/api/memberships/${own}/end`))).toEqual([403, 'not-allowed'])
    // Somebody else with Karin's role, who gives no roles: the last one who does cannot be signed off.
    const manager = await employee()
    const { rows } = await database.query(
      `insert into role (id, key, name, permissions) values ($1, 'personeelszaken', 'Personeelszaken', '{people:read,people:manage}') returning id`,
      [newId()],
    )
    const given = await karin.post(`/api/people/${manager.id}/grants`, { roleId: rows[0].id, scope: 'organisation' })
    // Managing people is critical: a second person stands behind it first.
    const fatima = await hoede.as('fatima')
    expect((await fatima.post(`/api/grants/${given.body.id}/confirm`)).body.state).toBe('active')
    const atWork = await signedIn(manager)
    expect(short(await atWork.post(`/api/people/${people.karin}/leave`, {}))).toEqual([409, 'last-manager'])
    expect((await karin.get('/api/me')).status).toBe(200)
  })

  it('begin and end in teams; what is planned or past does not open a record', async () => {
    const truus = await employee()
    const { rows: roles } = await database.query(`select id from role where key = 'verzorgende'`)
    const member = (body: object) => karin.post(`/api/people/${truus.id}/memberships`, body)
    const id = newId()
    const first = await member({ id, unitId: units.berkenhof2 })
    expect([first.status, first.body.unit.name, first.body.until]).toEqual([201, 'Berkenhof 2', null])
    expect((await member({ id, unitId: units.berkenhof2 })).body).toEqual(first.body)
    expect(short(await member({ unitId: units.berkenhof2 }))).toEqual([409, 'already-exists'])
    expect(short(await member({ unitId: units.organisation }))).toEqual([422, 'unit-unknown'])
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    const yesterday = new Date(Date.now() - 86_400_000).toISOString()
    expect(short(await member({ unitId: units.berkenhof1, from: tomorrow, until: tomorrow }))).toEqual([
      422,
      'period-invalid',
    ])
    expect(short(await member({ unitId: units.berkenhof1, until: yesterday }))).toEqual([422, 'period-invalid'])
    const planned = (await member({ unitId: units.lindehof1, from: tomorrow })).body
    await karin.post(`/api/people/${truus.id}/grants`, { roleId: roles[0].id, scope: 'own-teams' })

    const atWork = await signedIn(truus)
    expect((await atWork.get(`/api/clients/${clients.vanPutten}`)).status).toBe(200)
    expect((await atWork.get(`/api/clients/${clients.jansen}`)).status).toBe(404)
    const ended = await karin.post(`/api/memberships/${id}/end`)
    expect([ended.status, ended.body.version]).toEqual([200, 2])
    expect((await atWork.get(`/api/clients/${clients.vanPutten}`)).status).toBe(404)
    expect(short(await karin.post(`/api/memberships/${id}/end`))).toEqual([409, 'conflict'])
    const never = await karin.post(`/api/memberships/${planned.id}/end`)
    expect(never.body.until).toBe(planned.from)
    expect(short(await karin.post(`/api/memberships/${newId()}/end`))).toEqual([404, 'not-found'])
    const { body: detail } = await karin.get(`/api/people/${truus.id}`)
    expect([detail.teams, detail.memberships.length]).toEqual([[], 2])
    expect(
      (await logOf(people.karin, 'membership.end')).filter((row) => row.outcome === 'success').at(-1)?.detail,
    ).toEqual({
      person: truus.id,
      unit: units.lindehof1,
      from: planned.from,
      until: planned.from,
    })
    await database.query('update person set employed_until = now() where id = $1', [truus.id])
    expect(short(await member({ unitId: units.berkenhof1 }))).toEqual([422, 'person-left'])
  })

  it('are guarded by row security too', async () => {
    const login = await hoede.loginRole()
    const as = async (name: keyof typeof people, sql: string, values: unknown[]) => {
      const visitor = await hoede.as(name)
      await login.query('begin')
      try {
        await login.query('select access.enter($1, null, null)', [hashToken(visitor.token!)])
        return (await login.query(sql, values)).rowCount
      } finally {
        await login.query('rollback')
      }
    }
    const insert = 'insert into membership (id, person_id, unit_id, valid_from) values ($1, $2, $3, now())'
    await expect(as('karin', insert, [newId(), people.karin, units.berkenhof1])).rejects.toThrow(/row-level security/)
    await expect(as('sanne', insert, [newId(), people.anna, units.berkenhof1])).rejects.toThrow(/row-level security/)
    const end = 'update membership set valid_until = now(), version = version + 1 where person_id = $1'
    expect(await as('sanne', end, [people.sanne])).toBe(0)
    expect(await as('karin', end, [people.sanne])).toBe(1)
    expect(await as('karin', end, [people.karin])).toBe(0)
    expect(
      await as('sanne', 'update person set function = $2, version = version + 1 where id = $1', [people.sanne, 'arts']),
    ).toBe(0)
  })

  it('of one customer do not exist for another', async () => {
    const there = await hoede.as('karin', 'horizon')
    const truus = await employee()
    expect(short(await there.get(`/api/people/${truus.id}`))).toEqual([404, 'not-found'])
    expect(ids((await there.get('/api/people?q=truus')).body)).toEqual([])
    expect((await hoede.visitor('horizon').post('/api/sign-in', { userName: truus.userName, password })).status).toBe(
      401,
    )
  })
})
