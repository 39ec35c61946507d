import { beforeAll, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people, units } from '../../../test/support/organisation.ts'
import { type Directory, directory, withToken } from '../../../test/support/scim.ts'
import { hashToken, newToken } from '../../platform/crypto/tokens.ts'

const hoede = await startTestHoede()
let entra: Directory
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
let made = 0

/** As Entra ID's documentation shows it (Understand the SCIM implementation, POST /Users). */
const entraUser = (more: object = {}) => {
  const name = `noor.de.groot${made++}@linde.example`
  return {
    schemas: [core, enterprise],
    externalId: `object-${made}-${Math.random()}`,
    userName: name,
    active: true,
    displayName: 'Noor de Groot',
    emails: [{ primary: true, type: 'work', value: name }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Noor de Groot', familyName: 'de Groot', givenName: 'Noor' },
    title: 'Verzorgende IG',
    roles: [],
    ...more,
  }
}
const query = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`

beforeAll(async () => {
  entra = await directory(hoede)
})

describe('what Entra ID sends', () => {
  it('asks for somebody who is not there to try the connection, and gets an empty list', async () => {
    const answer = await entra.get(query('userName eq "4c5d2a9e-7f0e-4c3c-8a8b-111111111111"'))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8')
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      Resources: [],
    })
  })

  it('makes a user, who becomes a person without a password', async () => {
    const sent = entraUser()
    const answer = await entra.post('/Users', sent)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(answer.body.meta.location)
    expect(answer.headers.get('etag')).toBe(answer.body.meta.version)
    const { meta, ...asSent } = sent
    expect(answer.body).toMatchObject({ ...asSent, schemas: [core], groups: [] })
    expect(meta.resourceType).toBe('User')
    const database = await hoede.database()
    const { rows } = await database.query(
      `select p.user_name, p.given_name, p.prefix, p.family_name, p.function, p.email,
         (select count(*)::int from credential c where c.person_id = p.id) as credentials from person p where p.id = $1`,
      [answer.body.id],
    )
    expect(rows[0]).toEqual({
      user_name: sent.userName.split('@')[0],
      given_name: 'Noor',
      prefix: 'de',
      family_name: 'Groot',
      function: 'Verzorgende IG',
      email: sent.userName,
      credentials: 0,
    })
    const found = await entra.get(query(`userName eq "${sent.userName.toUpperCase()}"`))
    expect(found.body.Resources).toEqual([answer.body])
    expect((await entra.get(query(`externalId eq "${sent.externalId}"`))).body.totalResults).toBe(1)
    expect((await entra.get(query(`emails[type eq "work"].value eq "${sent.userName}"`))).body.totalResults).toBe(1)
  })

  it('refuses the same user twice, also when both come at the same moment', async () => {
    const sent = entraUser()
    const answers = await Promise.all([entra.post('/Users', sent), entra.post('/Users', sent)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      scimType: 'uniqueness',
      detail: expect.any(String),
      status: '409',
    })
  })

  it('changes mail and family name by PATCH, with Replace written with a capital', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const answer = await entra.patch(`/Users/${body.id}`, [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'noor@linde.example' },
      { op: 'Replace', path: 'name.familyName', value: 'van der Giessen' },
      { op: 'Add', path: `${enterprise}:costCenter`, value: '4100' },
    ])
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      schemas: [core, enterprise],
      name: { familyName: 'van der Giessen', givenName: 'Noor' },
      emails: [{ type: 'work', value: 'noor@linde.example', primary: true }],
      [enterprise]: { costCenter: '4100' },
    })
    const database = await hoede.database()
    const { rows } = await database.query('select prefix, family_name, email from person where id = $1', [body.id])
    expect(rows[0]).toEqual({ prefix: 'van der', family_name: 'Giessen', email: 'noor@linde.example' })
  })

  it('takes "False" as a text, and what has no path with dots in it', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const changed = await entra.patch(`/Users/${body.id}`, [
      { op: 'Add', value: { 'name.givenName': 'Nora', [`${enterprise}:division`]: 'Zuid' } },
    ])
    expect(changed.body).toMatchObject({ name: { givenName: 'Nora' }, [enterprise]: { division: 'Zuid' } })
    const left = await entra.patch(`/Users/${body.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    expect(left.body.active).toBe(false)
    expect((await entra.get(query(`userName eq "${body.userName}" and active eq false`))).body.totalResults).toBe(1)
  })

  it('deletes for good: 204, then it does not exist; the person stays, and can come back', async () => {
    const sent = entraUser()
    const { body } = await entra.post('/Users', sent)
    expect((await entra.delete(`/Users/${body.id}`)).status).toBe(204)
    const gone = await entra.get(`/Users/${body.id}`)
    expect(gone.status).toBe(404)
    expect(gone.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' })
    expect((await entra.delete(`/Users/${body.id}`)).status).toBe(404)
    expect((await entra.get(query(`userName eq "${sent.userName}"`))).body.totalResults).toBe(0)
    const database = await hoede.database()
    const { rows } = await database.query('select employed_until <= now() as left from person where id = $1', [body.id])
    expect(rows).toEqual([{ left: true }])
    const again = await entra.post('/Users', sent)
    expect(again.status).toBe(201)
    expect(again.body).toMatchObject({ id: body.id, active: true })
  })
})

