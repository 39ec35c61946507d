import { describe, expect, it } from 'vitest'
import { type Answer, startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { singleSignOn } from '../../../test/support/single-sign-on.ts'

const seconds = () => Math.floor(Date.now() / 1000)
type Claims = Record<string, unknown>

/** Answers that are wrong, late, or meant for somebody else: always refused in plain words, logged, and nothing half-made. */
describe('an answer of a provider that is not right', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 3_000 })
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  await world.linked(id, 'truus')
  const honest = (claims: Claims) => ({ ...claims, amr: ['mfa'] })
  idp.claims = honest

  const begin = async (visitor: Visitor) => {
    const { body } = await visitor.post(`/api/sign-in/provider/${id}`)
    return idp.browse(body.url)
  }
  const post = (visitor: Visitor, query: string) => visitor.post('/api/sign-in/return', { query })
  const changed = (query: string, change: (all: URLSearchParams) => void) => {
    const all = new URLSearchParams(query)
    change(all)
    return all.toString()
  }

  async function refused(answer: Answer, code: string, cause: string | RegExp, visitor?: Visitor) {
    expect(answer.body.code).toBe(code)
    expect(answer.body.title).toMatch(/[.]$/)
    const row = await world.lastLog('sign-in.provider')
    expect(row).toMatchObject({ outcome: 'refused', problem: code })
    expect(row.detail.cause).toMatch(cause)
    if (visitor) expect(visitor.token).toBeUndefined()
  }

  it('is refused when it names another issuer (mix-up), or none', async () => {
    const visitor = hoede.visitor()
    const wrong = changed(await begin(visitor), (all) => all.set('iss', 'https://evil.example'))
    await refused(await post(visitor, wrong), 'provider-answer-wrong', 'invalid-response', visitor)
    const missing = changed(await begin(visitor), (all) => all.delete('iss'))
    await refused(await post(visitor, missing), 'provider-answer-wrong', 'invalid-response', visitor)
    const twice = changed(await begin(visitor), (all) => all.append('iss', 'https://evil.example'))
    await refused(await post(visitor, twice), 'provider-answer-wrong', 'invalid-response', visitor)
  })

  it('is refused with a state that nobody began, or two, or none', async () => {
    const visitor = hoede.visitor()
    const query = await begin(visitor)
    for (const change of [
      (all: URLSearchParams) => all.set('state', 'x'.repeat(43)),
      (all: URLSearchParams) => all.append('state', all.get('state')!),
      (all: URLSearchParams) => all.delete('state'),
    ]) {
      await refused(await post(visitor, changed(query, change)), 'visit-ended', 'state-unknown', visitor)
    }
    // None of that used the visit up.
    expect((await post(visitor, query)).status).toBe(200)
  })

  it('is refused in another browser, as an attacker would hand it to somebody', async () => {
    const attacker = hoede.visitor()
    const query = await begin(attacker)
    const victim = hoede.visitor()
    await refused(await post(victim, query), 'visit-ended', 'other-browser', victim)
    await victim.post(`/api/sign-in/provider/${id}`)
    await refused(await post(victim, query), 'visit-ended', 'other-browser', victim)
  })

  it('works once, also of two requests at the same moment', async () => {
    const visitor = hoede.visitor()
    const query = await begin(visitor)
    const answers = await Promise.all([post(visitor, query), post(visitor, query), post(visitor, query)])
    expect(answers.map((each) => each.body.code ?? 'in').sort()).toEqual(['in', 'visit-ended', 'visit-ended'])
    await refused(await post(visitor, query), 'visit-ended', 'used-or-expired')
  })

  it('works for ten minutes', async () => {
    const visitor = hoede.visitor()
    const query = await begin(visitor)
    await world.database.query(
      `update provider_visit set expires_at = now() - interval '1 second' where used_at is null`,
    )
    await refused(await post(visitor, query), 'visit-ended', 'used-or-expired', visitor)
  })

  it('comes from a page of ours, or not at all', async () => {
    const visitor = hoede.visitor()
    const query = await begin(visitor)
    const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await visitor.post('/api/sign-in/return', { query }, elsewhere)).body.code).toBe('wrong-origin')
    expect((await visitor.post(`/api/sign-in/provider/${id}`, {}, elsewhere)).body.code).toBe('wrong-origin')
  })

  it.each<[string, (claims: Claims) => Claims, RegExp]>([
    ['for another nonce', (claims) => ({ ...claims, nonce: 'other' }), /jwt-claim|nonce/],
    ['without nonce', ({ nonce: _, ...claims }) => claims, /invalid-response|nonce/],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' }), /jwt-claim/],
    ['for another client', (claims) => ({ ...claims, aud: 'somebody-else' }), /jwt-claim/],
    ['for more than one, without saying whose', (claims) => ({ ...claims, aud: ['hoede', 'other'] }), /jwt-claim/],
    ['for another party', (claims) => ({ ...claims, aud: ['hoede', 'other'], azp: 'other' }), /jwt-claim/],
    ['for us, but made for another party', (claims) => ({ ...claims, azp: 'other' }), /authorized-party/],
    ['expired', (claims) => ({ ...claims, iat: seconds() - 900, exp: seconds() - 90 }), /timestamp/],
    ['that begins later', (claims) => ({ ...claims, nbf: seconds() + 300 }), /timestamp/],
    ['without end', ({ exp: _, ...claims }) => claims, /invalid-response/],
    ['about nobody', ({ sub: _, ...claims }) => claims, /invalid-response/],
    ['about a subject without end', (claims) => ({ ...claims, sub: 'x'.repeat(256) }), /subject/],
    ['with a moment that is no number', (claims) => ({ ...claims, auth_time: 'yesterday' }), /invalid-response/],
  ])('is refused with an ID token %s', async (_name, change, cause) => {
    idp.claims = (claims) => change(honest(claims))
    const visitor = hoede.visitor()
    await refused(await post(visitor, await begin(visitor)), 'provider-answer-wrong', cause, visitor)
    idp.claims = honest
  })

  it('takes clocks that differ by less than a minute', async () => {
    idp.claims = (claims) => ({ ...honest(claims), iat: seconds() - 300, exp: seconds() - 40 })
    const visitor = hoede.visitor()
    expect((await post(visitor, await begin(visitor))).status).toBe(200)
    idp.claims = honest
  })

  it('is refused when it is signed with another key, with an unknown one, or not at all', async () => {
    const visitor = hoede.visitor()
    idp.header = () => ({ kid: 'unknown' })
    await refused(await post(visitor, await begin(visitor)), 'provider-answer-wrong', 'unknown-key', visitor)
    idp.header = () => ({})
    // A token of which somebody changed the content.
    idp.broken = {
      path: '/token',
      status: 200,
      body: JSON.stringify({
        access_token: 'a',
        token_type: 'bearer',
        id_token: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"truus"}').toString('base64url')}.`,
      }),
    }
    await refused(await post(visitor, await begin(visitor)), 'provider-answer-wrong', 'invalid-response', visitor)
    idp.broken = undefined
  })

  it('follows new keys, also in the middle of a visit', async () => {
    const visitor = hoede.visitor()
    const query = await begin(visitor)
    await idp.publishKey('new')
    // The keys that are known are not asked again within ten seconds of the last time: that is what holds back a flood.
    await new Promise((done) => setTimeout(done, 10_100))
    expect((await post(visitor, query)).status).toBe(200)
    const asked = () => idp.requests.filter((each) => each.path === '/jwks').length
    const before = asked()
    idp.header = () => ({ kid: 'forged' })
    for (let n = 0; n < 5; n++) await post(visitor, await begin(visitor))
    expect(asked() - before).toBeLessThanOrEqual(1)
    idp.header = () => ({})
  }, 30_000)

  it('is told apart from a person who changed their mind', async () => {
    const visitor = hoede.visitor()
    const query = changed(await begin(visitor), (all) => {
      all.delete('code')
      all.set('error', 'access_denied')
      all.set('error_description', '<b>bel 0900-1234</b>')
    })
    const answer = await post(visitor, query)
    await refused(answer, 'provider-refused', 'access_denied', visitor)
    expect(answer.text).not.toContain('0900')
    const odd = changed(await begin(visitor), (all) => {
      all.delete('code')
      all.set('error', "'; drop table person --")
    })
    await refused(await post(visitor, odd), 'provider-refused', 'unknown_error', visitor)
    const later = changed(await begin(visitor), (all) => {
      all.delete('code')
      all.set('error', 'temporarily_unavailable')
    })
    await refused(await post(visitor, later), 'provider-unavailable', 'temporarily_unavailable', visitor)
  })

  it('is refused with a code that the provider does not know', async () => {
    const visitor = hoede.visitor()
    const query = changed(await begin(visitor), (all) => all.set('code', 'stolen'))
    await refused(await post(visitor, query), 'provider-answer-wrong', 'invalid_grant', visitor)
  })

  it.each<[string, NonNullable<typeof idp.broken>, string, RegExp]>([
    ['out of order', { path: '/token', status: 500 }, 'provider-unavailable', /server_error|not-understood/],
    ['not to be read', { path: '/token', status: 200, body: '<html>' }, 'provider-unavailable', /not-understood/],
    [
      'elsewhere',
      { path: '/token', status: 302, headers: { location: 'https://127.0.0.1/' } },
      'provider-unavailable',
      /./,
    ],
    [
      'endless',
      { path: '/token', status: 200, body: `"${'x'.repeat(1_200_000)}"` },
      'provider-unavailable',
      /too-large|unreachable/,
    ],
    [
      'that it knows us no more',
      { path: '/token', status: 401, body: '{"error":"invalid_client"}' },
      'provider-refused',
      /invalid_client/,
    ],
  ])('says that the provider is %s', async (_name, broken, code, cause) => {
    const visitor = hoede.visitor()
    const query = await begin(visitor)
    idp.broken = broken
    const answer = await post(visitor, query)
    idp.broken = undefined
    await refused(answer, code, cause, visitor)
  })

  it('holds up nobody else while a provider is slow', async () => {
    const visitors = Array.from({ length: 20 }, () => hoede.visitor())
    const queries: string[] = []
    for (const visitor of visitors) queries.push(await begin(visitor))
    idp.slow = { path: '/token', milliseconds: 5_000 }
    let answered = 0
    const waiting = visitors.map(async (visitor, n) => {
      const answer = await post(visitor, queries[n]!)
      answered += 1
      return answer
    })
    await new Promise((done) => setTimeout(done, 200))
    // All connections to the database would be taken, if one waited with each of these.
    expect((await hoede.visitor().get('/api/environment')).status).toBe(200)
    expect((await world.karin.get('/api/me')).status).toBe(200)
    expect(answered).toBe(0)
    for (const answer of await Promise.all(waiting)) expect(answer.body.code).toBe('provider-unavailable')
    expect((await world.lastLog('sign-in.provider')).detail.cause).toBe('timeout')
    idp.slow = undefined
  }, 20_000)
})

