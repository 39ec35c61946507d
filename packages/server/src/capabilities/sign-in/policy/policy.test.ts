import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { settingBounds } from '@hoede/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { employees, password } from '../../../../test/support/employees.ts'
import { startTestHoede } from '../../../../test/support/hoede.ts'
import { people } from '../../../../test/support/organisation.ts'
import { newId } from '../../../platform/crypto/ids.ts'
import { makeBreachedList } from '../passwords/breached-list.ts'
import { useBreachedPasswords } from '../passwords/breached-passwords.ts'

const short = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

describe('the sign-in policy of an environment', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, logOf, releaseBrakes } = await employees(hoede)
  const karin = await hoede.as('karin')
  const folder = await mkdtemp(join(tmpdir(), 'hoede-policy-'))
  afterAll(() => rm(folder, { recursive: true }))

  const policyNow = async () => (await karin.get('/api/sign-in-policy')).body
  const save = async (change: object) => karin.post('/api/sign-in-policy', { ...(await policyNow()), ...change })
  const check = async (change: object) =>
    (await karin.post('/api/sign-in-policy/check', { ...(await policyNow()), ...change })).body
  const here = { name: 'Deze machine', range: '127.0.0.0/8' }

  it('is read as a whole, by who may change settings', async () => {
    const { status, body } = await karin.get('/api/sign-in-policy')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ways: ['password', 'passkey', 'provider'],
      factors: { everybody: ['totp', 'sms', 'voice', 'passkey', 'recovery-code'], byRole: {} },
      passwordMinLength: 12,
      lockoutFreeTries: 4,
      lockoutLongestSeconds: 900,
      sessionIdleMinutes: 15,
      sessionHours: 12,
      shiftHours: 9,
      phoneCodesADay: 15,
      phoneCodesADayAll: 2000,
      addressRanges: [],
      version: 11,
    })
    for (const name of ['fatima', 'peter', 'anna'] as const) {
      const visitor = await hoede.as(name)
      expect(short(await visitor.get('/api/sign-in-policy'))).toEqual([403, 'not-allowed'])
      expect(short(await visitor.post('/api/sign-in-policy/check', body))).toEqual([403, 'not-allowed'])
      expect(short(await visitor.post('/api/sign-in-policy', body))).toEqual([403, 'not-allowed'])
    }
    expect((await hoede.visitor().get('/api/sign-in-policy')).status).toBe(401)
    expect((await logOf(people.anna, 'sign-in-policy.change')).at(-1)).toMatchObject({ outcome: 'refused' })
    // The general page of settings has none of them any more.
    const { body: general } = await karin.get('/api/settings')
    expect(general.items.map((each: { key: string }) => each.key)).toEqual(Object.keys(settingBounds).sort())
  })

  it('changes as a whole, with old and new value of each setting in the log, and one of two at once', async () => {
    const before = await policyNow()
    const change = { ...before, sessionHours: 10, lockoutFreeTries: 5 }
    const answers = await Promise.all([
      karin.post('/api/sign-in-policy', change),
      karin.post('/api/sign-in-policy', { ...before, shiftHours: 8 }),
    ])
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409])
    const after = await policyNow()
    expect(after.version).toBeGreaterThan(before.version)
    expect(answers.find((each) => each.status === 409)?.body).toMatchObject({ code: 'conflict', current: after })
    // What was read before any of it changed is old.
    expect(short(await karin.post('/api/sign-in-policy', change))).toEqual([409, 'conflict'])

    expect((await save({ sessionHours: 9, shiftHours: 7, lockoutFreeTries: 4 })).status).toBe(200)
    const log = (await logOf(people.karin, 'setting.change')).map((row) => row.detail)
    expect(log).toContainEqual({ setting: 'shift-hours', before: after.shiftHours, after: 7 })
    expect((await logOf(people.karin, 'sign-in-policy.change')).map((row) => row.outcome)).toContain('error')
    const same = await policyNow()
    expect((await save({})).body).toEqual(same)
    expect((await save({ sessionHours: 12, shiftHours: 9 })).status).toBe(200)
    const { rows } = await database.query(`select count(*)::int as kept from row_history where table_name = 'setting'`)
    expect(rows[0].kept).toBeGreaterThan(3)
  })

  it('is not saved when something speaks against it, and says what', async () => {
    const before = await policyNow()
    for (const [change, words] of [
      [{ passwordMinLength: 8 }, 'De kortste lengte van een wachtwoord is een getal van 12 tot en met 64.'],
      [{ factors: { everybody: ['recovery-code'], byRole: {} } }, 'Het codeblad alleen is niet genoeg.'],
      [{ factors: { ...before.factors, byRole: { nergens: ['totp'] } } }, 'De rol «nergens» bestaat niet.'],
      [{ ways: ['provider'] }, 'Er staat geen single sign-on aan.'],
      [{ ways: ['passkey'] }, 'in de laatste 7 dagen volledig heeft aangemeld'],
      [{ addressRanges: [{ name: 'Elders', range: '198.51.100.0/24' }] }, 'je eigen adres (127.0.0.1) valt buiten'],
      [{ addressRanges: [here, { name: 'Fout', range: '10.0.0.0/99' }] }, '«10.0.0.0/99» is geen netwerk.'],
    ] as const) {
      const { refusals } = await check(change)
      expect(refusals.join(' ')).toContain(words)
      const answer = await save(change)
      expect(short(answer)).toEqual([422, 'policy-refused'])
      expect(answer.body.detail).toContain(words)
      expect(answer.body.fields).toHaveLength(refusals.length)
    }
    expect(await policyNow()).toEqual(before)
    // What is not of the form is not looked at.
    for (const change of [
      { ways: [] },
      { ways: ['voordeur'] },
      { ways: ['password', 'password'] },
      { factors: { everybody: ['gezicht'], byRole: {} } },
      { factors: { everybody: ['totp'] } },
      { sessionHours: 'lang' },
      { sessionHours: 1.5 },
      { addressRanges: [{ name: 'Zonder netwerk' }] },
      { iets: 'anders' },
    ]) {
      expect((await save(change)).status).toBe(400)
    }
  })

  it('never leaves a combination of roles without a second step, counted over everybody', async () => {
    const both = await employee()
    for (const role of ['planner', 'teamleider']) {
      await database.query(
        `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
         select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = $3`,
        [newId(), both.id, role],
      )
    }
    const { factors } = await policyNow()
    const { refusals } = await check({ factors: { ...factors, byRole: { planner: ['totp'], teamleider: ['sms'] } } })
    expect(refusals).toEqual([
      'Voor 1 medewerker met de rollen «Planner» en «Teamleider» samen blijft geen manier over voor de tweede stap, behalve het codeblad.',
    ])
    // Nor does a grant, later on.
    expect((await save({ factors: { ...factors, byRole: { planner: ['totp'], verzorgende: ['sms'] } } })).status).toBe(
      200,
    )
    const { rows } = await database.query(`select id from role where key = 'verzorgende'`)
    const given = await karin.post(`/api/people/${both.id}/grants`, { roleId: rows[0].id, scope: 'organisation' })
    expect(short(given)).toEqual([422, 'grant-without-factor'])
    // Allowed for her now: the app only.
    const allowed = await database.query('select access.allowed_factors($1) as methods', [both.id])
    expect(allowed.rows[0].methods).toEqual(['totp'])
    expect((await save({ factors: { ...factors, byRole: {} } })).status).toBe(200)
    expect(
      (await karin.post(`/api/people/${both.id}/grants`, { roleId: rows[0].id, scope: 'organisation' })).status,
    ).toBe(201)
  })

  it('tells how many people must register another factor', async () => {
    const { factors } = await policyNow()
    const before = await check({ factors: { ...factors, everybody: ['passkey', 'recovery-code'] } })
    await employee()
    await employee({ coupled: false })
    const after = await check({ factors: { ...factors, everybody: ['passkey', 'recovery-code'] } })
    expect(after.mustRegister - before.mustRegister).toBe(1)
    expect((await check({})).mustRegister).toBe(0)
  })

  it('lets the password go once a manager came in by single sign-on, and not before', async () => {
    const provider = newId()
    await database.query(
      `insert into identity_provider (id, name, preset, issuer, oidc_client_id, client_authentication, mapping, request, state)
       values ($1, 'Entra', 'entra-v2', 'https://login.example', 'hoede', 'client_secret_basic', '{}', '{}', 'on')`,
      [provider],
    )
    const identity = newId()
    await database.query(
      `insert into identity (id, person_id, provider_id, issuer, subject, linked_by)
       values ($1, $2, $3, 'https://login.example', 'karin', $2)`,
      [identity, people.karin, provider],
    )
    const ways = ['provider']
    expect((await check({ ways })).refusals).toEqual([expect.stringContaining('in de laatste 7 dagen')])
    // Somebody who is no manager does not count, nor does a manager of long ago, nor a sign-in that was not finished.
    const session = (personId: string, age: string, stage: string) =>
      database.query(
        `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at, created_at, provider_id)
         values ($1::uuid, sha256($1::text::bytea), $2, $3, '{provider-two}', 900, now(), now() - $4::interval, $5)`,
        [newId(), personId, stage, age, provider],
      )
    await session(people.peter, '1 day', 'complete')
    await session(people.karin, '8 days', 'complete')
    await session(people.karin, '1 day', 'enrolment')
    expect((await check({ ways })).refusals).toHaveLength(1)
    await session(people.karin, '1 day', 'complete')
    const { refusals, warnings } = await check({ ways })
    expect(refusals).toEqual([])
    expect(warnings.join(' ')).toMatch(/\d+ medewerkers hebben zonder wachtwoord nog geen manier/)
    const truus = await employee()
    expect((await save({ ways })).body.ways).toEqual(ways)
    const answer = await enter(hoede.visitor(), truus)
    expect(short(answer)).toEqual([403, 'way-not-allowed'])
    expect((await logOf(truus.id, 'sign-in.password')).at(-1)).toMatchObject({ problem: 'way-not-allowed' })
    expect((await save({ ways: ['password', 'passkey', 'provider'] })).status).toBe(200)
    expect((await enter(hoede.visitor(), truus)).status).toBe(200)
    await database.query(`update identity_provider set state = 'off' where id = $1`, [provider])
    expect((await check({ ways })).refusals[0]).toContain('geen single sign-on')
  })

  it('keeps signing in to networks: sessions elsewhere end, and attempts from elsewhere are told so', async () => {
    const [inside, outside] = [await employee(), await employee()]
    const [near, far] = [await signedIn(inside), await signedIn(outside)]
    await database.query(`update session set address = '203.0.113.5' where person_id = $1`, [outside.id])
    const addressRanges = [here, { name: '  Kantoor   Noord ', range: ' 192.0.2.0/24 ' }]
    expect(await check({ addressRanges })).toMatchObject({ refusals: [], sessionsEnding: 1 })
    expect((await far.get('/api/me')).status).toBe(200)
    const saved = await save({ addressRanges })
    expect(saved.body.addressRanges).toEqual([here, { name: 'Kantoor Noord', range: '192.0.2.0/24' }])
    expect((await far.get('/api/me')).body.code).toBe('no-session')
    expect((await near.get('/api/me')).status).toBe(200)
    const { rows } = await database.query(
      `select detail from audit_event where event = 'session.ended' and detail ->> 'because' = 'address-not-allowed'`,
    )
    expect(rows).toEqual([{ detail: { because: 'address-not-allowed', sessions: 1 } }])
    // As if we were elsewhere now: who is known, who is not, whatever is typed.
    await database.query(
      `update setting set value = '[{"name":"Elders","range":"198.51.100.0/24"}]' where key = 'address-ranges'`,
    )
    for (const given of [{ userName: inside.userName }, { userName: 'bestaat-niet' }]) {
      expect(short(await enter(hoede.visitor(), given))).toEqual([403, 'address-not-allowed'])
    }
    expect(short(await enter(hoede.visitor(), inside, 'verkeerd wachtwoord'))).toEqual([403, 'address-not-allowed'])
    expect(short(await hoede.visitor().post('/api/invitation', { token: 'x'.repeat(43) }))).toEqual([
      403,
      'address-not-allowed',
    ])
    expect((await logOf(inside.id, 'sign-in.password')).at(-1)).toMatchObject({
      outcome: 'refused',
      problem: 'address-not-allowed',
    })
    await database.query(`update setting set value = '[]' where key = 'address-ranges'`)
    expect((await enter(hoede.visitor(), inside)).status).toBe(200)
  })

  it('asks longer passwords, and says how long', async () => {
    expect((await save({ passwordMinLength: 24 })).status).toBe(200)
    const visitor = await signedIn(await employee())
    const change = (next: string) => visitor.post('/api/me/password', { current: password, password: next })
    const answer = await change('zolder sleutel regen')
    expect([...short(answer), answer.body.detail]).toEqual([422, 'password-too-short', 'Gebruik minstens 24 tekens.'])
    expect((await change('zolder sleutel regen koffie')).status).toBe(204)
    expect((await save({ passwordMinLength: 12 })).status).toBe(200)
  })

  it('holds back who guesses after as many tries, and as long, as it says', async () => {
    expect((await save({ lockoutFreeTries: 3, lockoutLongestSeconds: 60 })).status).toBe(200)
    const truus = await employee()
    for (let attempt = 0; attempt < 4; attempt++) await enter(hoede.visitor(), truus, 'een verkeerd wachtwoord')
    expect(short(await enter(hoede.visitor(), truus))).toEqual([429, 'sign-in-blocked'])
    await database.query(`update sign_in_brake set failures = 40, last_failure_at = now()`)
    await releaseBrakes()
    await enter(hoede.visitor(), truus, 'een verkeerd wachtwoord')
    expect((await enter(hoede.visitor(), truus)).body.retryAfter).toBeLessThanOrEqual(60)
    await database.query('delete from sign_in_brake')
    expect((await save({ lockoutFreeTries: 4, lockoutLongestSeconds: 900 })).status).toBe(200)
  })

  it('refuses a stolen password wherever one is chosen', async () => {
    const stolen = ['gestolen maar niet kort', 'é́én gestolen zin']
    const list = join(folder, 'breached.bloom')
    await writeFile(join(folder, 'bron.txt'), stolen.join('\n'))
    await makeBreachedList(join(folder, 'bron.txt'), list)
    expect(await useBreachedPasswords(list, () => undefined)).toBe(2)
    const truus = await employee()
    const visitor = await signedIn(truus)
    for (const next of stolen) {
      const answer = await visitor.post('/api/me/password', { current: password, password: next })
      expect(short(answer)).toEqual([422, 'password-breached'])
    }
    const starter = await employee({ password: null })
    const { body } = await karin.post(`/api/people/${starter.id}/invitation`)
    const token = new URL(body.link).hash.slice(1)
    const accept = (chosen: string) => hoede.visitor().post('/api/invitation/accept', { token, password: chosen })
    expect(short(await accept(stolen[0]!))).toEqual([422, 'password-breached'])
    // A list that broke counts as none; the built-in one stays.
    const warnings: string[] = []
    await writeFile(list, 'kapot')
    await useBreachedPasswords(list, (text) => warnings.push(text))
    expect(warnings).toHaveLength(1)
    expect(short(await accept('Welkom2026!!'))).toEqual([422, 'password-too-common'])
    expect((await accept(stolen[0]!)).status).toBe(200)
    await useBreachedPasswords(join(folder, 'nergens'), () => undefined)
  })

  it('leaves one environment out of the other', async () => {
    const there = await hoede.as('karin', 'horizon')
    const { body } = await there.get('/api/sign-in-policy')
    expect(body).toMatchObject({ version: 11, sessionHours: 12 })
  })
})
