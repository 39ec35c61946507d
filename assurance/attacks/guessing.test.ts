import { describe, expect, it } from 'vitest'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { SoftwareAuthenticator } from '../../packages/server/test/support/authenticator.ts'
import { codeOf, employees, password, wrongCode } from '../../packages/server/test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { phones } from '../../packages/server/test/support/phones.ts'
import { inBatches, range, short } from './attacker.ts'

const wrong = 'een verkeerd wachtwoord'
const not = (code: string) => String((Number(code) + 123_457) % 1_000_000).padStart(6, '0')

/**
 * Somebody with time tries passwords and codes. Addresses are those of loopback (127.0.0.0/8), each a stranger to the others. That
 * the addresses of one IPv6 subscriber count as one is shown by the rule itself (sign-in/rules.test.ts): ::1 is the only address
 * of IPv6 that a machine has for sure.
 */
describe('guessing', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, forgetStep, releaseBrakes } = await employees(hoede)
  const { lastCode, later } = await phones(hoede)
  const from = (address: string) => hoede.visitor('linde', address)

  /** Somebody with an app, a phone and a passkey. */
  async function withEverything(number: string) {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await visitor.post('/api/me/factors/phone', { number })
    await visitor.post('/api/me/factors/phone/confirm', { code: await lastCode(truus.id) })
    const key = new SoftwareAuthenticator(`https://linde.localhost:${hoede.port}`)
    const { body: options } = await visitor.post('/api/me/factors/passkey/options')
    const { body: own } = await visitor.post('/api/me/factors/passkey', { name: 'x', response: key.create(options) })
    expect(own.items).toHaveLength(3)
    const { body: sheet } = await visitor.post('/api/me/recovery-codes')
    const phone = own.items.find((each: { kind: string }) => each.kind === 'phone').id as string
    await forgetStep(truus)
    return { ...truus, appKey: truus.key, visitor, key, phone, sheet: sheet.codes as string[] }
  }

  // Defence: the brake of the address. Without it somebody with one password and a list of names is never held back.
  it('one password on many names stops at the address', async () => {
    const truus = await employee()
    const names = range(140).map(() => ({ userName: `niemand-${newId().slice(-8)}` }))
    const sprayer = from('127.0.9.1')
    const codes = (await inBatches(names, 10, (who) => enter(sprayer, who, wrong))).map((each) => each.body.code)
    expect(codes.slice(0, 90)).toEqual(Array(90).fill('sign-in-failed'))
    expect(codes.filter((code) => code === 'sign-in-blocked').length).toBeGreaterThan(10)
    // It would not even hear of the one that fits.
    const hit = await enter(sprayer, truus)
    expect(short(hit)).toEqual([429, 'sign-in-blocked'])
    expect(sprayer.token).toBeUndefined()
    // Passkeys, letters and invitations are guessed from the same address.
    const { body: options } = await sprayer.post('/api/sign-in/whole/options')
    const key = new SoftwareAuthenticator(`https://linde.localhost:${hoede.port}`)
    expect(short(await sprayer.post('/api/sign-in/whole', { response: key.get(options) }))).toEqual([
      429,
      'sign-in-blocked',
    ])
    const letter = { userName: truus.userName, code: 'AAAA-BBBB-CCCC-DDDD' }
    expect(short(await sprayer.post('/api/sign-in/reset', letter))).toEqual([429, 'sign-in-blocked'])
    expect(short(await sprayer.post('/api/invitation', { token: 'x'.repeat(43) }))).toEqual([429, 'sign-in-blocked'])
    // Everybody elsewhere goes on.
    expect((await enter(from('127.0.9.2'), truus)).body.step).toBe('second-factor')
  })

  // Defence: the brake of the account. Without it a network of machines guesses as fast as it has addresses.
  it('many addresses on one name stop at the account, and the owner comes in where she always does', async () => {
    const truus = await employee()
    await signedIn(truus)
    for (const n of range(5)) {
      const answer = await enter(from(`127.1.${n}.1`), truus, `${wrong} ${n}`)
      expect(short(answer)).toEqual([401, 'sign-in-failed'])
    }
    for (const n of range(3)) expect((await enter(from(`127.2.${n}.1`), truus)).body.code).toBe('sign-in-blocked')
    expect((await enter(hoede.visitor(), truus)).body.step).toBe('second-factor')
  })

  // Defence: the name is brought to one form before it is counted, and the turn of an account is one at a time.
  it('is not made faster by other spellings of a name, or by asking everything at the same moment', async () => {
    const truus = await employee()
    const { userName } = truus
    const spellings = [userName, userName.toUpperCase(), ` ${userName}`, `${userName} `, `\t${userName}\n`, userName]
    const codes = []
    for (const [n, each] of spellings.entries())
      codes.push((await enter(from(`127.3.${n}.1`), { userName: each }, wrong)).body.code)
    expect(codes).toEqual([...Array(5).fill('sign-in-failed'), 'sign-in-blocked'])

    const other = await employee()
    const tries = await Promise.all(range(20).map((n) => enter(from(`127.4.${n}.1`), other, `${wrong} ${n}`)))
    expect(tries.filter((each) => each.body.code === 'sign-in-failed').length).toBeLessThanOrEqual(5)
  })

  // Defence: the address is the connection's. Where headers were believed, each request would come from somewhere new.
  it('is not made faster by headers that name another address', async () => {
    const truus = await employee()
    await signedIn(truus)
    const stranger = from('127.5.0.1')
    const pretending = (address: string) => ({
      'x-forwarded-for': address,
      forwarded: `for=${address}`,
      'x-real-ip': address,
      'true-client-ip': address,
    })
    // As if from where the owner signs in every day: it is not her brake that fills.
    const attempt = (headers: Record<string, string>) =>
      stranger.post('/api/sign-in', { userName: truus.userName, password: wrong }, headers)
    for (const _ of range(5)) expect((await attempt(pretending('127.0.0.1'))).body.code).toBe('sign-in-failed')
    expect((await attempt(pretending('127.0.0.1'))).body.code).toBe('sign-in-blocked')
    expect((await attempt(pretending('127.77.0.1'))).body.code).toBe('sign-in-blocked')
    const home = hoede.visitor()
    expect((await enter(home, truus)).body.step).toBe('second-factor')
    const { rows } = await database.query(
      `select distinct host(address) as address from audit_event where person_id = $1 and problem is not null`,
      [truus.id],
    )
    expect(rows).toEqual([{ address: '127.5.0.1' }])
  })

  // Defence: one brake for a person's second factor, whichever it is and in whatever session.
  it('of codes is counted together over all factors, sessions, addresses and an open session', async () => {
    const truus = await withEverything('06 51 00 00 01')
    const half = async (n: number): Promise<Visitor> => {
      const visitor = from(`127.6.${n}.1`)
      expect((await enter(visitor, truus)).body.step).toBe('second-factor')
      return visitor
    }
    const app = await half(1)
    expect((await app.post('/api/sign-in/totp', { code: wrongCode(truus.appKey) })).status).toBe(401)
    const text = await half(2)
    await later(truus.id, 600)
    expect((await text.post('/api/sign-in/phone/send', { id: truus.phone, channel: 'sms' })).status).toBe(200)
    const sent = await lastCode(truus.id)
    expect((await text.post('/api/sign-in/phone', { code: not(sent) })).body.code).toBe('wrong-code')
    const sheet = await half(3)
    expect((await sheet.post('/api/sign-in/recovery', { code: 'aaaa-bbbb-cccc-dddd' })).body.code).toBe('wrong-code')
    const passkey = await half(4)
    const { body: options } = await passkey.post('/api/sign-in/passkey/options')
    const forged = truus.key.get(options, { challenge: Buffer.alloc(32, 7).toString('base64url') })
    expect((await passkey.post('/api/sign-in/passkey', { response: forged })).body.code).toBe('passkey-refused')
    // In a session that was left open, too.
    const again = await truus.visitor.post('/api/me/proof/totp', { code: '000000' })
    expect(again.body.code).toBe('wrong-code')
    // Now everything that is right is refused as well, everywhere.
    const { body: asked } = await passkey.post('/api/sign-in/passkey/options')
    const right = [
      app.post('/api/sign-in/totp', { code: codeOf(truus.appKey) }),
      text.post('/api/sign-in/phone', { code: sent }),
      sheet.post('/api/sign-in/recovery', { code: truus.sheet[0] }),
      passkey.post('/api/sign-in/passkey', { response: truus.key.get(asked) }),
      truus.visitor.post('/api/me/proof/recovery', { code: truus.sheet[1] }),
    ]
    for (const answer of await Promise.all(right)) expect(short(answer)).toEqual([429, 'sign-in-blocked'])
    // A new sign-in with the right password is no new start.
    expect((await (await half(5)).post('/api/sign-in/totp', { code: codeOf(truus.appKey) })).status).toBe(429)
    await releaseBrakes()
    expect((await app.post('/api/sign-in/totp', { code: codeOf(truus.appKey) })).body.step).toBe('complete')
  })

  // Defence: turns. Without them a thousand codes are looked at before the first of them is counted.
  it('of codes does not get more tries by asking at the same moment', async () => {
    const truus = await employee()
    const sessions: Visitor[] = []
    for (const n of range(12)) {
      const visitor = from(`127.7.${n}.1`)
      await enter(visitor, truus)
      sessions.push(visitor)
    }
    const guesses = sessions.flatMap((each) => [each, each, each])
    const answers = await Promise.all(
      guesses.map((each, n) => each.post('/api/sign-in/totp', { code: `${100_000 + n}` })),
    )
    expect(answers.filter((each) => each.body.code === 'wrong-code').length).toBeLessThanOrEqual(5)
    expect(answers.every((each) => each.status === 401 || each.status === 429)).toBe(true)
  })

  // Defence: a code has five tries for itself, and a new one gives back none of the person's.
  it('of a code that was sent ends after five, also when new ones are asked and the brake has worn off', async () => {
    const truus = await withEverything('06 51 00 00 02')
    const visitor = from('127.8.0.1')
    await enter(visitor, truus)
    const send = async () => {
      await later(truus.id, 600)
      expect((await visitor.post('/api/sign-in/phone/send', { id: truus.phone, channel: 'sms' })).status).toBe(200)
      return lastCode(truus.id)
    }
    const give = (code: string) => visitor.post('/api/sign-in/phone', { code })
    const first = await send()
    for (const _ of range(3)) expect((await give(not(first))).body.code).toBe('wrong-code')
    const second = await send()
    for (const _ of range(2)) expect((await give(not(second))).body.code).toBe('wrong-code')
    expect((await give(second)).body.code).toBe('sign-in-blocked')
    // With all the time of the world, five is five.
    for (const _ of range(3)) {
      await releaseBrakes()
      expect((await give(not(second))).body.code).toBe('wrong-code')
    }
    await releaseBrakes()
    expect((await give(second)).body.code).toBe('code-expired')
  })

  // Defence: two kinds of proof, whatever the password was worth.
  it('the right password is not enough, and its session guesses nothing else', async () => {
    const truus = await employee()
    const thief = from('127.10.0.1')
    expect((await enter(thief, truus, password)).body.step).toBe('second-factor')
    expect(short(await thief.get('/api/me'))).toEqual([401, 'no-session'])
    expect(short(await thief.post('/api/sign-in/enrolment'))).toEqual([409, 'wrong-step'])
  })
})
