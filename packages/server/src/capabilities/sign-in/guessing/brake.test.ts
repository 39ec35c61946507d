import { describe, expect, it } from 'vitest'
import { codeOf, employees, password, wrongCode } from '../../../../test/support/employees.ts'
import { startTestHoede } from '../../../../test/support/hoede.ts'
import { newId } from '../../../platform/crypto/ids.ts'

describe('the brake on guessing', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, releaseBrakes, logOf } = await employees(hoede)

  // Times on a machine that does other work too: what is really quicker is so every time.
  it('says the same of an unknown account, one without a password and one who left, after the same work', {
    retry: 2,
  }, async () => {
    await database.query('delete from sign_in_brake')
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

  it('holds back who guesses the password in an open session', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const guess = () =>
      visitor.post('/api/me/password', { current: 'misschien is het dit', password: 'zolder sleutel regen' })
    for (let attempt = 0; attempt < 5; attempt++) expect((await guess()).body.code).toBe('password-wrong')
    expect((await guess()).body.code).toBe('sign-in-blocked')
  })
})
