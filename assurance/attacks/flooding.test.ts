import { describe, expect, it } from 'vitest'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { type Employee, employees } from '../../packages/server/test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { phones } from '../../packages/server/test/support/phones.ts'
import { range, short } from './attacker.ts'

/** Somebody makes Hoede send: to wake a victim at night, to earn on the calls, or to run up a bill. */
describe('text messages and calls', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn } = await employees(hoede)
  const { lastCode, later } = await phones(hoede)
  const from = (address: string) => hoede.visitor('linde', address)
  const sentToday = async (): Promise<number> =>
    (await database.query(`select count(*)::int as n from message where kind in ('sms', 'voice')`)).rows[0].n
  const setting = (key: string, value: number) =>
    database.query('update setting set value = $2 where key = $1', [key, JSON.stringify(value)])

  async function withPhone(number: string): Promise<Employee & { phone: string }> {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    expect((await visitor.post('/api/sign-in/enrolment/phone', { number })).status).toBe(200)
    await visitor.post('/api/sign-in/enrolment/phone/confirm', { code: await lastCode(truus.id) })
    const { rows } = await database.query('select id from factor where person_id = $1', [truus.id])
    return { ...truus, phone: rows[0].id }
  }
  const send = (visitor: Visitor, id: string, channel: 'sms' | 'voice' = 'sms') =>
    visitor.post('/api/sign-in/phone/send', { id, channel })
  async function halfway(person: { userName: string }, address: string): Promise<Visitor> {
    const visitor = from(address)
    expect((await enter(visitor, person)).body.step).toBe('second-factor')
    return visitor
  }

  // Defence: the delay is of the person, not of the session, address or way. Without it a thief with a password rings all night.
  it('do not come oftener by asking in more sessions, from more addresses, both ways, at once', async () => {
    const truus = await withPhone('06 55 00 00 01')
    const before = await sentToday()
    const sessions: Visitor[] = []
    for (const n of range(6)) sessions.push(await halfway(truus, `127.50.${n}.1`))
    const all = sessions.flatMap((each) => [send(each, truus.phone), send(each, truus.phone, 'voice')])
    const answers = await Promise.all(all)
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1)
    for (const answer of answers.filter((each) => each.status !== 200))
      expect(short(answer)).toEqual([429, 'code-too-soon'])
    // It grows, also when each is asked in a new session: five in the first hour and a half at the most.
    let waited = 0
    for (const n of range(4)) {
      const visitor = await halfway(truus, `127.51.${n}.1`)
      const { retryAfter } = (await send(visitor, truus.phone)).body
      expect(retryAfter).toBeGreaterThan([25, 55, 115, 295][n]!)
      waited += retryAfter
      await later(truus.id, retryAfter + 1)
      expect((await send(visitor, truus.phone)).status).toBe(200)
    }
    expect(waited).toBeGreaterThan(490)
    expect((await sentToday()) - before).toBe(5)
  })

  // Defence: the same delay while a number is being registered: one's own account is no machine for sending to others.
  it('do not go to a list of strangers', async () => {
    const mallory = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, mallory)
    const before = await sentToday()
    const numbers = range(10).map((n) => `06 56 00 00 ${String(n).padStart(2, '0')}`)
    const answers = []
    for (const number of numbers) answers.push(await visitor.post('/api/sign-in/enrolment/phone', { number }))
    expect(answers.map(short)).toEqual([[200, undefined], ...Array(9).fill([429, 'code-too-soon'])])
    const again = hoede.visitor()
    await enter(again, mallory)
    expect(short(await again.post('/api/sign-in/enrolment/phone', { number: '06 57 00 00 01' }))).toEqual([
      429,
      'code-too-soon',
    ])
    // Nor from an account that is signed in already.
    const own = await signedIn(await employee())
    const more = []
    for (const number of numbers) more.push(await own.post('/api/me/factors/phone', { number }))
    expect(more.filter((each) => each.status === 200)).toHaveLength(1)
    expect((await sentToday()) - before).toBe(2)
  })

  // Defence: a limit a day for each number, however it is written and whoever asks; also for many at the same moment.
  it('to one number end for the day, for all accounts together', async () => {
    await setting('phone-codes-a-day', 3)
    const writings = [
      '06 58 00 00 01',
      '0658000001',
      '+31 6 58 00 00 01',
      '0031658000001',
      '+31 (0)6 58000001',
      '06-58000001',
    ]
    const visitors: Visitor[] = []
    for (const _ of writings) {
      const visitor = hoede.visitor()
      await enter(visitor, await employee({ coupled: false }))
      visitors.push(visitor)
    }
    const before = await sentToday()
    const answers = await Promise.all(
      visitors.map((visitor, n) => visitor.post('/api/sign-in/enrolment/phone', { number: writings[n] })),
    )
    expect(answers.filter((each) => each.status === 200)).toHaveLength(3)
    expect(answers.filter((each) => each.body.code === 'code-limit')).toHaveLength(3)
    expect((await sentToday()) - before).toBe(3)
    await setting('phone-codes-a-day', 15)
  })

  // Defence: a limit a day for the environment. What goes wrong costs no more than that.
  it('end for the day, to all numbers together', async () => {
    const before = await sentToday()
    await setting('phone-codes-a-day-all', before + 2)
    const visitors: Visitor[] = []
    for (const _ of range(6)) {
      const visitor = hoede.visitor()
      await enter(visitor, await employee({ coupled: false }))
      visitors.push(visitor)
    }
    const answers = await Promise.all(
      visitors.map((visitor, n) => visitor.post('/api/sign-in/enrolment/phone', { number: `06 59 00 00 0${n}` })),
    )
    expect(answers.filter((each) => each.status === 200)).toHaveLength(2)
    for (const answer of answers.filter((each) => each.status !== 200)) {
      expect(short(answer)).toEqual([429, 'code-limit'])
      expect(answer.body.retryAfter).toBeGreaterThan(3_600)
    }
    await setting('phone-codes-a-day-all', 2_000)
  })

  // Defence: numbers by the numbering plan: a phone of somebody's own or nothing. The rest earns whoever owns the number.
  it.each([
    '0900 1234',
    '0906 1234',
    '0909 8844',
    '+31 900 1234567',
    '0031 (0)900-1234',
    '０９００ １２３４',
    '+31 84 123 4567',
    '0800 1234',
    '14 020',
    '112',
    '1233',
    '+32 903 12345',
    '+49 900 1 234567',
    '+44 909 879 0000',
    '+33 899 12 34 56',
    '+1 900 234 5678',
    '+41 901 234 567',
    '+882 16 1234567',
    '+883 5100 1234567',
    '+979 1 2345 6789',
    '+881 6 1234 5678',
    '+870 773 123456',
    '+31612345678;ext=09001234',
    '+31612345678,,09001234',
    '0612345678 0612345679',
    'tel:+31612345678',
    '06-CARE-HOEDE',
    '+31 6 1234',
  ])('do not go to %s', async (number) => {
    const before = await sentToday()
    const visitor = hoede.visitor()
    await enter(visitor, await employee({ coupled: false }))
    expect(short(await visitor.post('/api/sign-in/enrolment/phone', { number }))).toEqual([422, 'phone-not-usable'])
    const asCall = await visitor.post('/api/sign-in/enrolment/phone', { number, channel: 'voice', country: 'NL' })
    expect(short(asCall)).toEqual([422, 'phone-not-usable'])
    expect(await sentToday()).toBe(before)
  })

  // Defence: a phone belongs to its person, and to nobody before the first factor.
  it('do not go out for who is not that far, or to the phone of somebody else', async () => {
    const truus = await withPhone('06 55 00 00 09')
    const before = await sentToday()
    const other = await withPhone('06 55 00 00 08')
    const half = await halfway(other, '127.52.0.1')
    expect(short(await send(half, truus.phone))).toEqual([403, 'factor-not-allowed'])
    expect(short(await send(half, newId()))).toEqual([403, 'factor-not-allowed'])
    const complete = await signedIn(await employee())
    expect(short(await send(complete, truus.phone))).toEqual([409, 'wrong-step'])
    expect(short(await complete.post('/api/me/proof/phone/send', { id: truus.phone, channel: 'sms' }))).toEqual([
      403,
      'factor-not-allowed',
    ])
    for (const visitor of [hoede.visitor(), hoede.visitor('horizon')])
      expect(short(await send(visitor, truus.phone))).toEqual([401, 'no-session'])
    expect(await sentToday()).toBe(before + 1)
  })
})

