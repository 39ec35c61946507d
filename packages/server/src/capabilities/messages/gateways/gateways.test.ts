import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type Given, mailServer, standIn } from '../../../../test/support/stand-in.ts'
import { createOutbound } from '../../../platform/http/outbound.ts'
import type { GatewaySettings, Outgoing } from './gateway.ts'
import { gatewayKinds } from './kinds.ts'

const kinds = gatewayKinds()
const message: Outgoing = {
  id: '01a20000-0000-7000-8000-000000000001',
  kind: 'sms',
  recipient: '+31612345678',
  subject: undefined,
  body: '123456 is je code <&> voor Hoede',
}
const settingsWith = (credentials: Record<string, string>): GatewaySettings => ({
  id: '01a20000-0000-7000-8000-000000000002',
  sender: '+31201234567',
  credentials,
  deliveryUri: 'https://linde.localhost/api/gateways/1/delivery',
  customerName: 'Zorggroep De Linde',
})

/** What each maker answers when it took the message, and the credentials that it asks. */
const makers = {
  twilio: {
    credentials: { accountSid: 'AC123', authToken: 'geheim woord' },
    answer: { sid: 'SM1', status: 'queued', price: '-0.0750', price_unit: 'EUR' },
  },
  cm: {
    credentials: { productToken: 'een-token' },
    answer: { details: 'Created 1 message(s)', errorCode: 0, messages: [{ status: 'Accepted', messageErrorCode: 0 }] },
  },
  spryng: { credentials: { token: 'een-token' }, answer: { id: '9dbc5ffb-7524-4fae-9514-51decd94a44f' } },
} as const
type Maker = keyof typeof makers

async function using(maker: Maker, given: Given, timeoutMilliseconds = 2_000) {
  const server = await standIn(() => given)
  const outbound = createOutbound({ extraAuthorities: server.ca, timeoutMilliseconds })
  const settings = settingsWith({ ...makers[maker].credentials, baseAddress: server.base })
  return { server, settings, send: (one = message) => kinds[maker].send(settings, one, outbound) }
}

