import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clientSecret } from '../../../test/support/identity-provider.ts'
import { clientId, singleSignOn } from '../../../test/support/single-sign-on.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { providersOffered, providersThatWork } from './public.ts'

describe('connecting a provider', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 3_000 })
  const world = await singleSignOn(hoede)
  const { karin } = world
  const working = () => hoede.environments.read(hoede.environment().id, providersThatWork)
  const offered = () => hoede.environments.read(hoede.environment().id, providersOffered)
  const setWays = (ways: string[]) =>
    world.database.query("update setting set value = $1 where key = 'sign-in-ways'", [JSON.stringify(ways)])

  it('is for who may change settings', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    for (const person of ['sanne', 'fatima'] as const) {
      const visitor = await hoede.as(person)
      for (const path of ['/api/providers', '/api/providers/presets', `/api/providers/trials/${id}`]) {
        expect((await visitor.get(path)).body.code).toBe('not-allowed')
      }
      for (const path of [`/api/providers/${id}/check`, `/api/providers/${id}/trial`]) {
        expect((await visitor.post(path)).body.code).toBe('not-allowed')
      }
      expect((await visitor.post(`/api/providers/${id}`, { version: 1, name: 'x' })).body.code).toBe('not-allowed')
    }
    expect((await hoede.visitor().post(`/api/providers/${id}/trial`)).body.code).toBe('no-session')
    expect(await world.lastLog('provider.check')).toMatchObject({ outcome: 'refused', problem: 'not-allowed' })
    expect(await world.lastLog('provider.trial-begin')).toMatchObject({ outcome: 'refused', problem: 'not-allowed' })
    // Nothing was asked of the provider for them.
    expect(idp.requests).toEqual([])
  })

  it('begins with a preset and its caveats', async () => {
    const { items } = (await karin.get('/api/providers/presets')).body
    expect(items.map((each: { name: string }) => each.name)).toContain('entra-v2')
  })

  it('shows everything but the secret, and says what is needed there', async () => {
    const idp = await world.startProvider()
    const id = newId()
    const added = await world.add(idp, { id, name: 'Entra van De Linde' })
    expect(added).toMatchObject({
      id,
      name: 'Entra van De Linde',
      state: 'draft',
      approved: false,
      hasCredentials: true,
      redirectUri: `${world.host}/aanmelden/terug`,
      backChannelLogoutUri: `${world.host}/api/providers/${id}/backchannel-logout`,
      frontChannelLogoutUri: `${world.host}/api/providers/${id}/frontchannel-logout`,
      linkedPeople: 0,
      lastTrial: null,
      lastSignInAt: null,
      version: 1,
    })
    const list = await karin.get('/api/providers')
    expect(list.text).not.toContain(clientSecret)
    const { rows } = await world.database.query('select * from identity_provider where id = $1', [id])
    expect(rows[0].credentials_sealed.toString('latin1')).not.toContain(clientSecret)
    const { rows: logged } = await world.database.query(
      `select detail::text from audit_event where event = 'provider.create' order by recorded_at desc limit 1`,
    )
    expect(logged[0].detail).toContain(idp.issuer)
    expect(logged[0].detail).not.toContain(clientSecret)
    // The same again is the same one; another with the same address and client is not.
    expect((await world.add(idp, { id })).id).toBe(id)
    const again = await karin.post('/api/providers', {
      name: 'Nog een',
      preset: 'other',
      issuer: idp.issuer,
      clientId,
      clientAuthentication: 'client_secret_basic',
      mapping: added.mapping,
      request: added.request,
    })
    expect([again.status, again.body.code]).toEqual([409, 'already-exists'])
  })

  it.each([
    'https://sso.example/?tenant=1',
    'https://sso.example/#x',
    'https://user@sso.example',
    'https://',
    'https://sso.example/.well-known/openid-configuration',
    'https://sso.example/a b',
  ])('refuses the address %s', async (issuer) => {
    const answer = await karin.post('/api/providers', {
      name: 'Fout',
      preset: 'other',
      issuer,
      clientId,
      clientAuthentication: 'client_secret_basic',
      mapping: { amr: {}, acr: {}, acrs: {} },
      request: { scopes: [], acrValues: [], acrs: [], maxAge: 60 },
    })
    expect([answer.status, answer.body.code]).toEqual([422, 'provider-settings'])
  })

  it('refuses http, and places in the network where nothing of this belongs', async () => {
    const base = {
      name: 'Fout',
      preset: 'other',
      clientId,
      clientAuthentication: 'client_secret_basic',
      credentials: { clientSecret },
      mapping: { amr: {}, acr: {}, acrs: {} },
      request: { scopes: [], acrValues: [], acrs: [], maxAge: 60 },
    }
    expect((await karin.post('/api/providers', { ...base, issuer: 'http://localhost' })).status).toBe(400)
    for (const issuer of ['https://169.254.169.254/', 'https://[fe80::1]/', 'https://0.0.0.0']) {
      const { body } = await karin.post('/api/providers', { ...base, issuer })
      const { body: checked } = await karin.post(`/api/providers/${body.id}/check`)
      expect(checked).toMatchObject({
        reachable: false,
        findings: [{ ok: false, text: expect.stringContaining('nooit') }],
      })
    }
  })

  it('is turned on after a trial that succeeded, and after each change again', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    const untested = await world.change(id, { version: 1, state: 'on' })
    expect([untested.status, untested.body.code]).toEqual([409, 'provider-untested'])
    expect((await offered()).map((each) => each.id)).not.toContain(id)

    idp.claims = (claims) => ({
      ...claims,
      amr: ['pwd', 'wia'],
      name: 'Truus',
      token: 'aaaaaaaaaa.bbbbbbbbbb.cccccccccc',
    })
    const result = await world.trial(idp, id)
    expect(result).toMatchObject({
      succeeded: true,
      failure: null,
      provider: { id, name: 'De Linde' },
      assessment: {
        twoFactors: false,
        values: [
          { claim: 'amr', value: 'pwd', class: 'know' },
          { claim: 'amr', value: 'wia', class: null },
        ],
        reasons: ['Er is maar één soort bewijs: iets wat je weet («pwd»).'],
      },
      linkedTo: null,
    })
    const shown = Object.fromEntries(
      result.claims.map((each: { name: string; value: string }) => [each.name, each.value]),
    )
    expect(shown).toMatchObject({
      sub: 'truus',
      amr: '["pwd","wia"]',
      name: 'Truus',
      token: '(een token; niet getoond)',
    })
    expect(shown.nonce).toBeUndefined()
    // A trial signs nobody in.
    expect((await karin.get('/api/me')).body.person.userName).not.toBe('truus')

    const on = await world.change(id, { version: 1, state: 'on' })
    expect(on.body).toMatchObject({ state: 'on', version: 2, lastTrial: { succeeded: true } })
    expect((await working()).map((each) => each.id)).toContain(id)
    expect((await offered()).map((each) => each.id)).toContain(id)

    // Another name changes nothing of how it works.
    expect((await world.change(id, { version: 2, name: 'De Linde (Entra)' })).body).toMatchObject({
      state: 'on',
      version: 3,
    })
    const { mapping } = on.body
    const changed = await world.change(id, { version: 3, mapping: { ...mapping, acr: { high: 'two' } } })
    expect(changed.body).toMatchObject({ state: 'draft', lastTrial: null, version: 4 })
    expect((await working()).map((each) => each.id)).not.toContain(id)
    expect((await hoede.visitor().post(`/api/sign-in/provider/${id}`)).body.code).toBe('factor-not-allowed')
    expect((await world.change(id, { version: 4, state: 'on' })).body.code).toBe('provider-untested')
    expect((await world.lastLog('provider.change')).problem).toBe('provider-untested')
    const { rows } = await world.database.query(
      `select detail from audit_event where event = 'provider.change' and outcome = 'success' order by recorded_at desc limit 1`,
    )
    expect(rows[0].detail).toMatchObject({
      from: { state: 'on' },
      to: { state: 'draft', mapping: { acr: { high: 'two' } } },
    })
    // New credentials are another way in too: they show in the log as replaced.
    await world.trial(idp, id)
    const secret = await world.change(id, { version: 4, credentials: { clientSecret: `${clientSecret} anders` } })
    expect(secret.body).toMatchObject({ version: 5, lastTrial: null })
    const { rows: last } = await world.database.query(
      `select detail from audit_event where event = 'provider.change' and outcome = 'success' order by recorded_at desc limit 1`,
    )
    expect(last[0].detail).toEqual({ from: {}, to: {}, credentials: 'replaced' })
  })

  it('does not count a trial that failed', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    const visitor = karin
    const { url } = (await visitor.post(`/api/providers/${id}/trial`)).body
    const state = new URLSearchParams(idp.requests.findLast((each) => each.path === '/request')?.body).get('state')!
    expect(url).toContain(idp.issuer)
    const query = new URLSearchParams({
      error: 'invalid_scope',
      error_description: 'AADSTS70011: the scope is not valid',
      state,
      iss: idp.issuer,
    })
    const { body } = await visitor.post('/api/sign-in/return', { query: query.toString() })
    const result = (await karin.get(`/api/providers/trials/${body.trialId}`)).body
    expect(result).toMatchObject({ succeeded: false, assessment: null, claims: [] })
    // Who connects it reads what the provider wrote.
    expect(result.failure).toContain('invalid_scope: AADSTS70011')
    expect(
      (await karin.get('/api/providers')).body.items.find((each: { id: string }) => each.id === id).lastTrial,
    ).toMatchObject({
      succeeded: false,
    })
    expect((await world.change(id, { version: 1, state: 'on' })).body.code).toBe('provider-untested')
  })

  it('shows the result of a trial for an hour, sealed where it is kept', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    idp.claims = (claims) => ({ ...claims, family_name: 'Zichtbaar' })
    const outcome = await world.visit(karin, idp, `/api/providers/${id}/trial`)
    const read = () => karin.get(`/api/providers/trials/${outcome.body.trialId}`)
    expect((await read()).text).toContain('Zichtbaar')
    const { rows } = await world.database.query('select result_sealed from provider_visit where id = $1', [
      outcome.body.trialId,
    ])
    expect(rows[0].result_sealed.toString('latin1')).not.toContain('Zichtbaar')
    const { rows: logged } = await world.database.query(
      `select detail::text from audit_event where event = 'provider.trial'`,
    )
    expect(JSON.stringify(logged)).not.toContain('Zichtbaar')
    await world.database.query(`update provider_visit set used_at = now() - interval '61 minutes' where id = $1`, [
      outcome.body.trialId,
    ])
    expect((await read()).body.code).toBe('not-found')
    // That it succeeded counts on.
    expect((await world.change(id, { version: 1, state: 'on' })).body.state).toBe('on')
  })

  it('keeps the only way in on', async () => {
    await world.database.query(`update identity_provider set state = 'off'`)
    const one = await world.running()
    const two = await world.running()
    await setWays(['provider'])
    const off = await world.change(one.id, { version: one.provider.version, state: 'off' })
    expect(off.body.state).toBe('off')
    const refused = await world.change(two.id, { version: two.provider.version, state: 'off' })
    expect([refused.status, refused.body.code]).toEqual([409, 'only-way-in'])
    // Nor by a change that makes a draft of it.
    const changed = await world.change(two.id, { version: two.provider.version, clientId: 'another' })
    expect(changed.body.code).toBe('only-way-in')
    await setWays(['password', 'provider'])
    expect((await world.change(two.id, { version: two.provider.version, state: 'off' })).body.state).toBe('off')
    await setWays(['password', 'passkey', 'provider'])
  })

  it('shows who was first when two change it', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp)
    expect((await world.change(id, { version: 1, name: 'Eerst' })).status).toBe(200)
    const second = await world.change(id, { version: 1, name: 'Later' })
    expect([second.status, second.body.code, second.body.current.name]).toEqual([409, 'conflict', 'Eerst'])
  })

  it('is looked at before: what it publishes, in plain Dutch', async () => {
    const idp = await world.startProvider()
    const { id } = await world.add(idp, {
      request: { scopes: ['openid', 'zorg'], acrValues: ['high'], acrs: [], maxAge: 60 },
    })
    const check = async () => (await karin.post(`/api/providers/${id}/check`)).body
    const good = await check()
    expect(good.reachable).toBe(true)
    const texts = good.findings
      .map((each: { ok: boolean; text: string }) => `${each.ok ? '+' : '-'} ${each.text}`)
      .join('\n')
    expect(texts).toContain('+ PKCE (S256) wordt ondersteund.')
    expect(texts).toContain('+ Handtekeningen die Hoede aanvaardt: RS256')
    expect(texts).toContain('+ De aanbieder kent deze manier van bewijzen: client_secret_basic.')
    expect(texts).toContain('(PAR)')
    expect(texts).toContain('back-channel')
    expect(texts).toContain('sleutel(s)')
    expect(texts).toContain('- De aanbieder noemt de scope «zorg» niet.')
    idp.metadata = (all) => ({
      ...all,
      code_challenge_methods_supported: ['plain'],
      id_token_signing_alg_values_supported: ['HS256', 'none'],
      token_endpoint_auth_methods_supported: ['none'],
      pushed_authorization_request_endpoint: undefined,
      backchannel_logout_supported: false,
      acr_values_supported: ['low'],
    })
    await idp.publishKey('none')
    const bad = (await check()).findings
      .filter((each: { ok: boolean }) => !each.ok)
      .map((each: { text: string }) => each.text)
    expect(bad).toHaveLength(6)
    // And with such a provider nothing is accepted.
    const begun = await world.karin.post(`/api/providers/${id}/trial`)
    expect(begun.status).toBe(200)
    const back = await karin.post('/api/sign-in/return', {
      query: await idp.browse(begun.body.url).catch(() => '?state=x'),
    })
    expect(back.body.purpose === 'trial' || back.body.code === 'visit-ended').toBe(true)
  })
})