describe('requests', async () => {
  const hoede = await startTestHoede({ requestsPerSecond: 30 })

  // Defence: so many requests a second from one address, counted before anything is looked at.
  it('of one address are held back before they cost anything, and nobody else with them', async () => {
    const attacker = hoede.visitor('linde', '127.53.0.1')
    const guess = (n: number) => attacker.post('/api/sign-in', { userName: `niemand-${n}`, password: 'x' })
    const answers = await Promise.all(range(90).map(guess))
    const held = answers.filter((each) => each.body.code === 'too-many-requests')
    expect(held.length).toBeGreaterThanOrEqual(30)
    expect((await hoede.visitor('linde', '127.53.0.2').get('/api/environment')).status).toBe(200)
  })

  // Defence: what is longer than a password can be is refused before it is hashed.
  it('with endless passwords, names and bodies are refused before they are hashed', async () => {
    const visitor = hoede.visitor('linde', '127.53.0.3')
    const userName = 'sanne'
    const tooLong = await visitor.post('/api/sign-in', { userName, password: 'x'.repeat(300_000) })
    expect(short(tooLong)).toEqual([413, 'too-large'])
    expect(short(await visitor.post('/api/sign-in', { userName: 'x'.repeat(5_000), password: 'x' }))).toEqual([
      413,
      'too-large',
    ])
    expect(short(await visitor.post('/api/sign-in', { userName, password: 'x'.repeat(500_000) }))).toEqual([
      413,
      'too-large',
    ])
    expect(short(await visitor.post('/api/sign-in/return', { query: 'x'.repeat(390_000) }))).toEqual([413, 'too-large'])
  })
})
