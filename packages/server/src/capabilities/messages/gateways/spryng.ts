import { equalText } from '../../../platform/crypto/tokens.ts'
import { ask, baseOf, type Delivery, GatewayFailure, type GatewayKind } from './gateway.ts'

/**
 * Spryng: REST API v1 (docs.spryngsms.com; bearer token). Its delivery reports come as parameters of the address (STATUS, REASONCODE,
 * and the REFERENCE that was given along) and are not signed, so that address holds a secret word.
 */
export const spryng: GatewayKind = {
  channels: ['sms'],
  credentials: { needed: ['token'], optional: ['route', 'baseAddress'] },

  async send(settings, message, outbound) {
    const answer = await ask(outbound, `${baseOf(settings, 'https://rest.spryngsms.com')}/v1/messages`, {
      headers: {
        authorization: `Bearer ${settings.credentials.token}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({
        body: message.body,
        encoding: 'auto',
        originator: settings.sender,
        recipients: [message.recipient.replace('+', '')],
        route: settings.credentials.route ?? 'business',
        reference: message.id,
      }),
    })
    if (typeof answer.id !== 'string') throw new GatewayFailure('bad-answer')
    return { reference: message.id }
  },

  readReport(_settings, call, secret) {
    if (!equalText(call.query.get('sleutel') ?? '', secret)) return 'forged'
    const fields = new URLSearchParams([...call.query, ...new URLSearchParams(call.body)])
    const find = (name: string) => fields.get(name) ?? fields.get(name.toLowerCase()) ?? ''
    return [{ reference: find('REFERENCE'), state: states[find('STATUS').toLowerCase()] ?? 'on-the-way' }]
  },
}

const states: Record<string, Delivery['state']> = {
  delivered: 'delivered',
  '10': 'delivered',
  '20': 'failed',
  'not delivered': 'failed',
}