describe('what Okta sends', () => {
  it('tries the connection with two users', async () => {
    const answer = await entra.get('/Users?startIndex=1&count=2')
    expect(answer.body).toMatchObject({ startIndex: 1, itemsPerPage: 2 })
    expect(answer.body.totalResults).toBeGreaterThan(2)
    expect(answer.body.Resources[0]).toMatchObject({ userName: expect.any(String), active: expect.any(Boolean) })
  })

  it('puts a user whole, and ends and restores it by an object without a path', async () => {
    const { body } = await entra.post('/Users', {
      schemas: [core],
      userName: 'isaac.brock@okta.example',
      name: { givenName: 'Isaac', familyName: 'Brock' },
      emails: [{ primary: true, value: 'isaac.brock@okta.example', type: 'work' }],
      displayName: 'Isaac Brock',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    })
    expect(JSON.stringify(body)).not.toContain('1mz050nq')
    expect(body.locale).toBe('en-US')
    const put = await entra.put(`/Users/${body.id}`, { ...body, name: { givenName: 'Isaac', familyName: 'Block' } })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ id: body.id, name: { familyName: 'Block' }, locale: 'en-US' })
    const off = await entra.patch(`/Users/${body.id}`, [{ op: 'replace', value: { active: false } }])
    expect(off.body.active).toBe(false)
    const on = await entra.patch(`/Users/${body.id}`, [{ op: 'replace', value: { active: true } }])
    expect(on.body.active).toBe(true)
    const database = await hoede.database()
    const { rows } = await database.query(
      `select event, supplier, person_id, detail ->> 'directory' as directory from audit_event where object_id = $1
         and event like 'person.%' order by recorded_at`,
      [body.id],
    )
    const of = (event: string) => ({ event, supplier: 'koppeling Entra ID', person_id: null, directory: 'Entra ID' })
    expect(rows).toEqual(['person.create', 'person.change', 'person.leave', 'person.return'].map(of))
  })

  it('a PUT that changes nothing changes no version and leaves no row', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const again = await entra.put(`/Users/${body.id}`, body)
    expect(again.body.meta.version).toBe(body.meta.version)
  })
})

describe('leaving and coming back', () => {
  it('ends sessions, grants, teams and care relations at once; whoever returns begins with nothing', async () => {
    const database = await hoede.database()
    const visitor = await hoede.as('sanne')
    expect((await visitor.get('/api/me')).status).toBe(200)
    const found = await entra.get(query('userName eq "sanne@linde.example"'))
    expect(found.body.Resources).toMatchObject([{ id: people.sanne, userName: 'sanne', active: true }])
    expect(
      (await entra.patch(`/Users/${people.sanne}`, [{ op: 'Replace', path: 'active', value: false }])).status,
    ).toBe(200)
    expect((await visitor.get('/api/me')).status).toBe(401)
    const open = async () =>
      (
        await database.query(
          `select (select count(*)::int from access_grant where person_id = $1 and withdrawn_at is null) as grants,
             (select count(*)::int from membership where person_id = $1 and (valid_until is null or valid_until > now())) as teams,
             (select count(*)::int from care_relation where person_id = $1 and (valid_until is null or valid_until > now())) as relations`,
          [people.sanne],
        )
      ).rows[0]
    expect(await open()).toEqual({ grants: 0, teams: 0, relations: 0 })
    expect(
      (await entra.patch(`/Users/${people.sanne}`, [{ op: 'Replace', path: 'active', value: true }])).body.active,
    ).toBe(true)
    expect(await open()).toEqual({ grants: 0, teams: 0, relations: 0 })
  })

  it('never the last application manager', async () => {
    for (const attempt of [
      () => entra.patch(`/Users/${people.karin}`, [{ op: 'replace', path: 'active', value: false }]),
      () => entra.delete(`/Users/${people.karin}`),
    ]) {
      const answer = await attempt()
      expect(answer.status).toBe(409)
      expect(answer.body.detail).toContain('last application manager')
    }
    expect((await entra.get(`/Users/${people.karin}`)).body.active).toBe(true)
  })
})

