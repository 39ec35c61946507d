import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { singleSignOn } from '../../../test/support/single-sign-on.ts'

const seconds = () => Math.floor(Date.now() / 1000)
const short = ({ status, body }: { status: number; body: { code?: string } }) => [status, body?.code]

/** A change that asks a factor of the last ten minutes, and what a sign-in elsewhere counts for then. */
describe('a factor that a provider proved', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 1_500 })
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  const signedInWith = (amr: unknown, more: object = {}) => {
    idp.claims = (claims) => ({ ...claims, amr, ...more })
  }
  const enter = async (subject: string) => {
    idp.accountId = subject
    const visitor = hoede.visitor()
    expect((await world.signIn(visitor, idp, id)).status).toBe(200)
    return visitor
  }
  /** Asks what only a fresh factor opens. */
  const change = (visitor: Visitor) => visitor.post('/api/me/sessions/end-others')
  const prove = (visitor: Visitor) => world.visit(visitor, idp, `/api/me/proof/provider/${id}`)
  const asked = () =>
    Object.fromEntries(new URLSearchParams(idp.requests.findLast((each) => each.path === '/request')?.body))

  it('is as old as the sign-in there was', async () => {
    const truus = await world.linked(id, 'truus')
    signedInWith(['mfa'], { auth_time: seconds() - 20 * 60 })
    const late = await enter('truus')
    expect((await late.get('/api/me')).status).toBe(200)
    expect(short(await change(late))).toEqual([403, 'proof-needed'])
    expect((await late.get('/api/me/factors')).body.freshUntil).toBeNull()
    signedInWith(['mfa'], { auth_time: seconds() - 4 * 60 })
    const soon = await enter('truus')
    expect((await change(soon)).status).toBe(200)
    const until = Date.parse((await soon.get('/api/me/factors')).body.freshUntil) - Date.now()
    expect(until / 60_000).toBeGreaterThan(5.8)
    expect(until / 60_000).toBeLessThan(6.2)
    // A clock that is ahead makes nothing fresher than now, and not any clock is believed.
    signedInWith(['mfa'], { auth_time: seconds() + 45 })
    await enter('truus')
    const { rows } = await world.database.query(
      'select proven_at <= now() as past from session where person_id = $1 order by created_at desc limit 1',
      [truus.id],
    )
    expect(rows).toEqual([{ past: true }])
    signedInWith(['mfa'], { auth_time: seconds() + 300 })
    expect(short(await (await enter('truus')).get('/api/me'))).toEqual([401, 'no-session'])
  })

  it('is proven anew there by somebody without a factor at Hoede, who comes back to where they were', async () => {
    const person = await world.employee({ password: null })
    await world.karin.post(`/api/people/${person.id}/identities`, { providerId: id, subject: 'riet' })
    signedInWith(['mfa'], { auth_time: seconds() - 20 * 60 })
    const riet = await enter('riet')
    const token = riet.token
    expect((await riet.get('/api/me/factors')).body).toMatchObject({ items: [], freshUntil: null })
    expect(short(await riet.post('/api/me/factors/totp'))).toEqual([403, 'proof-needed'])
    expect((await riet.get('/api/me/proof/providers')).body).toEqual({ items: [{ id, name: 'De Linde' }] })
    signedInWith(['mfa'])
    expect((await prove(riet)).body).toEqual({ purpose: 'proof', trialId: null })
    expect(asked()).toMatchObject({ max_age: '0', prompt: 'login' })
    // The same session goes on.
    expect(riet.token).toBe(token)
    expect((await riet.post('/api/me/factors/totp')).status).toBe(200)
    expect(await world.lastLog('proof.provider')).toMatchObject({
      outcome: 'success',
      personId: person.id,
      detail: { provider: id, twoFactors: true },
    })
  })

  it('counts for nothing from before, of one kind, of somebody else, or in another session', async () => {
    const person = await world.linked(id, 'jo')
    await world.linked(id, 'els')
    signedInWith(['mfa'], { auth_time: seconds() - 20 * 60 })
    const jo = await enter('jo')
    const tries: [string, string, unknown, object][] = [
      ['too-old', 'jo', ['mfa'], { auth_time: seconds() - 5 * 60 }],
      ['too-old', 'jo', ['mfa'], { auth_time: undefined }],
      ['one-factor', 'jo', ['pwd'], {}],
      ['other-account', 'els', ['mfa'], {}],
      ['other-account', 'nobody', ['mfa'], {}],
    ]
    for (const [cause, subject, amr, more] of tries) {
      idp.accountId = subject
      signedInWith(amr, more)
      expect([cause, ...short(await prove(jo))]).toEqual([cause, 403, 'provider-no-proof'])
      expect(await world.lastLog('proof.provider')).toMatchObject({
        outcome: 'refused',
        personId: person.id,
        detail: { cause },
      })
    }
    idp.accountId = 'jo'
    signedInWith(['mfa'])
    const { url } = (await jo.post(`/api/me/proof/provider/${id}`)).body
    const query = await idp.browse(url)
    const token = jo.token
    const els = await enter('els')
    jo.token = els.token
    expect(short(await jo.post('/api/sign-in/return', { query }))).toEqual([409, 'visit-ended'])
    jo.token = undefined
    expect(short(await jo.post('/api/sign-in/return', { query }))).toEqual([409, 'visit-ended'])
    jo.token = token
    expect(short(await change(jo))).toEqual([403, 'proof-needed'])
    // A visit that was not for a session lets in and proves nothing in the one that there is.
    expect((await jo.post('/api/sign-in/return', { query })).body.purpose).toBe('proof')
    expect((await change(jo)).status).toBe(200)
  })

  it('is offered where it counts: linked, on, and on the list of the supplier', async () => {
    const other = await world.running({ approved: false })
    await world.linked(id, 'ans')
    signedInWith(['mfa'])
    const ans = await enter('ans')
    const offered = async () =>
      (await ans.get('/api/me/proof/providers')).body.items.map((each: { id: string }) => each.id)
    expect(await offered()).toEqual([id])
    expect(short(await ans.post(`/api/me/proof/provider/${other.id}`))).toEqual([404, 'not-found'])
    const { body: me } = await ans.get('/api/me')
    await world.karin.post(`/api/people/${me.person.id}/identities`, { providerId: other.id, subject: 'ans' })
    expect(await offered()).toEqual([id])
    const position = hoede.environment().approvedIssuers.indexOf(idp.issuer)
    hoede.environment().approvedIssuers.splice(position, 1)
    expect(await offered()).toEqual([])
    expect(short(await ans.post(`/api/me/proof/provider/${id}`))).toEqual([404, 'not-found'])
    hoede.environment().approvedIssuers.push(idp.issuer)
    expect(short(await hoede.visitor().get('/api/me/proof/providers'))).toEqual([401, 'no-session'])
  })
})
