import { describe, expect, it } from 'vitest'
import { SoftwareAuthenticator, type Twist } from '../../../../test/support/authenticator.ts'
import { employees } from '../../../../test/support/employees.ts'
import { type Body, startTestHoede, type Visitor } from '../../../../test/support/hoede.ts'

describe('passkeys and security keys', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, releaseBrakes, logOf } = await employees(hoede)
  const origin = `https://linde.localhost:${hoede.port}`
  const authenticator = (options?: { verifies?: boolean; counts?: boolean }) =>
    new SoftwareAuthenticator(origin, options)

  const register = async (visitor: Visitor, key: SoftwareAuthenticator, twist?: Twist) => {
    const { body: options } = await visitor.post('/api/sign-in/enrolment/passkey/options')
    return visitor.post('/api/sign-in/enrolment/passkey', { name: 'Sleutelbos', response: key.create(options, twist) })
  }
  /** Somebody whose only second factor is a passkey, registered at the first sign-in. */
  async function withPasskey(key = authenticator()) {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    expect((await register(visitor, key)).body.codes).toHaveLength(10)
    return { ...truus, visitor, key }
  }
  /** A browser that gave the password, and the options that it gets. */
  async function halfway(truus: { userName: string }): Promise<{ visitor: Visitor; options: Body }> {
    const visitor = hoede.visitor()
    expect((await enter(visitor, truus)).body.step).toBe('second-factor')
    return { visitor, options: (await visitor.post('/api/sign-in/passkey/options')).body }
  }
  const give = (visitor: Visitor, response: unknown) => visitor.post('/api/sign-in/passkey', { response })
  const alone = async (visitor: Visitor, key: SoftwareAuthenticator, twist?: Twist) => {
    const { body: options } = await visitor.post('/api/sign-in/whole/options')
    return visitor.post('/api/sign-in/whole', { response: key.get(options, twist) })
  }
  const proven = async (personId: string) =>
    (
      await database.query('select factors from session where person_id = $1 order by created_at desc limit 1', [
        personId,
      ])
    ).rows[0].factors

  it('are registered at the first sign-in, and asked at the next', async () => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const { body: options } = await visitor.post('/api/sign-in/enrolment/passkey/options')
    expect(options).toMatchObject({
      rp: { id: 'linde.localhost', name: 'Hoede (Zorggroep De Linde)' },
      user: { name: truus.userName, displayName: 'Truus van Dam' },
      attestation: 'none',
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    })
    expect(options.user.id).not.toContain(truus.id)
    const key = authenticator()
    const made = await visitor.post('/api/sign-in/enrolment/passkey', {
      name: 'Sleutelbos',
      response: key.create(options),
    })
    expect(made.body.codes).toHaveLength(10)
    expect((await visitor.get('/api/me/factors')).body.items).toMatchObject([
      { kind: 'passkey', name: 'Sleutelbos', wholeSignIn: true, methods: ['passkey'] },
    ])

    const { visitor: again, options: asked } = await halfway(truus)
    expect(asked).toMatchObject({
      rpId: 'linde.localhost',
      userVerification: 'preferred',
      allowCredentials: [{ id: key.credentialId, transports: ['internal', 'hybrid'] }],
    })
    expect((await give(again, key.get(asked))).body.step).toBe('complete')
    expect(await proven(truus.id)).toEqual(['password', 'passkey'])
    expect((await logOf(truus.id, 'sign-in.passkey')).map((row) => row.outcome)).toEqual(['success'])
  })

  it('sign somebody in alone when they verified their user', async () => {
    const truus = await withPasskey()
    const visitor = hoede.visitor()
    const { body: options, headers } = await visitor.post('/api/sign-in/whole/options')
    expect(options).toMatchObject({ rpId: 'linde.localhost', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-hoede-visit=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict/,
    )
    const answer = await visitor.post('/api/sign-in/whole', { response: truus.key.get(options) })
    expect(answer.body).toMatchObject({ step: 'complete', name: 'Truus' })
    expect((await visitor.get('/api/me')).body.person.id).toBe(truus.id)
    expect(await proven(truus.id)).toEqual(['passkey-verified'])
    expect((await logOf(truus.id, 'sign-in.whole')).map((row) => row.outcome)).toEqual(['success'])
  })

  it('are no whole sign-in without a verified user, but do for a second factor', async () => {
    const truus = await withPasskey(authenticator({ verifies: false }))
    const refused = await alone(hoede.visitor(), truus.key)
    expect([refused.status, refused.body.code]).toEqual([401, 'passkey-refused'])
    const { visitor, options } = await halfway(truus)
    expect((await give(visitor, truus.key.get(options))).body.step).toBe('complete')
    expect((await visitor.get('/api/me/factors')).body.items).toMatchObject([{ wholeSignIn: false }])
  })

  it('are no whole sign-in when the key is found by a user name only, though it verifies', async () => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const { body: options } = await visitor.post('/api/sign-in/enrolment/passkey/options')
    const key = authenticator()
    const response = key.create(options, { resident: false })
    await visitor.post('/api/sign-in/enrolment/passkey', { name: 'Sleutelbos', response })
    const whole = async () => (await visitor.get('/api/me/factors')).body.items[0].wholeSignIn
    expect(await whole()).toBe(false)
    const { visitor: again, options: asked } = await halfway(truus)
    expect((await give(again, key.get(asked))).body.step).toBe('complete')
    expect(await whole()).toBe(false)
  })

  it('answer one challenge, once, in the browser and session that it was made for', async () => {
    const truus = await withPasskey()
    const { visitor, options } = await halfway(truus)
    const response = truus.key.get(options)
    // Of another session of the same person.
    const { visitor: other } = await halfway(truus)
    expect((await give(other, response)).body.code).toBe('passkey-refused')
    expect((await give(visitor, response)).body.step).toBe('complete')
    await enter(visitor, truus)
    expect((await give(visitor, response)).body.code).toBe('passkey-refused')
    // Asked again in a session, the one before it is worth nothing; a wrong answer uses it up.
    const { visitor: tab, options: first } = await halfway(truus)
    const { body: second } = await tab.post('/api/sign-in/passkey/options')
    expect((await give(tab, truus.key.get(first))).body.code).toBe('passkey-refused')
    await releaseBrakes()
    expect((await give(tab, truus.key.get(second))).body.code).toBe('passkey-refused')

    const browser = hoede.visitor()
    const { body: whole } = await browser.post('/api/sign-in/whole/options')
    const answer = truus.key.get(whole)
    const elsewhere = hoede.visitor()
    await elsewhere.post('/api/sign-in/whole/options')
    expect((await elsewhere.post('/api/sign-in/whole', { response: answer })).body.code).toBe('passkey-refused')
    expect((await hoede.visitor().post('/api/sign-in/whole', { response: answer })).body.code).toBe('passkey-refused')
    // Two tabs of one browser do not stand in each other's way.
    const { body: ofOtherTab } = await browser.post('/api/sign-in/whole/options')
    expect((await browser.post('/api/sign-in/whole', { response: answer })).body.step).toBe('complete')
    expect((await browser.post('/api/sign-in/whole', { response: answer })).body.code).toBe('passkey-refused')
    expect((await browser.post('/api/sign-in/whole', { response: truus.key.get(ofOtherTab) })).body.step).toBe(
      'complete',
    )
  })

  it('let one of two answers in that come at the same moment', async () => {
    const truus = await withPasskey()
    const browser = hoede.visitor()
    const { body: options } = await browser.post('/api/sign-in/whole/options')
    const response = truus.key.get(options)
    const tabs = [hoede.visitor(), hoede.visitor()]
    for (const tab of tabs) tab.cookies = { ...browser.cookies }
    const answers = await Promise.all(tabs.map((tab) => tab.post('/api/sign-in/whole', { response })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401])
  })

  it('have five minutes', async () => {
    const truus = await withPasskey()
    const { visitor, options } = await halfway(truus)
    const { rows } = await database.query(
      'select challenge from session where person_id = $1 and challenge is not null',
      [truus.id],
    )
    const old = Buffer.from(rows[0].challenge)
    expect(old.toString('base64url')).toBe(options.challenge)
    old.writeUIntBE(Date.now() - 301_000, 0, 6)
    await database.query('update session set challenge = $2 where person_id = $1 and challenge is not null', [
      truus.id,
      old,
    ])
    const late = truus.key.get(options, { challenge: old.toString('base64url') })
    expect((await give(visitor, late)).body.code).toBe('passkey-refused')
    const browser = hoede.visitor()
    const { body: whole } = await browser.post('/api/sign-in/whole/options')
    await database.query('update passkey_challenge set expires_at = now() where used_at is null')
    const answer = await browser.post('/api/sign-in/whole', { response: truus.key.get(whole) })
    expect(answer.body.code).toBe('passkey-refused')
  })

  const wrong: [string, Twist][] = [
    ['of another origin', { origin: 'https://linde.localhost.evil.example' }],
    ['of the same host without the port', { origin: 'https://linde.localhost' }],
    ['of another environment', { origin: `https://horizon.localhost:${hoede.port}` }],
    ['for another relying party', { rpId: 'localhost' }],
    ['to another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['of another kind', { type: 'webauthn.create' }],
    ['in a frame of another site', { crossOrigin: true }],
    ['without anybody present', { present: false, verified: false }],
    ['with a signature of nobody', { signature: Buffer.alloc(70, 1) }],
    ['of a credential that is not known', { credentialId: Buffer.alloc(32, 9).toString('base64url') }],
    ['with an id that is none', { credentialId: 'a b/c' }],
  ]
  it.each(wrong)('refuse an answer %s, with one and the same answer', async (_what, twist) => {
    const truus = await withPasskey()
    const { visitor, options } = await halfway(truus)
    const [second, whole] = [
      await give(visitor, truus.key.get(options, twist)),
      await alone(hoede.visitor(), truus.key, twist),
    ]
    for (const { status, body } of [second, whole]) {
      const { traceId: _, ...rest } = body
      expect({ status, ...rest }).toEqual({
        status: 401,
        code: 'passkey-refused',
        type: 'urn:hoede:problem:passkey-refused',
        title: 'Het lukte niet met deze passkey. Probeer het nog eens, of kies een andere manier.',
      })
    }
    expect((await logOf(truus.id, 'sign-in.passkey')).map((row) => row.problem)).toEqual(['passkey-refused'])
  })

  it.each([
    ['of another origin', { origin: 'https://linde.localhost.evil.example' }],
    ['for another relying party', { rpId: 'localhost' }],
    ['to another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['of another kind', { type: 'webauthn.get' }],
    ['in a frame of another site', { crossOrigin: true }],
    ['with a format of attestation that was not asked', { format: 'apple' }],
    ['with an empty attestation', { format: 'packed' }],
  ] as [string, Twist][])('are not registered by an answer %s', async (_what, twist) => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const answer = await register(visitor, authenticator(), twist)
    expect([answer.status, answer.body.code]).toEqual([401, 'passkey-refused'])
    expect((await database.query('select id from factor where person_id = $1', [truus.id])).rows).toEqual([])
    expect(await logOf(truus.id, 'sign-in.enrolled')).toMatchObject([
      { outcome: 'refused', problem: 'passkey-refused' },
    ])
    expect((await visitor.get('/api/me')).status).toBe(401)
  })

  it('are refused when what came is no WebAuthn at all', async () => {
    const truus = await withPasskey()
    const shapes = [
      {},
      { id: 5 },
      { id: 'x', response: null },
      {
        id: truus.key.credentialId,
        rawId: truus.key.credentialId,
        type: 'public-key',
        response: { clientDataJSON: 'e30', authenticatorData: [], signature: {} },
      },
    ]
    for (const response of shapes) {
      const { visitor } = await halfway(truus)
      expect((await give(visitor, response)).body.code).toBe('passkey-refused')
      await releaseBrakes()
      const browser = hoede.visitor()
      await browser.post('/api/sign-in/whole/options')
      expect((await browser.post('/api/sign-in/whole', { response })).body.code).toBe('passkey-refused')
    }
    const starter = hoede.visitor()
    await enter(starter, await employee({ coupled: false }))
    for (const response of [
      {},
      { id: 'x', response: { attestationObject: 'oA' } },
      { response: { attestationObject: 'f'.repeat(5000) } },
    ]) {
      await starter.post('/api/sign-in/enrolment/passkey/options')
      expect((await starter.post('/api/sign-in/enrolment/passkey', { name: 'x', response })).body.code).toBe(
        'passkey-refused',
      )
    }
  })

  it('are refused when their counter goes back or stays, as a copy would make it', async () => {
    const truus = await withPasskey()
    const { visitor, options } = await halfway(truus)
    await give(visitor, truus.key.get(options, { signCount: 40 }))
    for (const signCount of [39, 40, 0]) {
      const { visitor: copy, options: asked } = await halfway(truus)
      const answer = await give(copy, truus.key.get(asked, { signCount }))
      expect([answer.status, answer.body.code]).toEqual([401, 'passkey-counter'])
      expect((await alone(hoede.visitor(), truus.key, { signCount })).body.code).toBe('passkey-counter')
      await releaseBrakes()
    }
    expect((await logOf(truus.id, 'sign-in.passkey')).map((row) => row.problem)).toEqual([
      null,
      ...Array(3).fill('passkey-counter'),
    ])
    const { visitor: own, options: asked } = await halfway(truus)
    expect((await give(own, truus.key.get(asked, { signCount: 41 }))).body.step).toBe('complete')
  })

  it('may do without a counter', async () => {
    const truus = await withPasskey(authenticator({ counts: false }))
    for (const _ of [1, 2]) expect((await alone(hoede.visitor(), truus.key)).body.step).toBe('complete')
  })

  it('belong to one person: of somebody else they prove nothing, and cannot be registered twice', async () => {
    const [truus, other] = [await withPasskey(), await withPasskey()]
    const { visitor, options } = await halfway(truus)
    expect((await give(visitor, other.key.get(options))).body.code).toBe('passkey-refused')
    // A credential of one with the user handle of another.
    const { body: made } = await hoede.visitor().post('/api/sign-in/whole/options')
    const handle = (truus.key.get(made)['response'] as { userHandle: string }).userHandle
    expect((await alone(hoede.visitor(), other.key, { userHandle: handle })).body.code).toBe('passkey-refused')
    expect((await alone(hoede.visitor(), other.key, { userHandle: '' })).body.code).toBe('passkey-refused')
    const starter = hoede.visitor()
    await enter(starter, await employee({ coupled: false }))
    expect((await register(starter, other.key)).body.code).toBe('already-exists')
  })

  it('are of no use to somebody who left, nor at another customer', async () => {
    const truus = await withPasskey()
    const { body: options } = await hoede.visitor('horizon').post('/api/sign-in/whole/options')
    expect(options.rpId).toBe('horizon.localhost')
    const atHorizon = hoede.visitor('horizon')
    expect((await alone(atHorizon, truus.key, { origin: `https://horizon.localhost:${hoede.port}` })).body.code).toBe(
      'passkey-refused',
    )
    await database.query(`update person set employed_until = now() - interval '1 day' where id = $1`, [truus.id])
    expect((await alone(hoede.visitor(), truus.key)).body.code).toBe('passkey-refused')
  })

  it('are not asked for while the environment has that way switched off', async () => {
    const truus = await withPasskey()
    const visitor = hoede.visitor()
    const { body: options } = await visitor.post('/api/sign-in/whole/options')
    await database.query(`update setting set value = '["password"]' where key = 'sign-in-ways'`)
    const asked = await visitor.post('/api/sign-in/whole/options')
    expect([asked.status, asked.body.code]).toEqual([403, 'way-not-allowed'])
    const given = await visitor.post('/api/sign-in/whole', { response: truus.key.get(options) })
    expect(given.body.code).toBe('way-not-allowed')
    // As a second factor they still count: that is another setting.
    const half = await halfway(truus)
    expect((await give(half.visitor, truus.key.get(half.options))).body.step).toBe('complete')
    await database.query(`update setting set value = '["password", "passkey", "provider"]' where key = 'sign-in-ways'`)
  })
})
