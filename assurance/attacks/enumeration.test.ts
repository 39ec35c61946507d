import { describe, expect, it } from 'vitest'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import { SoftwareAuthenticator } from '../../packages/server/test/support/authenticator.ts'
import { employees, password } from '../../packages/server/test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { people } from '../../packages/server/test/support/organisation.ts'
import { everythingOf, range, ratios, short, timed } from './attacker.ts'

/** Somebody with a list of names wants to know which of them work here, and how they sign in. */
describe('who has an account', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter } = await employees(hoede)
  const nobody = () => ({ userName: `niemand-${newId().slice(-8)}` })
  const startAnew = () => database.query('delete from sign_in_brake')
  const rounds = 15

  /** Everybody that a list of names can hit; none of them may look different from somebody who does not exist. */
  async function kinds() {
    const known = await employee()
    const invited = await employee({ password: null })
    const left = await employee()
    const coming = await employee()
    await database.query(`update person set employed_until = now() - interval '1 day' where id = $1`, [left.id])
    await database.query(`update person set employed_from = now() + interval '9 days' where id = $1`, [coming.id])
    return { known, invited, left, coming }
  }
  /** A visitor whose connection stands already: a handshake would drown the difference that is looked for. */
  async function warm(): Promise<Visitor> {
    const visitor = hoede.visitor()
    await visitor.get('/api/environment')
    return visitor
  }

  // Defence: one Problem for every failure of a first factor, and no header or cookie that differs.
  it('cannot be read from the answer to a password', async () => {
    const { known, invited, left, coming } = await kinds()
    const answers = [
      await enter(hoede.visitor(), known, 'een verkeerd wachtwoord'),
      await enter(hoede.visitor(), nobody(), 'een verkeerd wachtwoord'),
      await enter(hoede.visitor(), invited, 'een verkeerd wachtwoord'),
      // Whoever left knows the password still; it is no oracle of having worked here.
      await enter(hoede.visitor(), left, password),
      await enter(hoede.visitor(), coming, password),
    ].map(everythingOf)
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } })
    for (const answer of answers.slice(1)) expect(answer).toEqual(answers[0])
  })

  // Defence: argon2id on a throw-away hash where there is none. Without it the answer about nobody takes a tenth.
  it('cannot be measured at a password', async () => {
    const { invited, left } = await kinds()
    const names: { userName: string }[] = []
    for (const _ of range(rounds)) names.push(await employee())
    const visitor = await warm()
    const attempt =
      (who: () => { userName: string }, given = 'een verkeerd wachtwoord') =>
      () =>
        timed(async () => expect((await enter(visitor, who(), given)).body.code).toBe('sign-in-failed'))
    const found = await ratios(rounds, [
      (round) => attempt(() => names[round]!)(),
      attempt(nobody),
      async () => {
        await startAnew()
        return attempt(() => invited)()
      },
      attempt(() => left, password),
    ])
    for (const ratio of found) {
      expect(ratio).toBeGreaterThan(0.5)
      expect(ratio).toBeLessThan(2)
    }
  })

  // Defence: the brake counts names, whether somebody has them or not.
  it('cannot be read from when an account is held back', async () => {
    const known = await employee()
    const series = async (who: { userName: string }) => {
      await startAnew()
      const answers = []
      for (let n = 0; n < 7; n++)
        answers.push(everythingOf(await enter(hoede.visitor(), who, 'een verkeerd wachtwoord')))
      return answers
    }
    const ofKnown = await series(known)
    expect(ofKnown.at(-1)).toMatchObject({ status: 429, body: { code: 'sign-in-blocked' } })
    expect(await series(nobody())).toEqual(ofKnown)
    await startAnew()
  })

  // Defence: a letter is looked for and hashed against whether or not there is one.
  it('cannot be read or measured at a reset letter', async () => {
    const known = await employee()
    const karin = await hoede.as('karin')
    const asked = await karin.post(`/api/people/${known.id}/reset`, { reason: 'Telefoon kwijt' })
    // As if it was approved: what lies ready is a hash of a code that nobody here knows.
    await database.query(
      `update sign_in_reset set approved_by = $2, approved_at = now(), expires_at = now() + interval '7 days',
         code_hash = (select password_hash from credential where person_id = $3) where id = $1`,
      [asked.body.id, people.peter, known.id],
    )
    const { left } = await kinds()
    const visitor = await warm()
    const letter = (who: { userName: string }) => ({ userName: who.userName, code: 'AAAA-BBBB-CCCC-DDDD' })
    for (const [path, more] of [
      ['/api/sign-in/reset', {}],
      ['/api/sign-in/reset/accept', { password: 'zolder sleutel regen koffie' }],
    ] as const) {
      const look = (who: { userName: string }) => visitor.post(path, { ...letter(who), ...more })
      const withLetter = everythingOf(await look(known))
      expect(withLetter).toMatchObject({ status: 401, body: { code: 'reset-invalid' } })
      for (const who of [nobody(), left, await employee()]) expect(everythingOf(await look(who))).toEqual(withLetter)
      await startAnew()
    }
    const attempt = async (who: { userName: string }) => {
      await startAnew()
      return timed(() => visitor.post('/api/sign-in/reset', letter(who)))
    }
    const [ratio] = await ratios(rounds, [() => attempt(known), () => attempt(nobody())])
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  // Defence: no credentials in the options of somebody who has not said who they are; one Problem for every wrong answer.
  it('cannot be read or measured at a passkey', async () => {
    const origin = `https://linde.localhost:${hoede.port}`
    const [key, ofLeft] = [new SoftwareAuthenticator(origin), new SoftwareAuthenticator(origin)]
    const withKey = async (which: SoftwareAuthenticator) => {
      const person = await employee({ coupled: false })
      const visitor = hoede.visitor()
      await enter(visitor, person)
      const { body: options } = await visitor.post('/api/sign-in/enrolment/passkey/options')
      const made = await visitor.post('/api/sign-in/enrolment/passkey', { name: 'x', response: which.create(options) })
      expect(made.status).toBe(200)
      return person
    }
    await withKey(key)
    const left = await withKey(ofLeft)
    await database.query(`update person set employed_until = now() - interval '1 day' where id = $1`, [left.id])
    const visitor = await warm()
    const wrong = Buffer.from(`3044022000${'11'.repeat(66)}`.slice(0, 140), 'hex')
    const attempt = async (which: SoftwareAuthenticator, twist = {}) => {
      const { body: options } = await visitor.post('/api/sign-in/whole/options')
      expect(JSON.stringify(options)).not.toContain(key.credentialId)
      return { response: which.get(options, twist) }
    }
    const stranger = new SoftwareAuthenticator(origin)
    const answers = [
      await visitor.post('/api/sign-in/whole', await attempt(key, { signature: wrong })),
      await visitor.post('/api/sign-in/whole', await attempt(stranger)),
      await visitor.post('/api/sign-in/whole', await attempt(ofLeft)),
    ].map(everythingOf)
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'passkey-refused' } })
    for (const answer of answers.slice(1)) expect(answer).toEqual(answers[0])
    const asked = async (which: SoftwareAuthenticator, twist = {}) => {
      const body = await attempt(which, twist)
      return timed(() => visitor.post('/api/sign-in/whole', body))
    }
    const [ratio] = await ratios(rounds, [() => asked(key, { signature: wrong }), () => asked(stranger)])
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
    await startAnew()
  })

  // Defence: an invitation that does not work says nothing of whose it was or what became of it.
  it('cannot be read from an invitation that does not work', async () => {
    const karin = await hoede.as('karin')
    const linkOf = async (personId: string) =>
      new URL((await karin.post(`/api/people/${personId}/invitation`)).body.link).hash.slice(1)
    const [used, withdrawn, ofLeft] = [
      await employee({ password: null }),
      await employee({ password: null }),
      await employee({ password: null }),
    ]
    const tokens = [await linkOf(used.id), await linkOf(withdrawn.id), await linkOf(ofLeft.id), newToken()]
    await hoede.visitor().post('/api/invitation/accept', { token: tokens[0], password: 'zolder sleutel regen koffie' })
    await linkOf(withdrawn.id)
    expect((await karin.post(`/api/people/${ofLeft.id}/leave`)).status).toBe(200)
    const seen = []
    for (const token of tokens) seen.push(everythingOf(await hoede.visitor().post('/api/invitation', { token })))
    expect(seen[0]).toMatchObject({ status: 410, body: { code: 'invitation-invalid' } })
    for (const answer of seen.slice(1)) expect(answer).toEqual(seen[0])
    expect(JSON.stringify(seen)).not.toContain('Truus')
  })

  // Defence: what somebody can sign in with is told after the first factor; another's phone is the same as none.
  it('does not come with what is told before the first factor is right', async () => {
    const { known } = await kinds()
    const stranger = hoede.visitor()
    for (const path of ['/api/environment', '/api/sign-in/ways', `/api/sign-in/ways?userName=${known.userName}`])
      expect((await stranger.get(path)).text).not.toMatch(/truus|sanne|karin|totp|sms/i)
    const { rows } = await database.query('select id from factor where person_id = $1', [known.id])
    const other = hoede.visitor()
    await enter(other, await employee())
    const send = (id: string) => other.post('/api/sign-in/phone/send', { id, channel: 'sms' })
    expect(everythingOf(await send(rows[0].id))).toEqual(everythingOf(await send(newId())))
    // On a computer that is not shared nobody is named, whoever is tried.
    const comeBack = (personId: string) => hoede.visitor().post('/api/sign-in/reentry', { personId, pin: '739154' })
    const answers = [await comeBack(known.id), await comeBack(newId())]
    expect(short(answers[0]!)).toEqual([401, 'reentry-ended'])
    expect(everythingOf(answers[0]!)).toEqual(everythingOf(answers[1]!))
  })
})
