import type { RecoveryCodes, TotpEnrolment } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type Caller, logSuccess, refuse } from './attempts.ts'
import { takeBrake } from './brake.ts'
import { hashPassword, isOutdated, isPassword, matchingHash } from './passwords.ts'
import * as queries from './queries.ts'
import { newRecoveryCodes, readRecoveryCode } from './recovery-codes.ts'
import { type Advance, accountOf, advance, sessionAt } from './sessions.ts'
import type { SecondFactor } from './steps.ts'
import { acceptedStep, newTotpKey, totpUri } from './totp.ts'

export const passwordSubject = (userName: string) => `password ${userName}`
export const secondFactorSubject = (personId: string) => `second factor ${personId}`

/**
 * The first factor. Somebody unknown, somebody without a password and somebody who left get the answer of a wrong password, after
 * the same work. Returns a Problem for a failed attempt, which stays counted and logged.
 */
export async function enterPassword(
  tx: Transaction,
  caller: Caller,
  request: { userName: string; password: string },
): Promise<Advance | Problem> {
  const userName = request.userName.trim().toLowerCase()
  const finding = queries.findAccount(tx, { userName }, caller.address)
  const knownHere = finding.then((found) => found?.knownHere ?? false)
  const brake = await takeBrake(tx, passwordSubject(userName), caller.address, knownHere)
  const account = await finding
  const attempt = { event: 'sign-in.password', personId: account?.personId }
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  const stored = account?.employed ? account.passwordHash : undefined
  const right = await isPassword(stored, request.password)
  if (!account || !stored || !right) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('sign-in-failed'))
  }
  await brake.succeeded()
  if (isOutdated(stored)) await queries.renewHash(tx, account.personId, await hashPassword(request.password))
  const reached = await advance(tx, caller, account, ['password'], accountOf(account))
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId, detail: { next: reached.state.step } })
  return reached
}

/** The second factor by a code of the authenticator app. */
export async function enterTotp(tx: Transaction, caller: Caller, code: string): Promise<Advance | Problem> {
  const session = await sessionAt(tx, caller, 'second-factor')
  return enterSecondFactor(tx, caller, session, 'totp', 'sign-in.totp', () => proveTotp(tx, session, code))
}

/** The second factor by a recovery code, which is then used up. */
export async function enterRecoveryCode(tx: Transaction, caller: Caller, typed: string): Promise<Advance | Problem> {
  const session = await sessionAt(tx, caller, 'second-factor')
  return enterSecondFactor(tx, caller, session, 'recovery-code', 'sign-in.recovery', () =>
    proveRecoveryCode(tx, session.personId, typed),
  )
}

async function enterSecondFactor(
  tx: Transaction,
  caller: Caller,
  session: queries.PendingRow,
  factor: SecondFactor,
  event: 'sign-in.totp' | 'sign-in.recovery',
  prove: () => Promise<Proof>,
): Promise<Advance | Problem> {
  const attempt = { event, personId: session.personId, sessionId: session.sessionId }
  const brake = await takeBrake(tx, secondFactorSubject(session.personId), caller.address, false)
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  const proof = await prove()
  if (!proof.right) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('wrong-code'))
  }
  await brake.succeeded()
  const reached = await advance(tx, caller, session, [...session.factors, factor], accountOf(session))
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId, detail: proof.detail })
  return reached
}

interface Proof {
  right: boolean
  detail?: unknown
}

/** Whether a code of the app is right; a right one is used up. */
export async function proveTotp(
  tx: Transaction,
  person: Pick<queries.PersonRow, 'personId' | 'totpSealed' | 'totpLastStep'>,
  code: string,
): Promise<Proof> {
  if (!person.totpSealed) return { right: false }
  const key = unseal(tx.keys.seal, person.totpSealed, person.personId)
  const step = acceptedStep(key, code, new Date(), person.totpLastStep)
  return { right: step !== undefined && (await queries.useTotpStep(tx, person.personId, step)) }
}

async function proveRecoveryCode(tx: Transaction, personId: string, typed: string): Promise<Proof> {
  const code = readRecoveryCode(typed)
  const unused = await queries.unusedRecoveryCodes(tx, personId)
  const hash =
    code &&
    (await matchingHash(
      unused.map((each) => each.hash),
      code,
    ))
  const found = unused.find((each) => each.hash === hash)
  const right = found !== undefined && (await queries.useRecoveryCode(tx, found.id))
  return { right, detail: { left: unused.length - 1 } }
}

/** The key to couple, kept with the session until its first code was right; asked again it is the same one. */
export async function beginEnrolment(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
): Promise<TotpEnrolment> {
  const session = await sessionAt(tx, caller, 'enrolment')
  const proposed = seal(tx.keys.seal, newTotpKey(), session.sessionId)
  const kept = await queries.keepPendingKey(tx, session.sessionId, proposed)
  const secret = unseal(tx.keys.seal, kept, session.sessionId)
  const { customerName: customer, kind } = environment
  return { secret, uri: totpUri(secret, { customer, kind, userName: session.userName }) }
}

/** Couples the authenticator when its first code is right. The sign-in is complete then; the recovery codes are shown once. */
export async function confirmEnrolment(
  tx: Transaction,
  caller: Caller,
  code: string,
): Promise<(Advance & RecoveryCodes) | Problem> {
  const session = await sessionAt(tx, caller, 'enrolment')
  const { personId, sessionId, pendingTotpSealed } = session
  if (!pendingTotpSealed) throw new Problem('wrong-step')
  const attempt = { event: 'sign-in.enrolled', personId, sessionId }
  const key = unseal(tx.keys.seal, pendingTotpSealed, sessionId)
  const step = acceptedStep(key, code, new Date(), 0)
  if (step === undefined) return refuse(tx, caller, attempt, new Problem('wrong-code'))
  const coupled = await queries.coupleTotp(tx, personId, seal(tx.keys.seal, key, personId), step)
  if (!coupled) throw new Problem('wrong-step')
  const codes = await renewRecoveryCodes(tx, personId)
  const account = { totp: true, recoveryCodes: codes.length }
  const reached = await advance(tx, caller, session, [...session.factors, 'totp'], account)
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId })
  return { ...reached, codes }
}

/** A new set of recovery codes in the place of the old one. */
export async function renewRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
  const { codes, hashes } = await newRecoveryCodes()
  await queries.replaceRecoveryCodes(
    tx,
    personId,
    hashes.map((hash) => ({ id: newId(), hash })),
  )
  return codes
}

/** Ends the session of the request, however far it had come; without one nothing happens. */
export async function signOut(tx: Transaction, caller: Caller): Promise<void> {
  const ended = caller.token && (await queries.endSessionOfToken(tx, hashToken(caller.token), 'signed-out'))
  if (ended) await logSuccess(tx, caller, { event: 'sign-out', personId: ended.personId, sessionId: ended.id })
}
