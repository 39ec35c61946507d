import { beforeEach, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people, units } from '../../../test/support/organisation.ts'
import { directory, withToken } from '../../../test/support/scim.ts'

const hoede = await startTestHoede()
const database = await hoede.database()
const karin = await hoede.as('karin')
const sanne = await hoede.as('sanne')
const roleId = async (key: string) =>
  (await database.query('select id from role where key = $1', [key])).rows[0].id as string
const verzorgende = await roleId('verzorgende')
let made = 0

beforeEach(() => database.query(`update session set proven_at = now() where ended_at is null`))

describe('keys for a directory', () => {
  it('is made, shown once, used, seen to be used, and withdrawn', async () => {
    const answer = await karin.post('/api/directory/tokens', { name: 'HelloID', days: 365 })
    expect(answer.status).toBe(201)
    const { token, secret } = answer.body
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(Date.parse(token.expiresAt) - Date.now()).toBeLessThan(366 * 24 * 3_600_000)
    const helloId = withToken(hoede, secret, token.id)
    expect((await helloId.get('/Users?count=1')).status).toBe(200)
    const overview = await karin.get('/api/directory')
    expect(overview.text).not.toContain(secret)
    expect(overview.body.tokens[0]).toMatchObject({ id: token.id, state: 'active', lastUsedAt: expect.any(String) })
    const stopped = await karin.post(`/api/directory/tokens/${token.id}/withdraw`)
    expect(stopped.body).toMatchObject({ state: 'withdrawn', withdrawnBy: 'Karin Bakker' })
    expect((await helloId.get('/Users?count=1')).status).toBe(401)
    expect((await karin.post(`/api/directory/tokens/${token.id}/withdraw`)).status).toBe(409)
  })

  it('asks the right, a fresh factor, and at most a year', async () => {
    expect((await sanne.post('/api/directory/tokens', { name: 'x', days: 1 })).status).toBe(403)
    expect((await karin.post('/api/directory/tokens', { name: 'x', days: 366 })).status).toBe(400)
    expect((await karin.post('/api/directory/tokens', { name: '  ', days: 1 })).status).toBe(400)
    await database.query(`update session set proven_at = now() - interval '11 minutes'`)
    expect((await karin.post('/api/directory/tokens', { name: 'x', days: 1 })).body.code).toBe('proof-needed')
  })
})

describe('how titles become functions', () => {
  it('counts from the next time that somebody is sent', async () => {
    const { mapping } = (await karin.get('/api/directory')).body
    const titles = [{ title: 'Nurse', function: 'verpleegkundige niveau 4' }]
    const changed = await karin.post('/api/directory/mapping', {
      version: mapping.version,
      titles,
      standard: 'medewerker',
    })
    expect(changed.body.titles).toEqual([{ title: 'nurse', function: 'verpleegkundige niveau 4' }])
    expect(
      (await karin.post('/api/directory/mapping', { version: mapping.version, titles: [], standard: 'x' })).status,
    ).toBe(409)
    const okta = await directory(hoede)
    const user = (more: object) =>
      okta.post('/Users', { userName: `fn${made++}@x.example`, name: { givenName: 'A', familyName: 'B' }, ...more })
    const jobs = await Promise.all([{ title: 'NURSE' }, { title: 'constructor' }, {}].map(user))
    const { rows } = await database.query('select id, function from person where id = any($1)', [
      jobs.map(({ body }) => body.id),
    ])
    const jobOf = new Map(rows.map((row) => [row.id, row.function]))
    expect(jobs.map(({ body }) => jobOf.get(body.id))).toEqual([
      'verpleegkundige niveau 4',
      'constructor',
      'medewerker',
    ])
    expect(jobs[0]!.body.title).toBe('NURSE')
    const twice = await karin.post('/api/directory/mapping', {
      version: changed.body.version,
      titles: [...titles, { title: ' nurse', function: 'x' }],
      standard: 'medewerker',
    })
    expect(twice.status).toBe(400)
  })

  it('lists the departments that are no team', async () => {
    const okta = await directory(hoede)
    await okta.post('/Users', {
      userName: 'dep@x.example',
      name: { givenName: 'A', familyName: 'B' },
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Zuidvleugel' },
    })
    expect((await karin.get('/api/directory')).body.unlinked).toEqual([{ department: 'Zuidvleugel', people: 1 }])
  })
})