describe.each(Object.keys(makers) as Maker[])('%s', (maker) => {
  it('takes a message over', async () => {
    const { send, server } = await using(maker, { body: makers[maker].answer })
    expect((await send()).reference).toBeTruthy()
    expect(server.asked).toHaveLength(1)
    expect(server.asked[0]?.method).toBe('POST')
  })

  it.each([
    ['credentials that are wrong', { status: 401, body: {} }, 'bad-credentials'],
    ['a message it refuses', { status: 400, body: { code: 21211 } }, 'refused'],
    ['a maker in trouble', { status: 503, body: 'busy' }, 'unreachable'],
    ['an answer that is no JSON', { body: '<html>' }, 'bad-answer'],
    ['an answer of another shape', { body: { hello: 'world' } }, 'bad-answer'],
  ])('says so of %s', async (_what, given, code) => {
    const { send } = await using(maker, given)
    await expect(send()).rejects.toMatchObject({ code })
  })

  it('does not wait for ever, and is told when nobody is there', async () => {
    const { send } = await using(maker, { body: makers[maker].answer, after: 1_500 }, 300)
    await expect(send()).rejects.toMatchObject({ code: 'too-slow' })
    const settings = settingsWith({ ...makers[maker].credentials, baseAddress: 'https://localhost:1' })
    await expect(kinds[maker].send(settings, message, createOutbound())).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe('the formats of the makers', () => {
  it('Twilio: a form with basic authentication, and the price in euro', async () => {
    const { send, server } = await using('twilio', { body: makers.twilio.answer })
    expect(await send()).toEqual({ reference: 'SM1', costMicros: 75_000 })
    const [asked] = server.asked
    expect(asked?.path).toBe('/2010-04-01/Accounts/AC123/Messages.json')
    expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from('AC123:geheim woord').toString('base64')}`)
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      To: '+31612345678',
      From: '+31201234567',
      StatusCallback: 'https://linde.localhost/api/gateways/1/delivery',
      Body: message.body,
      ValidityPeriod: '300',
    })
  })

  it('Twilio: a call that is spoken in Dutch, with what could be markup escaped', async () => {
    const { send, server } = await using('twilio', { body: { sid: 'CA1', status: 'queued' } })
    expect((await send({ ...message, kind: 'voice' })).reference).toBe('CA1')
    expect(server.asked[0]?.path).toBe('/2010-04-01/Accounts/AC123/Calls.json')
    const twiml = new URLSearchParams(server.asked[0]?.body).get('Twiml')
    expect(twiml).toContain('<Say language="nl-NL">123456 is je code &lt;&amp;&gt; voor Hoede</Say>')
  })

  it('CM.com: JSON with the product token beside it, the number with 00, a reference of at most 32 letters and digits', async () => {
    const { send, server } = await using('cm', { body: makers.cm.answer })
    const { reference } = await send()
    expect(reference).toMatch(/^[0-9a-z]{1,32}$/)
    expect(server.asked[0]?.path).toBe('/v1.0/message')
    expect(server.asked[0]?.headers['x-cm-producttoken']).toBe('een-token')
    const { messages } = JSON.parse(server.asked[0]?.body ?? '')
    expect(messages.msg).toEqual([
      {
        allowedChannels: ['SMS'],
        from: '+31201234567',
        to: [{ number: '0031612345678' }],
        body: { type: 'auto', content: message.body },
        reference,
      },
    ])
  })

  it('CM.com: refused within an answer of 200', async () => {
    const { send } = await using('cm', { body: { errorCode: 201, messages: [{ status: 'Rejected' }] } })
    await expect(send()).rejects.toMatchObject({ code: 'refused' })
  })

  it('Spryng: JSON with a bearer token, the number without +, and the reference that its reports bring back', async () => {
    const { send, server } = await using('spryng', { body: makers.spryng.answer })
    expect((await send()).reference).toBe(message.id)
    expect(server.asked[0]?.path).toBe('/v1/messages')
    expect(server.asked[0]?.headers.authorization).toBe('Bearer een-token')
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      body: message.body,
      encoding: 'auto',
      originator: '+31201234567',
      recipients: ['31612345678'],
      route: 'business',
      reference: message.id,
    })
  })
})

describe('reports of delivery', () => {
  const call = (rest: Partial<Parameters<NonNullable<typeof kinds.cm.readReport>>[1]>) => ({
    url: 'https://linde.localhost/api/gateways/1/delivery',
    query: new URLSearchParams(),
    headers: {},
    body: '',
    ...rest,
  })
  const settings = settingsWith(makers.twilio.credentials)

  it('of Twilio count with its signature only', () => {
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered', AccountSid: 'AC123' }
    const text = Object.entries(fields).sort().flat().join('')
    const signature = createHmac('sha1', 'geheim woord')
      .update(`${call({}).url}${text}`)
      .digest('base64')
    const body = new URLSearchParams(fields).toString()
    const read = kinds.twilio.readReport!
    const signed = call({ body, headers: { 'x-twilio-signature': signature } })
    expect(read(settings, signed, '')).toEqual([{ reference: 'SM1', state: 'delivered' }])
    expect(read(settings, call({ body }), '')).toBe('forged')
    expect(read(settings, { ...signed, body: body.replace('delivered', 'failed') }, '')).toBe('forged')
    expect(read(settings, { ...signed, url: `${signed.url}?x` }, '')).toBe('forged')
    // The port stands in some of the addresses that Twilio signs, and not in others.
    const withPort = signed.url.replace('.localhost', '.localhost:8443')
    expect(read(settings, { ...signed, url: withPort }, '')).toEqual([{ reference: 'SM1', state: 'delivered' }])
    expect(read(settings, { ...signed, url: withPort.replace('linde', 'horizon') }, '')).toBe('forged')
    expect(read(settingsWith({ ...settings.credentials, authToken: 'iets anders' }), signed, '')).toBe('forged')
  })

  it('of CM.com and Spryng count with the secret word in the address only', () => {
    const body = JSON.stringify({ messages: { msg: [{ reference: 'a', status: { code: '2' } }] } })
    const query = new URLSearchParams({ sleutel: 'het woord' })
    expect(kinds.cm.readReport!(settings, call({ body, query }), 'het woord')).toEqual([
      { reference: 'a', state: 'delivered' },
    ])
    expect(kinds.cm.readReport!(settings, call({ body }), 'het woord')).toBe('forged')
    expect(kinds.cm.readReport!(settings, call({ body: 'geen json', query }), 'het woord')).toEqual([])
    const reported = new URLSearchParams({ sleutel: 'het woord', STATUS: '20', REASONCODE: '21', REFERENCE: 'b' })
    const spryng = (query: URLSearchParams) => kinds.spryng.readReport!(settings, call({ query }), 'het woord')
    expect(spryng(reported)).toEqual([{ reference: 'b', state: 'failed' }])
    reported.set('STATUS', '10')
    expect(spryng(reported)).toEqual([{ reference: 'b', state: 'delivered' }])
    reported.set('STATUS', '15')
    expect(spryng(reported)).toEqual([{ reference: 'b', state: 'on-the-way' }])
    expect(kinds.spryng.readReport!(settings, call({ query: reported }), 'een ander')).toBe('forged')
  })
})

describe('mail', () => {
  const mail: Outgoing = {
    ...message,
    kind: 'mail',
    recipient: 'truus@example.org',
    subject: 'Een proef — één',
    body: 'Dag Truus.',
  }
  const sendTo = (server: { port: number; ca: string }, rest: Record<string, string> = {}) => {
    const credentials = { host: 'localhost', port: String(server.port), authorities: server.ca, ...rest }
    return kinds.smtp.send({ ...settingsWith(credentials), sender: 'hoede@example.org' }, mail, createOutbound())
  }

  it('goes over an encrypted connection, with name and password', async () => {
    const server = await mailServer({ user: 'hoede', password: 'geheim' })
    await sendTo(server, { user: 'hoede', password: 'geheim' })
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]).toContain('To: truus@example.org')
    expect(server.mails[0]).toContain('Dag Truus.')
    await expect(sendTo(server, { user: 'hoede', password: 'fout' })).rejects.toMatchObject({ code: 'bad-credentials' })
  })

  it('does not go where nothing is encrypted, or where the certificate is another’s', async () => {
    const plain = await mailServer({ encrypted: false })
    await expect(sendTo(plain)).rejects.toMatchObject({ code: expect.stringMatching(/unreachable|refused/) })
    const server = await mailServer()
    await expect(sendTo({ ...server, ca: '' })).rejects.toMatchObject({ code: 'unreachable' })
    expect([...plain.mails, ...server.mails]).toEqual([])
  })

  it('does not wait for a server that says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    await expect(sendTo({ port, ca: '' })).rejects.toMatchObject({ code: 'too-slow' })
    silent.close()
  }, 20_000)

  it('tells of a recipient that is refused, and of nobody there', async () => {
    const server = await mailServer({ recipient: '550 unknown' })
    await expect(sendTo(server)).rejects.toMatchObject({ code: 'bad-recipient' })
    await expect(sendTo({ ...server, port: 1 })).rejects.toMatchObject({ code: 'unreachable' })
  })
})