describe('a provider that cannot be talked to', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 1_000 })
  const world = await singleSignOn(hoede)

  it.each<[string, string, (metadata: Claims) => Claims, RegExp]>([
    [
      'another issuer',
      'metadata-issuer',
      (all) => ({ ...all, issuer: 'https://evil.example' }),
      /noemt zichzelf anders/,
    ],
    [
      'an issuer with a slash more',
      'metadata-issuer',
      (all) => ({ ...all, issuer: `${all['issuer']}/` }),
      /laatste \//,
    ],
    ['no token endpoint', 'metadata-incomplete', ({ token_endpoint: _, ...all }) => all, /niet compleet/],
    [
      'an endpoint without https',
      'metadata-not-https',
      (all) => ({ ...all, token_endpoint: 'http://localhost/token' }),
      /zonder https/,
    ],
  ])('publishes %s', async (_name, cause, metadata, finding) => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    idp.metadata = metadata
    const trial = await world.karin.post(`/api/providers/${id}/trial`)
    expect([trial.status, trial.body.code]).toEqual([502, 'provider-unavailable'])
    expect((await world.lastLog('provider.trial')).detail.cause).toBe(cause)
    const { body: checked } = await world.karin.post(`/api/providers/${id}/check`)
    expect(checked.reachable).toBe(true)
    expect(checked.findings[0]).toMatchObject({ ok: false, text: expect.stringMatching(finding) })
  })

  it('is down, slow, or has a certificate of nobody we know', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    const causeNow = async () => {
      const { body: checked } = await world.karin.post(`/api/providers/${id}/check`)
      expect(checked).toMatchObject({ reachable: false, findings: [{ ok: false }] })
      const begun = await world.karin.post(`/api/providers/${id}/trial`)
      expect(begun.body.code).toBe('provider-unavailable')
      return (await world.lastLog('provider.trial')).detail.cause
    }
    idp.slow = { path: 'configuration', milliseconds: 2_500 }
    expect(await causeNow()).toBe('timeout')
    idp.slow = undefined
    await idp.stop()
    expect(await causeNow()).toBe('unreachable')
  }, 20_000)

  it('is looked at anew when what it published has expired or could not be read', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    idp.broken = { path: 'configuration', status: 503 }
    expect((await world.karin.post(`/api/providers/${id}/trial`)).body.code).toBe('provider-unavailable')
    idp.broken = undefined
    expect((await world.karin.post(`/api/providers/${id}/trial`)).status).toBe(200)
    const asked = () => idp.requests.filter((each) => each.path.endsWith('configuration')).length
    const before = asked()
    await world.karin.post(`/api/providers/${id}/trial`)
    expect(asked()).toBe(before)
  })

  it('publishes keys that are not the ones it signs with', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    await idp.publishKey('other')
    const wrongKey = await world.trial(idp, id)
    expect(wrongKey).toMatchObject({ succeeded: false, claims: [], assessment: null })
    expect(wrongKey.failure).toContain('jws-signature-verification-failed')
    const none = await world.startProvider()
    const added = await world.add(none)
    await none.publishKey('none')
    expect((await world.trial(none, added.id)).failure).toContain('unknown-key')
  })
})