describe('the department', () => {
  it('is the team with that name, follows when it changes, and is kept when nothing is called so', async () => {
    const database = await hoede.database()
    const { rows: names } = await database.query('select name from unit where id = $1', [units.berkenhof2])
    const teams = async (id: string) =>
      (
        await database.query(
          `select unit_id from membership where person_id = $1 and (valid_until is null or valid_until > now())`,
          [id],
        )
      ).rows.map((row) => row.unit_id)
    const { body } = await entra.post(
      '/Users',
      entraUser({ [enterprise]: { department: names[0].name.toUpperCase() } }),
    )
    expect(await teams(body.id)).toEqual([units.berkenhof2])
    const moved = await entra.patch(`/Users/${body.id}`, [
      { op: 'replace', path: `${enterprise}:department`, value: 'Nergens' },
    ])
    expect(moved.body[enterprise].department).toBe('Nergens')
    expect(await teams(body.id)).toEqual([])
  })
})

describe('names', () => {
  it('gives a second person with the same local part a name of their own', async () => {
    const [one, two] = [
      await entra.post('/Users', entraUser({ userName: 'j.smit@linde.example', externalId: 'j1' })),
      await entra.post('/Users', entraUser({ userName: 'j.smit@eik.example', externalId: 'j2' })),
    ]
    const database = await hoede.database()
    const { rows } = await database.query('select user_name from person where id = any($1) order by 1', [
      [one.body.id, two.body.id],
    ])
    expect(rows.map((row) => row.user_name)).toEqual(['j.smit', 'j.smit.eik'])
    expect([one.body.userName, two.body.userName]).toEqual(['j.smit@linde.example', 'j.smit@eik.example'])
  })

  it('what is changed in Hoede, the directory sees', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const database = await hoede.database()
    await database.query(
      `update person set family_name = 'Bloem', prefix = null, version = version + 1 where id = $1`,
      [body.id],
    )
    const now = await entra.get(`/Users/${body.id}`)
    expect(now.body).toMatchObject({ name: { familyName: 'Bloem' }, title: body.title, emails: body.emails })
    expect(now.body.meta.version).not.toBe(body.meta.version)
  })

  it.each([
    [{ userName: '' }, 'invalidValue'],
    [{ userName: 5 }, 'invalidValue'],
    [{ userName: '@' }, 'invalidValue'],
    [{ userName: 'x'.repeat(300) }, 'invalidValue'],
    [{ name: 'Noor' }, 'invalidValue'],
    [{ name: { givenName: 'x'.repeat(130) } }, 'invalidValue'],
    [{ emails: 'a@b.example' }, 'invalidValue'],
    [{ active: 'maybe' }, 'invalidValue'],
    [{ displayName: 'a\u0000b' }, 'invalidValue'],
    [{ nickName: 'x'.repeat(25_000) }, 'invalidValue'],
  ])('%j is refused', async (wrong, scimType) => {
    const answer = await entra.post('/Users', entraUser(wrong))
    expect([answer.status, answer.body.scimType]).toEqual([400, scimType])
  })
})

describe('ETags', () => {
  it('keeps two writers from each other, and saves reading what one has', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const { version } = body.meta
    const path = `/Users/${body.id}`
    expect((await entra.get(path, { 'if-none-match': version })).status).toBe(304)
    const title = (value: string) => [{ op: 'replace', path: 'title', value }]
    const both = await Promise.all([
      entra.patch(path, title('helpende'), { 'if-match': version }),
      entra.patch(path, title('arts'), { 'if-match': version }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await entra.get(path, { 'if-none-match': version })).status).toBe(200)
    expect((await entra.put(path, body, { 'if-match': version })).status).toBe(412)
    expect((await entra.delete(path, { 'if-match': version })).status).toBe(412)
    expect((await entra.delete(path, { 'if-match': '*' })).status).toBe(204)
  })
})

