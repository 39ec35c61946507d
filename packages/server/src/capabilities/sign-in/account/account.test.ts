import { describe, expect, it } from 'vitest'
import { codeOf, employees, password } from '../../../../test/support/employees.ts'
import { type Customer, startTestHoede } from '../../../../test/support/hoede.ts'
import type { people } from '../../../../test/support/organisation.ts'

describe('the own account', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, forgetStep, signedIn, logOf } = await employees(hoede)

  it('takes a recovery code once, in any way it is typed, and tells how many are left', async () => {
    const truus = await employee()
    const phone = await signedIn(truus)
    const { body } = await phone.post('/api/me/recovery-codes')
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
    const renewed = await phone.post('/api/me/recovery-codes')
    expect(renewed.body.codes).toHaveLength(10)
    expect((await again.post('/api/sign-in/recovery', { code: other })).body.code).toBe('wrong-code')
    expect((await again.post('/api/sign-in/recovery', { code: renewed.body.codes[9] })).body.step).toBe('complete')
    const { rows } = await database.query('select code_hash from recovery_code where person_id = $1', [truus.id])
    expect(rows).toHaveLength(10)
    expect(rows.every((row) => row.code_hash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$'))).toBe(true)
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

  it('names places by the networks of the customer, and says with what a session began', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    const first = (await visitor.get('/api/me/sessions')).body.items[0]
    expect([first.place, first.factors]).toEqual(['buiten de eigen netwerken', 'wachtwoord en code uit de app'])
    await database.query(
      `update setting set value = '[{"name":"Alles","range":"127.0.0.0/8"},{"name":"Berkenhof","range":"127.0.0.1/32"}]'
       where key = 'address-ranges'`,
    )
    expect((await visitor.get('/api/me/sessions')).body.items[0].place).toBe('Berkenhof')
    expect((await visitor.get('/api/me/sign-ins')).body.items[0].place).toBe('Berkenhof')
    await database.query(`update setting set value = '[]' where key = 'address-ranges'`)
  })

  it('shows the last attempts at the own account, right or wrong, and nobody else’s', async () => {
    const [truus, other] = [await employee(), await employee()]
    await signedIn(other)
    const visitor = await signedIn(truus)
    await enter(hoede.visitor(), truus, 'een verkeerd wachtwoord')
    const { body } = await visitor.get('/api/me/sign-ins')
    expect(body.items.map((each: { what: string; outcome: string }) => [each.what, each.outcome])).toEqual([
      ['Wachtwoord ingevuld', 'refused'],
      ['Code van de telefoon ingevuld', 'success'],
      ['Wachtwoord ingevuld', 'success'],
    ])
    expect(body.items[0].device).toBeNull()
    expect(body.items[1].device).toBe('Een onbekend programma')
    expect((await hoede.visitor().get('/api/me/sign-ins')).status).toBe(401)
    // Not more than fifty, the newest first.
    await database.query(
      `insert into audit_event (id, event, action, outcome, person_id, part, recorded_at)
       select gen_random_uuid(), 'sign-in.password', 'E', 'refused', $1, 'sign-in', now() - n * interval '1 hour'
       from generate_series(1, 80) n`,
      [truus.id],
    )
    const { items } = (await visitor.get('/api/me/sign-ins')).body
    expect(items).toHaveLength(50)
    expect(items.map((each: { at: string }) => each.at)).toEqual(
      items
        .map((each: { at: string }) => each.at)
        .toSorted()
        .toReversed(),
    )
    // The door to the log is for this alone: without a session it shows nothing, and never another's.
    const login = await hoede.loginRole()
    expect((await login.query('select * from access.own_sign_ins(1000)')).rows).toEqual([])
    await expect(login.query('select * from audit_event')).rejects.toThrow(/permission denied/)
  })

  it('ends all other sessions at once', async () => {
    const truus = await employee()
    const here = await signedIn(truus)
    const others = [await signedIn(truus), await signedIn(truus)]
    const { status, body } = await here.post('/api/me/sessions/end-others')
    expect([status, body.ended]).toEqual([200, 2])
    for (const other of others) expect((await other.get('/api/me')).body.code).toBe('no-session')
    expect((await here.get('/api/me')).status).toBe(200)
    expect((await here.post('/api/me/sessions/end-others')).body.ended).toBe(0)
  })

  it('is signed out everywhere by a manager, and by nobody else', async () => {
    const truus = await employee()
    const open = await signedIn(truus)
    const [karin, sanne] = [await hoede.as('karin'), await hoede.as('sanne')]
    expect((await sanne.post(`/api/people/${truus.id}/sessions/end`)).status).toBe(403)
    expect((await open.get('/api/me')).status).toBe(200)
    expect((await karin.post(`/api/people/${truus.id}/sessions/end`)).body.ended).toBe(1)
    expect((await open.get('/api/me')).body.code).toBe('no-session')
    expect((await karin.post('/api/people/01a20000-0000-7000-8000-000000000000/sessions/end')).status).toBe(404)
    const { rows } = await database.query(
      `select count(*)::int as n from audit_event where event = 'person.sign-out' and object_id = $1 and outcome = 'success'`,
      [truus.id],
    )
    expect(rows[0].n).toBe(1)
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
    expect((await change(password, `${truus.userName}-2026-12`)).body.code).toBe('password-too-common')
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
})
