import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/**
 * The ways to prove a second factor. 'sms' and 'voice' are two ways to one phone number; 'recovery-code' is a code of the printed
 * one-time sheet.
 */
export const factorMethods = ['totp', 'sms', 'voice', 'passkey', 'recovery-code'] as const
export const FactorMethod = Choice(factorMethods)
export type FactorMethod = (typeof factorMethods)[number]

/** One way in which a second factor can be given now, for somebody who chooses among several. */
export const FactorChoice = Type.Object({
  method: FactorMethod,
  id: Nullable(Id),
  name: Type.String({ description: 'what the person called it' }),
  /** The last two digits of a phone number. */
  hint: Nullable(Type.String()),
  preferred: Type.Boolean(),
})
export type FactorChoice = Static<typeof FactorChoice>

/** A second factor as its owner sees it. */
export const OwnFactor = Type.Object({
  id: Id,
  kind: Choice(['totp', 'phone', 'passkey']),
  name: Type.String(),
  hint: Nullable(Type.String()),
  line: Nullable(Choice(['mobile', 'fixed'])),
  /** A passkey that asks for a PIN or a fingerprint itself: enough for a whole sign-in. */
  wholeSignIn: Type.Boolean(),
  methods: Type.Array(FactorMethod, {
    description: 'those that are allowed for this person now; empty: registered, but not allowed',
  }),
  preferred: Type.Boolean(),
  preferredChannel: Nullable(Choice(['sms', 'voice'])),
  createdAt: Moment,
  lastUsedAt: Nullable(Moment),
})
export type OwnFactor = Static<typeof OwnFactor>
export const OwnFactors = Type.Object({
  items: Type.Array(OwnFactor),
  allowed: Type.Array(FactorMethod, { description: 'what this person may register and use' }),
  recoveryCodesLeft: Type.Integer(),
  /** Until when a factor counts as fresh: changes are possible until then without asking one. Null: ask one first. */
  freshUntil: Nullable(Moment),
})
export type OwnFactors = Static<typeof OwnFactors>

export const FactorName = Strict({ name: Text(60, 1) })
export const PreferredFactor = Strict({ id: Id, channel: Type.Optional(Choice(['sms', 'voice'])) })

/** A number as people type it, with the country it is read in when it has no +. */
export const PhoneRequest = Strict({
  number: Text(30, 3),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  name: Type.Optional(Text(60, 1)),
  /** Absent: a text message to a mobile number, a call to a landline. */
  channel: Type.Optional(Choice(['sms', 'voice'])),
})
export type PhoneRequest = Static<typeof PhoneRequest>
/** Asks a code on a registered phone. */
export const CodeToPhone = Strict({ id: Id, channel: Choice(['sms', 'voice']) })
export const PhoneCodeSent = Type.Object({
  id: Id,
  channel: Choice(['sms', 'voice']),
  hint: Type.String({ description: 'the last two digits of the number' }),
  expiresAt: Moment,
  /** Seconds until another code can be asked; grows with each. */
  again: Type.Integer(),
  /** How often a code can still be tried. */
  triesLeft: Type.Integer(),
})
export type PhoneCodeSent = Static<typeof PhoneCodeSent>
export const SixDigits = Strict({ code: Type.String({ pattern: '^[0-9 ]{6,9}$' }) })

/** WebAuthn options and responses as @simplewebauthn writes them (JSON of WebAuthn Level 3). */
export const PasskeyOptions = Type.Object({}, { additionalProperties: true })
export const PasskeyResponse = Strict({ response: Type.Object({}, { additionalProperties: true }) })
export const PasskeyRegistration = Strict({
  name: Text(60, 1),
  response: Type.Object({}, { additionalProperties: true }),
})

export const NewTotp = Type.Object({
  id: Id,
  secret: Type.String({ description: 'base32, for typing' }),
  uri: Type.String({ description: 'otpauth://totp/…, for the QR code' }),
})
export type NewTotp = Static<typeof NewTotp>
export const NewTotpConfirm = Strict({
  id: Id,
  code: Type.String({ pattern: '^[0-9 ]{6,9}$' }),
  name: Type.Optional(Text(60, 1)),
})
