import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { odditiesOf } from './what-if-rules.ts'

describe('what if', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')
  const roles = (await karin.get('/api/roles')).body.items as {
    id: string
    key: string
    version: number
    permissions: string[]
  }[]
  const role = (key: string) => roles.find((each) => each.key === key)!
  const ask = (personId: string, ...grants: object[]) => karin.post('/api/what-if/grants', { personId, grants })
  const count = async (sql: string) =>
    (await database.query(`select count(*)::int as n from ${sql}`)).rows[0].n as number

  it('somebody got a role: which records open, by number, and nothing is kept', async () => {
    const before = await count('access_grant')
    const { status, body } = await ask(people.anna, {
      roleId: role('verzorgende').id,
      scope: 'unit',
      unitId: units.berkenhof,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ waits: false, looked: 1, odd: [] })
    expect(body.people).toHaveLength(1)
    const { person, gains, loses } = body.people[0]
    expect([person.name, loses]).toEqual(['Anna Visser', { count: 0, some: [] }])
    expect(gains.count).toBeGreaterThan(0)
    // Karin reads no records: numbers only.
    expect(gains.some).toContainEqual({ number: '100001', name: null })
    expect(await count('access_grant')).toBe(before)
    const { rows } = await database.query(
      `select action::text, outcome, object_id from audit_event where event = 'grant.what-if'`,
    )
    expect(rows).toEqual([{ action: 'R', outcome: 'success', object_id: people.anna }])
  })

  it('two reaches at once, or a later one, are looked at as if they worked now', async () => {
    const unit = { roleId: role('verzorgende').id, scope: 'unit' }
    const from = new Date(Date.now() + 7 * 86_400_000).toISOString()
    const one = (await ask(people.anna, { ...unit, unitId: units.berkenhof })).body.people[0].gains.count
    const both = await ask(people.anna, { ...unit, unitId: units.berkenhof, from }, { ...unit, unitId: units.lindehof })
    expect(both.body.people[0].gains.count).toBeGreaterThanOrEqual(one)
  })

  it('what is odd is said', async () => {
    const whole = await ask(people.anna, { roleId: role('verzorgende').id, scope: 'organisation' })
    expect(whole.body.odd).toContain('whole-organisation')
    const critical = await ask(people.anna, { roleId: role('applicatiebeheerder').id, scope: 'organisation' })
    expect(critical.body.odd).toEqual(expect.arrayContaining(['whole-organisation', 'critical']))
    // Sanne has it already.
    const none = await ask(people.sanne, { roleId: role('verzorgende').id, scope: 'own-teams' })
    expect(none.body).toMatchObject({ people: [], odd: [] })
  })

  it('a role for many people at once: each of them as when it is given to them alone, and nothing is kept', async () => {
    const before = await count('access_grant')
    const request = { roleId: role('verzorgende').id, scopes: [{ scope: 'unit', unitId: units.berkenhof }] }
    const bulk = await karin.post('/api/what-if/bulk-grants', {
      ...request,
      people: [people.anna, people.sanne, people.joris],
    })
    expect(bulk.status).toBe(200)
    expect(bulk.body).toMatchObject({ waits: false, looked: 3, changed: 3, odd: [] })
    for (const line of bulk.body.people) {
      const alone = await ask(line.person.id, { roleId: request.roleId, ...request.scopes[0] })
      expect(alone.body.people).toEqual([line])
    }
    // Sanne has Berkenhof 2 already: what is next door is new.
    const sanne = bulk.body.people.find((each: { person: { id: string } }) => each.person.id === people.sanne)
    expect(sanne.gains).toEqual({ count: 1, some: [{ number: '100003', name: null }] })
    const later = { ...request, people: [people.anna], from: new Date(Date.now() + 7 * 86_400_000).toISOString() }
    expect((await karin.post('/api/what-if/bulk-grants', later)).body.people).toHaveLength(1)
    const whole = await karin.post('/api/what-if/bulk-grants', {
      ...request,
      people: [people.anna],
      scopes: [{ scope: 'organisation' }],
    })
    expect(whole.body.odd).toEqual(['whole-organisation'])
    const refused = await karin.post('/api/what-if/bulk-grants', { ...request, people: [people.anna, people.karin] })
    expect([refused.status, refused.body.code]).toEqual([422, 'bulk-refused'])
    expect(await count('access_grant')).toBe(before)
    const peter = await hoede.as('peter')
    expect((await peter.post('/api/what-if/bulk-grants', { ...request, people: [people.anna] })).status).toBe(200)
    const sanneHerself = await hoede.as('sanne')
    expect((await sanneHerself.post('/api/what-if/bulk-grants', { ...request, people: [people.anna] })).status).toBe(
      403,
    )
  })

  it('a role that ends for many people at once: who loses which records', async () => {
    const before = await count('access_grant where withdrawn_at is null')
    const roleId = role('verzorgende').id
    const { status, body } = await karin.post('/api/what-if/bulk-withdrawal', { roleId, unitId: units.organisation })
    expect(status).toBe(200)
    expect(body).toMatchObject({ looked: 2, changed: 2, odd: ['nobody-left'] })
    const sanne = body.people.find((each: { person: { id: string } }) => each.person.id === people.sanne)
    expect(sanne.gains.count).toBe(0)
    expect(sanne.loses.some).toContainEqual({ number: '100001', name: null })
    const manager = { roleId: role('applicatiebeheerder').id, people: [people.karin] }
    expect((await karin.post('/api/what-if/bulk-withdrawal', manager)).body.code).toBe('last-manager')
    expect(await count('access_grant where withdrawn_at is null')).toBe(before)
    const { rows } = await database.query(
      `select detail ->> 'people' as people from audit_event where event = 'grant.what-if' and outcome = 'success' and detail ? 'batch'`,
    )
    expect(rows).toEqual([{ people: '2' }])
  })

  it('many people whose reach changes at once are odd', () => {
    const one = { before: 10, gained: 1, lost: 0 }
    const odd = (count: number) =>
      odditiesOf({ permissions: [], whole: false, people: Array.from({ length: count }, () => one) })
    expect(odd(24)).toEqual([])
    expect(odd(25)).toEqual(['many-people'])
  })

  it('a role changed: who loses which records', async () => {
    const { id, version, permissions } = role('verzorgende')
    const rest = permissions.filter((each) => each !== 'client:read')
    const { body } = await karin.post(`/api/what-if/roles/${id}`, { version, permissions: rest })
    const sanne = body.people.find((each: { person: { id: string } }) => each.person.id === people.sanne)
    expect(sanne.loses.count).toBeGreaterThan(0)
    expect(body.odd).toEqual(['nobody-left'])
    expect(body.looked).toBeGreaterThanOrEqual(1)
    const now = (await karin.get('/api/roles')).body.items.find((each: { id: string }) => each.id === id)
    expect(now).toMatchObject({ version, permissions })
    const added = await karin.post(`/api/what-if/roles/${id}`, { version, permissions: [...permissions, 'bsn:read'] })
    expect(added.body.people).toEqual([])
  })

  it('what would be refused is refused, with the rule', async () => {
    const grant = { roleId: role('verzorgende').id, scope: 'own-teams' }
    expect((await ask(people.karin, grant)).body.code).toBe('grant-to-self')
    expect((await ask(newId(), grant)).status).toBe(404)
    expect((await ask(people.anna, { ...grant, roleId: newId() })).body.code).toBe('role-unknown')
    expect((await ask(people.anna)).status).toBe(400)
    const { id, version } = role('verzorgende')
    const critical = await karin.post(`/api/what-if/roles/${id}`, { version, permissions: ['role:change'] })
    expect(critical.body.code).toBe('role-critical')
    const stale = await karin.post(`/api/what-if/roles/${id}`, { version: version + 1, permissions: [] })
    expect(stale.body.code).toBe('conflict')
    // A team leader asks within the own reach only.
    const peter = await hoede.as('peter')
    const beyond = await peter.post('/api/what-if/grants', {
      personId: people.anna,
      grants: [{ ...grant, scope: 'organisation' }],
    })
    expect(beyond.body.code).toBe('grant-beyond-reach')
    expect((await peter.post(`/api/what-if/roles/${id}`, { version, permissions: [] })).status).toBe(403)
  })

  it('a role is read as it was, by version, and put back by a change', async () => {
    const made = await karin.post('/api/roles', {
      key: 'proef',
      name: 'Proef',
      description: 'Eerst',
      permissions: ['report:read'],
    })
    const { id } = made.body
    const changed = await karin.post(`/api/roles/${id}`, {
      version: 1,
      name: 'Proef 2',
      permissions: ['report:read', 'bsn:read'],
    })
    expect(changed.status).toBe(200)
    const { items } = (await karin.get(`/api/roles/${id}/versions`)).body
    expect(items).toMatchObject([
      {
        version: 2,
        name: 'Proef 2',
        permissions: ['bsn:read', 'report:read'],
        by: 'Karin Bakker',
        from: expect.any(String),
      },
      { version: 1, name: 'Proef', description: 'Eerst', permissions: ['report:read'], by: null, from: null },
    ])
    const { name, description, permissions } = items[1]
    const back = await karin.post(`/api/roles/${id}`, { version: 2, name, description, permissions })
    expect(back.body).toMatchObject({ version: 3, name: 'Proef', permissions: ['report:read'] })
    expect((await karin.get(`/api/roles/${newId()}/versions`)).status).toBe(404)
    const sanne = await hoede.as('sanne')
    expect((await sanne.get(`/api/roles/${id}/versions`)).status).toBe(403)
  })
})
