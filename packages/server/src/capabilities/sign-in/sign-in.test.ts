import { generateSync } from 'otplib'
import { describe, expect, it } from 'vitest'
import { type Customer, startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import type { people } from '../../../test/support/organisation.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { setInitialCredentials } from './public.ts'

const password = 'fietspomp onder de maan'

describe('signing in', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  let made = 0

  /** Somebody with a password, and a coupled authenticator when asked for, made as the seeder does it. */
  async function employee(options: { coupled?: boolean; password?: string | null; customer?: Customer } = {}) {
    const { coupled = true, customer = 'linde' } = options
    const id = newId()
    const userName = `medewerker${made++}`
    await (await hoede.database(customer)).query(
      `insert into person (id, user_name, given_name, prefix, family_name, function, search_name, employed_from)
       values ($1, $2, 'Truus', 'van', 'Dam', 'verzorgende IG', 'truus van dam', now() - interval '1 year')`,
      [id, userName],
    )
    const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    if (options.password !== null) {
      await hoede.environments.transact(hoede.environment(customer).id, async (tx) => {
        await setInitialCredentials(tx, id, {
          password: options.password ?? password,
          ...(coupled ? { totpKey: key } : {}),
        })
        await recordAudit(tx, { event: 'environment.created', action: 'C', outcome: 'success', part: 'sign-in' })
      })
    }
    return { id, userName, key, password }
  }
  type Employee = Awaited<ReturnType<typeof employee>>

  const codeOf = (key: string, stepsAhead = 0) =>
    generateSync({ secret: key, epoch: Math.floor(Date.now() / 1000) + 30 * stepsAhead })
  const wrongCode = (key: string) => String((Number(codeOf(key)) + 123_457) % 1_000_000).padStart(6, '0')

  const enter = (visitor: Visitor, person: { userName: string }, given = password) =>
    visitor.post('/api/sign-in', { userName: person.userName, password: given })

  async function signedIn(person: Employee, customer?: Customer): Promise<Visitor> {
    const visitor = hoede.visitor(customer)
    expect((await enter(visitor, person)).status).toBe(200)
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(person.key) })).body.step).toBe('complete')
    return visitor
  }

  const logOf = async (personId: string | null, event: string) =>
    (
      await database.query<{ outcome: string; problem: string | null; detail: unknown }>(
        `select outcome, problem, detail from audit_event where person_id is not distinct from $1 and event = $2
         order by recorded_at, id`,
        [personId, event],
      )
    ).rows
  const forgetStep = (person: Employee) =>
    database.query('update credential set totp_last_step = 0 where person_id = $1', [person.id])
  const releaseBrakes = () => database.query('update sign_in_brake set blocked_until = now()')

  it('tells anybody whose environment it is', async () => {
    const { body } = await hoede.visitor().get('/api/environment')
    expect(body).toEqual({ customer: 'Zorggroep De Linde', kind: 'production', demo: false })
    expect((await hoede.visitor('horizon').get('/api/environment')).body.customer).toBe('Stichting Horizon')
  })

  it('couples an authenticator at the first sign-in, and asks for its code ever after', async () => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    const first = await enter(visitor, truus)
    expect(first.body).toEqual({ step: 'enrolment', factors: ['totp'], name: 'Truus' })
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
    expect((await enter(again, truus)).body).toEqual({
      step: 'second-factor',
      factors: ['totp', 'recovery-code'],
      name: 'Truus',
    })
    expect((await again.post('/api/sign-in/totp', { code })).body.code).toBe('wrong-code')
    expect((await again.post('/api/sign-in/totp', { code: codeOf(enrolment.secret, 1) })).body.step).toBe('complete')

    const { rows } = await database.query('select totp_sealed from credential where person_id = $1', [truus.id])
    expect(rows[0].totp_sealed.toString('latin1')).not.toContain(enrolment.secret)
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

  it('says the same of an unknown account, one without a password and one who left, after the same work', async () => {
    const known = await employee()
    const invited = await employee({ password: null })
    const left = await employee()
    await database.query(`update person set employed_until = now() - interval '1 day' where id = $1`, [left.id])
    const names = [known.userName, invited.userName, left.userName, `niemand-${newId().slice(-6)}`]
    const answers = []
    const took = names.map(() => Number.POSITIVE_INFINITY)
    for (let round = 0; round < 4; round++) {
      for (const [index, userName] of names.entries()) {
        const visitor = hoede.visitor()
        await visitor.get('/api/environment')
        const start = performance.now()
        const answer = await enter(visitor, { userName }, index === 2 ? password : 'een verkeerd wachtwoord')
        took[index] = Math.min(took[index]!, performance.now() - start)
        const { traceId: _, ...body } = answer.body
        answers.push({ status: answer.status, body, cookie: answer.headers.getSetCookie() })
      }
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign-in-failed' }, cookie: [] })
    // The best of four of each: the work of argon2 is in all of them (without it an answer takes a tenth).
    expect(Math.max(...took) / Math.min(...took)).toBeLessThan(2.5)

    expect(await logOf(known.id, 'sign-in.password')).toHaveLength(4)
    const { rows } = await database.query(
      `select * from audit_event where event = 'sign-in.password' and person_id is null`,
    )
    expect(rows.length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(rows)).not.toContain('niemand')
    const brakes = await database.query('select key from sign_in_brake')
    expect(brakes.rows.every((row) => row.key.length === 32)).toBe(true)
  })

  it('takes the user name in capitals and with a space behind it', async () => {
    const truus = await employee()
    const { body } = await enter(hoede.visitor(), { userName: `${truus.userName.toUpperCase()} ` })
    expect(body.step).toBe('second-factor')
  })

  it('holds back who guesses a password, longer each time, and lets the right one in afterwards', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await enter(visitor, truus, 'een verkeerd wachtwoord')).body.code).toBe('sign-in-failed')
    }
    const blocked = await enter(visitor, truus)
    expect([blocked.status, blocked.body.code, blocked.body.retryAfter]).toEqual([429, 'sign-in-blocked', 1])
    expect(blocked.headers.get('retry-after')).toBe('1')
    await releaseBrakes()
    await enter(visitor, truus, 'een verkeerd wachtwoord')
    expect((await enter(visitor, truus)).body.retryAfter).toBe(2)
    // An attempt while it is blocked is not looked at and does not make it longer.
    await new Promise((done) => setTimeout(done, 2100))
    expect((await enter(visitor, truus)).body.step).toBe('second-factor')
    const log = await logOf(truus.id, 'sign-in.password')
    expect(log.filter((row) => row.problem === 'sign-in-failed')).toHaveLength(6)
    expect(log.filter((row) => row.problem === 'sign-in-blocked')).toHaveLength(2)
    expect(log.at(-1)).toMatchObject({ outcome: 'success' })
    // The right password started the account anew.
    for (let attempt = 0; attempt < 4; attempt++) await enter(visitor, truus, 'een verkeerd wachtwoord')
    expect((await enter(visitor, truus)).status).toBe(200)
  })

  it('holds back an unknown account just the same', async () => {
    const visitor = hoede.visitor()
    for (let attempt = 0; attempt < 5; attempt++) await enter(visitor, { userName: 'bestaat-niet' })
    expect((await enter(visitor, { userName: 'bestaat-niet' })).body.code).toBe('sign-in-blocked')
  })

  it('looks at one attempt for an account at a time', async () => {
    const truus = await employee()
    const attempts = Array.from({ length: 8 }, () => enter(hoede.visitor(), truus, 'een verkeerd wachtwoord'))
    const codes = (await Promise.all(attempts)).map((answer) => answer.body.code)
    expect(codes.filter((code) => code === 'sign-in-failed').length).toBeLessThan(8)
    expect(codes).toContain('sign-in-blocked')
  })

  it('does not let others keep somebody out of where she signs in every day', async () => {
    const truus = await employee()
    await signedIn(truus)
    // Somebody elsewhere guesses: the brake of the account, not that of her own address.
    const stranger = hoede.visitor()
    await database.query(`update session set address = '198.51.100.7' where person_id = $1`, [truus.id])
    for (let attempt = 0; attempt < 5; attempt++) await enter(stranger, truus, 'een verkeerd wachtwoord')
    expect((await enter(stranger, truus)).body.code).toBe('sign-in-blocked')
    await database.query(`update session set address = '127.0.0.1' where person_id = $1`, [truus.id])
    expect((await enter(hoede.visitor(), truus)).body.step).toBe('second-factor')
  })

  it('holds back who guesses codes; a right password in between does not help', async () => {
    const truus = await employee()
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await visitor.post('/api/sign-in/totp', { code: wrongCode(truus.key) })).body.code).toBe('wrong-code')
    }
    await enter(visitor, truus)
    await visitor.post('/api/sign-in/totp', { code: wrongCode(truus.key) })
    // Recovery codes count along.
    const recovery = await visitor.post('/api/sign-in/recovery', { code: 'aaaa-bbbb-cccc-dddd' })
    expect(recovery.body.code).toBe('wrong-code')
    const blocked = await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })
    expect([blocked.status, blocked.body.code]).toEqual([429, 'sign-in-blocked'])
    await releaseBrakes()
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })).body.step).toBe('complete')
    const log = await logOf(truus.id, 'sign-in.totp')
    expect(log.map((row) => row.problem)).toEqual([...Array<string>(4).fill('wrong-code'), 'sign-in-blocked', null])
  })

  it('holds back an address that fails on many accounts', async () => {
    const truus = await employee()
    const before = await database.query('select key, failures from sign_in_brake order by failures desc limit 1')
    const { key, failures } = before.rows[0]
    await database.query('update sign_in_brake set failures = 100, last_failure_at = now() where key = $1', [key])
    await enter(hoede.visitor(), { userName: `iemand-${newId().slice(-6)}` })
    expect((await enter(hoede.visitor(), truus)).body).toMatchObject({ code: 'sign-in-blocked', retryAfter: 1 })
    await releaseBrakes()
    expect((await enter(hoede.visitor(), truus)).status).toBe(200)
    await database.query('update sign_in_brake set failures = $2 where key = $1', [key, failures])
  })

  it('takes a recovery code once, in any way it is typed, and tells how many are left', async () => {
    const truus = await employee()
    const phone = await signedIn(truus)
    const { body } = await phone.post('/api/me/recovery-codes', { code: codeOf(truus.key, 1) })
    const [code, other] = body.codes
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const used = await visitor.post('/api/sign-in/recovery', { code: ` ${code.toUpperCase().replaceAll('-', ' ')} ` })
    expect(used.body.step).toBe('complete')
    expect((await visitor.get('/api/me')).body.recoveryCodesLeft).toBe(9)
    expect(await logOf(truus.id, 'sign-in.recovery')).toEqual([
      { outcome: 'success', problem: null, detail: { left: 9 } },
    ])
    const again = hoede.visitor()
    await enter(again, truus)
    expect((await again.post('/api/sign-in/recovery', { code })).body.code).toBe('wrong-code')
    // A new set ends the old one.
    await forgetStep(truus)
    const renewed = await phone.post('/api/me/recovery-codes', { code: codeOf(truus.key) })
    expect(renewed.body.codes).toHaveLength(10)
    expect((await again.post('/api/sign-in/recovery', { code: other })).body.code).toBe('wrong-code')
    expect((await again.post('/api/sign-in/recovery', { code: renewed.body.codes[9] })).body.step).toBe('complete')
    const { rows } = await database.query('select code_hash from recovery_code where person_id = $1', [truus.id])
    expect(rows).toHaveLength(10)
    expect(rows.every((row) => row.code_hash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true)
  })

  it('makes new recovery codes against a right code only', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const { status, body } = await visitor.post('/api/me/recovery-codes', { code: wrongCode(truus.key) })
    expect([status, body.code]).toEqual([401, 'wrong-code'])
    expect((await visitor.get('/api/me')).status).toBe(200)
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

  it('ends a session that is idle, and one that lasted its hours', async () => {
    const truus = await employee()
    const idle = await signedIn(truus)
    await database.query(
      `update session set last_seen_at = now() - make_interval(secs => idle_seconds + 1) where person_id = $1`,
      [truus.id],
    )
    expect((await idle.get('/api/me')).body.code).toBe('no-session')
    await forgetStep(truus)
    const long = await signedIn(truus)
    expect((await long.get('/api/me')).status).toBe(200)
    await database.query(`update session set expires_at = now() where person_id = $1`, [truus.id])
    expect((await long.get('/api/me')).body.code).toBe('no-session')
  })

  it('gives a session the length that the settings say', async () => {
    await database.query(`update setting set value = '5' where key = 'session-idle-minutes'`)
    await database.query(`update setting set value = '8' where key = 'session-hours'`)
    const { session } = (await (await signedIn(await employee())).get('/api/me')).body
    expect(session.idleSeconds).toBe(300)
    expect(Math.round((Date.parse(session.expiresAt) - Date.now()) / 360_000) / 10).toBe(8)
    await database.query(`update setting set value = '15' where key = 'session-idle-minutes'`)
    await database.query(`update setting set value = '12' where key = 'session-hours'`)
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

  it('signs out, from a half sign-in too, and twice without complaint', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const token = visitor.token
    const out = await visitor.post('/api/sign-out')
    expect(out.status).toBe(204)
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0')
    visitor.token = token
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    expect((await visitor.post('/api/sign-out')).status).toBe(204)
    expect((await hoede.visitor().post('/api/sign-out')).status).toBe(204)
    expect(await logOf(truus.id, 'sign-out')).toHaveLength(1)
    const half = hoede.visitor()
    await enter(half, truus)
    const halfToken = half.token
    await half.post('/api/sign-out')
    half.token = halfToken
    expect((await half.get('/api/sign-in')).body.code).toBe('no-session')
  })

  it('lists the own sessions with their device, and ends another one at once', async () => {
    const truus = await employee()
    const [desk, phone] = [hoede.visitor(), await signedIn(truus)]
    await forgetStep(truus)
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36'
    await desk.post('/api/sign-in', { userName: truus.userName, password }, { 'user-agent': userAgent })
    await desk.post('/api/sign-in/totp', { code: codeOf(truus.key) }, { 'user-agent': userAgent })
    const { body } = await phone.get('/api/me/sessions')
    expect(body.items).toHaveLength(2)
    const [own, other] = [true, false].map((current) =>
      body.items.find((each: { current: boolean }) => each.current === current),
    )
    expect(other).toMatchObject({ device: 'Chrome op Windows', address: '127.0.0.1' })
    expect((await phone.post(`/api/me/sessions/${other.id}/end`)).status).toBe(204)
    expect((await desk.get('/api/me')).body.code).toBe('no-session')
    expect((await phone.post(`/api/me/sessions/${other.id}/end`)).status).toBe(404)
    const sanne = await hoede.as('sanne')
    expect((await sanne.post(`/api/me/sessions/${own.id}/end`)).status).toBe(404)
    expect((await phone.get('/api/me')).status).toBe(200)
    const ending = await phone.post(`/api/me/sessions/${own.id}/end`)
    expect(ending.headers.getSetCookie()[0]).toContain('Max-Age=0')
    expect((await logOf(truus.id, 'session.ended')).map((row) => row.outcome)).toEqual([
      'success',
      'refused',
      'success',
    ])
  })

  it('changes the password against the current one, and ends the other sessions', async () => {
    const truus = await employee()
    const here = await signedIn(truus)
    await forgetStep(truus)
    const elsewhere = await signedIn(truus)
    const change = (current: string, next: string) => here.post('/api/me/password', { current, password: next })
    expect((await change('iets anders geweest', 'zolder sleutel regen koffie')).body.code).toBe('password-wrong')
    expect((await change(password, 'kort')).body.code).toBe('password-too-short')
    expect((await change(password, 'Welkom2026!!')).body.code).toBe('password-too-common')
    expect((await change(password, `${truus.userName}-2026`)).body.code).toBe('password-too-common')
    expect((await change(password, 'DeLinde123456')).body.code).toBe('password-too-common')
    expect((await change(password, 'x'.repeat(129))).status).toBe(413)
    const before = here.token
    expect((await change(password, 'zolder sleutel regen koffie')).status).toBe(204)
    expect(here.token).not.toBe(before)
    expect((await here.get('/api/me')).status).toBe(200)
    expect((await elsewhere.get('/api/me')).body.code).toBe('no-session')
    expect((await enter(hoede.visitor(), truus)).body.code).toBe('sign-in-failed')
    expect((await enter(hoede.visitor(), truus, 'zolder sleutel regen koffie')).status).toBe(200)
    expect((await logOf(truus.id, 'password.change')).map((row) => row.outcome)).toEqual(['refused', 'success'])
  })

  it('holds back who guesses the password in an open session', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const guess = () =>
      visitor.post('/api/me/password', { current: 'misschien is het dit', password: 'zolder sleutel regen' })
    for (let attempt = 0; attempt < 5; attempt++) expect((await guess()).body.code).toBe('password-wrong')
    expect((await guess()).body.code).toBe('sign-in-blocked')
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

  it('gives everybody the union of what their grants allow, and a key of their own for drafts', async () => {
    const me = async (name: keyof typeof people, customer?: Customer) =>
      (await (await hoede.as(name, customer)).get('/api/me')).body
    const [peter, karin, anna, atHorizon] = await Promise.all([
      me('peter'),
      me('karin'),
      me('anna'),
      me('peter', 'horizon'),
    ])
    expect(peter.permissions).toContain('access:grant')
    // A permission on the whole organisation does not come with a narrower grant.
    expect(peter.permissions).not.toContain('people:manage')
    expect(karin.permissions).toContain('people:manage')
    expect(anna.permissions).toEqual([])
    const keys = [peter, karin, anna, atHorizon].map((each) => each.draftKey)
    expect(new Set(keys).size).toBe(4)
    expect((await me('peter')).draftKey).toBe(peter.draftKey)
  })

  it('leaves no password, code or token in the log', async () => {
    const { rows } = await database.query('select * from audit_event')
    const all = JSON.stringify(rows)
    expect(rows.length).toBeGreaterThan(50)
    for (const secret of [password, 'verkeerd wachtwoord', 'bestaat-niet', '$argon2']) expect(all).not.toContain(secret)
  })
})
