import { describe, expect, it } from 'vitest'
import { codeOf, employees } from '../../../../test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../../../test/support/hoede.ts'
import { phones } from '../../../../test/support/phones.ts'

const not = (code: string) => String((Number(code) + 123_457) % 1_000_000).padStart(6, '0')

describe('codes by text message and by a call', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, releaseBrakes, logOf } = await employees(hoede)
  const { messagesTo, lastCode, later } = await phones(hoede)

  /** Somebody whose only second factor is this number, registered at the first sign-in. */
  async function withPhone(number: string) {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const sent = await visitor.post('/api/sign-in/enrolment/phone', { number })
    expect(sent.status).toBe(200)
    const code = await lastCode(truus.id)
    const confirmed = await visitor.post('/api/sign-in/enrolment/phone/confirm', { code })
    expect(confirmed.body.codes).toHaveLength(10)
    const { rows } = await database.query('select id from factor where person_id = $1 and confirmed_at is not null', [
      truus.id,
    ])
    return { ...truus, visitor, phone: rows[0].id as string, sent: sent.body, firstCode: code }
  }
  const send = (visitor: Visitor, id: string, channel = 'sms') =>
    visitor.post('/api/sign-in/phone/send', { id, channel })
  const give = (visitor: Visitor, code: string) => visitor.post('/api/sign-in/phone', { code })

  it('registers a number at the first sign-in, and asks it at the next', async () => {
    const truus = await withPhone('06 12 34 56 78')
    expect(truus.sent).toMatchObject({ channel: 'sms', hint: '78', again: 30, triesLeft: 5 })
    expect(Date.parse(truus.sent.expiresAt) - Date.now()).toBeGreaterThan(295_000)
    expect((await truus.visitor.get('/api/me')).body.recoveryCodesLeft).toBe(10)
    const [first] = await messagesTo(truus.id)
    expect(first).toMatchObject({ kind: 'sms', recipient: '+31612345678' })
    expect(first!.body).toContain('Zorggroep De Linde')
    expect(first!.body).not.toMatch(/https?:|www\./)

    const again = hoede.visitor()
    const { body: state } = await enter(again, truus)
    expect(state.factors).toEqual([
      { method: 'sms', id: truus.phone, name: 'Mobiele telefoon', hint: '78', preferred: false },
      { method: 'voice', id: truus.phone, name: 'Mobiele telefoon', hint: '78', preferred: false },
      { method: 'recovery-code', id: null, name: 'Codeblad', hint: null, preferred: false },
    ])
    // The code that registered it is used up, and nothing was sent in this session yet.
    expect((await give(again, truus.firstCode)).body.code).toBe('code-expired')
    expect((await send(again, truus.phone)).status).toBe(200)
    const code = await lastCode(truus.id)
    expect((await give(again, not(code))).body.code).toBe('wrong-code')
    expect((await give(again, code.replace(/(...)/, '$1 '))).body.step).toBe('complete')
    expect((await again.get('/api/me')).status).toBe(200)

    const { rows } = await database.query(
      'select factors from session where person_id = $1 order by created_at desc limit 1',
      [truus.id],
    )
    expect(rows[0].factors).toEqual(['password', 'sms'])
    expect((await logOf(truus.id, 'sign-in.phone')).map((row) => row.problem)).toEqual([
      'code-expired',
      'wrong-code',
      null,
    ])
    expect(await logOf(truus.id, 'phone-code.send')).toHaveLength(2)
    const log = JSON.stringify(
      (await database.query('select * from audit_event where person_id = $1', [truus.id])).rows,
    )
    expect(log).not.toContain(code)
    expect(log).not.toContain('612345678')
    const stored = JSON.stringify(
      (await database.query('select f.*, c.* from factor f join phone_code c on c.factor_id = f.id')).rows,
    )
    expect(stored).not.toContain('612345678')
  })

  it('calls a landline by itself, in words, and never sends it a text message', async () => {
    const truus = await withPhone('020 624 1111')
    expect(truus.sent).toMatchObject({ channel: 'voice', hint: '11' })
    expect(truus.firstCode).toMatch(/^\d{6}$/)
    const visitor = hoede.visitor()
    expect((await enter(visitor, truus)).body.factors.map((each: { method: string }) => each.method)).toEqual([
      'voice',
      'recovery-code',
    ])
    expect((await send(visitor, truus.phone, 'sms')).body.code).toBe('factor-not-allowed')
    expect((await send(visitor, truus.phone, 'voice')).body.channel).toBe('voice')
    expect((await give(visitor, await lastCode(truus.id))).body.step).toBe('complete')
    const starter = hoede.visitor()
    await enter(starter, await employee({ coupled: false }))
    const asked = await starter.post('/api/sign-in/enrolment/phone', { number: '020 624 1111', channel: 'sms' })
    expect([asked.body.code, asked.body.detail]).toEqual([
      'phone-not-usable',
      expect.stringContaining('vaste telefoon'),
    ])
  })

  it('lets several people share one landline, each with a proof of their own', async () => {
    const [truus, other] = [await withPhone('050 311 1111'), await withPhone('050 311 1111')]
    expect(truus.phone).not.toBe(other.phone)
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    await send(visitor, truus.phone, 'voice')
    const theirs = hoede.visitor()
    await enter(theirs, other)
    // Not each other's phone, though it is the same number, and not each other's code.
    expect((await send(theirs, truus.phone, 'voice')).body.code).toBe('factor-not-allowed')
    await send(theirs, other.phone, 'voice')
    expect((await give(theirs, await lastCode(truus.id))).body.code).toBe('wrong-code')
    expect((await give(theirs, await lastCode(other.id))).body.step).toBe('complete')
  })

  it.each([
    ['0900 1234', 'betaalnummer'],
    ['088 123 4567', 'bedrijfsnummer'],
    ['085 123 4567', 'internet'],
    ['112', 'geen telefoonnummer'],
  ])('refuses %s and says why', async (number, reason) => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const { status, body } = await visitor.post('/api/sign-in/enrolment/phone', { number })
    expect([status, body.code, body.detail]).toEqual([422, 'phone-not-usable', expect.stringContaining(reason)])
    expect(await messagesTo(truus.id)).toEqual([])
    expect((await database.query('select id from factor where person_id = $1', [truus.id])).rows).toEqual([])
    expect(await logOf(truus.id, 'phone-code.send')).toEqual([
      { outcome: 'refused', problem: 'phone-not-usable', detail: null },
    ])
  })

  it('takes a code five times, and the sixth is refused even if it is right', async () => {
    const truus = await withPhone('06 41 00 00 01')
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    await send(visitor, truus.phone)
    const code = await lastCode(truus.id)
    for (let tried = 1; tried <= 5; tried++) {
      expect((await give(visitor, not(code))).body.code).toBe('wrong-code')
      await releaseBrakes()
    }
    expect((await give(visitor, code)).body.code).toBe('code-expired')
    await releaseBrakes()
    // A new one is the way on.
    await later(truus.id, 60)
    await send(visitor, truus.phone)
    expect((await give(visitor, await lastCode(truus.id))).body.step).toBe('complete')
  })

  it('takes a code for five minutes, once, and in the session that asked for it', async () => {
    const truus = await withPhone('06 41 00 00 02')
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    await send(visitor, truus.phone)
    await later(truus.id, 300)
    expect((await give(visitor, await lastCode(truus.id))).body.code).toBe('code-expired')

    await send(visitor, truus.phone)
    const code = await lastCode(truus.id)
    const elsewhere = hoede.visitor()
    await enter(elsewhere, truus)
    expect((await give(elsewhere, code)).body.code).toBe('code-expired')
    expect((await give(visitor, code)).body.step).toBe('complete')
    await enter(visitor, truus)
    expect((await give(visitor, code)).body.code).toBe('code-expired')
  })

  it('counts the last code only', async () => {
    const truus = await withPhone('06 41 00 00 03')
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    await send(visitor, truus.phone)
    const first = await lastCode(truus.id)
    await later(truus.id, 30)
    await send(visitor, truus.phone, 'voice')
    const second = await lastCode(truus.id)
    expect((await give(visitor, first)).body.code).toBe(first === second ? undefined : 'wrong-code')
    expect((await give(visitor, second)).body.step).toBe('complete')
  })

  it('waits longer before each next code, whichever session asks', async () => {
    const truus = await withPhone('06 41 00 00 04')
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    for (const delay of [30, 60, 120, 300, 300]) {
      expect((await send(visitor, truus.phone)).body.again).toBe(delay)
      const early = await send(visitor, truus.phone)
      expect([early.status, early.body.code]).toEqual([429, 'code-too-soon'])
      expect(early.body.retryAfter).toBeGreaterThan(delay - 5)
      const another = hoede.visitor()
      await enter(another, truus)
      expect((await send(another, truus.phone)).body.code).toBe('code-too-soon')
      await later(truus.id, delay)
    }
    // What was refused is in the log; and a code that was right makes an end to the waiting.
    expect((await logOf(truus.id, 'phone-code.send')).filter((row) => row.problem === 'code-too-soon')).toHaveLength(10)
    await send(visitor, truus.phone)
    await give(visitor, await lastCode(truus.id))
    await enter(visitor, truus)
    expect((await send(visitor, truus.phone)).body.again).toBe(30)
  })

  it('sends one code to two requests at the same moment, and lets one of two right answers in', async () => {
    const truus = await withPhone('06 41 00 00 05')
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const sent = await Promise.all([send(visitor, truus.phone), send(visitor, truus.phone), send(visitor, truus.phone)])
    expect(sent.map((answer) => answer.status).sort()).toEqual([200, 429, 429])
    const code = await lastCode(truus.id)
    const tabs = [hoede.visitor(), hoede.visitor()]
    for (const tab of tabs) tab.token = visitor.token
    const given = await Promise.all(tabs.map((tab) => give(tab, code)))
    expect(given.filter((answer) => answer.status === 200)).toHaveLength(1)
  })

  it('confirms a number once of two right answers at the same moment', async () => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    await visitor.post('/api/sign-in/enrolment/phone', { number: '06 41 00 00 06' })
    const code = await lastCode(truus.id)
    const tabs = [hoede.visitor(), hoede.visitor(), hoede.visitor()]
    for (const tab of tabs) tab.token = visitor.token
    const given = await Promise.all(tabs.map((tab) => tab.post('/api/sign-in/enrolment/phone/confirm', { code })))
    expect(given.filter((answer) => answer.status === 200)).toHaveLength(1)
    const { rows } = await database.query('select id from factor where person_id = $1 and confirmed_at is not null', [
      truus.id,
    ])
    expect(rows).toHaveLength(1)
  })

  it('counts a number for nothing until its code was right, and lets another be typed instead', async () => {
    const truus = await employee({ coupled: false })
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    const enrol = (number: string) => visitor.post('/api/sign-in/enrolment/phone', { number })
    const confirm = (code: string) => visitor.post('/api/sign-in/enrolment/phone/confirm', { code })
    expect((await confirm('123456')).body.code).toBe('code-expired')
    await enrol('06 41 00 00 07')
    const first = await lastCode(truus.id)
    const other = hoede.visitor()
    expect((await enter(other, truus)).body).toMatchObject({ step: 'enrolment', factors: [] })
    // One that is refused leaves the first one as it was.
    expect((await enrol('06 41 00 00 08')).body.code).toBe('code-too-soon')
    await later(truus.id, 30)
    await enrol('06 41 00 00 08')
    const second = await lastCode(truus.id)
    expect((await confirm(first)).body.code).toBe('wrong-code')
    expect((await confirm(second)).status).toBe(200)
    expect((await messagesTo(truus.id)).filter((each) => each.kind === 'sms').map((each) => each.recipient)).toEqual([
      '+31641000007',
      '+31641000008',
    ])
    expect((await visitor.get('/api/me/factors')).body.items).toMatchObject([{ kind: 'phone', hint: '08' }])
  })

  it('holds to the number of codes a day of one number', async () => {
    await database.query(`update setting set value = '3' where key = 'phone-codes-a-day'`)
    const truus = await withPhone('06 41 00 00 09')
    const visitor = hoede.visitor()
    await enter(visitor, truus)
    for (const _ of [1, 2]) {
      expect((await send(visitor, truus.phone)).status).toBe(200)
      await later(truus.id, 300)
    }
    expect((await send(visitor, truus.phone)).body.code).toBe('code-limit')
    await database.query(`update setting set value = '15' where key = 'phone-codes-a-day'`)
  })

  it('goes to nobody before the first factor, and only to own phones', async () => {
    const truus = await withPhone('06 41 00 00 10')
    expect((await send(hoede.visitor(), truus.phone)).body.code).toBe('no-session')
    expect((await give(hoede.visitor(), '123456')).body.code).toBe('no-session')
    const starter = hoede.visitor()
    await enter(starter, await employee({ coupled: false }))
    expect((await send(starter, truus.phone)).body.code).toBe('wrong-step')
    const app = await employee()
    const visitor = hoede.visitor()
    await enter(visitor, app)
    expect((await send(visitor, truus.phone)).body.code).toBe('factor-not-allowed')
    expect((await visitor.post('/api/sign-in/enrolment/phone', { number: '0612345678' })).body.code).toBe('wrong-step')
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(app.key) })).body.step).toBe('complete')
  })
})
