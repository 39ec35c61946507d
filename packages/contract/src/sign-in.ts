import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'
import { type Permission, permissionNames } from './permissions.ts'

export const PermissionName = Type.Enum(permissionNames as [Permission, ...Permission[]])

export const EnvironmentInfo = Type.Object({
  customer: Type.String(),
  kind: Choice(['production', 'training', 'test']),
  demo: Type.Boolean(),
})
export type EnvironmentInfo = Static<typeof EnvironmentInfo>

export const SignInRequest = Strict({ userName: Text(64, 1), password: Text(128, 1) })

/** What the sign-in asks next. The list grows with the factors; 'complete' is the end. */
export const signInSteps = ['second-factor', 'enrolment', 'complete'] as const
export const SignInState = Type.Object({
  step: Choice(signInSteps),
  /** The factors that can be used for the step. */
  factors: Type.Array(Choice(['totp', 'recovery-code'])),
  name: Nullable(Type.String()),
})
export type SignInState = Static<typeof SignInState>

export const CodeRequest = Strict({ code: Type.String({ pattern: '^[0-9 ]{6,9}$' }) })
export const RecoveryRequest = Strict({ code: Text(40, 8) })
export const TotpEnrolment = Type.Object({
  secret: Type.String({ description: 'base32, for typing' }),
  uri: Type.String({ description: 'otpauth://totp/…, for the QR code' }),
})
export type TotpEnrolment = Static<typeof TotpEnrolment>
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

export const Me = Type.Object({
  person: Type.Object({ id: Id, userName: Type.String(), name: Type.String(), function: Type.String() }),
  environment: EnvironmentInfo,
  permissions: Type.Array(PermissionName),
  session: Type.Object({ id: Id, expiresAt: Moment, idleSeconds: Type.Integer() }),
  recoveryCodesLeft: Type.Integer(),
  draftKey: Type.String({ description: 'base64url, 32 bytes: seals what is being typed, kept in memory only' }),
})
export type Me = Static<typeof Me>

export const SessionInfo = Type.Object({
  id: Id,
  current: Type.Boolean(),
  createdAt: Moment,
  lastSeenAt: Moment,
  address: Nullable(Type.String()),
  device: Type.String({ description: 'browser and system in words' }),
})
export type SessionInfo = Static<typeof SessionInfo>

export const InvitationToken = Strict({ token: Text(64, 20) })
export const InvitationInfo = Type.Object({ name: Type.String(), userName: Type.String(), expiresAt: Moment })
export type InvitationInfo = Static<typeof InvitationInfo>
export const InvitationAcceptance = Strict({ token: Text(64, 20), password: Text(128, 1) })
export const PasswordChange = Strict({ current: Text(128, 1), password: Text(128, 1) })
