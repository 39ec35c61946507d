import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients } from '../../../test/support/organisation.ts'
import { redirectServer } from './redirect.ts'

describe('the server', async () => {
  const hoede = await startTestHoede()
  const limited = await startTestHoede({ requestsPerSecond: 20 })

  it('says that it is well, and ready', async () => {
    const visitor = hoede.visitor()
    expect((await visitor.get('/healthz')).body).toEqual({ status: 'ok' })
    expect((await visitor.get('/readyz')).body).toEqual({ status: 'ok' })
  })

  it('describes its API by OpenAPI 3.1, each path with what it asks', async () => {
    const { body } = await hoede.visitor().get('/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toContain('/api/clients/{clientId}/reports')
    expect(body.paths['/api/clients/{clientId}'].get.description).toBe('Permission: client:read. Scope: one client.')
    expect(
      body.paths['/api/clients/{clientId}/reports'].post.requestBody.content['application/json'].schema.properties,
    ).toHaveProperty('soep')
  })

  it('gives every answer the headers that browsers need, and no answer to a cache', async () => {
    const sanne = await hoede.as('sanne')
    for (const path of ['/healthz', '/api/caseload', '/api/nothing-here']) {
      const { headers } = await sanne.get(path)
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
      expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*script-src 'self'.*style-src 'self'$/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect((await sanne.get('/api/caseload')).headers.get('cache-control')).toBe('no-store')
  })

  it('knows no session of another customer, also when its cookie is brought along', async () => {
    const sanne = await hoede.as('sanne')
    const stranger = hoede.visitor('horizon')
    stranger.token = sanne.token
    expect((await stranger.get('/api/caseload')).body.code).toBe('no-session')
    expect((await stranger.get(`/api/clients/${clients.vanPutten}`)).body.code).toBe('no-session')
  })

  it.each([
    ['no cookie', undefined],
    ['a cookie that nobody has', 'x'.repeat(43)],
    ['half a cookie', 'x'.repeat(20)],
  ])('answers somebody with %s nothing, and leaves no trace of a look that did not happen', async (_what, token) => {
    const database = await hoede.database()
    const count = async () => (await database.query('select count(*)::int as rows from audit_event')).rows[0].rows
    const before = await count()
    const visitor = hoede.visitor()
    for (const path of ['', '/reports', '/measurements', '/bsn', '/history']) {
      visitor.token = token
      expect((await visitor.get(`/api/clients/${clients.vanPutten}${path}`)).body.code).toBe('no-session')
    }
    expect(await count()).toBe(before)
  })

  it('takes no request from another page', async () => {
    const sanne = await hoede.as('sanne')
    for (const headers of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await sanne.post('/api/clients/search', { q: 'putten' }, headers)).body.code).toBe('wrong-origin')
    }
    const own = { origin: `https://linde.localhost:${hoede.port}`, 'sec-fetch-site': 'same-origin' }
    expect((await sanne.post('/api/clients/search', { q: 'putten' }, own)).status).toBe(200)
  })

  it.each([
    ['a form', 'q=putten', { 'content-type': 'application/x-www-form-urlencoded' }, 'not-json'],
    ['half an object', '{"q":', {}, 'not-json'],
    ['a list', '[]', {}, 'invalid-input'],
    ['nothing', '', {}, 'not-json'],
    ['a prototype', '{"__proto__":{"q":"x"},"q":"putten"}', {}, 'not-json'],
  ])('answers %s with a clear problem', async (_what, body, headers, code) => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.post('/api/clients/search', body, headers)).body.code).toBe(code)
  })

  it.each([
    '/api/clients/not-an-id',
    `/api/clients/${clients.vanPutten}%00`,
    '/api/clients/%E0%A4%A',
    '/api/clients/..%2f..%2fetc',
  ])('answers %s as something that does not exist', async (path) => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.get(path)).status).toBe(404)
  })

  it('tells an address that asks too much to wait, and stays well', async () => {
    const visitor = limited.visitor()
    const begin = performance.now()
    const answers = await Promise.all(Array.from({ length: 120 }, () => visitor.get('/api/environment')))
    const seconds = (performance.now() - begin) / 1000
    const refused = answers.filter((each) => each.status === 429)
    // Twenty in each second that was touched, however slow the machine is.
    expect(answers.length - refused.length).toBeLessThanOrEqual(20 * (Math.ceil(seconds) + 1))
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.body.code).toBe('too-many-requests')
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    expect((await visitor.get('/healthz')).status).toBe(200)
  })
})

describe('plain HTTP', () => {
  it('only redirects, to the same host and path', async () => {
    const server = redirectServer(8443)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answer = await fetch(`${at}/autorisatie?x=1`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([308, 'https://127.0.0.1:8443/autorisatie?x=1'])
    expect((await fetch(at, { method: 'POST', body: 'x' })).status).toBe(405)
    server.close()
  })
})