describe('rules', () => {
  it('says first whom it concerns, brings the role, goes with the function, and ends', async () => {
    const rule = { function: 'Verzorgende IG', roleId: verzorgende, scope: 'roster' }
    const effect = await karin.post('/api/rules/preview', rule)
    expect(effect.body).toMatchObject({ fourEyes: false, already: 0 })
    expect(effect.body.people.map((each: { id: string }) => each.id)).toContain(people.sanne)
    const { body } = await karin.post('/api/rules', rule)
    expect(body).toMatchObject({
      people: effect.body.count,
      scope: 'roster',
      createdBy: 'Karin Bakker',
      waiting: 0,
    })
    expect((await karin.post('/api/rules', { ...rule, function: 'verzorgende ig' })).body.code).toBe('rule-exists')
    const grants = async () =>
      (await karin.get(`/api/people/${people.sanne}/grants`)).body.items.filter(
        (grant: { source: string; state: string }) => grant.source === 'function' && grant.state === 'active',
      )
    expect(await grants()).toMatchObject([{ scope: 'roster', role: { key: 'verzorgende' } }])
    const functions = (await karin.get('/api/directory/functions')).body.items
    expect(functions.find((each: { function: string }) => each.function === 'verzorgende IG').rules).toHaveLength(1)
    expect((await karin.get(`/api/rules/${body.id}/end/preview`)).body.count).toBe(effect.body.count)
    const ended = await karin.post(`/api/rules/${body.id}/end`, { version: body.version })
    expect(ended.body).toMatchObject({ people: 0, endedBy: 'Karin Bakker' })
    expect(await grants()).toEqual([])
    expect((await karin.post(`/api/rules/${body.id}/end`, { version: 2 })).body.code).toBe('rule-ended')
  })

  it('makes what is critical wait for a second person, for each who gets it', async () => {
    const rule = { function: 'teamleider', roleId: await roleId('applicatiebeheerder'), scope: 'organisation' }
    expect((await karin.post('/api/rules/preview', rule)).body.fourEyes).toBe(true)
    const { body } = await karin.post('/api/rules', rule)
    expect(body).toMatchObject({ people: 0, waiting: 1 })
    const fatima = await hoede.as('fatima')
    const [grant] = (await fatima.get('/api/grants/unconfirmed')).body.items.filter(
      (each: { source: string }) => each.source === 'function',
    )
    expect((await karin.post(`/api/grants/${grant.id}/confirm`)).body.code).toBe('confirm-own')
    expect((await fatima.post(`/api/grants/${grant.id}/confirm`)).status).toBe(200)
    await karin.post(`/api/rules/${body.id}/end`, { version: body.version })
  })

  it('never gives its maker a role, nor does a function that one takes oneself', async () => {
    const own = await karin.post('/api/rules', {
      function: 'applicatiebeheerder',
      roleId: verzorgende,
      scope: 'organisation',
    })
    expect(own.body.code).toBe('grant-to-self')
    const other = await karin.post('/api/rules', { function: 'bijzonder', roleId: verzorgende, scope: 'organisation' })
    expect(other.status).toBe(201)
    const me = (await karin.get(`/api/people/${people.karin}`)).body
    expect(
      (await karin.post(`/api/people/${people.karin}`, { version: me.version, function: 'Bijzonder' })).status,
    ).toBe(403)
    expect((await karin.get(`/api/people/${people.karin}`)).body.function).toBe(me.function)
    await karin.post(`/api/rules/${other.body.id}/end`, { version: other.body.version })
  })

  it.each([
    [{}, 400],
    [{ function: 'x', groupId: people.karin }, 400],
    [{ function: 'x', scope: 'unit' }, 400],
    [{ function: 'x', unitId: units.berkenhof2 }, 400],
    [{ function: 'x', roleId: people.karin }, 422],
    [{ groupId: people.karin }, 422],
    [{ function: 'x', scope: 'unit', unitId: people.karin }, 422],
    [{ function: 'x', scope: 'client' }, 400],
  ])('%j is refused', async (wrong, status) => {
    const answer = await karin.post('/api/rules', { roleId: verzorgende, scope: 'own-teams', ...wrong })
    expect(answer.status).toBe(status)
  })

  it('takes the right', async () => {
    const rule = { function: 'x', roleId: verzorgende, scope: 'own-teams' }
    expect((await sanne.post('/api/rules', rule)).status).toBe(403)
    expect((await sanne.get('/api/directory/groups')).status).toBe(403)
  })
})