describe('lists', () => {
  it('pages, sorts and leaves out', async () => {
    const first = await entra.get('/Users?count=3&sortBy=userName')
    const second = await entra.get('/Users?count=3&startIndex=4&sortBy=userName')
    const names = [...first.body.Resources, ...second.body.Resources].map((each) => each.userName.toLowerCase())
    expect(names).toEqual([...new Set(names)].sort())
    expect((await entra.get('/Users?count=0')).body).toMatchObject({ itemsPerPage: 0, Resources: [] })
    expect((await entra.get('/Users?count=100000')).body.itemsPerPage).toBeLessThanOrEqual(200)
    const few = await entra.get('/Users?count=1&attributes=userName,name.givenName')
    expect(Object.keys(few.body.Resources[0]).sort()).toEqual(['id', 'name', 'schemas', 'userName'])
    expect(Object.keys(few.body.Resources[0].name)).toEqual(['givenName'])
    const without = await entra.get('/Users?count=1&excludedAttributes=name.givenName,emails,id')
    expect(without.body.Resources[0]).not.toHaveProperty('emails')
    expect(without.body.Resources[0].name).not.toHaveProperty('givenName')
    expect(without.body.Resources[0]).toHaveProperty('id')
    const searched = await entra.post('/Users/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: 'userName sw "karin"',
      attributes: ['userName'],
    })
    expect(searched.body.Resources).toEqual([{ schemas: [core], id: people.karin, userName: 'karin' }])
  })

  it.each([
    'name.familyName co "ak" and not (active eq false)',
    'meta.lastModified gt "2020-01-01T00:00:00Z" and userName pr',
    'displayName ew "bakker" or title co "x"',
    'emails pr or phoneNumbers[type eq "mobile"]',
    `${core}:userName ge "a"`,
    'not (userName eq "x") and id ne "y" and name.formatted sw "k"',
  ])('answers %s', async (filter) => {
    expect((await entra.get(query(filter))).status).toBe(200)
  })

  it.each(['password eq "x"', 'userName eq', 'userName eq "x" or 1=1'])('refuses %s', async (filter) => {
    const answer = await entra.get(query(filter))
    expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidFilter'])
  })
})

describe('what stands around it', () => {
  it('says what it can', async () => {
    const config = await entra.get('/ServiceProviderConfig')
    expect(config.body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
      filter: { supported: true, maxResults: 200 },
    })
    expect((await entra.get('/ResourceTypes')).body.totalResults).toBe(2)
    expect((await entra.get('/ResourceTypes/User')).body.schema).toBe(core)
    expect((await entra.get('/Schemas')).body.totalResults).toBe(3)
    expect((await entra.get(`/Schemas/${core}`)).body.id).toBe(core)
    expect((await entra.get('/Schemas/x')).status).toBe(404)
    expect((await entra.post('/Bulk', {})).status).toBe(501)
    expect((await entra.get('/Me')).status).toBe(501)
    expect((await entra.get('/Anything')).status).toBe(404)
  })

  it('refuses another content type, a broken body and a huge one, in SCIM’s own words', async () => {
    const wrong = await entra.send('POST', '/Users', 'userName=x', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([wrong.status, wrong.body.status]).toEqual([415, '415'])
    for (const body of ['{', '[]', '"x"', '']) {
      const broken = await entra.send('POST', '/Users', body)
      expect([broken.status, broken.body.scimType]).toEqual([400, 'invalidSyntax'])
    }
    const huge = await entra.send('POST', '/Users', JSON.stringify({ userName: 'x'.repeat(2_000_000) }))
    expect([huge.status, huge.body.status]).toEqual([413, '413'])
    expect((await entra.get('/Users/not-an-id')).status).toBe(404)
  })
})

describe('the token', () => {
  const statusOf = async (token: Directory) => (await token.get('/Users?count=1')).status

  it('works until it expires or is withdrawn, and in its own environment only', async () => {
    const database = await hoede.database()
    expect(await statusOf(withToken(hoede, entra.token, '', 'horizon'))).toBe(401)
    expect(await statusOf(withToken(hoede, newToken(), ''))).toBe(401)
    const [expired, withdrawn] = [await directory(hoede), await directory(hoede)]
    expect(await statusOf(expired)).toBe(200)
    await database.query('update directory_token set expires_at = now() where token_hash = $1', [
      hashToken(expired.token),
    ])
    await database.query('update directory_token set withdrawn_at = now() where id = $1', [withdrawn.tokenId])
    expect(await statusOf(expired)).toBe(401)
    const refused = await withdrawn.get('/Users')
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toContain('Bearer')
    const { rows } = await database.query(
      `select last_used_at is not null as used from directory_token where id = $1`,
      [entra.tokenId],
    )
    expect(rows).toEqual([{ used: true }])
  })

  it('is no way into anything else, and a session is no way in here', async () => {
    const visitor = hoede.visitor()
    for (const path of ['/api/me', '/api/people', '/api/caseload', '/api/log'])
      expect((await visitor.get(path, { authorization: `Bearer ${entra.token}` })).status).toBe(401)
    const karin = await hoede.as('karin')
    expect((await karin.get('/scim/v2/Users')).status).toBe(401)
  })
})
