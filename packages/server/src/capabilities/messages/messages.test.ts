import { createHmac } from 'node:crypto'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { keysOf, startTestHoede } from '../../../test/support/hoede.ts'
import { people } from '../../../test/support/organisation.ts'
import { standIn } from '../../../test/support/stand-in.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { createOutbound } from '../../platform/http/outbound.ts'
import { createLogger } from '../../platform/log/logger.ts'
import { createDispatcher, reportSecret } from './dispatcher.ts'
import { gatewayKinds } from './gateways/kinds.ts'
import { checkPhoneLimits, type NewMessage, queueMessage } from './outbox.ts'
import * as texts from './texts.ts'

const code: NewMessage = {
  kind: 'sms',
  purpose: 'sign-in-code',
  personId: people.sanne,
  recipient: '+31612345678',
  body: texts.signInCode('Zorggroep De Linde', '123456'),
  expiresInSeconds: 300,
}

const cm = (name: string, position: number, base: string) => ({
  kind: 'cm',
  name,
  channels: ['sms'],
  position,
  enabled: true,
  sender: 'Hoede',
  credentials: { productToken: 'een-token', baseAddress: base },
  priceMicros: 70_000,
})
const accepted = { errorCode: 0, messages: [{ status: 'Accepted' }] }

describe('messages', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const environment = hoede.environment()
  const karin = await hoede.as('karin')
  const written: string[] = []

  const add = async (gateway: object) => {
    const { status, body } = await karin.post('/api/gateways', gateway)
    expect([status, body.code]).toEqual([201, undefined])
    return body
  }
  const startAnew = () => database.query('delete from message; delete from gateway')
  const dispatcherWith = (
    ca: string,
    { demo = false, timeoutMilliseconds = 5_000, logger = createLogger('silent') } = {},
  ) =>
    createDispatcher({
      environments: hoede.environments,
      find: async () => ({ ...environment, demo }),
      gateways: gatewayKinds({ receive: async (message) => void written.push(message.body), list: async () => [] }),
      outbound: createOutbound({ extraAuthorities: ca, timeoutMilliseconds }),
      logger,
      httpsPort: 8443,
    })
  const queue = (message: NewMessage = code) =>
    hoede.environments.transact(environment.id, (tx) => queueMessage(tx, message))
  const stateOf = async (id: string) => {
    const { rows } = await database.query(
      'select state, failure, attempts, cost_micros::int as cost, body_sealed is null as gone, gateway_reference as reference from message where id = $1',
      [id],
    )
    return rows[0]
  }

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

  it('change by a report that proves where it comes from, once', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    const gateway = await add(cm('CM', 1, maker.base))
    const id = await queue()
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    const reference = id.replaceAll('-', '')
    const report = (status: string) => ({ messages: { msg: { reference, status: { code: status } } } })
    const visitor = hoede.visitor()
    const path = new URL(gateway.deliveryUri)
    expect((await visitor.post(path.pathname, report('2'))).status).toBe(403)
    expect((await visitor.post(`${path.pathname}?sleutel=geraden`, report('2'))).status).toBe(403)
    expect((await stateOf(id)).state).toBe('sent')
    expect((await visitor.post(path.pathname + path.search, report('2'))).status).toBe(200)
    expect((await stateOf(id)).state).toBe('delivered')
    expect((await visitor.post(path.pathname + path.search, report('3'))).status).toBe(200)
    expect((await stateOf(id)).state).toBe('delivered')
    expect((await visitor.post(`/api/gateways/${newId()}/delivery`, report('2'))).status).toBe(404)
    expect((await visitor.post('/api/gateways/geen-nummer/delivery', report('2'))).status).toBe(404)
    const elsewhere = hoede.visitor('horizon')
    expect((await elsewhere.post(path.pathname + path.search, report('2'))).status).toBe(404)
    const large = { ...report('3'), filling: 'x'.repeat(70_000) }
    expect((await visitor.post(path.pathname + path.search, large)).status).toBe(413)
    const keys = await keysOf(environment)
    expect(path.searchParams.get('sleutel')).toBe(reportSecret({ keys } as never, gateway.id))
  })

  it('change by a report of Twilio with its signature, and by none without', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: { sid: 'CA7', status: 'queued' } }))
    const credentials = { accountSid: 'AC1', authToken: 'geheim woord', baseAddress: maker.base }
    const rest = { kind: 'twilio', channels: ['voice'], sender: '+31201234567', credentials }
    const gateway = await add({ ...cm('Twilio', 1, ''), ...rest })
    const id = await queue({ ...code, kind: 'voice' })
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    const { pathname } = new URL(gateway.deliveryUri)
    const told = new URL(new URLSearchParams(maker.asked[0]?.body).get('StatusCallback') ?? '')
    expect([told.pathname, told.search]).toEqual([pathname, ''])
    const fields = { AccountSid: 'AC1', CallSid: 'CA7', CallStatus: 'completed' }
    const form = new URLSearchParams(fields).toString()
    const sign = (secret: string, host = 'linde') =>
      createHmac('sha1', secret)
        .update(`https://${host}.localhost:${hoede.port}${pathname}${Object.entries(fields).flat().join('')}`)
        .digest('base64')
    const send = async (body: string, signature: string | undefined) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const given = signature ? { 'x-twilio-signature': signature } : {}
      return (await hoede.visitor().post(pathname, body, { ...headers, ...given })).status
    }
    expect(await send(form, undefined)).toBe(403)
    expect(await send(form, sign('een ander woord'))).toBe(403)
    expect(await send(form, sign('geheim woord', 'horizon'))).toBe(403)
    expect(await send(form.replace('completed', 'failed'), sign('geheim woord'))).toBe(403)
    expect((await stateOf(id)).state).toBe('sent')
    expect(await send(form, sign('geheim woord'))).toBe(200)
    expect(await send(form, sign('geheim woord'))).toBe(200)
    expect((await stateOf(id)).state).toBe('delivered')
  })

  it('have gateways that the login role of the server changes for nobody without the right', async () => {
    await startAnew()
    const made = await add(cm('CM', 1, 'https://localhost:1'))
    const login = await hoede.loginRole()
    const adding = login.query(
      `insert into gateway (id, kind, name, channels, position, sender) values ($1, 'cm', 'Vreemd', '{sms}', 1, 'x')`,
      [newId()],
    )
    await expect(adding).rejects.toThrow(/row-level security/)
    const changed = await login.query("update gateway set sender = 'Boef' where id = $1", [made.id])
    expect(changed.rowCount).toBe(0)
    await expect(login.query('delete from gateway where id = $1', [made.id])).rejects.toThrow(/permission denied/)
    await expect(login.query('delete from message')).rejects.toThrow(/permission denied/)
  })

  it('are managed by who may change settings, and their credentials are never read back', async () => {
    await startAnew()
    const sanne = await hoede.as('sanne')
    expect((await sanne.get('/api/gateways')).status).toBe(403)
    expect((await sanne.post('/api/gateways', cm('CM', 1, 'https://localhost'))).status).toBe(403)
    const made = await add(cm('CM', 1, 'https://localhost:1'))
    expect(made.credentials).toEqual(['productToken', 'baseAddress'])
    const listed = await karin.get('/api/gateways')
    expect(listed.text).not.toContain('een-token')
    for (const wrong of [
      { ...cm('CM', 1, 'https://x'), channels: ['mail'] },
      { ...cm('CM', 1, 'https://x'), credentials: {} },
      { ...cm('CM', 1, 'http://x') },
      { ...cm('CM', 1, 'https://x'), credentials: { productToken: 'x', anders: 'y' } },
      { ...cm('CM', 1, 'https://x'), sender: 'een veel te lange naam' },
      { ...cm('CM', 1, 'https://x'), kind: 'demo' },
      {
        ...cm('Twilio', 1, 'https://x'),
        kind: 'twilio',
        channels: ['voice'],
        credentials: { accountSid: 'a', authToken: 'b' },
      },
    ]) {
      const { status, body } = await karin.post('/api/gateways', wrong)
      expect([status, body.code]).toEqual([400, 'invalid-input'])
    }
    const change = { ...cm('Ander', 2, 'https://localhost:1'), kind: undefined, credentials: undefined }
    expect((await karin.post(`/api/gateways/${made.id}`, { ...change, version: 1 })).body.name).toBe('Ander')
    expect((await karin.post(`/api/gateways/${made.id}`, { ...change, version: 1 })).body.code).toBe('conflict')
    const { rows } = await database.query("select detail::text as text from audit_event where event like 'gateway.%'")
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.map((row) => row.text).join()).not.toMatch(/een-token|sleutel=/)
  })

  it('are asked at an address that is not their maker’s on this machine or in a demo only', async () => {
    await startAnew()
    const at = (base: string) => karin.post('/api/gateways', cm('CM', 1, base))
    for (const base of [
      'https://codes.example.org',
      'https://localhost.example.org',
      'https://localhost@example.org',
      'https://127.0.0.1.example.org',
      'https://10.0.0.8',
      'http://localhost:1',
      'geen adres',
    ])
      expect([base, (await at(base)).body.code]).toEqual([base, 'invalid-input'])
    const made = await add(cm('CM', 1, 'https://127.0.0.1:1'))
    const change = { ...cm('CM', 1, 'https://codes.example.org'), kind: undefined, version: 1 }
    expect((await karin.post(`/api/gateways/${made.id}`, change)).body.code).toBe('invalid-input')
    environment.demo = true
    expect((await at('https://codes.example.org')).status).toBe(201)
    expect((await at('http://codes.example.org')).body.code).toBe('invalid-input')
    environment.demo = false
  })

  it('can be tried, listed and counted, without number or text', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    const gateway = await add(cm('CM', 1, maker.base))
    const test = (body: object) => karin.post(`/api/gateways/${gateway.id}/test`, body)
    expect((await test({ channel: 'sms', recipient: '0612345678' })).body.code).toBe('invalid-input')
    expect((await test({ channel: 'mail', recipient: 'a@b.nl' })).body.code).toBe('invalid-input')
    expect((await test({ channel: 'sms', recipient: '+31612345678' })).status).toBe(204)
    for (let n = 0; n < 55; n++) await queue()
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    const first = await karin.get('/api/messages')
    expect([first.body.items.length, first.text.includes('12345678')]).toEqual([50, false])
    const rest = await karin.get(`/api/messages?cursor=${first.body.next}`)
    expect([rest.body.items.length, rest.body.next]).toEqual([6, null])
    expect(rest.body.items.at(-1)).toMatchObject({ purpose: 'test', state: 'sent', gateway: 'CM', costMicros: 70_000 })
    expect((await karin.get('/api/messages/totals')).body.days).toMatchObject([
      { sms: 56, mail: 0, costMicros: 3_920_000 },
    ])
    expect((await karin.get('/api/messages?cursor=onzin')).body.code).toBe('invalid-cursor')
  })
})