describe('people from a file', () => {
  const file = (...lines: string[]) => ['user_name;given_name;prefix;family_name;function;team', ...lines].join('\n')
  const sync = (csv: string, more: object = {}) =>
    karin.post('/api/directory/sync', { csv, endMissing: false, ...more })

  it('adds with a team, changes nothing the second time, and moves', async () => {
    const { rows } = await database.query(`select name from unit where id = $1`, [units.berkenhof2])
    const csv = file(`f.new;Fee;van;Nieuw;helpende;${rows[0].name}`)
    const preview = await karin.post('/api/directory/sync/preview', { csv, endMissing: false })
    expect(preview.body).toMatchObject({ totals: { add: 1, end: 0 }, tooMany: false, errors: [] })
    expect((await sync(csv)).body.totals).toMatchObject({ add: 1, same: 0 })
    expect((await sync(csv)).body.totals).toMatchObject({ add: 0, change: 0, same: 1 })
    const moved = await sync(file('f.new;Fee;van;Nieuw;helpende;'))
    expect(moved.body.lines).toMatchObject([
      { userName: 'f.new', outcome: 'change', changes: [`uit team ${rows[0].name}`] },
    ])
    const log = await database.query(
      `select event, person_id from audit_event where detail ->> 'userName' = 'f.new' order by recorded_at`,
    )
    expect(log.rows).toEqual([
      { event: 'person.create', person_id: people.karin },
      { event: 'person.change', person_id: people.karin },
    ])
  })

  it('is refused as a whole for one wrong line', async () => {
    const answer = await sync(file('f.one;Fee;;Een;helpende;', 'f.two;Fee;;Twee;helpende;Nergens'))
    expect(answer.body).toMatchObject({ code: 'people-file', fields: [{ path: 'regel 3' }] })
    expect((await database.query(`select 1 from person where user_name = 'f.one'`)).rows).toEqual([])
  })

  it('stops before a mass removal, and goes on when the number is said', async () => {
    const csv = file('f.stays;Fee;;Blijft;helpende;')
    const preview = await karin.post('/api/directory/sync/preview', { csv, endMissing: true })
    expect(preview.body.tooMany).toBe(true)
    const { end } = preview.body.totals
    expect((await sync(csv, { endMissing: true })).body).toMatchObject({ code: 'sync-too-many' })
    expect((await sync(csv, { endMissing: true, allowRemovals: end - 1 })).body.code).toBe('sync-too-many')
    expect((await database.query(`select 1 from person where user_name = 'f.stays'`)).rows).toEqual([])
    const done = await sync(csv, { endMissing: true, allowRemovals: end })
    expect(done.body.totals).toMatchObject({ add: 1, end })
    expect((await sanne.get('/api/me')).status).toBe(401)
    expect((await karin.get('/api/me')).status).toBe(200)
  })
})
