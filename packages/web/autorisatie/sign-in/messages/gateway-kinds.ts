import type { Gateway, MessageLine, NewGateway } from '@hoede/contract'

export type Channel = MessageLine['kind']
export type NewKind = NewGateway['kind']
export const channels: readonly Channel[] = ['sms', 'voice', 'mail']

interface Credential {
  name: string
  /** Shown while typing: it is an address or a name, not a secret. */
  plain?: boolean
  optional?: boolean
  /** More than one line. */
  long?: boolean
}

/** What each kind can do and needs; the names are those of the server's gateways. */
export const gatewayKinds: Record<Gateway['kind'], { channels: Channel[]; credentials: Credential[] }> = {
  demo: { channels: ['sms', 'voice', 'mail'], credentials: [] },
  twilio: { channels: ['sms', 'voice'], credentials: [{ name: 'accountSid', plain: true }, { name: 'authToken' }] },
  cm: { channels: ['sms'], credentials: [{ name: 'productToken' }] },
  spryng: { channels: ['sms'], credentials: [{ name: 'token' }, { name: 'route', plain: true, optional: true }] },
  smtp: {
    channels: ['mail'],
    credentials: [
      { name: 'host', plain: true },
      { name: 'port', plain: true, optional: true },
      { name: 'user', plain: true, optional: true },
      { name: 'password', optional: true },
      { name: 'authorities', plain: true, optional: true, long: true },
    ],
  },
}
export const newKinds: readonly NewKind[] = ['twilio', 'cm', 'spryng', 'smtp']
