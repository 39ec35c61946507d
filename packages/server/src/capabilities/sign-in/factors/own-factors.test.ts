import { describe, expect, it } from 'vitest'
import { SoftwareAuthenticator } from '../../../../test/support/authenticator.ts'
import { codeOf, employees, wrongCode } from '../../../../test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../../../test/support/hoede.ts'
import { phones } from '../../../../test/support/phones.ts'
import { removeExpired } from '../../factors/public.ts'

interface Own {
  id: string
  kind: string
  preferred: boolean
}

describe('the own second factors', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, forgetStep, signedIn, releaseBrakes, logOf } = await employees(hoede)
  const { messagesTo, lastCode, later } = await phones(hoede)
  const origin = `https://linde.localhost:${hoede.port}`

  const mails = async (personId: string) => (await messagesTo(personId)).filter((each) => each.kind === 'mail')
  const own = async (visitor: Visitor) => (await visitor.get('/api/me/factors')).body
  const setAllowed = (everybody: string[], byRole: Record<string, string[]> = {}) =>
    database.query(`update setting set value = $1 where key = 'sign-in-factors'`, [
      JSON.stringify({ everybody, byRole }),
    ])
  const allMethods = ['totp', 'sms', 'voice', 'passkey', 'recovery-code']
  async function addPasskey(visitor: Visitor, name = 'Sleutelbos') {
    const key = new SoftwareAuthenticator(origin)
    const { body: options } = await visitor.post('/api/me/factors/passkey/options')
    const added = await visitor.post('/api/me/factors/passkey', { name, response: key.create(options) })
    expect(added.status).toBe(200)
    const id = added.body.items.find((each: Own & { name: string }) => each.name === name).id as string
    return { key, id }
  }
  async function addPhone(visitor: Visitor, personId: string, number: string) {
    expect((await visitor.post('/api/me/factors/phone', { number, name: 'Werk' })).status).toBe(200)
    const added = await visitor.post('/api/me/factors/phone/confirm', { code: await lastCode(personId) })
    return added.body.items.find((each: Own) => each.kind === 'phone').id as string
  }

  it('are several at once, of each kind; each addition is logged and told by mail', async () => {
    const truus = await employee()
    await database.query(`update person set email = 'truus@delinde.example' where id = $1`, [truus.id])
    const visitor = await signedIn(truus)
    const before = await own(visitor)
    expect(before).toMatchObject({ allowed: allMethods, recoveryCodesLeft: 0 })
    expect(Date.parse(before.freshUntil) - Date.now()).toBeGreaterThan(590_000)
    expect(before.items).toMatchObject([
      { kind: 'totp', methods: ['totp'], preferred: false, lastUsedAt: expect.any(String) },
    ])

    await addPhone(visitor, truus.id, '06 42 00 00 01')
    await addPasskey(visitor)
    const { body: made } = await visitor.post('/api/me/factors/totp')
    expect((await visitor.post('/api/me/factors/totp')).body).toEqual(made)
    const confirm = (code: string) =>
      visitor.post('/api/me/factors/totp/confirm', { id: made.id, code, name: 'Tablet' })
    expect((await confirm(wrongCode(made.secret))).body.code).toBe('wrong-code')
    const added = await confirm(codeOf(made.secret))
    expect(added.body.items).toMatchObject([
      { kind: 'totp', name: 'Authenticator-app' },
      { kind: 'phone', name: 'Werk', hint: '01', line: 'mobile', methods: ['sms', 'voice'] },
      { kind: 'passkey', name: 'Sleutelbos', wholeSignIn: true },
      { kind: 'totp', name: 'Tablet' },
    ])
    expect((await confirm(codeOf(made.secret, 1))).body.code).toBe('wrong-step')

    expect(await logOf(truus.id, 'factor.add')).toMatchObject([
      { outcome: 'success', detail: { kind: 'phone' } },
      { outcome: 'success', detail: { kind: 'passkey' } },
      { outcome: 'refused', problem: 'wrong-code', detail: { kind: 'totp' } },
      { outcome: 'success', detail: { kind: 'totp' } },
    ])
    expect((await mails(truus.id)).map(({ purpose, recipient }) => [purpose, recipient])).toEqual(
      Array(3).fill(['factor-added', 'truus@delinde.example']),
    )
    expect((await mails(truus.id))[0]!.body).toContain('Werk')
    // Each of them leads in.
    const again = hoede.visitor()
    const { body: state } = await enter(again, truus)
    expect(state.factors.map((each: { method: string }) => each.method)).toEqual([
      'totp',
      'sms',
      'voice',
      'passkey',
      'totp',
    ])
    expect((await again.post('/api/sign-in/totp', { code: codeOf(made.secret, 1) })).body.step).toBe('complete')
  })

  it('are confirmed in the session that began, by who began', async () => {
    const [truus, other] = [await employee(), await employee()]
    const visitor = await signedIn(truus)
    const { body: made } = await visitor.post('/api/me/factors/totp')
    const confirm = (by: Visitor, id = made.id) =>
      by.post('/api/me/factors/totp/confirm', { id, code: codeOf(made.secret) })
    const elsewhere = await signedIn(truus)
    const theirs = await signedIn(other)
    expect((await confirm(elsewhere)).body.code).toBe('wrong-step')
    expect((await confirm(theirs)).body.code).toBe('wrong-step')
    await theirs.post('/api/me/factors/totp')
    expect((await confirm(theirs)).body.code).toBe('wrong-step')
    expect((await visitor.post('/api/me/factors/phone', { number: '06 42 00 00 02' })).status).toBe(200)
    const code = await lastCode(truus.id)
    expect((await elsewhere.post('/api/me/factors/phone/confirm', { code })).body.code).toBe('code-expired')
    // A code for a new number proves none that counts already, nor the other way about.
    expect((await visitor.post('/api/me/proof/phone', { code })).body.code).toBe('code-expired')
    expect((await visitor.post('/api/me/factors/phone/confirm', { code })).status).toBe(200)
    const again = await visitor.post('/api/me/factors/phone', { number: '+31 6 42 00 00 02' })
    expect(again.body.code).toBe('already-exists')
    const { body: options } = await visitor.post('/api/me/factors/passkey/options')
    const response = new SoftwareAuthenticator(origin).create(options)
    expect((await elsewhere.post('/api/me/factors/passkey', { name: 'x', response })).body.code).toBe('passkey-refused')
    expect((await visitor.post('/api/me/factors/passkey', { name: 'x', response })).status).toBe(200)
    expect((await visitor.post('/api/me/factors/passkey', { name: 'x', response })).body.code).toBe('passkey-refused')
    expect((await visitor.post('/api/me/factors/passkey/options')).body.excludeCredentials).toHaveLength(1)
  })

  it('have a name of their own, and one is asked first', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const phone = await addPhone(visitor, truus.id, '06 42 00 00 03')
    const named = await visitor.post(`/api/me/factors/${phone}`, { name: 'Telefoon thuis' })
    expect(named.body.items[1].name).toBe('Telefoon thuis')
    const prefer = (body: unknown) => visitor.post('/api/me/factors/preferred', body)
    expect((await prefer({ id: phone, channel: 'voice' })).body.items[1]).toMatchObject({
      preferred: true,
      preferredChannel: 'voice',
    })
    const again = hoede.visitor()
    expect((await enter(again, truus)).body.factors[0]).toMatchObject({ method: 'voice', id: phone, preferred: true })
    const app = (await own(visitor)).items[0].id
    expect((await prefer({ id: app, channel: 'sms' })).body.code).toBe('factor-not-allowed')
    expect((await prefer({ id: app })).body.items[0]).toMatchObject({ preferred: true, preferredChannel: null })

    const other = await signedIn(await employee())
    const theirs = (await own(other)).items[0].id
    expect((await prefer({ id: theirs })).status).toBe(404)
    expect((await visitor.post(`/api/me/factors/${theirs}`, { name: 'van mij' })).status).toBe(404)
    expect((await visitor.post(`/api/me/factors/${theirs}/remove`)).status).toBe(404)
    expect((await own(other)).items[0].name).toBe('Authenticator-app')
    expect((await logOf(truus.id, 'factor.remove')).map((row) => row.outcome)).toEqual(['refused'])
  })

  it('are removed, but never the last one; every other session ends, and the person is told', async () => {
    const truus = await employee()
    await database.query(`update person set email = 'truus2@delinde.example' where id = $1`, [truus.id])
    const visitor = await signedIn(truus)
    const remove = (id: string) => visitor.post(`/api/me/factors/${id}/remove`)
    const app = (await own(visitor)).items[0].id
    expect((await visitor.post('/api/me/recovery-codes')).body.codes).toHaveLength(10)
    // The printed sheet alone does not count.
    const last = await remove(app)
    expect([last.status, last.body.code]).toEqual([409, 'last-factor'])
    const { id: passkey, key } = await addPasskey(visitor)
    await visitor.post('/api/me/factors/preferred', { id: app })
    const elsewhere = await signedIn(truus)
    const removed = await remove(app)
    expect(removed.body.items).toMatchObject([{ id: passkey, preferred: false }])
    expect((await elsewhere.get('/api/me')).body.code).toBe('no-session')
    expect((await visitor.get('/api/me')).status).toBe(200)
    expect((await remove(app)).status).toBe(404)
    expect((await remove(passkey)).body.code).toBe('last-factor')
    expect((await logOf(truus.id, 'factor.remove')).map((row) => [row.outcome, row.detail])).toEqual([
      ['error', null],
      ['success', { kind: 'totp', sessions: 1 }],
      ['refused', null],
      ['error', null],
    ])
    expect((await mails(truus.id)).map((each) => each.purpose)).toEqual([
      'recovery-codes',
      'factor-added',
      'factor-removed',
    ])
    // What was removed opens nothing.
    const again = hoede.visitor()
    const { body: state } = await enter(again, truus)
    expect(state.factors.map((each: { method: string }) => each.method)).toEqual(['passkey', 'recovery-code'])
    await forgetStep(truus)
    expect((await again.post('/api/sign-in/totp', { code: codeOf(truus.key, 1) })).body.code).toBe('wrong-code')
    const { body: options } = await again.post('/api/sign-in/passkey/options')
    expect((await again.post('/api/sign-in/passkey', { response: key.get(options) })).body.step).toBe('complete')
  })

  it('keep one of two that are removed at the same moment', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await addPasskey(visitor)
    const ids: string[] = (await own(visitor)).items.map((each: Own) => each.id)
    const answers = await Promise.all(ids.map((id) => visitor.post(`/api/me/factors/${id}/remove`)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect((await own(visitor)).items).toHaveLength(1)
  })

  it('are twenty at most', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await database.query(
      `insert into factor (id, person_id, kind, name, secret_sealed, confirmed_at)
       select gen_random_uuid(), person_id, kind, name || n, secret_sealed, null from factor, generate_series(1, 30) n where person_id = $1`,
      [truus.id],
    )
    expect((await visitor.post('/api/me/factors/passkey/options')).status).toBe(200)
    await database.query(
      `update factor set confirmed_at = now(), secret_sealed = (select secret_sealed from factor where person_id = $1 and confirmed_at is not null)
      where person_id = $1 and id in (select id from factor where person_id = $1 and confirmed_at is null limit 19)`,
      [truus.id],
    )
    for (const path of ['totp', 'passkey/options'])
      expect((await visitor.post(`/api/me/factors/${path}`)).body.code).toBe('too-many-factors')
    expect((await visitor.post('/api/me/factors/phone', { number: '06 42 00 00 09' })).body.code).toBe(
      'too-many-factors',
    )
  })

  it('are proven again in the same session, which makes it fresh', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const phone = await addPhone(visitor, truus.id, '06 42 00 00 04')
    const { key } = await addPasskey(visitor)
    const { codes } = (await visitor.post('/api/me/recovery-codes')).body
    const token = visitor.token
    const stale = () =>
      database.query(`update session set proven_at = now() - interval '11 minutes' where person_id = $1`, [truus.id])
    const isFresh = async () => (await own(visitor)).freshUntil !== null
    await forgetStep(truus)
    const proofs: [string, () => Promise<unknown>][] = [
      ['totp', async () => ({ code: codeOf(truus.key) })],
      ['recovery', async () => ({ code: codes[0] })],
      [
        'phone',
        async () => {
          expect((await visitor.post('/api/me/proof/phone/send', { id: phone, channel: 'sms' })).status).toBe(200)
          return { code: await lastCode(truus.id) }
        },
      ],
      ['passkey', async () => ({ response: key.get((await visitor.post('/api/me/proof/passkey/options')).body) })],
    ]
    for (const [method, make] of proofs) {
      await stale()
      expect(await isFresh()).toBe(false)
      const given = await make()
      const proof = await visitor.post(`/api/me/proof/${method}`, given)
      expect(proof.status).toBe(200)
      expect(Date.parse(proof.body.freshUntil) - Date.now()).toBeGreaterThan(590_000)
      expect(await isFresh()).toBe(true)
      // Once.
      expect((await visitor.post(`/api/me/proof/${method}`, given)).status).toBe(401)
      await releaseBrakes()
      expect((await logOf(truus.id, `proof.${method}`)).map((row) => row.outcome)).toEqual(['success', 'refused'])
    }
    expect(visitor.token).toBe(token)
    await later(truus.id, 60)
  })

  it('are held back when they are guessed, as at the sign-in and along with it', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await database.query(`update session set proven_at = now() - interval '1 hour' where person_id = $1`, [truus.id])
    for (let tried = 0; tried < 5; tried++)
      expect((await visitor.post('/api/me/proof/totp', { code: wrongCode(truus.key) })).body.code).toBe('wrong-code')
    await forgetStep(truus)
    expect((await visitor.post('/api/me/proof/totp', { code: codeOf(truus.key) })).body.code).toBe('sign-in-blocked')
    const elsewhere = hoede.visitor()
    await enter(elsewhere, truus)
    expect((await elsewhere.post('/api/sign-in/totp', { code: codeOf(truus.key) })).body.code).toBe('sign-in-blocked')
    expect((await own(visitor)).freshUntil).toBeNull()
    expect((await hoede.visitor().post('/api/me/proof/totp', { code: '123456' })).body.code).toBe('no-session')
  })

  it('that are not allowed any more let somebody in once, to register another', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await setAllowed(['passkey', 'recovery-code'])
    expect((await own(visitor)).items).toMatchObject([{ kind: 'totp', methods: [] }])
    for (const [path, body] of [
      ['/api/me/factors/totp', {}],
      ['/api/me/factors/phone', { number: '06 42 00 00 05' }],
    ] as const)
      expect((await visitor.post(path, body)).body.code).toBe('factor-not-allowed')

    await forgetStep(truus)
    const again = hoede.visitor()
    expect((await enter(again, truus)).body).toMatchObject({ step: 'second-factor', factors: [{ method: 'totp' }] })
    const { body: state } = await again.post('/api/sign-in/totp', { code: codeOf(truus.key) })
    expect(state).toMatchObject({ step: 'enrolment', allowed: ['passkey', 'recovery-code'] })
    expect((await again.get('/api/me')).status).toBe(401)
    expect((await again.post('/api/sign-in/enrolment')).body.code).toBe('factor-not-allowed')
    const refused = await again.post('/api/sign-in/enrolment/phone', { number: '06 42 00 00 05' })
    expect(refused.body.code).toBe('factor-not-allowed')
    const key = new SoftwareAuthenticator(origin)
    const { body: options } = await again.post('/api/sign-in/enrolment/passkey/options')
    const made = await again.post('/api/sign-in/enrolment/passkey', { name: 'Nieuw', response: key.create(options) })
    expect(made.body.codes).toHaveLength(10)

    // From now on the app is refused, at the sign-in and as a proof.
    await forgetStep(truus)
    const third = hoede.visitor()
    expect((await enter(third, truus)).body.factors.map((each: { method: string }) => each.method)).toEqual([
      'passkey',
      'recovery-code',
    ])
    const code = codeOf(truus.key)
    const app = await third.post('/api/sign-in/totp', { code })
    expect([app.status, app.body.code]).toEqual([403, 'factor-not-allowed'])
    expect((await again.post('/api/me/proof/totp', { code })).body.code).toBe('factor-not-allowed')
    expect((await logOf(truus.id, 'sign-in.totp')).at(-1)).toMatchObject({
      outcome: 'refused',
      problem: 'factor-not-allowed',
    })
    // The last one that is allowed stays; what is not allowed may go.
    const items: Own[] = (await own(again)).items
    const idOf = (kind: string) => items.find((each) => each.kind === kind)!.id
    expect((await again.post(`/api/me/factors/${idOf('passkey')}/remove`)).body.code).toBe('last-factor')
    expect((await again.post(`/api/me/factors/${idOf('totp')}/remove`)).status).toBe(200)
    // Without the sheet among what is allowed there are no codes of it.
    await setAllowed(['passkey'])
    expect((await again.post('/api/me/recovery-codes')).body.code).toBe('factor-not-allowed')
    await setAllowed(allMethods)
  })

  it('stop counting between the sending of a code and its filling in, when they are switched off', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const phone = await addPhone(visitor, truus.id, '06 42 00 00 06')
    const again = hoede.visitor()
    await enter(again, truus)
    await again.post('/api/sign-in/phone/send', { id: phone, channel: 'sms' })
    await setAllowed(['totp', 'voice'])
    const given = await again.post('/api/sign-in/phone', { code: await lastCode(truus.id) })
    expect(given.body.code).toBe('factor-not-allowed')
    expect((await again.get('/api/sign-in')).body.factors.map((each: { method: string }) => each.method)).toEqual([
      'totp',
      'voice',
    ])
    await setAllowed(allMethods)
  })

  it('cannot be slipped in by another browser that has the password, once there is one', async () => {
    const truus = await employee({ coupled: false })
    const [thief, visitor] = [hoede.visitor(), hoede.visitor()]
    await enter(thief, truus)
    const { body: stolen } = await thief.post('/api/sign-in/enrolment')
    await enter(visitor, truus)
    const { body: made } = await visitor.post('/api/sign-in/enrolment')
    expect(stolen.secret).not.toBe(made.secret)
    expect((await visitor.post('/api/sign-in/enrolment/confirm', { code: codeOf(made.secret) })).status).toBe(200)
    for (const [path, body] of [
      ['confirm', { code: codeOf(stolen.secret) }],
      ['passkey/options', {}],
      ['phone', { number: '0612345678' }],
    ] as const)
      expect((await thief.post(`/api/sign-in/enrolment/${path}`, body)).body.code).toBe('wrong-step')
    expect((await own(visitor)).items).toHaveLength(1)
  })

  it('leave nothing behind when they were not finished', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await visitor.post('/api/me/factors/totp')
    await visitor.post('/api/me/factors/phone', { number: '06 42 00 00 07' })
    const left = async () =>
      (await database.query('select kind from factor where person_id = $1 order by kind', [truus.id])).rows.map(
        (row) => row.kind,
      )
    const night = () => hoede.environments.transact(hoede.environment().id, removeExpired)
    await night()
    expect(await left()).toEqual(['phone', 'totp', 'totp'])
    await database.query(`update factor set created_at = now() - interval '3 days' where person_id = $1`, [truus.id])
    await later(truus.id, 90_000)
    await night()
    expect(await left()).toEqual(['totp'])
    expect((await own(visitor)).items).toHaveLength(1)
  })
})
