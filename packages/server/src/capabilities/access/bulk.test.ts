import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'

const newId = () => crypto.randomUUID()
const day = 86_400_000
const after = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('many people at once, and wider scopes', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const roleId = async (key: string) => (await database.query('select id from role where key = $1', [key])).rows[0].id
  const carer = await roleId('verzorgende')
  const give = (visitor: Visitor, receiver: string, scope: object) =>
    visitor.post(`/api/people/${receiver}/grants`, { roleId: carer, ...scope })
  const opens = async (visitor: Visitor, client: string) => (await visitor.get(`/api/clients/${client}`)).status === 200
  const berkenhof = { scope: 'unit', unitId: units.berkenhof }

  it('refuses every combination that makes no sense, with the field named', async () => {
    const karin = await hoede.as('karin')
    const fields = async (scope: object) => {
      const { status, body } = await give(karin, people.anna, scope)
      expect(status).toBe(400)
      return body.fields.map((each: { path: string }) => each.path.replace('body.', ''))
    }
    expect(await fields({ scope: 'own-teams', unitId: units.berkenhof })).toEqual(['unitId'])
    expect(await fields({ scope: 'roster', relationKind: 'practitioner' })).toEqual(['relationKind'])
    expect(await fields({ scope: 'own-clients', relationKind: 'vriend' })).toEqual(['relationKind'])
    expect(await fields({ scope: 'own-teams', minutesBefore: 30 })).toEqual(['minutesBefore'])
    expect(await fields({ ...berkenhof, withinUnitId: units.berkenhof2 })).toEqual(['withinUnitId'])
    expect(await fields({ scope: 'organisation', withinUnitId: units.berkenhof2 })).toEqual(['withinUnitId'])
    expect(await fields({ scope: 'own-teams', withinUnitId: newId() })).toEqual(['withinUnitId'])
    expect(await fields({ ...berkenhof, exceptUnits: [units.berkenhof] })).toEqual(['exceptUnits'])
    expect(await fields({ ...berkenhof, exceptUnits: [units.lindehof1] })).toEqual(['exceptUnits'])
    expect(await fields({ ...berkenhof, exceptUnits: [units.berkenhof1, units.berkenhof1] })).toContain('exceptUnits')
    expect(await fields({ scope: 'organisation', exceptUnits: [units.organisation] })).toEqual(['exceptUnits'])
    expect(await fields({ ...berkenhof, exceptClientNumbers: ['999999'] })).toEqual(['exceptClientNumbers'])
    expect(
      await fields({
        scope: 'client',
        clientNumber: '100001',
        exceptUnits: [units.berkenhof1],
        exceptClientNumbers: ['1'],
      }),
    ).toEqual(['exceptUnits', 'exceptClientNumbers'])
    expect(await fields({ scope: 'roster', minutesBefore: 2881 })).toHaveLength(1)
  })

  it('a location except a team and except a client reaches the rest of it', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    const given = await give(karin, people.anna, {
      ...berkenhof,
      exceptUnits: [units.berkenhof1],
      exceptClientNumbers: ['100002'],
    })
    expect(given.body).toMatchObject({
      exceptUnits: [{ name: 'Berkenhof 1' }],
      exceptClientNumbers: ['100002'],
      source: 'given',
    })
    expect(await opens(anna, clients.vanPutten)).toBe(true)
    expect(await opens(anna, clients.elAmrani)).toBe(false)
    expect(await opens(anna, clients.deBoer)).toBe(false)
    const { items } = (await anna.get('/api/caseload')).body
    expect(items.map((each: { number: string }) => each.number)).toEqual(['100001'])
    await karin.post(`/api/grants/${given.body.id}/withdraw`)
  })

  it('a team leader gives own teams and the roster within her own location to anybody, and nothing beyond', async () => {
    const peter = await hoede.as('peter')
    const code = async (scope: object) => (await give(peter, people.anna, scope)).body.code
    expect(await code({ scope: 'roster' })).toBe('grant-beyond-reach')
    expect(await code({ scope: 'roster', withinUnitId: units.lindehof })).toBe('grant-beyond-reach')
    expect(await code({ scope: 'own-teams', withinUnitId: units.organisation })).toBe('grant-beyond-reach')
    for (const scope of ['roster', 'own-teams', 'own-clients']) {
      const given = await give(peter, people.anna, { scope, withinUnitId: units.berkenhof })
      expect([scope, given.status]).toEqual([scope, 201])
      expect((await peter.post(`/api/grants/${given.body.id}/withdraw`)).status).toBe(200)
    }
  })

  it('a giver with a minus gives no more than what is left', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    const lead = await karin.post(`/api/people/${people.anna}/grants`, {
      roleId: await roleId('teamleider'),
      ...berkenhof,
      exceptUnits: [units.berkenhof1],
    })
    expect((await give(anna, people.joris, berkenhof)).body.code).toBe('grant-beyond-reach')
    expect((await give(anna, people.joris, { scope: 'unit', unitId: units.berkenhof1 })).body.code).toBe(
      'grant-beyond-reach',
    )
    const given = await give(anna, people.joris, { scope: 'unit', unitId: units.berkenhof2 })
    expect(given.status).toBe(201)
    await karin.post(`/api/grants/${given.body.id}/withdraw`)
    await karin.post(`/api/grants/${lead.body.id}/withdraw`)
  })

  const bulk = (visitor: Visitor, path: string, body: object) => visitor.post(`/api/grants/${path}`, body)
  const three = [people.sanne, people.joris, people.anna]

  it('previews who gets what, who has it and who is refused, then gives it to all in one go', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    const until = after(30 * day)
    const request = {
      roleId: carer,
      people: three,
      scopes: [{ scope: 'unit', unitId: units.lindehof }, { scope: 'own-teams' }],
      until,
    }
    const preview = await bulk(karin, 'bulk/preview', request)
    expect(preview.body.totals).toEqual({ people: 3, give: 4, has: 2, refused: 0 })
    expect(
      preview.body.items.map((each: { person: { name: string }; outcome: string }) => [each.person.name, each.outcome]),
    ).toEqual([
      ['Joris Meijer', 'give'],
      ['Joris Meijer', 'has'],
      ['Anna Visser', 'give'],
      ['Anna Visser', 'give'],
      ['Sanne de Wit', 'give'],
      ['Sanne de Wit', 'has'],
    ])
    expect(await opens(anna, clients.jansen)).toBe(false)
    const id = newId()
    const done = await bulk(karin, 'bulk', { ...request, id })
    expect([done.status, done.body.batchId, done.body.items.length]).toEqual([201, id, 4])
    expect(done.body.totals).toEqual({ people: 3, give: 4, has: 2, refused: 0 })
    expect(await opens(anna, clients.jansen)).toBe(true)
    const again = await bulk(karin, 'bulk', { ...request, id })
    expect(again.body.items.length).toBe(4)
    const batch = (await karin.get(`/api/grants/batches/${id}`)).body
    expect([batch.grantedBy, batch.items.length]).toEqual(['Karin Bakker', 4])
    expect((await karin.get(`/api/people/${people.anna}/grants`)).body.items[0].batchId).toBe(id)
    // One row in the log for all of it, and one for each.
    const { rows } = await database.query(
      `select event, count(*)::int as n from audit_event where detail ->> 'batch' = $1 group by 1 order by 1`,
      [id],
    )
    expect(rows).toEqual([
      { event: 'grant.bulk', n: 2 },
      { event: 'grant.give', n: 4 },
    ])
    // Withdrawn as a whole, at once.
    const before = await bulk(karin, 'bulk-withdraw/preview', { batchId: id })
    expect(before.body.totals).toEqual({ people: 3, end: 4, refused: 0 })
    const ended = await bulk(karin, 'bulk-withdraw', { batchId: id })
    expect(ended.body.items.every((each: { state: string }) => each.state === 'ended')).toBe(true)
    expect(await opens(anna, clients.jansen)).toBe(false)
    expect((await bulk(karin, 'bulk-withdraw/preview', { batchId: id })).body.items).toEqual([])
  })

  it('one who is refused refuses everything, with who and why', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    const scopes = [{ scope: 'organisation' }]
    const withSelf = { roleId: carer, people: [people.anna, people.karin], scopes }
    const preview = await bulk(karin, 'bulk/preview', withSelf)
    expect(preview.body.items.map((each: { code: string }) => each.code)).toEqual(['grant-to-self', null])
    const refused = await bulk(karin, 'bulk', withSelf)
    expect([refused.status, refused.body.code]).toEqual([422, 'bulk-refused'])
    expect(refused.body.fields).toEqual([
      { path: `people.${people.karin}`, message: 'Karin Bakker: Je kunt jezelf geen rol geven.' },
    ])
    const beyond = await bulk(peter, 'bulk/preview', { roleId: carer, people: [people.anna], scopes })
    expect(beyond.body.items[0].code).toBe('grant-beyond-reach')
    const { rows } = await database.query(`select 1 from access_grant where scope = 'organisation' and role_id = $1`, [
      carer,
    ])
    expect(rows).toEqual([])
    await database.query('update person set employed_until = now() where id = $1', [people.anna])
    const left = await bulk(karin, 'bulk/preview', { roleId: carer, people: [people.anna], scopes })
    expect(left.body.items[0].code).toBe('person-left')
    await database.query('update person set employed_until = null where id = $1', [people.anna])
  })

  it('a role with which somebody could come to everything goes to one person at a time', async () => {
    const karin = await hoede.as('karin')
    const request = {
      roleId: await roleId('applicatiebeheerder'),
      people: [people.anna],
      scopes: [{ scope: 'organisation' }],
    }
    expect((await bulk(karin, 'bulk/preview', request)).body.items[0].code).toBe('bulk-critical')
    expect((await bulk(karin, 'bulk', request)).body.code).toBe('bulk-refused')
    const role = await roleId('noodtoegang')
    expect((await bulk(karin, 'bulk/preview', { ...request, roleId: role })).body.code).toBe('role-unknown')
  })

  it('chooses people by unit and by function, within the reach of who gives', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    const names = async (visitor: Visitor, whom: object) => {
      const { body } = await bulk(visitor, 'bulk/preview', { roleId: carer, scopes: [berkenhof], ...whom })
      return body.items.map((each: { person: { name: string } }) => each.person.name)
    }
    expect(await names(karin, { unitId: units.organisation })).toEqual(['Joris Meijer', 'Sanne de Wit'])
    expect(await names(karin, { function: 'VERZORGENDE IG' })).toEqual(['Anna Visser', 'Sanne de Wit'])
    expect(await names(karin, { function: 'verzorgende IG', unitId: units.berkenhof })).toEqual(['Sanne de Wit'])
    expect(await names(peter, { unitId: units.organisation })).toEqual(['Sanne de Wit'])
    const nobody = await bulk(karin, 'bulk/preview', { roleId: carer, scopes: [berkenhof] })
    expect(nobody.body.fields[0].path).toBe('body.people')
    const wrong = await bulk(karin, 'bulk/preview', {
      roleId: carer,
      people: three,
      scopes: [berkenhof, { scope: 'unit' }],
    })
    expect(wrong.body.fields[0].path).toBe('body.scopes.1.unitId')
    const functions = (await karin.get('/api/functions')).body.items
    expect(functions.find((each: { name: string }) => each.name === 'verzorgende IG').people).toBe(2)
  })

  it('ends a role of everybody in a unit, never leaves the organisation without a manager, never beyond reach', async () => {
    const [karin, peter, sanne] = await Promise.all([hoede.as('karin'), hoede.as('peter'), hoede.as('sanne')])
    const end = (visitor: Visitor, body: object) => bulk(visitor, 'bulk-withdraw', body)
    const manager = await roleId('applicatiebeheerder')
    expect((await end(karin, { roleId: manager, people: [people.karin] })).body.code).toBe('last-manager')
    expect((await end(peter, { roleId: carer, people: [people.joris] })).body.code).toBe('bulk-refused')
    expect((await end(karin, { people: [people.joris] })).body.fields[0].path).toBe('body.roleId')
    expect((await end(sanne, { roleId: carer, people: [people.joris] })).status).toBe(403)
    expect((await sanne.get('/api/caseload')).status).toBe(200)
    expect((await end(peter, { roleId: carer, unitId: units.berkenhof })).body.items).toHaveLength(1)
    expect((await sanne.get('/api/caseload')).status).toBe(403)
  })

  it('five hundred people in one go, and not one more', async () => {
    const karin = await hoede.as('karin')
    await database.query(`insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
      select ('0190a000-0000-7000-8030-' || lpad(n::text, 12, '0'))::uuid, 'flex' || n, 'Flex', 'Nummer ' || n, 'flex', 'flex', now()
      from generate_series(1, 501) n`)
    const request = { roleId: carer, scopes: [berkenhof], until: after(day) }
    expect((await bulk(karin, 'bulk/preview', { ...request, function: 'flex' })).body.code).toBe('bulk-too-many')
    await database.query(`update person set employed_until = now() where user_name = 'flex501'`)
    const started = performance.now()
    const look = await karin.post('/api/what-if/bulk-grants', { ...request, function: 'flex' })
    expect(look.body).toMatchObject({ looked: 500, changed: 500, odd: ['many-people'] })
    expect(look.body.people).toHaveLength(100)
    const done = await bulk(karin, 'bulk', { ...request, function: 'flex' })
    expect([done.status, done.body.totals.give]).toEqual([201, 500])
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
