import { permissions } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { endpoints } from '../../packages/server/src/app.ts'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import { SoftwareAuthenticator } from '../../packages/server/test/support/authenticator.ts'
import { codeOf, type Employee, employees, password } from '../../packages/server/test/support/employees.ts'
import { type Answer, startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { clients, people, units } from '../../packages/server/test/support/organisation.ts'
import { phones } from '../../packages/server/test/support/phones.ts'
import { ask, short } from './attacker.ts'

const chosen = 'zolder sleutel regen koffie'

/** Somebody has a token: planted, copied, found, half used, or left open. */
describe('a session', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, forgetStep, releaseBrakes } = await employees(hoede)
  const { messagesTo } = await phones(hoede)
  const karin = await hoede.as('karin')
  const behindTheDoor = endpoints.filter((each) => each.permission !== 'public')

  function withToken(token: string | undefined, from?: string): Visitor {
    const visitor = hoede.visitor('linde', from)
    visitor.token = token
    return visitor
  }
  const reaches = async (visitor: Visitor) => (await visitor.get('/api/me')).body.person?.id

  // Defence: a new token at every step, and the end of the one that came with the request.
  it('is not the one that an attacker planted before the sign-in', async () => {
    const [truus, mallory] = [await employee(), await employee()]
    const attacker = hoede.visitor()
    await enter(attacker, mallory)
    const half = attacker.token
    const complete = (await signedIn(mallory)).token
    for (const planted of [newToken(), half, complete]) {
      await forgetStep(truus)
      const victim = withToken(planted)
      await enter(victim, truus)
      const atPassword = victim.token
      await victim.post('/api/sign-in/totp', { code: codeOf(truus.key) })
      expect(new Set([planted, atPassword, victim.token]).size).toBe(3)
      expect(await reaches(victim)).toBe(truus.id)
      // What the attacker knows, or could have seen on the way, reaches nothing, least of all her record.
      for (const known of [planted, atPassword]) {
        expect(await reaches(withToken(known))).toBeUndefined()
        expect(short(await withToken(known).post('/api/sign-in/totp', { code: codeOf(truus.key, 1) }))).toEqual([
          401,
          'no-session',
        ])
      }
    }
    await releaseBrakes()
  })

  it('is not the one that was planted before a passkey, an invitation or a change of password either', async () => {
    const mallory = await signedIn(await employee())
    const planted = mallory.token
    const truus = await employee({ coupled: false })
    const own = hoede.visitor()
    await enter(own, truus)
    const key = new SoftwareAuthenticator(`https://linde.localhost:${hoede.port}`)
    const { body: making } = await own.post('/api/sign-in/enrolment/passkey/options')
    const before = own.token
    await own.post('/api/sign-in/enrolment/passkey', { name: 'x', response: key.create(making) })
    expect(own.token).not.toBe(before)
    expect(await reaches(withToken(before))).toBeUndefined()

    const victim = withToken(planted)
    const { body: options } = await victim.post('/api/sign-in/whole/options')
    expect((await victim.post('/api/sign-in/whole', { response: key.get(options) })).body.step).toBe('complete')
    expect(victim.token).not.toBe(planted)
    expect(await reaches(withToken(planted))).toBeUndefined()

    const old = victim.token
    expect((await victim.post('/api/me/password', { current: password, password: chosen })).status).toBe(204)
    expect(victim.token).not.toBe(old)
    expect(await reaches(withToken(old))).toBeUndefined()
    expect(await reaches(victim)).toBe(truus.id)
  })

  // Defence: __Host- cookies: no other host, path or plain HTTP can set one that counts, and no script can read one.
  it('is taken from its cookie only, under its own name', async () => {
    const truus = await signedIn(await employee())
    const { token } = truus
    const stranger = hoede.visitor()
    for (const headers of [
      { cookie: `hoede=${token}` },
      { cookie: `__Secure-hoede=${token}` },
      { cookie: `x__Host-hoede=${token}` },
      { cookie: `__Host-hoede="${token}"` },
      { authorization: `Bearer ${token}` },
      { 'x-session': `${token}` },
    ] as Record<string, string>[])
      expect(short(await stranger.get('/api/me', headers))).toEqual([401, 'no-session'])
    expect(short(await stranger.get(`/api/me?token=${token}&__Host-hoede=${token}`))).toEqual([401, 'no-session'])
    const visitor = hoede.visitor()
    const answers = [
      await enter(visitor, await employee()),
      await visitor.post('/api/sign-in/whole/options'),
      await (await hoede.as('karin')).post('/api/devices', { name: 'Teampost', unitId: units.berkenhof1 }),
    ]
    for (const answer of answers) {
      const cookies = answer.headers.getSetCookie()
      expect(cookies).toHaveLength(1)
      expect(cookies[0]).toMatch(
        /^__Host-[\w-]+=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict(; Max-Age=\d+)?$/,
      )
    }
    expect(answers.map((each) => each.text).join()).not.toContain(visitor.token)
  })

  // Defence: access.enter() looks up sessions of the stage 'complete' only, and no endpoint goes around it.
  it('of which only the first half is there reaches nothing at all', async () => {
    const waiting = hoede.visitor()
    expect((await enter(waiting, await employee())).body.step).toBe('second-factor')
    const enrolling = hoede.visitor()
    expect((await enter(enrolling, await employee({ coupled: false }))).body.step).toBe('enrolment')
    const ended = await signedIn(await employee())
    const endedToken = ended.token
    await ended.post('/api/sign-out')
    expect(behindTheDoor.length).toBeGreaterThan(80)
    const tokens = [waiting.token, enrolling.token, endedToken, newToken(), undefined]
    const visitors = tokens.map((token) => withToken(token))
    for (const endpoint of behindTheDoor) {
      for (const answer of await Promise.all(visitors.map((visitor) => ask(visitor, endpoint)))) {
        expect([endpoint.method, endpoint.path, ...short(answer)]).toEqual([
          endpoint.method,
          endpoint.path,
          401,
          'no-session',
        ])
      }
    }
    expect(await reaches(waiting)).toBeUndefined()
  })

  // Defence: sessionAt() asks for the stage. Without it a thief with a password registers a factor of their own.
  it('that waits for a second factor cannot register one, and one that registers cannot prove one', async () => {
    const truus = await employee()
    const waiting = hoede.visitor()
    await enter(waiting, truus)
    const registering = [
      ['/api/sign-in/enrolment', {}],
      ['/api/sign-in/enrolment/confirm', { code: '123456' }],
      ['/api/sign-in/enrolment/phone', { number: '06 53 00 00 01' }],
      ['/api/sign-in/enrolment/phone/confirm', { code: '123456' }],
      ['/api/sign-in/enrolment/passkey/options', {}],
      ['/api/sign-in/enrolment/passkey', { name: 'x', response: {} }],
    ] as const
    for (const [path, body] of registering)
      expect([path, ...short(await waiting.post(path, body))]).toEqual([path, 409, 'wrong-step'])
    expect(await messagesTo(truus.id)).toEqual([])

    const starter = await employee({ coupled: false })
    const enrolling = hoede.visitor()
    await enter(enrolling, starter)
    const proving = [
      ['/api/sign-in/totp', { code: '123456' }],
      ['/api/sign-in/recovery', { code: 'aaaa-bbbb-cccc-dddd' }],
      ['/api/sign-in/phone/send', { id: newId(), channel: 'sms' }],
      ['/api/sign-in/phone', { code: '123456' }],
      ['/api/sign-in/passkey/options', {}],
      ['/api/sign-in/passkey', { response: {} }],
    ] as const
    for (const [path, body] of proving)
      expect([path, ...short(await enrolling.post(path, body))]).toEqual([path, 409, 'wrong-step'])

    // Two with the same password: the thief began to register, the owner was quicker. The thief's session is too late.
    const thief = hoede.visitor()
    await enter(thief, starter)
    const { body: ofThief } = await thief.post('/api/sign-in/enrolment')
    const { body: ofOwner } = await enrolling.post('/api/sign-in/enrolment')
    expect(ofThief.secret).not.toBe(ofOwner.secret)
    expect((await enrolling.post('/api/sign-in/enrolment/confirm', { code: codeOf(ofOwner.secret) })).status).toBe(200)
    const late = await thief.post('/api/sign-in/enrolment/confirm', { code: codeOf(ofThief.secret) })
    expect(short(late)).toEqual([409, 'wrong-step'])
    expect(await reaches(thief)).toBeUndefined()
  })

  // Defence: endSessionsOf() ends every stage. A thief who waits with the password behind a half sign-in is out too.
  it('ends wherever it is, half or whole, when the password, the factors or the person changes', async () => {
    const endings: [string, (person: Employee, own: Visitor) => Promise<Answer>][] = [
      ['a change of password', (_person, own) => own.post('/api/me/password', { current: password, password: chosen })],
      ['the manager', (person) => karin.post(`/api/people/${person.id}/sessions/end`)],
      ['all others, by the owner', (_person, own) => own.post('/api/me/sessions/end-others')],
      ['leaving', (person) => karin.post(`/api/people/${person.id}/leave`)],
      [
        'a reset',
        async (person) => {
          const { body } = await karin.post(`/api/people/${person.id}/reset`, { reason: 'Telefoon kwijt' })
          return second.post(`/api/resets/${body.id}/approve`)
        },
      ],
    ]
    const second = await manager()
    for (const [what, end] of endings) {
      const truus = await employee()
      const stolen = await signedIn(truus)
      const own = await signedIn(truus)
      await forgetStep(truus)
      const waiting = hoede.visitor('linde', '127.30.0.1')
      expect((await enter(waiting, truus)).body.step).toBe('second-factor')
      expect([what, (await end(truus, own)).status < 300]).toEqual([what, true])
      expect([what, ...short(await stolen.get('/api/me'))]).toEqual([what, 401, 'no-session'])
      const code = codeOf(truus.key)
      expect([what, ...short(await waiting.post('/api/sign-in/totp', { code }))]).toEqual([what, 401, 'no-session'])
    }
  })

  // Defence: access.enter() holds network and browser against those that the session began with.
  it('that was stolen is set back to its second step: another network and another browser at once', async () => {
    const browser = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0' }
    const ofThief = { 'user-agent': 'curl/8.5.0' }
    const truus = await employee()
    const own = hoede.visitor()
    await own.post('/api/sign-in', { userName: truus.userName, password }, browser)
    await own.post('/api/sign-in/totp', { code: codeOf(truus.key) }, browser)
    expect((await own.get('/api/me', browser)).status).toBe(200)
    // Either alone is daily life: another network on the way, an update of the browser.
    expect((await withToken(own.token, '127.31.0.1').get('/api/me', browser)).status).toBe(200)
    expect((await own.get('/api/me', ofThief)).status).toBe(200)

    const thief = withToken(own.token, '127.31.0.1')
    const record = await thief.get(`/api/clients/${clients.vanPutten}`, ofThief)
    expect(short(record)).toEqual([401, 'session-moved'])
    expect(record.text).not.toContain('Putten')
    // From then on it is no use to the thief even with her browser's name, until the factor that the thief has not.
    expect((await thief.get('/api/me', browser)).status).toBe(401)
    expect(short(await thief.post('/api/sign-in/totp', { code: '000000' }, ofThief))).toEqual([401, 'wrong-code'])
    // She proves it again and goes on; then the thief's copy is worth nothing.
    await forgetStep(truus)
    expect((await own.post('/api/sign-in/totp', { code: codeOf(truus.key) }, browser)).body.step).toBe('complete')
    expect((await own.get('/api/me', browser)).status).toBe(200)
    expect(short(await thief.get('/api/me', browser))).toEqual([401, 'no-session'])
  })

  // Defence: `fresh`. Somebody at an unlocked tablet changes nothing of how its owner signs in, and gives no power to anybody.
  it('that was left open changes nothing of signing in, roles or settings without a factor of now', async () => {
    const visitor = await hoede.as('karin')
    // Everything is hers: what refuses below is the proof and nothing else.
    await database.query(`update role set permissions = $1 where key = 'applicatiebeheerder'`, [
      Object.keys(permissions),
    ])
    await database.query(
      `update session set proven_at = now() - interval '11 minutes' where person_id = $1 and ended_at is null`,
      [people.karin],
    )
    const asking = behindTheDoor.filter((each) => each.fresh)
    const mustAsk = [
      '/me/factors/totp',
      '/me/factors/phone',
      '/me/factors/passkey/options',
      '/me/factors/:factorId/remove',
      '/me/recovery-codes',
      '/me/sessions/:sessionId/end',
      '/me/identities/:providerId/link',
      '/sign-in-policy',
      '/people/:personId/reset',
      '/resets/:resetId/approve',
      '/people/:personId/identities',
      '/providers/:providerId',
      // What gives power over others.
      '/people/:personId',
      '/people/:personId/grants',
      '/grants/:grantId/confirm',
      '/grants/:grantId/withdraw',
      '/roles',
      '/roles/:roleId',
      '/settings/:key',
    ]
    const writes = asking.filter((each) => each.method !== 'GET').map((each) => each.path)
    expect(mustAsk.filter((path) => !writes.includes(path))).toEqual([])
    for (const endpoint of asking) {
      const answer = await ask(visitor, endpoint)
      expect([endpoint.path, ...short(answer)]).toEqual([endpoint.path, 403, 'proof-needed'])
    }
    expect((await visitor.get('/api/me')).status).toBe(200)
  })

  async function manager(): Promise<Visitor> {
    const person = await employee()
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = 'applicatiebeheerder'`,
      [newId(), person.id],
    )
    return signedIn(person)
  }
})
