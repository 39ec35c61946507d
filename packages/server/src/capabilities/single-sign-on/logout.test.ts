import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clientId, singleSignOn } from '../../../test/support/single-sign-on.ts'
import { newId } from '../../platform/crypto/ids.ts'

const seconds = () => Math.floor(Date.now() / 1000)
const event = 'http://schemas.openid.net/event/backchannel-logout'

describe('signing out at the provider', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 3_000 })
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  await world.linked(id, 'truus')
  idp.claims = (claims) => ({ ...claims, amr: ['mfa'] })
  const path = `/api/providers/${id}/backchannel-logout`

  const signedIn = async () => {
    const visitor = hoede.visitor()
    expect((await world.signIn(visitor, idp, id)).status).toBe(200)
    const { rows } = await world.database.query(
      `select provider_sid as sid from session where provider_id = $1 and ended_at is null order by created_at desc limit 1`,
      [id],
    )
    return { visitor, sid: rows[0].sid as string, isIn: async () => (await visitor.get('/api/me')).status === 200 }
  }
  const claims = (more: object) => ({
    iss: idp.issuer,
    aud: clientId,
    iat: seconds(),
    exp: seconds() + 120,
    jti: newId(),
    events: { [event]: {} },
    ...more,
  })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const send = (token: string) =>
    hoede.visitor().post(path, new URLSearchParams({ logout_token: token }).toString(), form)
  const logout = { typ: 'logout+jwt' }

  it('ends the session here, told by the provider itself', async () => {
    const here = await signedIn()
    expect(await here.isIn()).toBe(true)
    await idp.signOut()
    expect(await here.isIn()).toBe(false)
    const { rows } = await world.database.query('select ended_because from session where provider_sid = $1', [here.sid])
    expect(rows.map((row) => row.ended_because)).toContain('ended-by-provider')
    expect(await world.lastLog('provider.logout')).toMatchObject({
      outcome: 'success',
      personId: expect.any(String),
      detail: { channel: 'backchannel' },
    })
  })

  it('ends one session by its name, or all of somebody', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const ended = await send(await idp.sign(claims({ sid: one.sid }), logout))
    expect([ended.status, ended.text, ended.headers.get('cache-control')]).toEqual([200, '', 'no-store'])
    expect([await one.isIn(), await two.isIn()]).toEqual([false, true])
    // A session that is not this subject's stays.
    expect((await send(await idp.sign(claims({ sid: two.sid, sub: 'riet' }), logout))).status).toBe(200)
    expect(await two.isIn()).toBe(true)
    const three = await signedIn()
    expect((await send(await idp.sign(claims({ sub: 'truus' }), logout))).status).toBe(200)
    expect([await two.isIn(), await three.isIn()]).toEqual([false, false])
    // Nobody is left, and that is fine.
    expect((await send(await idp.sign(claims({ sub: 'truus' }), logout))).status).toBe(200)
  })

  it('also ends a sign-in that was still under way', async () => {
    idp.claims = (all) => ({ ...all, amr: ['pwd'] })
    const half = await signedIn()
    expect((await half.visitor.get('/api/sign-in')).body.step).toBe('second-factor')
    await send(await idp.sign(claims({ sid: half.sid }), logout))
    expect((await half.visitor.get('/api/sign-in')).body.code).toBe('no-session')
    idp.claims = (all) => ({ ...all, amr: ['mfa'] })
  })

  it('refuses what is forged, and ends nothing', async () => {
    const here = await signedIn()
    const right = { sid: here.sid }
    const other = await world.startProvider()
    const forged: [string, () => Promise<string>][] = [
      ['an ID token', () => idp.sign({ ...claims(right), nonce: 'n' }, { typ: 'JWT' })],
      ['another type', () => idp.sign(claims(right), { typ: 'JWT' })],
      ['no type', () => idp.sign(claims(right))],
      ['with a nonce', () => idp.sign(claims({ ...right, nonce: 'n' }), logout)],
      ['without event', () => idp.sign(claims({ ...right, events: {} }), logout)],
      ['with another event', () => idp.sign(claims({ ...right, events: { [`${event}/x`]: {} } }), logout)],
      ['with an event that is no object', () => idp.sign(claims({ ...right, events: { [event]: true } }), logout)],
      ['of another issuer', () => idp.sign(claims({ ...right, iss: other.issuer }), logout)],
      ['for another client', () => idp.sign(claims({ ...right, aud: 'other' }), logout)],
      ['too old', () => idp.sign(claims({ ...right, iat: seconds() - 400 }), logout)],
      ['from the future', () => idp.sign(claims({ ...right, iat: seconds() + 400 }), logout)],
      ['expired', () => idp.sign(claims({ ...right, exp: seconds() - 90 }), logout)],
      ['without name of its own', () => idp.sign(claims({ ...right, jti: undefined }), logout)],
      ['about nobody', () => idp.sign(claims({}), logout)],
      ['signed by another provider', () => other.sign(claims(right), { ...logout, kid: 'first' })],
      ['with an unknown key', () => idp.sign(claims(right), { ...logout, kid: 'unknown' })],
      ['not a token', async () => 'x.y.z'],
      ['empty', async () => ''],
      [
        'unsigned',
        async () =>
          `${Buffer.from('{"alg":"none","typ":"logout+jwt"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims(right))).toString('base64url')}.`,
      ],
    ]
    for (const [name, make] of forged) {
      const answer = await hoede
        .visitor()
        .post(path, new URLSearchParams({ logout_token: await make() }).toString(), form)
      expect([name, answer.status, answer.headers?.get('cache-control')]).toEqual([name, 400, 'no-store'])
      expect(JSON.parse(answer.text)).toEqual({ error: 'invalid_request' })
      expect(await world.lastLog('provider.logout')).toMatchObject({
        outcome: 'refused',
        problem: 'provider-answer-wrong',
      })
    }
    expect(await here.isIn()).toBe(true)
    const token = await idp.sign(claims(right), logout)
    // In another format, at another provider's address, at no provider.
    expect((await hoede.visitor().post(path, { logout_token: token })).status).toBe(400)
    expect(
      (await hoede.visitor().post(`/api/providers/${newId()}/backchannel-logout`, `logout_token=${token}`, form))
        .status,
    ).toBe(400)
    expect(
      (await hoede.visitor().post(`/api/providers/x/backchannel-logout`, `logout_token=${token}`, form)).status,
    ).toBe(400)
    expect((await hoede.visitor('horizon').post(path, `logout_token=${token}`, form)).status).toBe(400)
    expect(await here.isIn()).toBe(true)
  })

  it('uses a token once', async () => {
    const token = await idp.sign(claims({ sub: 'truus' }), logout)
    expect((await Promise.all([send(token), send(token)])).map((each) => each.status).sort()).toEqual([200, 400])
    const later = await signedIn()
    expect((await send(token)).status).toBe(400)
    expect(await later.isIn()).toBe(true)
  })

  it('says so when the keys of the provider cannot be had', async () => {
    const other = await world.running()
    const token = await other.idp.sign(claims({ iss: other.idp.issuer, sub: 'x' }), { ...logout, kid: 'never-seen' })
    await new Promise((done) => setTimeout(done, 10))
    await other.idp.stop()
    const answer = await hoede
      .visitor()
      .post(`/api/providers/${other.id}/backchannel-logout`, `logout_token=${token}`, form)
    expect(answer.status).toBe(400)
  })

  describe('in a frame', () => {
    const open = (query: Record<string, string>) =>
      hoede.visitor().get(`/api/providers/${id}/frontchannel-logout?${new URLSearchParams(query)}`)

    it('ends the session of that name, on a page that only the provider may frame', async () => {
      const here = await signedIn()
      const page = await open({ iss: idp.issuer, sid: here.sid })
      expect(page.status).toBe(200)
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.headers.get('content-security-policy')).toBe(
        `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${idp.issuer}`,
      )
      expect(page.headers.get('x-frame-options')).toBeNull()
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(await here.isIn()).toBe(false)
      expect(await world.lastLog('provider.logout')).toMatchObject({
        outcome: 'success',
        detail: { channel: 'frontchannel' },
      })
    })

    it('ends nothing without issuer and name together', async () => {
      const here = await signedIn()
      for (const query of [
        { sid: here.sid },
        { iss: idp.issuer },
        { iss: 'https://evil.example', sid: here.sid },
        { iss: idp.issuer, sid: '' },
        { iss: idp.issuer, sid: 'x'.repeat(300) },
      ]) {
        const page = await open(query as Record<string, string>)
        expect(page.status).toBe(400)
        expect(page.headers.get('x-frame-options')).toBe('DENY')
      }
      expect((await open({ iss: idp.issuer, sid: 'somebody-else' })).status).toBe(200)
      expect(await here.isIn()).toBe(true)
      expect((await world.lastLog('provider.logout')).detail).toEqual({ channel: 'frontchannel', ended: 0 })
    })
  })

  it('is done for everybody who came in there when the manager turns the provider off', async () => {
    const [here, password] = [await signedIn(), await hoede.as('sanne')]
    const { version } = (await world.karin.get('/api/providers')).body.items.find(
      (each: { id: string }) => each.id === id,
    )
    expect((await world.change(id, { version, state: 'off' })).body.state).toBe('off')
    expect([await here.isIn(), (await password.get('/api/me')).status]).toEqual([false, 200])
    expect((await world.lastLog('provider.change')).detail).toMatchObject({
      to: { state: 'off' },
      ended: expect.any(Number),
    })
  })
})
