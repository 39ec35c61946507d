import { equalText } from '../../../platform/crypto/tokens.ts'
import { ask, baseOf, type Delivery, GatewayFailure, type GatewayKind } from './gateway.ts'

/**
 * CM.com: Business Messaging API 1.0 (developers.cm.com/messaging/docs: integration, shared-features, incoming-status-report). Text
 * messages only: its voice service is another product. Asked at its address without Cloudflare, which would bring in a processor in
 * the United States. Its status reports are not signed, so the address they go to holds a secret word.
 */
export const cm: GatewayKind = {
  channels: ['sms'],
  credentials: { needed: ['productToken'], optional: ['baseAddress'] },

  async send(settings, message, outbound) {
    // At most 32 letters and digits: an id without its hyphens.
    const reference = message.id.replaceAll('-', '')
    const answer = await ask(outbound, `${baseOf(settings, 'https://gw.cmtelecom.com')}/v1.0/message`, {
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-cm-producttoken': settings.credentials.productToken ?? '',
      },
      body: JSON.stringify({
        messages: {
          msg: [
            {
              allowedChannels: ['SMS'],
              from: settings.sender,
              to: [{ number: message.recipient.replace('+', '00') }],
              body: { type: 'auto', content: message.body },
              reference,
            },
          ],
        },
      }),
    })
    if (answer.errorCode === 101 || answer.errorCode === 103) throw new GatewayFailure('bad-credentials')
    const [first] = Array.isArray(answer.messages) ? (answer.messages as Record<string, unknown>[]) : []
    if (!first) throw new GatewayFailure(answer.errorCode ? 'refused' : 'bad-answer')
    if (first.status !== 'Accepted') throw new GatewayFailure('refused')
    return { reference }
  },

  readReport(_settings, call, secret) {
    if (!equalText(call.query.get('sleutel') ?? '', secret)) return 'forged'
    const report = readJson(call.body) as { messages?: { msg?: Report | Report[] } } | undefined
    return [report?.messages?.msg ?? []].flat().map((each) => ({
      reference: String(each.reference ?? ''),
      state: states[String(each.status?.code)] ?? 'on-the-way',
    }))
  },
}

interface Report {
  reference?: unknown
  status?: { code?: unknown }
}

/** 0 accepted by the operator, 1 rejected, 2 delivered, 3 failed. */
const states: Record<string, Delivery['state']> = { 1: 'failed', 2: 'delivered', 3: 'failed' }

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
