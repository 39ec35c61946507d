import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'
import { FactorMethod } from './factors.ts'

export * from './policy-bounds.ts'

/** How an environment lets people in: what its application manager configures. */

export const signInWays = ['password', 'passkey', 'provider'] as const
export const AddressRange = Strict({
  name: Text(60, 1),
  range: Type.String({ maxLength: 50, description: 'CIDR, for example 192.0.2.0/24 or 2001:db8::/32' }),
})
const policyFields = {
  ways: Type.Array(Choice(signInWays), { minItems: 1, uniqueItems: true }),
  factors: Strict({
    everybody: Type.Array(FactorMethod, { uniqueItems: true }),
    /** Narrower for who holds a role (by its key); for several roles only what all of them allow. */
    byRole: Type.Record(
      Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
      Type.Array(FactorMethod, { uniqueItems: true }),
    ),
  }),
  passwordMinLength: Type.Integer(),
  lockoutFreeTries: Type.Integer(),
  lockoutLongestSeconds: Type.Integer(),
  sessionIdleMinutes: Type.Integer(),
  sessionHours: Type.Integer(),
  shiftHours: Type.Integer(),
  phoneCodesADay: Type.Integer({ description: 'to one number' }),
  phoneCodesADayAll: Type.Integer({ description: 'of the whole environment' }),
  /** Empty: from everywhere. */
  addressRanges: Type.Array(AddressRange, { maxItems: 100 }),
}
export const SignInPolicy = Type.Object({
  ...policyFields,
  /** One number for the whole: it changes with each change. */
  version: Type.Integer(),
})
export type SignInPolicy = Static<typeof SignInPolicy>
export const PolicyChange = Strict({ ...policyFields, version: Type.Integer() })
export type PolicyChange = Static<typeof PolicyChange>
/** What a change would do, before it is saved. A change with refusals cannot be saved. */
export const PolicyEffect = Type.Object({
  refusals: Type.Array(Type.String({ description: 'why it cannot be saved, in plain Dutch' })),
  /** People who have to register an allowed factor at their next sign-in. */
  mustRegister: Type.Integer(),
  /** Sessions that end because their address is not allowed any more. */
  sessionsEnding: Type.Integer(),
  warnings: Type.Array(Type.String()),
})
export type PolicyEffect = Static<typeof PolicyEffect>

/** Through whom text messages, calls and mail go. */
export const gatewayKinds = ['demo', 'twilio', 'cm', 'spryng', 'smtp'] as const
export const messageChannels = ['sms', 'voice', 'mail'] as const
export const Gateway = Type.Object({
  id: Id,
  kind: Choice(gatewayKinds),
  name: Type.String(),
  channels: Type.Array(Choice(messageChannels)),
  position: Type.Integer(),
  enabled: Type.Boolean(),
  sender: Type.String(),
  /** Names of the credentials that are set; their values are never read back. */
  credentials: Type.Array(Type.String()),
  priceMicros: Nullable(
    Type.Integer({ description: 'of one message, in millionths of a euro, where the gateway does not tell' }),
  ),
  /** Where the gateway reports delivery to. */
  deliveryUri: Nullable(Type.String()),
  version: Type.Integer(),
})
export type Gateway = Static<typeof Gateway>
export const GatewayList = Type.Object({ items: Type.Array(Gateway) })
const gatewayFields = {
  name: Text(60, 1),
  channels: Type.Array(Choice(messageChannels), { minItems: 1, uniqueItems: true }),
  position: Type.Integer({ minimum: 1, maximum: 100 }),
  enabled: Type.Boolean(),
  sender: Text(120, 1),
  credentials: Type.Optional(Type.Record(Type.String({ pattern: '^[a-zA-Z]{2,40}$' }), Text(2000, 1))),
  priceMicros: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 }))),
}
export const NewGateway = Strict({
  id: Type.Optional(Id),
  kind: Choice(['twilio', 'cm', 'spryng', 'smtp']),
  ...gatewayFields,
})
export type NewGateway = Static<typeof NewGateway>
export const GatewayChange = Strict({ version: Type.Integer(), ...gatewayFields })
export type GatewayChange = Static<typeof GatewayChange>
/** Sends one real message to a number or address of one's own choice. */
export const GatewayTest = Strict({ channel: Choice(messageChannels), recipient: Text(200, 3) })
export const MessageLine = Type.Object({
  id: Id,
  kind: Choice(messageChannels),
  purpose: Type.String(),
  person: Nullable(Type.Object({ id: Id, name: Type.String() })),
  createdAt: Moment,
  state: Choice(['waiting', 'sending', 'sent', 'delivered', 'failed', 'expired']),
  gateway: Nullable(Type.String()),
  failure: Nullable(Type.String()),
  costMicros: Nullable(Type.Integer()),
})
export type MessageLine = Static<typeof MessageLine>
export const MessagePage = Page(MessageLine)
export const MessageTotals = Type.Object({
  days: Type.Array(
    Type.Object({
      day: Type.String(),
      sms: Type.Integer(),
      voice: Type.Integer(),
      mail: Type.Integer(),
      costMicros: Type.Integer(),
    }),
  ),
})
export type MessageTotals = Static<typeof MessageTotals>

/** Shared computers of a ward. */
export const Device = Type.Object({
  id: Id,
  name: Type.String(),
  unit: Type.Object({ id: Id, name: Type.String() }),
  markedBy: Type.String(),
  markedAt: Moment,
  withdrawnAt: Nullable(Moment),
  lastUsedAt: Nullable(Moment),
  here: Type.Boolean({ description: 'it is the computer that asks' }),
  version: Type.Integer(),
})
export type Device = Static<typeof Device>
export const DeviceList = Type.Object({ items: Type.Array(Device) })
export const NewDevice = Strict({ id: Type.Optional(Id), name: Text(60, 1), unitId: Id })
export const ReentryPin = Strict({ pin: Type.String({ pattern: '^[0-9]{6,12}$' }) })
export const ReentryRequest = Strict({ personId: Id, pin: Type.String({ pattern: '^[0-9]{6,12}$' }) })
export const ReentryState = Type.Object({ validUntil: Moment })
export type ReentryState = Static<typeof ReentryState>

/** A reset of how somebody signs in: two colleagues, then the person with a one-time letter. */
export const SignInReset = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String(), userName: Type.String() }),
  reason: Type.String(),
  requestedBy: Type.Object({ id: Id, name: Type.String() }),
  requestedAt: Moment,
  approvedBy: Nullable(Type.Object({ id: Id, name: Type.String() })),
  approvedAt: Nullable(Moment),
  expiresAt: Moment,
  state: Choice(['asked', 'approved', 'used', 'withdrawn', 'expired']),
  mayApprove: Type.Boolean({ description: 'by who asks now' }),
})
export type SignInReset = Static<typeof SignInReset>
export const SignInResetList = Type.Object({ items: Type.Array(SignInReset) })
export const ResetRequest = Strict({ id: Type.Optional(Id), reason: Text(500, 1) })
/** What stands in the letter; shown once. */
export const ResetLetter = Type.Object({
  name: Type.String(),
  userName: Type.String(),
  address: Type.String({ description: 'where to type the code' }),
  code: Type.String(),
  expiresAt: Moment,
})
export type ResetLetter = Static<typeof ResetLetter>
export const ResetCode = Strict({ userName: Text(64, 1), code: Text(60, 8) })
export const ResetAcceptance = Strict({ userName: Text(64, 1), code: Text(60, 8), password: Text(128, 1) })
