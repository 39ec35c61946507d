import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'
import { FactorChoice, FactorMethod } from './factors.ts'
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
  /** What can be used for the step: of the second factor those registered and allowed, the preferred one first. */
  factors: Type.Array(FactorChoice),
  /** What may be registered; for the step 'enrolment'. */
  allowed: Type.Array(FactorMethod),
  /** Why a factor is asked again, where that is not plain: the single sign-on did not prove two, or the session moved. */
  why: Nullable(Type.String()),
  name: Nullable(Type.String()),
})
export type SignInState = Static<typeof SignInState>

/** The ways in that this environment offers, and who can come back to this shared computer with a short code. */
export const SignInWays = Type.Object({
  password: Type.Boolean(),
  passkey: Type.Boolean(),
  providers: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  sharedComputer: Nullable(
    Type.Object({ name: Type.String(), people: Type.Array(Type.Object({ id: Id, name: Type.String() })) }),
  ),
})
export type SignInWays = Static<typeof SignInWays>

export const CodeRequest = Strict({ code: Type.String({ pattern: '^[0-9 ]{6,9}$' }) })
export const RecoveryRequest = Strict({ code: Text(40, 8) })
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

export const Me = Type.Object({
  person: Type.Object({ id: Id, userName: Type.String(), name: Type.String(), function: Type.String() }),
  environment: EnvironmentInfo,
  permissions: Type.Array(PermissionName),
  session: Type.Object({ id: Id, expiresAt: Moment, idleSeconds: Type.Integer() }),
  recoveryCodesLeft: Type.Integer(),
  /** The shared computer this is, if it is one, and until when its short code works for this person (null: none was chosen). */
  sharedComputer: Nullable(Type.Object({ name: Type.String(), pinUntil: Nullable(Moment) })),
  draftKey: Type.String({ description: 'base64url, 32 bytes: seals what is being typed, kept in memory only' }),
})
export type Me = Static<typeof Me>

export const SessionInfo = Type.Object({
  id: Id,
  current: Type.Boolean(),
  createdAt: Moment,
  lastSeenAt: Moment,
  address: Nullable(Type.String()),
  /** The name of the customer's own network, or 'buiten de eigen netwerken'. */
  place: Type.String(),
  device: Type.String({ description: 'browser and system in words' }),
  /** With what it was begun, in words. */
  factors: Type.String(),
})
export type SessionInfo = Static<typeof SessionInfo>

export const SessionsEnded = Type.Object({ ended: Type.Integer() })
export type SessionsEnded = Static<typeof SessionsEnded>

export const InvitationToken = Strict({ token: Text(64, 20) })
export const InvitationInfo = Type.Object({ name: Type.String(), userName: Type.String(), expiresAt: Moment })
export type InvitationInfo = Static<typeof InvitationInfo>
export const InvitationAcceptance = Strict({ token: Text(64, 20), password: Text(128, 1) })
export const PasswordChange = Strict({ current: Text(128, 1), password: Text(128, 1) })

/** One attempt to sign in, as the person sees it. */
export const OwnSignIn = Type.Object({
  at: Moment,
  what: Type.String({ description: 'in words: wachtwoord ingevuld, code per sms ingevuld, …' }),
  outcome: Choice(['success', 'refused', 'error']),
  place: Type.String(),
  device: Nullable(Type.String()),
})
export type OwnSignIn = Static<typeof OwnSignIn>
export const OwnSignIns = Type.Object({ items: Type.Array(OwnSignIn) })