describe('what is written to people', () => {
  const customer = 'Zorggroep De Linde'
  const link = /https?:|www\.|\.nl|\.localhost/
  const [sms, call] = [texts.signInCode(customer, '012345'), texts.spokenSignInCode(customer, '012345')]

  it('names Hoede and the customer in a code, and holds no link', () => {
    for (const text of [sms, call]) {
      expect(text).toMatch(/Hoede.*Zorggroep De Linde/s)
      expect(text).not.toMatch(link)
    }
  })

  it('fits in one text message, code first', () => {
    expect(sms).toMatch(/^012345 /)
    expect(sms.length).toBeLessThanOrEqual(160)
  })

  it('is spoken digit by digit, twice', () => {
    expect(call.match(/nul\. één\. twee\. drie\. vier\. vijf\./g)).toHaveLength(2)
  })

  it('says in mail what changed, whom to call, and holds no link', () => {
    const mails = [
      texts.factorAdded(customer, 'phone', 'Mijn mobiel'),
      texts.factorRemoved(customer, 'passkey', 'Laptop'),
      texts.recoveryCodesRenewed(customer),
      texts.passwordChanged(customer),
      texts.identityLinked(customer, 'Entra'),
      texts.identityEnded(customer, 'Entra'),
      texts.resetRequested(customer, 'Karin Bos'),
      texts.resetDone(customer),
    ]
    for (const { subject, body } of mails) {
      expect(subject.length).toBeGreaterThan(10)
      expect(body).toMatch(/Hoede.*Bel dan meteen de applicatiebeheerder van Zorggroep De Linde/s)
      expect(subject + body).not.toMatch(link)
    }
    expect(mails[0]?.body).toContain('een telefoonnummer toegevoegd: Mijn mobiel')
  })
})
