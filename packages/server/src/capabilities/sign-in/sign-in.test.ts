import { describe, expect, it } from 'vitest'
import { codeOf, employees, password, wrongCode } from '../../../test/support/employees.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'

describe('signing in, step by step', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, logOf } = await employees(hoede)

  it('tells anybody whose environment it is', async () => {
    const { body } = await hoede.visitor().get('/api/environment')
    expect(body).toEqual({ customer: 'Zorggroep De Linde', kind: 'production', demo: false })
    expect((await hoede.visitor('horizon').get('/api/environment')).body.customer).toBe('Stichting Horizon')
  })

  it('couples an authenticator at the first sign-in, and asks for its code ever after', async () => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    const first = await enter(visitor, truus)
    expect(first.body).toMatchObject({ step: 'enrolment', factors: [], name: 'Truus', why: null })
    expect(first.headers.getSetCookie()[0]).toMatch(
      /^__Host-hoede=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    )
    const atPassword = visitor.token
    // A password alone reaches nothing.
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    expect((await visitor.get('/api/sign-in')).body.step).toBe('enrolment')
    const { body: enrolment } = await visitor.post('/api/sign-in/enrolment')
    expect(decodeURIComponent(enrolment.uri)).toContain(`totp/Hoede (Zorggroep De Linde):${truus.userName}`)
    expect((await visitor.post('/api/sign-in/enrolment')).body).toEqual(enrolment)

    const wrong = await visitor.post('/api/sign-in/enrolment/confirm', { code: wrongCode(enrolment.secret) })
    expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong-code'])
    const code = codeOf(enrolment.secret)
    const confirmed = await visitor.post('/api/sign-in/enrolment/confirm', { code })
    expect(confirmed.body.codes).toHaveLength(10)
    expect(new Set(confirmed.body.codes).size).toBe(10)
    for (const each of confirmed.body.codes) expect(each).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/)
    expect(visitor.token).not.toBe(atPassword)

    const { body: me } = await visitor.get('/api/me')
    expect(me.person).toEqual({
      id: truus.id,
      userName: truus.userName,
      name: 'Truus van Dam',
      function: 'verzorgende IG',
    })
    expect(me).toMatchObject({ permissions: [], recoveryCodesLeft: 10, session: { idleSeconds: 900 } })
    expect(Buffer.from(me.draftKey, 'base64url')).toHaveLength(32)
    expect(Date.parse(me.session.expiresAt) - Date.now()).toBeGreaterThan(11.9 * 3_600_000)

    // The code that coupled it is used up; from now on a code is asked.
    const again = hoede.visitor()
    expect((await enter(again, truus)).body).toMatchObject({
      step: 'second-factor',
      factors: [{ method: 'totp' }, { method: 'recovery-code' }],
      name: 'Truus',
    })
    expect((await again.post('/api/sign-in/totp', { code })).body.code).toBe('wrong-code')
    expect((await again.post('/api/sign-in/totp', { code: codeOf(enrolment.secret, 1) })).body.step).toBe('complete')

    const { rows } = await database.query('select secret_sealed from factor where person_id = $1', [truus.id])
    expect(rows[0].secret_sealed.toString('latin1')).not.toContain(enrolment.secret)
    expect((await logOf(truus.id, 'sign-in.enrolled')).map((row) => row.outcome)).toEqual(['refused', 'success'])
  })

  it('gives a new session after each factor, and stores no token', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const half = visitor.token!
    await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })
    expect(visitor.token).not.toBe(half)
    const stale = hoede.visitor()
    stale.token = half
    expect((await stale.post('/api/sign-in/totp', { code: codeOf(truus.key, 1) })).body.code).toBe('no-session')
    const { rows } = await database.query('select * from session where person_id = $1 order by created_at', [truus.id])
    expect(rows.map((row) => [row.stage, row.ended_because, row.factors])).toEqual([
      ['second-factor', 'replaced', ['password']],
      ['complete', null, ['password', 'totp']],
    ])
    expect(JSON.stringify(rows)).not.toContain(visitor.token)
    // What was signed in on this browser before ends when somebody signs in on it again.
    await enter(visitor, truus)
    const { rows: after } = await database.query(
      `select count(*)::int as alive from session where person_id = $1 and stage = 'complete' and ended_at is null`,
      [truus.id],
    )
    expect(after[0].alive).toBe(0)
  })

  it('accepts a code once, also of two requests at the same moment', async () => {
    const truus = await employee()
    const code = codeOf(truus.key)
    const visitors = [hoede.visitor(), hoede.visitor(), hoede.visitor()]
    for (const visitor of visitors) await enter(visitor, truus)
    const answers = await Promise.all(visitors.map((visitor) => visitor.post('/api/sign-in/totp', { code })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const later = visitors[answers.findIndex((answer) => answer.status !== 200)]!
    expect((await later.post('/api/sign-in/totp', { code })).body.code).toBe('wrong-code')
  })

  it('refuses what is not six digits without looking at it', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    for (const code of ['12345', 'abcdef', '1234567890', '12345\u0000']) {
      expect((await visitor.post('/api/sign-in/totp', { code })).status).toBe(400)
    }
    const spaced = codeOf(truus.key).replace(/(...)(...)/, '$1 $2')
    expect((await visitor.post('/api/sign-in/totp', { code: spaced })).body.step).toBe('complete')
  })

  it('takes the user name in capitals and with a space behind it', async () => {
    const truus = await employee()
    const { body } = await enter(hoede.visitor(), { userName: `${truus.userName.toUpperCase()} ` })
    expect(body.step).toBe('second-factor')
  })

  it('takes the steps in their order only', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    expect((await visitor.post('/api/sign-in/totp', { code: '123456' })).body.code).toBe('no-session')
    expect((await visitor.get('/api/sign-in')).body.code).toBe('no-session')
    await enter(visitor, truus)
    // Somebody with only the password cannot couple a phone of their own.
    for (const [path, body] of [
      ['/api/sign-in/enrolment', {}],
      ['/api/sign-in/enrolment/confirm', { code: '123456' }],
    ] as const) {
      const answer = await visitor.post(path, body)
      expect([answer.status, answer.body.code]).toEqual([409, 'wrong-step'])
    }
    await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key, 1) })).body.code).toBe('wrong-step')
    expect((await visitor.get('/api/sign-in')).body.code).toBe('no-session')
    const starter = await employee({ coupled: false })
    const fresh = hoede.visitor()
    await enter(fresh, starter)
    expect((await fresh.post('/api/sign-in/recovery', { code: 'aaaa-bbbb-cccc-dddd' })).body.code).toBe('wrong-step')
    expect((await fresh.post('/api/sign-in/enrolment/confirm', { code: '123456' })).body.code).toBe('wrong-step')
  })

  it('gives up an unfinished sign-in after ten minutes', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    await database.query(
      `update session set created_at = created_at - interval '10 minutes', last_seen_at = last_seen_at - interval '10 minutes',
         expires_at = expires_at - interval '10 minutes' where person_id = $1`,
      [truus.id],
    )
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })).body.code).toBe('no-session')
  })

  it('keeps the cookie of one environment out of the other', async () => {
    const truus = await employee()
    const atLinde = await signedIn(truus)
    const atHorizon = hoede.visitor('horizon')
    atHorizon.token = atLinde.token
    expect((await atHorizon.get('/api/me')).body.code).toBe('no-session')
    expect((await enter(hoede.visitor('horizon'), truus)).body.code).toBe('sign-in-failed')
  })

  it('refuses what another site sends', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    const given = { userName: truus.userName, password }
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await visitor.post('/api/sign-in', given, headers)
      expect([answer.status, answer.body.code]).toEqual([403, 'wrong-origin'])
    }
    const form = await visitor.post('/api/sign-in', 'userName=x', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(form.body.code).toBe('not-json')
    expect(await logOf(truus.id, 'sign-in.password')).toEqual([])
    const own = { origin: `https://linde.localhost:${hoede.port}`, 'sec-fetch-site': 'same-origin' }
    expect((await visitor.post('/api/sign-in', given, own)).status).toBe(200)
  })

  it('takes passwords of any length to 128 and any writing', async () => {
    for (const given of ['ẞ'.repeat(3).concat(' жёлтый чемодан'), '9f'.concat('ŵ🙂é x'.repeat(21)).slice(0, 126)]) {
      const truus = await employee({ password: given })
      expect((await enter(hoede.visitor(), truus, given)).body.step).toBe('second-factor')
      expect((await enter(hoede.visitor(), truus, `${given}x`)).body.code).toBe('sign-in-failed')
    }
  })

  it('renews a hash of other parameters at the next sign-in', async () => {
    const truus = await employee()
    const { hash } = await import('@node-rs/argon2')
    const old = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await database.query('update credential set password_hash = $2 where person_id = $1', [truus.id, old])
    expect((await enter(hoede.visitor(), truus)).status).toBe(200)
    const { rows } = await database.query('select password_hash from credential where person_id = $1', [truus.id])
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await enter(hoede.visitor(), truus)).status).toBe(200)
  })

  it('leaves no password, code or token in the log', async () => {
    const { rows } = await database.query('select * from audit_event')
    const all = JSON.stringify(rows)
    expect(rows.length).toBeGreaterThan(30)
    for (const secret of [password, 'verkeerd wachtwoord', 'bestaat-niet', '$argon2']) expect(all).not.toContain(secret)
  })
})
