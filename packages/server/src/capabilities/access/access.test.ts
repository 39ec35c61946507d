import { organisationWide, permissionNames, startingRoles } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'

const newId = () => crypto.randomUUID()

describe('roles and grants', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()

  const roleId = async (key: string): Promise<string> =>
    (await database.query('select id from role where key = $1', [key])).rows[0].id
  const give = async (
    giver: Visitor,
    receiver: string,
    role: string,
    scope: object,
    headers?: Record<string, string>,
  ) => giver.post(`/api/people/${receiver}/grants`, { roleId: await roleId(role), ...scope }, headers)
  const logged = async (event: string) =>
    (
      await database.query(
        'select person_id, action::text, outcome, problem, object_id, detail from audit_event where event = $1 order by recorded_at',
        [event],
      )
    ).rows
  const sunday = () => new Date(Date.now() + 5 * 86_400_000).toISOString()

  it('Karin gives flex worker Anna a role for location Berkenhof until Sunday: it works at once', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    expect((await anna.get('/api/caseload')).status).toBe(403)
    const until = sunday()
    const given = await give(karin, people.anna, 'verzorgende', { scope: 'unit', unitId: units.berkenhof, until })
    expect(given.status).toBe(201)
    expect(given.body).toMatchObject({
      person: { id: people.anna, name: 'Anna Visser' },
      role: { key: 'verzorgende' },
      scope: 'unit',
      unit: { name: 'Berkenhof' },
      until,
      grantedBy: 'Karin Bakker',
      state: 'active',
    })
    const { body } = await anna.get('/api/caseload')
    expect(body.items.map((each: { id: string }) => each.id).sort()).toEqual(
      [clients.vanPutten, clients.elAmrani, clients.deBoer].sort(),
    )
    const opened = await anna.get(`/api/clients/${clients.deBoer}`)
    expect(opened.body.ground.text).toMatch(
      /^Je ziet dit omdat je verzorgende bent op locatie Berkenhof\. Dit geldt tot /,
    )
    expect((await anna.get(`/api/clients/${clients.jansen}`)).status).toBe(404)
    const [row] = await logged('grant.give')
    expect(row).toMatchObject({ person_id: people.karin, action: 'C', outcome: 'success', object_id: given.body.id })
    expect(row.detail).toMatchObject({
      person: people.anna,
      role: 'verzorgende',
      scope: 'unit',
      unit: units.berkenhof,
      until,
    })
  })

  it('withdrawal ends access in a session that is open, at the next request, and stays visible as history', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    expect((await anna.get(`/api/clients/${clients.vanPutten}`)).status).toBe(200)
    const { body: list } = await karin.get(`/api/people/${people.anna}/grants`)
    const withdrawn = await karin.post(`/api/grants/${list.items[0].id}/withdraw`)
    expect(withdrawn.body).toMatchObject({ state: 'ended', withdrawnBy: 'Karin Bakker' })
    expect((await anna.get(`/api/clients/${clients.vanPutten}`)).status).toBe(403)
    expect((await anna.get('/api/caseload')).status).toBe(403)
    const { body: after } = await karin.get(`/api/people/${people.anna}/grants`)
    expect(after.items).toHaveLength(1)
    expect(after.items[0]).toMatchObject({ state: 'ended', withdrawnBy: 'Karin Bakker' })
    expect((await karin.post(`/api/grants/${list.items[0].id}/withdraw`)).body.code).toBe('grant-ended')
  })

  it('a grant works from its beginning and until its end, by the clock of the database', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    const from = new Date(Date.now() + 86_400_000).toISOString()
    const coming = await give(karin, people.anna, 'verzorgende', { scope: 'organisation', from, until: sunday() })
    expect(coming.body.state).toBe('coming')
    expect((await anna.get('/api/caseload')).status).toBe(403)
    const shift = (column: string, moment: string) =>
      database.query(`update access_grant set ${column} = ${moment} where id = $1`, [coming.body.id])
    await shift('valid_from', `now() - interval '1 hour'`)
    expect((await anna.get('/api/caseload')).status).toBe(200)
    await shift('valid_until', 'now()')
    expect((await anna.get('/api/caseload')).status).toBe(403)
    await karin.post(`/api/grants/${coming.body.id}/withdraw`)
  })

  it('employment that ends, ends every grant with it', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    const given = await give(karin, people.anna, 'verzorgende', { scope: 'organisation' })
    expect((await anna.get('/api/caseload')).status).toBe(200)
    await database.query(`update person set employed_until = now() where id = $1`, [people.anna])
    expect((await anna.get('/api/caseload')).status).toBe(401)
    expect((await karin.get(`/api/people/${people.anna}/grants`)).body.items[0].state).toBe('ended')
    expect((await give(karin, people.anna, 'verzorgende', { scope: 'organisation' })).body.code).toBe('person-left')
    await database.query(`update person set employed_until = null where id = $1`, [people.anna])
    await karin.post(`/api/grants/${given.body.id}/withdraw`)
  })

  it('nobody gives a role to oneself; the attempt is in the log', async () => {
    const karin = await hoede.as('karin')
    const attempt = await give(karin, people.karin, 'verzorgende', { scope: 'organisation' })
    expect([attempt.status, attempt.body.code]).toEqual([403, 'grant-to-self'])
    expect((await logged('grant.give')).at(-1)).toMatchObject({
      person_id: people.karin,
      outcome: 'refused',
      problem: 'grant-to-self',
      detail: { person: people.karin, scope: 'organisation' },
    })
  })

  it('Peter gives roles within his location and nothing beyond it', async () => {
    const peter = await hoede.as('peter')
    const refused = async (scope: object, receiver: string = people.anna) => {
      const { status, body } = await give(peter, receiver, 'verzorgende', scope)
      return `${status} ${body.code}`
    }
    expect(await refused({ scope: 'organisation' })).toBe('403 grant-beyond-reach')
    expect(await refused({ scope: 'unit', unitId: units.organisation })).toBe('403 grant-beyond-reach')
    expect(await refused({ scope: 'unit', unitId: units.lindehof1 })).toBe('403 grant-beyond-reach')
    expect(await refused({ scope: 'own-teams' }, people.joris)).toBe('403 grant-beyond-reach')
    expect(await refused({ scope: 'own-teams' }, people.anna)).toBe('403 grant-beyond-reach')
    expect(await refused({ scope: 'own-clients' }, people.anna)).toBe('403 grant-beyond-reach')
    expect(await refused({ scope: 'client', clientNumber: '100004' })).toBe('404 not-found')
    expect(await refused({ scope: 'client', clientNumber: '999999' })).toBe('404 not-found')
    for (const scope of [
      { scope: 'unit', unitId: units.berkenhof2 },
      { scope: 'client', clientNumber: '100003' },
    ]) {
      const given = await give(peter, people.anna, 'verzorgende', scope)
      expect(given.status).toBe(201)
      expect((await peter.post(`/api/grants/${given.body.id}/withdraw`)).status).toBe(200)
    }
    expect((await give(peter, people.sanne, 'verpleegkundige', { scope: 'own-teams' })).status).toBe(201)
    expect((await give(peter, people.maaike, 'verzorgende', { scope: 'own-clients' })).status).toBe(201)
  })

  it('Peter withdraws nothing beyond his reach', async () => {
    const peter = await hoede.as('peter')
    const { rows } = await database.query('select id from access_grant where person_id = $1', [people.joris])
    const attempt = await peter.post(`/api/grants/${rows[0].id}/withdraw`)
    expect([attempt.status, attempt.body.code]).toEqual([403, 'grant-beyond-reach'])
    expect((await logged('grant.withdraw')).at(-1)).toMatchObject({ outcome: 'refused', object_id: rows[0].id })
  })

  it('permissions for the whole organisation do nothing in a role for less', async () => {
    const [peter, anna] = await Promise.all([hoede.as('peter'), hoede.as('anna')])
    const scope = { scope: 'unit', unitId: units.berkenhof }
    const given = await give(peter, people.anna, 'applicatiebeheerder', scope)
    expect(given.status).toBe(201)
    expect((await anna.get('/api/roles')).status).toBe(200)
    const { body } = await anna.get('/api/roles')
    const own = body.items.find((each: { key: string }) => each.key === 'verzorgende')
    expect((await anna.post(`/api/roles/${own.id}`, { version: own.version, permissions: [] })).status).toBe(403)
    expect((await anna.post('/api/settings/former-client-days', { version: 1, value: 2 })).status).toBe(403)
    await peter.post(`/api/grants/${given.body.id}/withdraw`)
    const { rows } = await database.query('select access.organisation_wide() as names')
    expect([...rows[0].names].sort()).toEqual([...organisationWide].sort())
  })

  it('refuses a period, a role, a unit or a scope that makes no sense', async () => {
    const karin = await hoede.as('karin')
    const code = async (scope: object) => (await give(karin, people.anna, 'verzorgende', scope)).body.code
    expect(await code({ scope: 'organisation', until: new Date(Date.now() - 1000).toISOString() })).toBe(
      'period-invalid',
    )
    expect(await code({ scope: 'organisation', from: '2020-01-01T00:00:00Z' })).toBe('period-invalid')
    expect(await code({ scope: 'organisation', roleId: newId() })).toBe('role-unknown')
    expect(await code({ scope: 'unit' })).toBe('invalid-input')
    expect(await code({ scope: 'unit', unitId: newId() })).toBe('invalid-input')
    expect(await code({ scope: 'organisation', unitId: units.berkenhof })).toBe('invalid-input')
    expect(await code({ scope: 'client' })).toBe('invalid-input')
    expect(await code({ scope: 'galaxy' })).toBe('invalid-input')
    expect((await give(karin, newId(), 'verzorgende', { scope: 'organisation' })).body.code).toBe('not-found')
  })

  it('the same grant sent twice is one', async () => {
    const karin = await hoede.as('karin')
    const request = { id: newId(), scope: 'unit', unitId: units.lindehof }
    const first = await give(karin, people.anna, 'verzorgende', request)
    const second = await give(karin, people.anna, 'verzorgende', request)
    expect(second.body.id).toBe(first.body.id)
    expect((await give(karin, people.anna, 'planner', request)).body.code).toBe('already-exists')
    expect((await karin.get(`/api/grants?unit=${units.lindehof1}`)).body.items).toHaveLength(1)
    await karin.post(`/api/grants/${first.body.id}/withdraw`)
    expect((await karin.get(`/api/grants?unit=${units.lindehof1}`)).body.items).toHaveLength(0)
    expect((await karin.get('/api/grants')).body.code).toBe('invalid-input')
  })

  it('shows the client of a grant only to somebody whose reach holds that client', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    const given = await give(karin, people.anna, 'verzorgende', { scope: 'client', clientNumber: '100004' })
    expect(given.body.client).toEqual({ id: clients.jansen, number: '100004' })
    const { body } = await peter.get(`/api/people/${people.anna}/grants`)
    expect(body.items.find((each: { id: string }) => each.id === given.body.id).client).toBeNull()
    await karin.post(`/api/grants/${given.body.id}/withdraw`)
  })

  it('carers see no roles and give none', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.get('/api/roles')).status).toBe(403)
    expect((await sanne.get(`/api/people/${people.sanne}/grants`)).status).toBe(403)
    expect((await give(sanne, people.anna, 'verzorgende', { scope: 'own-teams' })).status).toBe(403)
  })

  it('lists what can be allowed, and the roles with their holders', async () => {
    const karin = await hoede.as('karin')
    const { body: permissions } = await karin.get('/api/permissions')
    expect(permissions.items.map((each: { name: string }) => each.name)).toEqual(permissionNames)
    const { body: roles } = await karin.get('/api/roles')
    expect(roles.items).toHaveLength(startingRoles.length)
    const carer = roles.items.find((each: { key: string }) => each.key === 'verzorgende')
    expect(carer.holders).toBe(3)
    const { body: holders } = await karin.get(`/api/grants?role=${carer.id}`)
    expect(holders.items.map((each: { person: { name: string } }) => each.person.name)).toEqual([
      'Joris Meijer',
      'Maaike Postma',
      'Sanne de Wit',
    ])
  })

  it('a role that changes works at once for who holds it; old and new are in the log', async () => {
    const [karin, joris] = await Promise.all([hoede.as('karin'), hoede.as('joris')])
    const { body: roles } = await karin.get('/api/roles')
    const role = roles.items.find((each: { key: string }) => each.key === 'verzorgende')
    expect((await joris.get(`/api/clients/${clients.jansen}/measurements`)).status).toBe(200)
    const permissions = role.permissions.filter((each: string) => !each.startsWith('measurement'))
    const changed = await karin.post(`/api/roles/${role.id}`, { version: role.version, permissions })
    expect(changed.body.version).toBe(role.version + 1)
    expect((await joris.get(`/api/clients/${clients.jansen}/measurements`)).status).toBe(403)
    const late = await karin.post(`/api/roles/${role.id}`, { version: role.version, name: 'Zorg' })
    expect([late.status, late.body.current.version]).toEqual([409, role.version + 1])
    const unknown = await karin.post(`/api/roles/${role.id}`, { version: role.version + 1, permissions: ['all'] })
    expect(unknown.body.code).toBe('permission-unknown')
    await karin.post(`/api/roles/${role.id}`, { version: role.version + 1, permissions: role.permissions })
    const [first] = (await logged('role.change')).filter((row) => row.outcome === 'success')
    expect(first.detail.before.permissions).toContain('measurement:read')
    expect(first.detail.after.permissions).not.toContain('measurement:read')
  })

  it('makes a role, once', async () => {
    const karin = await hoede.as('karin')
    const request = { id: newId(), key: 'stagiair', name: 'Stagiair', description: '', permissions: ['client:read'] }
    const made = await karin.post('/api/roles', request)
    expect([made.status, made.body.holders]).toEqual([201, 0])
    expect((await karin.post('/api/roles', request)).body.id).toBe(request.id)
    expect((await karin.post('/api/roles', { ...request, id: newId() })).body.code).toBe('already-exists')
    expect((await karin.post('/api/roles', { ...request, key: 'x y' })).body.code).toBe('invalid-input')
  })

  it('nobody widens a role they hold, and somebody can always give roles', async () => {
    const karin = await hoede.as('karin')
    const { body: roles } = await karin.get('/api/roles')
    const role = roles.items.find((each: { key: string }) => each.key === 'applicatiebeheerder')
    const change = (permissions: string[]) =>
      karin.post(`/api/roles/${role.id}`, { version: role.version, permissions })
    expect((await change([...role.permissions, 'report:read'])).body.code).toBe('grant-to-self')
    expect((await change(role.permissions.filter((each: string) => each !== 'access:grant'))).body.code).toBe(
      'last-manager',
    )
    const { body: own } = await karin.get(`/api/people/${people.karin}/grants`)
    expect((await karin.post(`/api/grants/${own.items[0].id}/withdraw`)).body.code).toBe('last-manager')
    expect((await karin.get('/api/roles')).status).toBe(200)
  })

  it('two managers cannot end each other’s role at the same moment', async () => {
    const karin = await hoede.as('karin')
    const second = await give(karin, people.anna, 'applicatiebeheerder', { scope: 'organisation' })
    const anna = await hoede.as('anna')
    const { body: own } = await karin.get(`/api/people/${people.karin}/grants`)
    const answers = await Promise.all([
      karin.post(`/api/grants/${second.body.id}/withdraw`),
      anna.post(`/api/grants/${own.items[0].id}/withdraw`),
    ])
    expect(answers.map((answer) => answer.status).sort()).not.toEqual([200, 200])
    const { rows } = await database.query('select access.lasting_managers() as managers')
    expect(rows[0].managers).toBe(1)
    await database.query('update access_grant set withdrawn_at = null where id = $1', [own.items[0].id])
    await database.query('update access_grant set withdrawn_at = now() where id = $1', [second.body.id])
  })

  it('settings stay within their bounds and stand in the log with old and new value', async () => {
    const [karin, fatima] = await Promise.all([hoede.as('karin'), hoede.as('fatima')])
    const { body } = await fatima.get('/api/settings')
    const days = body.items.find((each: { key: string }) => each.key === 'former-client-days')
    expect(days).toMatchObject({ value: 30, min: 0, max: 365 })
    const sanne = await hoede.as('sanne')
    expect((await sanne.get(`/api/clients/${clients.former}`)).status).toBe(200)
    const set = (value: number, version: number) => karin.post('/api/settings/former-client-days', { version, value })
    expect((await set(366, days.version)).body.code).toBe('setting-out-of-bounds')
    expect((await set(5, days.version)).body.value).toBe(5)
    expect((await sanne.get(`/api/clients/${clients.former}`)).status).toBe(404)
    expect((await set(30, days.version)).status).toBe(409)
    expect((await set(30, days.version + 1)).status).toBe(200)
    expect((await fatima.post('/api/settings/former-client-days', { version: 1, value: 1 })).status).toBe(403)
    for (const key of ['toString', 'session-hours', 'password-min-length'])
      expect((await karin.post(`/api/settings/${key}`, { version: 1, value: 12 })).status).toBe(404)
    const changes = (await logged('setting.change')).filter((row) => row.outcome === 'success')
    expect(changes[0].detail).toEqual({ setting: 'former-client-days', before: 30, after: 5 })
  })
})
