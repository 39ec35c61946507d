import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { accepted, cm, code, startMessages } from '../../../test/support/messages.ts'
import { standIn } from '../../../test/support/stand-in.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { checkPhoneLimits, queueMessage } from './outbox.ts'

describe('messages', async () => {
  const { hoede, database, environment, karin, written, add, startAnew, dispatcherWith, queue, stateOf } =
    await startMessages()

  it('are sealed, go out once, and are forgotten when they were handed over', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    await add(cm('CM', 1, maker.base))
    const id = await queue()
    const { rows } = await database.query('select row_to_json(m)::text as text from message m where id = $1', [id])
    expect(rows[0].text).not.toMatch(/123456|12345678/)
    const dispatcher = dispatcherWith(maker.ca)
    await Promise.all([dispatcher.sendWaiting(environment.id), dispatcher.sendWaiting(environment.id)])
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    expect(maker.asked).toHaveLength(1)
    expect(JSON.parse(maker.asked[0]?.body ?? '').messages.msg[0].body.content).toBe(code.body)
    const reference = id.replaceAll('-', '')
    expect(await stateOf(id)).toMatchObject({ state: 'sent', gone: true, cost: 70_000, reference })
  })

  it('are sent by one of many programs, each by one', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted, after: 20 }))
    await add(cm('CM', 1, maker.base))
    await Promise.all(Array.from({ length: 25 }, () => queue()))
    await Promise.all(Array.from({ length: 4 }, () => dispatcherWith(maker.ca).sendWaiting(environment.id)))
    const references = maker.asked.map((asked) => JSON.parse(asked.body).messages.msg[0].reference)
    expect([references.length, new Set(references).size]).toEqual([25, 25])
  })

  it('go by the next gateway when the first fails or is slow, and wait when none takes them', async () => {
    await startAnew()
    let first: object = { status: 500 }
    const [broken, whole] = [await standIn(() => first), await standIn(() => ({ body: accepted }))]
    await add(cm('Eerste', 1, broken.base))
    const second = await add(cm('Tweede', 2, whole.base))
    const id = await queue()
    await dispatcherWith(whole.ca).sendWaiting(environment.id)
    expect([await stateOf(id), broken.asked.length]).toMatchObject([{ state: 'sent' }, 1])
    first = { body: accepted, after: 900 }
    const slow = await queue()
    await dispatcherWith(whole.ca, { timeoutMilliseconds: 500 }).sendWaiting(environment.id)
    expect(await stateOf(slow)).toMatchObject({ state: 'sent' })

    first = { status: 401 }
    await karin.post(`/api/gateways/${second.id}`, {
      ...cm('Tweede', 2, whole.base),
      kind: undefined,
      enabled: false,
      version: 1,
    })
    const waiting = await queue()
    const dispatcher = dispatcherWith(whole.ca)
    await dispatcher.sendWaiting(environment.id)
    expect(await stateOf(waiting)).toMatchObject({
      state: 'waiting',
      failure: 'bad-credentials',
      attempts: 1,
      gone: false,
    })
    for (let tries = 2; tries <= 4; tries++) {
      await database.query("update message set claimed_at = now() - interval '1 hour' where id = $1", [waiting])
      await dispatcher.sendWaiting(environment.id)
    }
    expect(await stateOf(waiting)).toMatchObject({ state: 'failed', attempts: 4, gone: true })
  })

  it('that are mail are tried until they expire, ever more seldom', async () => {
    await startAnew()
    const smtp = { host: 'localhost', port: '1' }
    const post = { ...cm('Post', 1, ''), kind: 'smtp', channels: ['mail'], sender: 'a@example.org', credentials: smtp }
    await add(post)
    const id = await queue({ ...code, kind: 'mail', recipient: 'truus@example.org', expiresInSeconds: 86_400 })
    const dispatcher = dispatcherWith('')
    const ago = (text: string) =>
      database.query('update message set claimed_at = now() - $2::interval where id = $1', [id, text])
    for (let tries = 1; tries <= 6; tries++) {
      await dispatcher.sendWaiting(environment.id)
      expect(await stateOf(id)).toMatchObject({ state: 'waiting', failure: 'unreachable', attempts: tries })
      await ago('61 minutes')
    }
    await ago('9 minutes')
    await dispatcher.sendWaiting(environment.id)
    expect((await stateOf(id)).attempts).toBe(6)
  })

  it('that cannot be opened are given up, and hold back nothing', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    await add(cm('CM', 1, maker.base))
    const broken = await Promise.all(Array.from({ length: 11 }, () => queue()))
    await database.query("update message set body_sealed = '\\x00' where id = any ($1)", [broken])
    const id = await queue()
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    expect((await stateOf(id)).state).toBe('sent')
    expect(await stateOf(broken[0] ?? '')).toMatchObject({ state: 'failed', failure: 'unreadable', gone: true })
  })

  it('leave neither number nor text nor credentials in the technical log', async () => {
    await startAnew()
    const quoting = await standIn(({ body }) => ({ status: 400, body: { error: `cannot send ${body}` } }))
    await add(cm('CM', 1, quoting.base))
    await queue()
    const broken = await queue()
    await database.query("update message set body_sealed = '\\x00' where id = $1", [broken])
    const lines: string[] = []
    const logger = pino(
      { level: 'trace', base: null, timestamp: false },
      { write: (line: string) => void lines.push(line) },
    )
    await dispatcherWith(quoting.ca, { logger }).sendWaiting(environment.id)
    expect(quoting.asked[0]?.body).toContain('123456')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 50, message: broken, msg: 'a message cannot be opened' },
      { level: 40, gateway: 'cm', failure: 'refused', msg: 'a gateway did not take a message' },
    ])
  })

  it('of a program that died while sending are taken over, and those that nobody needs any more are not sent', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    await add(cm('CM', 1, maker.base))
    const [died, late] = [await queue(), await queue()]
    await database.query("update message set state = 'sending', claimed_at = now() where id = $1", [died])
    await database.query("update message set expires_at = now() - interval '1 second' where id = $1", [late])
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    expect([(await stateOf(died)).state, (await stateOf(late)).state]).toEqual(['sending', 'expired'])
    expect((await stateOf(late)).gone).toBe(true)
    await database.query("update message set claimed_at = now() - interval '2 minutes' where id = $1", [died])
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    expect((await stateOf(died)).state).toBe('sent')
    expect(maker.asked).toHaveLength(1)
  })

  it('are not queued for a channel that nobody can send, and not when what caused them is undone', async () => {
    await startAnew()
    await expect(queue()).rejects.toMatchObject({ code: 'no-gateway' })
    const maker = await standIn(() => ({ body: accepted }))
    await add(cm('CM', 1, maker.base))
    await expect(queue({ ...code, kind: 'voice' })).rejects.toMatchObject({ code: 'no-gateway' })
    await expect(
      hoede.environments.transact(environment.id, async (tx) => {
        await queueMessage(tx, code)
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    const { rows } = await database.query('select count(*)::int as n from message')
    expect(rows[0].n).toBe(0)
  })

  it('reach the telephones of the demo in a demo only', async () => {
    await startAnew()
    await database.query(
      `insert into gateway (id, kind, name, channels, position, sender) values ($1, 'demo', 'Demo', '{sms,voice,mail}', 1, 'Hoede')`,
      [newId()],
    )
    const id = await queue()
    await dispatcherWith('').sendWaiting(environment.id)
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', failure: 'no-gateway' })
    await database.query('update message set claimed_at = null')
    await dispatcherWith('', { demo: true }).sendWaiting(environment.id)
    expect([(await stateOf(id)).state, written]).toEqual(['sent', [code.body]])
  })

  it('are limited a day, by number and altogether', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    await add(cm('CM', 1, maker.base))
    const check = (number: string) =>
      hoede.environments.transact(environment.id, (reader) => checkPhoneLimits(reader, number))
    for (let n = 0; n < 15; n++) await queue()
    await expect(check(code.recipient)).rejects.toMatchObject({ code: 'code-limit', extra: { retryAfter: 86_400 } })
    await check('+31687654321')
    await database.query("update setting set value = '15' where key = 'phone-codes-a-day-all'")
    await expect(check('+31687654321')).rejects.toMatchObject({ code: 'code-limit' })
    await database.query("update message set created_at = now() - interval '25 hours'")
    await check(code.recipient)
    await database.query("update setting set value = '2000' where key = 'phone-codes-a-day-all'")
  })
})
