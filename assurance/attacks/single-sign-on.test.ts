import { createHmac, createPublicKey } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { clientSecret, type TestProvider } from '../../packages/server/test/support/identity-provider.ts'
import { clientId, singleSignOn } from '../../packages/server/test/support/single-sign-on.ts'
import { short } from './attacker.ts'

type Json = Record<string, unknown>
const encode = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const seconds = () => Math.floor(Date.now() / 1000)

/**
 * An attacker between Hoede and a provider, or with a provider of their own, wants to be Truus. Each forged token is right in everything
 * but the one thing that it is about; the first test shows that the same token signed by the provider lets her in.
 */
describe('a forged proof of a provider', async () => {
  const hoede = await startTestHoede()
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  const truus = await world.linked(id, 'truus')

  /** The nonce of the visit that was begun last, as somebody in the browser would see it. */
  const nonceOf = (provider: TestProvider) =>
    new URLSearchParams(provider.requests.findLast((each) => each.path === '/request')?.body).get('nonce')

  /** Signs in as Truus with a token of the attacker's making in the place of the provider's. */
  async function forge(make: (claims: Json) => Promise<string> | string) {
    const visitor = hoede.visitor()
    const { body } = await visitor.post(`/api/sign-in/provider/${id}`)
    const query = await idp.browse(body.url)
    const claims = {
      iss: idp.issuer,
      aud: clientId,
      sub: 'truus',
      nonce: nonceOf(idp),
      iat: seconds(),
      exp: seconds() + 60,
      auth_time: seconds(),
      amr: ['mfa'],
    }
    const token = JSON.stringify({ access_token: 'a', token_type: 'bearer', id_token: await make(claims) })
    idp.broken = { path: '/token', status: 200, body: token }
    const answer = await visitor.post('/api/sign-in/return', { query })
    idp.broken = undefined
    return { visitor, answer }
  }
  async function refused(make: (claims: Json) => Promise<string> | string) {
    const { visitor, answer } = await forge(make)
    expect(short(answer)).toEqual([401, 'provider-answer-wrong'])
    expect(visitor.token).toBeUndefined()
  }
  const publicKey = createPublicKey({ key: idp.published()[0] as Json, format: 'jwk' })
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const hmac = (header: Json, claims: Json, secret: string | Buffer, algorithm = 'sha256') => {
    const signed = `${encode(header)}.${encode(claims)}`
    return `${signed}.${createHmac(algorithm, secret).update(signed).digest('base64url')}`
  }
  const attackersKey = await generateKeyPair('RS256', { extractable: true })
  const attackersJwk = { ...(await exportJWK(attackersKey.publicKey)), kid: 'first', alg: 'RS256', use: 'sig' }
  const bySelf = (header: Json) => (claims: Json) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'first', ...header }).sign(attackersKey.privateKey)

  it('would let her in if it were genuine', async () => {
    const { visitor, answer } = await forge((claims) => idp.sign(claims))
    expect(answer.status).toBe(200)
    expect((await visitor.get('/api/me')).body.person.id).toBe(truus.id)
  })

  // Defence: a list of algorithms that are allowed, none of them "none".
  it('is refused without a signature', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ''])
      await refused((claims) => `${encode({ alg, kid: 'first' })}.${encode(claims)}.`)
    await refused((claims) => `${encode({ kid: 'first' })}.${encode(claims)}.`)
    await refused((claims) => `${encode({ alg: 'RS256', kid: 'first' })}.${encode(claims)}.`)
    await refused(async (claims) => `${(await idp.sign(claims)).split('.').slice(0, 2).join('.')}.`)
  })

  // Defence: no symmetric algorithm. Where HS256 is allowed, the published key is the secret that everybody knows.
  it('is refused with the public key or the secret of the client as the key of an HMAC', async () => {
    const { n = '' } = publicKey.export({ format: 'jwk' })
    const secrets = [
      pem,
      pem.trimEnd(),
      JSON.stringify(idp.published()[0]),
      n,
      Buffer.from(n, 'base64url'),
      clientSecret,
      '',
    ]
    for (const secret of secrets) await refused((claims) => hmac({ alg: 'HS256', kid: 'first' }, claims, secret))
    await refused((claims) => hmac({ alg: 'HS512', kid: 'first' }, claims, pem, 'sha512'))
    // With RS256 written on it.
    await refused((claims) => hmac({ alg: 'RS256', kid: 'first' }, claims, pem))
  })

  // Defence: keys come from the issuer's jwks_uri alone; what a token says of its own key is not looked at.
  it('is refused with a key that it brings itself', async () => {
    const attacker = await world.startProvider()
    for (const header of [
      {},
      { jwk: attackersJwk },
      { jku: `${attacker.issuer}/jwks` },
      { x5u: `${attacker.issuer}/x5u` },
      { kid: `${attacker.issuer}/jwks` },
      { kid: '../../../dev/null' },
    ])
      await refused(bySelf(header))
    expect(attacker.requests).toEqual([])
  })

  it('is refused when its content was changed, or was meant for something else', async () => {
    const swap = (change: Json) => async (claims: Json) => {
      const [head, , signature] = (await idp.sign({ ...claims, sub: 'mallory' })).split('.')
      return `${head}.${encode({ ...claims, ...change })}.${signature}`
    }
    await refused(swap({}))
    await refused((claims) => idp.sign({ ...claims, aud: 'somebody-else' }))
    await refused((claims) => idp.sign({ ...claims, aud: ['somebody-else', clientId], azp: 'somebody-else' }))
    await refused((claims) => idp.sign({ ...claims, nonce: 'of another visit' }))
    await refused((claims) => idp.sign({ ...claims, iss: `${idp.issuer}/` }))
    await refused((claims) => idp.sign({ ...claims, iss: idp.issuer.toUpperCase() }))
    await refused((claims) => idp.sign({ ...claims, iss: [idp.issuer] as never }))
    await refused((claims) => idp.sign({ ...claims, iat: seconds() - 7_200, exp: seconds() - 3_600 }))
  })

  // Defence: the nonce and the PKCE verifier of a visit. A code that was caught is worth nothing in a visit of the catcher.
  it('is refused when a code of the victim is put into a visit of the attacker', async () => {
    idp.claims = (claims) => ({ ...claims, amr: ['mfa'] })
    const ways = async (visitor: Visitor) => idp.browse((await visitor.post(`/api/sign-in/provider/${id}`)).body.url)
    idp.accountId = 'truus'
    const stolen = new URLSearchParams(await ways(hoede.visitor()))
    idp.accountId = 'mallory'
    const attacker = hoede.visitor()
    const query = new URLSearchParams(await ways(attacker))
    query.set('code', stolen.get('code')!)
    expect(short(await attacker.post('/api/sign-in/return', { query: query.toString() }))).toEqual([
      401,
      'provider-answer-wrong',
    ])
    expect(attacker.token).toBeUndefined()
    idp.accountId = 'truus'
  })

  // Defence: iss in the answer (RFC 9207) is held against the provider that was visited, before a code goes anywhere.
  it('is not had by sending her from one provider to another (mix-up)', async () => {
    const evil = await world.startProvider()
    // One that is old, and does not promise to say who it is in its answers.
    evil.metadata = ({ authorization_response_iss_parameter_supported: _, ...all }) => all
    const added = await world.add(evil)
    expect((await world.trial(evil, added.id)).failure).toBeNull()
    expect((await world.change(added.id, { version: added.version, state: 'on' })).body.state).toBe('on')
    const victim = hoede.visitor()
    // She presses the button of the evil one, which sends her on to the honest one with her own visit.
    const { body: atEvil } = await victim.post(`/api/sign-in/provider/${added.id}`)
    const state = new URLSearchParams(evil.requests.findLast((each) => each.path === '/request')?.body).get('state')!
    expect(atEvil.url).toContain(evil.issuer)
    const { body: atHonest } = await hoede.visitor().post(`/api/sign-in/provider/${id}`)
    const back = new URLSearchParams(await idp.browse(atHonest.url))
    const code = back.get('code')!
    back.set('state', state)
    expect(back.get('iss')).toBe(idp.issuer)
    const answer = await victim.post('/api/sign-in/return', { query: back.toString() })
    expect(short(answer)).toEqual([401, 'provider-answer-wrong'])
    expect(evil.requests.filter((each) => each.path === '/token' && each.body.includes(code))).toEqual([])
    expect(victim.token).toBeUndefined()
  })

  // Defence: the issuer in the metadata is the one that was configured, to the letter; so is the one on the supplier's list.
  it('is not had by a provider that calls itself by the name of an approved one', async () => {
    const evil = await world.startProvider()
    const added = await world.add(evil)
    evil.metadata = (all) => ({ ...all, issuer: idp.issuer })
    expect(short(await world.karin.post(`/api/providers/${added.id}/trial`))).toEqual([502, 'provider-unavailable'])
    // Signed by the evil one, in the name of the honest one.
    evil.metadata = (all) => all
    evil.claims = (claims) => ({ ...claims, iss: idp.issuer, sub: 'truus', amr: ['mfa'] })
    expect(await world.trial(evil, added.id)).toMatchObject({ succeeded: false })

    const { approvedIssuers } = hoede.environment()
    const before = [...approvedIssuers]
    const other = await world.running({ approved: false })
    const riet = await world.linked(other.id, 'riet')
    other.idp.accountId = 'riet'
    other.idp.claims = (claims) => ({ ...claims, amr: ['mfa', 'pwd', 'otp'], acr: 'mfa', acrs: ['c1'] })
    const { issuer } = other.idp
    // Nearly on the list is not on it.
    for (const almost of [
      `${issuer}/`,
      issuer.slice(0, -1),
      `${issuer}.example`,
      issuer.replace('https', 'http'),
      '*',
      '',
      issuer.toUpperCase(),
    ]) {
      approvedIssuers.splice(0, approvedIssuers.length, almost)
      const visitor = hoede.visitor()
      await world.signIn(visitor, other.idp, other.id)
      expect([almost, (await visitor.get('/api/sign-in')).body.step]).toEqual([almost, 'second-factor'])
      expect(short(await visitor.get('/api/me'))).toEqual([401, 'no-session'])
    }
    approvedIssuers.splice(0, approvedIssuers.length, ...before)
    expect(riet.id).not.toBe(truus.id)
  })

  // Defence: exact elements of a list, per issuer. A search for "mfa" inside what came would accept most of these.
  it.each<[string, Json]>([
    ['a longer word', { amr: ['ngcmfa'] }],
    ['capitals', { amr: ['MFA'] }],
    ['a space more', { amr: [' mfa', 'mfa '] }],
    ['words in one text', { amr: 'pwd mfa' }],
    ['words in one element', { amr: ['pwd,mfa'] }],
    ['letters that look the same', { amr: ['mf\u0430'] }],
    ['a word with a letter that is not seen', { amr: ['mfa\u200b'] }],
    ['a list in a list', { amr: [['mfa']] }],
    ['an object', { amr: { mfa: true, 0: 'mfa', length: 1 } }],
    ['JSON in a text', { amr: '["mfa"]' }],
    ['a number', { amr: [1, true, null] }],
    ['words of JavaScript', { amr: ['constructor', '__proto__', 'toString', 'hasOwnProperty'] }],
    ['the value of another claim', { acr: 'mfa', acrs: ['mfa', 'pwd', 'otp'] }],
    ['a context that is another', { acrs: ['c10', 'c11', 'C1', 'c01'] }],
    ['claims with other names', { AMR: ['mfa'], authentication_methods: ['mfa'], 'https://evil.example/amr': ['mfa'] }],
    ['two of one kind', { amr: ['otp', 'otp'] }],
    ['nothing', {}],
  ])('two factors are not read into %s', async (_name, more) => {
    idp.claims = ({ amr: _, acr: __, acrs: ___, ...claims }) => ({ ...claims, ...more })
    const visitor = hoede.visitor()
    expect((await world.signIn(visitor, idp, id)).status).toBe(200)
    expect((await visitor.get('/api/sign-in')).body.step).toBe('second-factor')
    expect(short(await visitor.get('/api/me'))).toEqual([401, 'no-session'])
  })

  // Defence: a person is issuer and subject, compared as they are. Everything else in a token is hearsay.
  it('is not had by an account that is called as she is', async () => {
    await world.database.query(`update person set email = 'truus@linde.example' where id = $1`, [truus.id])
    idp.claims = (claims) => ({
      ...claims,
      amr: ['mfa'],
      email: 'truus@linde.example',
      email_verified: true,
      preferred_username: truus.userName,
      upn: 'truus@linde.example',
      oid: 'truus',
    })
    for (const subject of [
      'mallory',
      'Truus',
      'TRUUS',
      'truus ',
      ' truus',
      'truus\u200b',
      'truus@linde.example',
      truus.userName,
      truus.id,
      '%',
      'tr_us',
    ]) {
      idp.accountId = subject.trim() === subject ? subject : 'x'
      const change = idp.claims
      if (idp.accountId === 'x') idp.claims = (claims) => ({ ...change(claims), sub: subject })
      const visitor = hoede.visitor()
      expect([subject, ...short(await world.signIn(visitor, idp, id))]).toEqual([subject, 403, 'identity-unknown'])
      expect(visitor.token).toBeUndefined()
      idp.claims = change
    }
    // Not the same subject of another approved provider either.
    const other = await world.running()
    other.idp.accountId = 'truus'
    expect((await world.signIn(hoede.visitor(), other.idp, other.id)).body.code).toBe('identity-unknown')
    idp.accountId = 'truus'
  })
})
