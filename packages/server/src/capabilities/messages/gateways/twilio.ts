import { keyedSha1 } from '../../../platform/crypto/keys.ts'
import { equalBytes } from '../../../platform/crypto/tokens.ts'
import { ask, baseOf, type Delivery, GatewayFailure, type GatewayKind, type GatewaySettings } from './gateway.ts'

/**
 * Twilio: Messages and Calls of the REST API of 2010-04-01 (twilio.com/docs/messaging/api, /docs/voice/api), status callbacks signed
 * with X-Twilio-Signature (twilio.com/docs/usage/security).
 */
export const twilio: GatewayKind = {
  channels: ['sms', 'voice'],
  credentials: { needed: ['accountSid', 'authToken'], optional: ['baseAddress'] },

  async send(settings, message, outbound) {
    const { accountSid = '', authToken = '' } = settings.credentials
    const account = `${baseOf(settings, 'https://api.twilio.com')}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`
    const common = { To: message.recipient, From: settings.sender, StatusCallback: settings.deliveryUri }
    const [resource, form] =
      message.kind === 'voice'
        ? (['Calls.json', { ...common, Twiml: spoken(message.body), Timeout: '40' }] as const)
        : (['Messages.json', { ...common, Body: message.body, ValidityPeriod: '300' }] as const)
    const answer = await ask(outbound, `${account}/${resource}`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
    })
    if (typeof answer.sid !== 'string') throw new GatewayFailure('bad-answer')
    if (answer.status === 'failed') throw new GatewayFailure('refused')
    return { reference: answer.sid, costMicros: costOf(answer.price, answer.price_unit) }
  },

  readReport(settings, call) {
    const form = new URLSearchParams(call.body)
    if (!isSigned(settings, call.url, form, call.headers['x-twilio-signature'])) return 'forged'
    const reference = form.get('MessageSid') ?? form.get('CallSid') ?? ''
    const status = form.get('MessageStatus') ?? form.get('CallStatus') ?? ''
    return [{ reference, state: states[status] ?? 'on-the-way' }]
  },
}

const states: Record<string, Delivery['state']> = {
  delivered: 'delivered',
  completed: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  busy: 'failed',
  'no-answer': 'failed',
  canceled: 'failed',
}

/** TwiML: read aloud in Dutch, slowly by its full stops, after a second in which a telephone is brought to the ear. */
function spoken(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<Response><Pause length="1"/><Say language="nl-NL">${escaped}</Say></Response>`
}

/**
 * HMAC-SHA1 with the token over the address and every field of the form, sorted by name, without separators. Twilio leaves the port
 * out of some of the addresses that it signs, so both are right, as its own libraries have it.
 */
function isSigned(settings: GatewaySettings, url: string, form: URLSearchParams, given: string | string[] | undefined) {
  if (typeof given !== 'string') return false
  const signature = Buffer.from(given, 'base64')
  const fields = [...form.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flat()
  return [url, url.replace(/^(https:\/\/[^/]+?):\d+\//, '$1/')].some((address) =>
    equalBytes(signature, keyedSha1(settings.credentials.authToken ?? '', address + fields.join(''))),
  )
}

/** Prices come as text, negative, and often later than the answer. */
function costOf(price: unknown, unit: unknown): number | undefined {
  const value = Math.abs(Number(price))
  return unit === 'EUR' && typeof price === 'string' && Number.isFinite(value) ? Math.round(value * 1e6) : undefined
}
