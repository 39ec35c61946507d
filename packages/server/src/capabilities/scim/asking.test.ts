import { beforeAll, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people } from '../../../test/support/organisation.ts'
import { core, type Directory, directory, entraUser, usersWhere, withToken } from '../../../test/support/scim.ts'
import { hashToken, newToken } from '../../platform/crypto/tokens.ts'

const hoede = await startTestHoede()
let entra: Directory

beforeAll(async () => {
  entra = await directory(hoede)
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
    expect((await entra.get(usersWhere(filter))).status).toBe(200)
  })

  it.each(['password eq "x"', 'userName eq', 'userName eq "x" or 1=1'])('refuses %s', async (filter) => {
    const answer = await entra.get(usersWhere(filter))
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
