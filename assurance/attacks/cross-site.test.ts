import { describe, expect, it } from 'vitest'
import { endpoints, rawRoutes } from '../../packages/server/src/app.ts'
import { employees, password } from '../../packages/server/test/support/employees.ts'
import { type Answer, startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { people } from '../../packages/server/test/support/organisation.ts'
import { singleSignOn } from '../../packages/server/test/support/single-sign-on.ts'
import { addressOf, short } from './attacker.ts'

const writing = endpoints.filter((each) => each.method !== 'GET')
const reading = endpoints.filter((each) => each.method === 'GET')

/**
 * A page of somebody else, open in the browser of somebody who is signed in. SameSite=Strict keeps the cookie at home already; here it
 * came along all the same.
 */
describe('a page of another site', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn } = await employees(hoede)
  const karin = await hoede.as('karin')
  const own = `https://linde.localhost:${hoede.port}`
  const rowsOfLog = async () => (await database.query('select count(*)::int as n from audit_event')).rows[0].n as number

  const elsewhere: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://linde.localhost.evil.example' },
    { origin: `http://linde.localhost:${hoede.port}` },
    { origin: 'https://linde.localhost' },
    // The same site to a browser, and another customer.
    { origin: `https://horizon.localhost:${hoede.port}`, 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { origin: own, 'sec-fetch-site': 'cross-site' },
    // Headers of a proxy do not change which host this is.
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
  ]
  const write = (method: string, path: string, headers: Record<string, string>, body: unknown = {}): Promise<Answer> =>
    karin.send(method, path, body, headers)

  // Defence: checkOrigin() before anything else of every endpoint that writes. It is walked, so that none is forgotten.
  it('writes nothing, at any endpoint', async () => {
    expect(writing.length).toBeGreaterThan(80)
    const before = await rowsOfLog()
    for (const { method, path } of writing) {
      const all = elsewhere.map((headers) => write(method, addressOf({ path }), headers))
      for (const answer of await Promise.all(all))
        expect([method, path, ...short(answer)]).toEqual([method, path, 403, 'wrong-origin'])
    }
    expect(await rowsOfLog()).toBe(before)
    expect((await karin.get('/api/me')).status).toBe(200)
  })

  // Defence: JSON only. A form, or a script without leave (CORS), can send these three kinds and no other.
  it('writes nothing with what a form can send, from a browser that says nothing of where it comes from', async () => {
    const simple: [string, string][] = [
      ['text/plain', '{}'],
      ['text/plain;charset=UTF-8', '{"a":"="}'],
      ['application/x-www-form-urlencoded', 'a=b'],
      ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'],
      ['text/plain; application/json', '{}'],
      ['application/jsonp', '{}'],
    ]
    for (const { method, path } of writing.filter((each) => each.method === 'POST')) {
      const all = simple.map(([type, body]) => write(method, addressOf({ path }), { 'content-type': type }, body))
      for (const answer of await Promise.all(all)) expect([path, ...short(answer)]).toEqual([path, 400, 'not-json'])
    }
    expect((await karin.get('/api/me')).status).toBe(200)
    const victim = hoede.visitor()
    const truus = await employee()
    const form = JSON.stringify({ userName: truus.userName, password })
    expect((await victim.post('/api/sign-in', form, { 'content-type': 'text/plain' })).status).toBe(400)
    expect(victim.token).toBeUndefined()
  })

  // Defence: no CORS at all. A page elsewhere may neither ask first nor read an answer.
  it('gets no leave to ask or to read', async () => {
    const origin = { origin: 'https://evil.example' }
    for (const path of ['/api/me', '/api/sign-in', '/api/caseload', '/api/environment']) {
      const asked = await karin.send('OPTIONS', path, undefined, {
        ...origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      })
      expect(asked.status).toBe(404)
      for (const answer of [asked, await karin.get(path, origin)]) {
        for (const [name] of answer.headers.entries()) expect(name).not.toMatch(/^access-control/)
        expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
        expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      }
    }
  })

  // Defence: what writes answers to no GET.
  it('changes nothing by a link or an image', async () => {
    const before = await database.query('select count(*)::int as n from session where ended_at is not null')
    for (const { method, path } of writing) {
      if (reading.some((each) => each.path === path)) continue
      const fits = reading.some((each) =>
        new RegExp(`^${each.path.replace(/:\w+/g, '[^/]+')}$`).test(addressOf({ path }).slice(4)),
      )
      const answer = await karin.get(addressOf({ path }))
      expect([method, path, answer.status === 404 || fits]).toEqual([method, path, true])
    }
    const after = await database.query('select count(*)::int as n from session where ended_at is not null')
    expect(after.rows).toEqual(before.rows)
  })

  // Defence: nothing in the API redirects, and no parameter is read as an address to go on to.
  it('is nowhere that somebody is sent on to after signing in', async () => {
    const target = 'https://evil.example/'
    const names = [
      'next',
      'return',
      'returnTo',
      'return_to',
      'redirect',
      'redirect_uri',
      'redirectUri',
      'url',
      'continue',
      'target',
      'post_logout_redirect_uri',
      'RelayState',
    ]
    const tempting = new URLSearchParams(names.map((name): [string, string] => [name, target])).toString()
    for (const endpoint of endpoints) {
      const path = `${addressOf(endpoint)}?${tempting}`
      const answer = endpoint.method === 'GET' ? await karin.get(path) : await karin.send(endpoint.method, path, {}, {})
      expect([endpoint.path, answer.status < 300 || answer.status >= 400]).toEqual([endpoint.path, true])
      expect(answer.headers.get('location')).toBeNull()
      expect(answer.headers.get('refresh')).toBeNull()
      expect(answer.text).not.toContain('evil.example')
      if (endpoint.path === '/sign-out') karin.token = (await hoede.as('karin')).token
    }
    for (const { method, path } of rawRoutes) {
      const answer = await karin.send(method, `${addressOf({ path })}?${tempting}&iss=${target}&sid=x`, '', {})
      expect([path, answer.status >= 400, answer.headers.get('location')]).toEqual([path, true, null])
      expect(answer.text).not.toContain('evil.example')
    }
    const visitor = hoede.visitor()
    const signIn = await visitor.post(`/api/sign-in?${tempting}`, { userName: 'x', password: 'y', next: target })
    expect(short(signIn)).toEqual([400, 'invalid-input'])
    const truus = await employee()
    const state = await visitor.post(`/api/sign-in?${tempting}`, { userName: truus.userName, password })
    expect([state.status, state.headers.get('location')]).toEqual([200, null])
    expect(state.text).not.toContain('evil')
  })

  // Defence: the links that are handed out name the host of the request itself, which no header of a proxy changes.
  it('cannot make links of ours point elsewhere', async () => {
    const truus = await employee({ password: null })
    const poisoned = {
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example;proto=http',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '666',
      'x-original-host': 'evil.example',
    }
    const { body } = await karin.post(`/api/people/${truus.id}/invitation`, {}, poisoned)
    expect(new URL(body.link).origin).toBe(own)
  })

  it('signs nobody in as somebody else', async () => {
    const [truus, mallory] = [await signedIn(await employee()), await employee()]
    const before = truus.token
    const cross = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect(short(await truus.post('/api/sign-in', { userName: mallory.userName, password }, cross))).toEqual([
      403,
      'wrong-origin',
    ])
    expect(truus.token).toBe(before)
    expect((await enter(hoede.visitor(), mallory)).status).toBe(200)
    expect((await truus.get('/api/me')).status).toBe(200)
  })
})

