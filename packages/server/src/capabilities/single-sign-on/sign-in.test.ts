import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../test/support/employees.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { singleSignOn } from '../../../test/support/single-sign-on.ts'

const seconds = () => Math.floor(Date.now() / 1000)
const signedInWith =
  (amr: unknown, more: object = {}) =>
  (claims: object) => ({ ...claims, amr, ...more })

describe('signing in at a provider', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 1_500 })
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  const truus = await world.linked(id, 'truus')
  const enter = async (visitor = hoede.visitor()) => ({ visitor, outcome: await world.signIn(visitor, idp, id) })

  it('lets somebody in whom an approved provider proved with two factors', async () => {
    idp.claims = signedInWith(['pwd', 'otp'])
    const { visitor, outcome } = await enter()
    expect(outcome.body).toEqual({ purpose: 'sign-in', trialId: null })
    expect((await visitor.get('/api/me')).body.person.id).toBe(truus.id)
    expect(await world.lastLog('sign-in.provider')).toMatchObject({
      outcome: 'success',
      personId: truus.id,
      detail: {
        provider: id,
        twoFactors: true,
        values: [
          { claim: 'amr', value: 'pwd', class: 'know' },
          { claim: 'amr', value: 'otp', class: 'have' },
        ],
      },
    })
    const { rows } = await world.database.query(
      `select factors, provider_id, provider_subject, provider_sid is not null as named from session
       where person_id = $1 and ended_at is null`,
      [truus.id],
    )
    expect(rows).toEqual([{ factors: ['provider-two'], provider_id: id, provider_subject: 'truus', named: true }])
    expect((await visitor.get('/api/me/identities')).body.items).toMatchObject([
      {
        provider: { id, name: 'De Linde' },
        subject: 'truus',
        linkedBy: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ])
  })

  it('asks everything that the provider should know, and keeps nothing of it', async () => {
    idp.claims = signedInWith(['mfa'])
    const { url } = (await hoede.visitor().post(`/api/sign-in/provider/${id}`)).body
    // The request went ahead (PAR): in the address stands only that it did.
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    const pushed = new URLSearchParams(idp.requests.findLast((each) => each.path === '/request')?.body)
    expect(Object.fromEntries(pushed)).toMatchObject({
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${world.host}/aanmelden/terug`,
      code_challenge_method: 'S256',
      max_age: '3600',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
    const { rows } = await world.database.query('select * from provider_visit order by created_at desc limit 1')
    for (const secret of [pushed.get('state')!, pushed.get('nonce')!]) {
      expect(JSON.stringify(rows[0])).not.toContain(secret)
      expect(rows[0].secrets_sealed.toString('latin1')).not.toContain(secret)
    }
    const { rows: sessions } = await world.database.query('select * from session')
    expect(JSON.stringify(sessions)).not.toMatch(/eyJ/)
  })

  it.each([
    ['a password alone', ['pwd']],
    ['nothing about how', undefined],
    ['two of one kind', ['otp', 'otp']],
    ['what looks like two', ['ngcmfa']],
    ['words in one text', 'pwd otp'],
  ])("asks Hoede's own factor after %s", async (_name, amr) => {
    idp.claims = signedInWith(amr)
    const { visitor, outcome } = await enter()
    expect(outcome.status).toBe(200)
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    const state = await visitor.get('/api/sign-in')
    expect(state.body).toMatchObject({ step: 'second-factor', why: expect.stringContaining('twee stappen') })
    await world.forgetStep(truus)
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })).body.step).toBe('complete')
    expect((await visitor.get('/api/me')).status).toBe(200)
  })

  it('reads a text instead of a list as one value', async () => {
    idp.claims = signedInWith('mfa')
    const { visitor } = await enter()
    expect((await visitor.get('/api/me')).status).toBe(200)
  })

  it.each([
    ['is too old', { auth_time: seconds() - 9_000 }],
    ['is from nobody knows when', { auth_time: undefined }],
    ['is in the future', { auth_time: seconds() + 9_000 }],
  ])('asks the own factor when the sign-in there %s, and the provider for a new one next time', async (_name, more) => {
    idp.claims = signedInWith(['mfa'], more)
    const { visitor } = await enter()
    expect((await visitor.get('/api/sign-in')).body.step).toBe('second-factor')
    expect((await world.lastLog('sign-in.provider')).detail).toMatchObject({ twoFactors: false, tooOld: true })
    idp.claims = signedInWith(['mfa'])
    const { url } = (await visitor.post(`/api/sign-in/provider/${id}`)).body
    expect(new URLSearchParams(idp.requests.findLast((each) => each.path === '/request')?.body).get('prompt')).toBe(
      'login',
    )
    await visitor.post('/api/sign-in/return', { query: await idp.browse(url) })
    expect((await visitor.get('/api/me')).status).toBe(200)
    await visitor.post(`/api/sign-in/provider/${id}`)
    expect(new URLSearchParams(idp.requests.findLast((each) => each.path === '/request')?.body).has('prompt')).toBe(
      false,
    )
  })

  it('never takes two factors from a provider that the supplier did not approve', async () => {
    const other = await world.running({ approved: false })
    const riet = await world.linked(other.id, 'riet')
    other.idp.accountId = 'riet'
    other.idp.claims = signedInWith(['mfa'])
    const visitor = hoede.visitor()
    expect((await world.signIn(visitor, other.idp, other.id)).status).toBe(200)
    expect((await visitor.get('/api/sign-in')).body.step).toBe('second-factor')
    await world.forgetStep(riet)
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(riet.key) })).body.step).toBe('complete')
    // Until it is approved, and again when that is withdrawn.
    hoede.environment().approvedIssuers.push(other.idp.issuer)
    await world.signIn(visitor, other.idp, other.id)
    expect((await visitor.get('/api/me')).status).toBe(200)
    hoede.environment().approvedIssuers.pop()
    await world.signIn(visitor, other.idp, other.id)
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
  })

  it('knows nobody by anything but issuer and subject', async () => {
    idp.accountId = 'somebody-new'
    idp.claims = signedInWith(['mfa'], {
      email: 'truus@linde.example',
      preferred_username: truus.userName,
      name: 'Truus',
    })
    const { visitor, outcome } = await enter()
    expect([outcome.status, outcome.body.code]).toEqual([403, 'identity-unknown'])
    expect(outcome.body.title).toContain('koppel')
    expect(visitor.token).toBeUndefined()
    expect(await world.lastLog('sign-in.provider')).toMatchObject({
      outcome: 'refused',
      problem: 'identity-unknown',
      personId: null,
      detail: { subject: 'somebody-new' },
    })
    // The same subject at another issuer is somebody else.
    const other = await world.running()
    other.idp.accountId = 'truus'
    expect((await world.signIn(hoede.visitor(), other.idp, other.id)).body.code).toBe('identity-unknown')
    idp.accountId = 'truus'
  })

  it('lets in nobody who left, and no environment but its own', async () => {
    const left = await world.linked(id, 'left')
    await world.database.query(`update person set employed_until = now() where id = $1`, [left.id])
    idp.accountId = 'left'
    idp.claims = signedInWith(['mfa'])
    expect((await enter()).outcome.body.code).toBe('identity-unknown')
    idp.accountId = 'truus'
    expect((await hoede.visitor('horizon').post(`/api/sign-in/provider/${id}`)).body.code).toBe('not-found')
  })

  it('works in two tabs at once', async () => {
    idp.claims = signedInWith(['mfa'])
    const visitor = hoede.visitor()
    const one = (await visitor.post(`/api/sign-in/provider/${id}`)).body.url
    const two = (await visitor.post(`/api/sign-in/provider/${id}`)).body.url
    const [first, second] = [await idp.browse(one), await idp.browse(two)]
    expect((await visitor.post('/api/sign-in/return', { query: second })).status).toBe(200)
    expect((await visitor.post('/api/sign-in/return', { query: first })).status).toBe(200)
    expect((await visitor.get('/api/me')).status).toBe(200)
  })

  it('is possible only while the environment offers it', async () => {
    await world.database.query(`update setting set value = '["password"]' where key = 'sign-in-ways'`)
    const begun = await hoede.visitor().post(`/api/sign-in/provider/${id}`)
    expect([begun.status, begun.body.code]).toEqual([403, 'factor-not-allowed'])
    await world.database.query(`update setting set value = '["password", "provider"]' where key = 'sign-in-ways'`)
    expect(await world.lastLog('sign-in.provider')).toMatchObject({ outcome: 'refused', detail: { cause: 'off' } })
    const visitor = hoede.visitor()
    const { url } = (await visitor.post(`/api/sign-in/provider/${id}`)).body
    await world.database.query(`update identity_provider set state = 'off' where id = $1`, [id])
    const back = await visitor.post('/api/sign-in/return', { query: await idp.browse(url) })
    expect(back.body.code).toBe('factor-not-allowed')
    await world.database.query(`update identity_provider set state = 'on' where id = $1`, [id])
  })

  it('links an account by signing in on both sides', async () => {
    const jan = await world.employee()
    const visitor = await world.signedIn(jan)
    idp.accountId = 'jan'
    idp.claims = signedInWith(['pwd'])
    const outcome = await world.visit(visitor, idp, `/api/me/identities/${id}/link`)
    expect(outcome.body).toEqual({ purpose: 'link', trialId: null })
    const { items } = (await visitor.get('/api/me/identities')).body
    expect(items).toMatchObject([{ subject: 'jan', linkedBy: 'Truus van Dam' }])
    expect(await world.lastLog('identity.link')).toMatchObject({
      outcome: 'success',
      personId: jan.id,
      detail: { subject: 'jan' },
    })
    // Once more is still one.
    expect((await world.visit(visitor, idp, `/api/me/identities/${id}/link`)).status).toBe(200)
    expect((await visitor.get('/api/me/identities')).body.items).toHaveLength(1)
    // Somebody else's stays somebody else's.
    const piet = await world.signedIn(await world.employee())
    const refused = await world.visit(piet, idp, `/api/me/identities/${id}/link`)
    expect([refused.status, refused.body.code]).toEqual([409, 'identity-linked'])
    // The link of one person is not ended by another; one's own is.
    expect((await piet.post(`/api/me/identities/${items[0].id}/end`)).body.code).toBe('not-found')
    expect((await visitor.post(`/api/me/identities/${items[0].id}/end`)).status).toBe(204)
    expect((await visitor.get('/api/me/identities')).body.items).toEqual([])
    expect((await enter()).outcome.body.code).toBe('identity-unknown')
    idp.accountId = 'truus'
  })

  it('links nothing for another session than the one that began', async () => {
    const one = await world.signedIn(await world.employee())
    const other = await world.signedIn(await world.employee())
    const { url } = (await one.post(`/api/me/identities/${id}/link`)).body
    const query = await idp.browse(url)
    // Another person sits down at the same browser; or nobody does.
    const token = one.token
    one.token = other.token
    expect((await one.post('/api/sign-in/return', { query })).body.code).toBe('visit-ended')
    one.token = undefined
    expect((await one.post('/api/sign-in/return', { query })).body.code).toBe('visit-ended')
    one.token = token
    await one.post('/api/sign-out')
    expect((await one.post('/api/sign-in/return', { query })).body.code).toBe('visit-ended')
  })

  it('keeps the last way in', async () => {
    const lonely = await world.employee({ password: null })
    await world.karin.post(`/api/people/${lonely.id}/identities`, { providerId: id, subject: 'lonely' })
    idp.accountId = 'lonely'
    idp.claims = signedInWith(['mfa'])
    const { visitor } = await enter()
    const { items } = (await visitor.get('/api/me/identities')).body
    const refused = await visitor.post(`/api/me/identities/${items[0].id}/end`)
    expect([refused.status, refused.body.code]).toEqual([409, 'only-way-in'])
    // The manager can: it is an offboarding too. What was begun with it ends.
    expect((await world.karin.post(`/api/identities/${items[0].id}/end`)).status).toBe(204)
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    idp.accountId = 'truus'
  })

  it('lets the manager link others, and nobody else', async () => {
    const person = await world.employee()
    const link = (subject: string, visitor = world.karin) =>
      visitor.post(`/api/people/${person.id}/identities`, { providerId: id, subject })
    expect((await link('by-karin')).body.items).toMatchObject([{ subject: 'by-karin' }])
    expect((await link('truus')).body.code).toBe('identity-linked')
    expect((await link('x', await hoede.as('sanne'))).body.code).toBe('not-allowed')
    const { body: me } = await world.karin.get('/api/me')
    const self = await world.karin.post(`/api/people/${me.person.id}/identities`, { providerId: id, subject: 'self' })
    expect(self.body.code).toBe('not-allowed')
    expect((await (await hoede.as('sanne')).get(`/api/people/${person.id}/identities`)).body.code).toBe('not-allowed')
  })
})