/** An attacker signs in at a provider, keeps the way back for themselves, and makes a victim's browser walk it. */
describe('the way back from a provider in the browser of somebody else', async () => {
  const hoede = await startTestHoede()
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  idp.claims = (claims) => ({ ...claims, amr: ['mfa'] })
  const mallory = await world.linked(id, 'mallory')

  const begin = async (visitor: Visitor, path: string, account: string) => {
    const { body } = await visitor.post(path)
    idp.accountId = account
    return idp.browse(body.url)
  }
  const post = (visitor: Visitor, query: string) => visitor.post('/api/sign-in/return', { query })

  // Defence: a visit belongs to the browser that began it (__Host-hoede-visit).
  it('signs the victim in as nobody, and leaves her as she was', async () => {
    const query = await begin(hoede.visitor(), `/api/sign-in/provider/${id}`, 'mallory')
    const truus = await world.employee()
    const victims = [hoede.visitor(), await world.signedIn(truus)]
    // With a visit of her own under way, too.
    await victims[1]!.post(`/api/sign-in/provider/${id}`)
    for (const victim of victims) {
      const before = victim.token
      expect(short(await post(victim, query))).toEqual([409, 'visit-ended'])
      expect(victim.token).toBe(before)
    }
    expect((await victims[1]!.get('/api/me')).body.person.id).toBe(truus.id)
  })

  // Defence: a link belongs to the session that asked for it. Otherwise the attacker's account opens hers from then on.
  it('links no account of the attacker to the victim', async () => {
    const attacker = await world.signedIn(await world.employee())
    const query = await begin(attacker, `/api/me/identities/${id}/link`, 'mallory-two')
    const truus = await world.employee()
    const victim = await world.signedIn(truus)
    expect(short(await post(victim, query))).toEqual([409, 'visit-ended'])
    // Even with the attacker's visit planted in her browser.
    victim.cookies = { ...victim.cookies, ...attacker.cookies }
    expect(short(await post(victim, query))).toEqual([409, 'visit-ended'])
    expect((await victim.get('/api/me/identities')).body.items).toEqual([])
    const { rows } = await world.database.query('select person_id from identity where ended_at is null')
    expect(rows.map((row) => row.person_id)).toEqual([mallory.id])
    expect(Object.values(people)).not.toContain(mallory.id)
  })

  // Defence: what a sign-in was begun for is kept with the visit. A link is no sign-in, and the other way around.
  it('is not taken for another purpose', async () => {
    const truus = await world.employee()
    const visitor = await world.signedIn(truus)
    const signIn = await begin(visitor, `/api/sign-in/provider/${id}`, 'unknown-one')
    expect(short(await post(visitor, signIn))).toEqual([403, 'identity-unknown'])
    expect((await visitor.get('/api/me/identities')).body.items).toEqual([])
    const link = await begin(visitor, `/api/me/identities/${id}/link`, 'mallory')
    visitor.token = undefined
    expect(short(await post(visitor, link))).toEqual([409, 'visit-ended'])
    expect(visitor.token).toBeUndefined()
  })
})
