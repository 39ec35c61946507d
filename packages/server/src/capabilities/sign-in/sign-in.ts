import type { FactorMethod, NewTotp, RecoveryCodes } from '@hoede/contract'
import { isOutdatedHash } from '../../platform/crypto/slow-hash.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import {
  beginTotp,
  checkAllowed,
  confirmTotp,
  findFactorsOf,
  isAllowed,
  type Proof,
  proveRecoveryCode,
  proveTotp,
  renewRecoveryCodes,
  tellOfFactor,
} from '../factors/public.ts'
import { type Caller, logSuccess, refuse } from './guessing/attempts.ts'
import { takeBrake } from './guessing/brake.ts'
import { hashPassword, isPassword } from './passwords/passwords.ts'
import { isWayOn } from './policy/policy.ts'
import * as queries from './queries.ts'
import { type Advance, advance, sessionAt } from './steps/sessions.ts'
import type { Factor } from './steps/steps.ts'

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
  const asking = isWayOn(tx, 'password')
  const brake = await takeBrake(tx, passwordSubject(userName), caller.address, knownHere)
  const [account, isOn] = await Promise.all([finding, asking])
  const attempt = { event: 'sign-in.password', personId: account?.personId }
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  if (!isOn) return refuse(tx, caller, attempt, new Problem('way-not-allowed'))
  const stored = account?.employed ? account.passwordHash : undefined
  const right = await isPassword(stored, request.password)
  if (!account || !stored || !right) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('sign-in-failed'))
  }
  await brake.succeeded()
  if (isOutdatedHash(stored)) await queries.renewHash(tx, account.personId, await hashPassword(request.password))
  const reached = await advance(tx, caller, account, ['password'])
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId, detail: { next: reached.state.step } })
  return reached
}

/** The second factor by a code of the authenticator app. */
export function enterTotp(tx: Transaction, caller: Caller, code: string): Promise<Advance | Problem> {
  return enterSecondFactor(tx, caller, 'totp', 'sign-in.totp', (session) => proveTotp(tx, session, code))
}

/** The second factor by a code of the printed sheet, which is then used up. */
export function enterRecoveryCode(tx: Transaction, caller: Caller, typed: string): Promise<Advance | Problem> {
  return enterSecondFactor(tx, caller, 'recovery-code', 'sign-in.recovery', (session) =>
    proveRecoveryCode(tx, session.personId, typed),
  )
}

/**
 * One attempt at the second factor, whichever: held back by the failures before it, counted, logged. Returns a Problem for a
 * failed one, which stays counted.
 */
export async function enterSecondFactor(
  tx: Transaction,
  caller: Caller,
  factor: FactorMethod | 'phone',
  event: `sign-in.${string}`,
  prove: (session: queries.PendingRow) => Promise<Proof>,
): Promise<Advance | Problem> {
  const session = await sessionAt(tx, caller, 'second-factor')
  const attempt = { event, personId: session.personId, sessionId: session.sessionId }
  const brake = await takeBrake(tx, secondFactorSubject(session.personId), caller.address, false)
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  if (factor !== 'phone' && !isAllowed(session, factor))
    return refuse(tx, caller, attempt, new Problem('factor-not-allowed'))
  const proof = await prove(session)
  if (!proof.right) {
    await brake.failed()
    return refuse(tx, caller, { ...attempt, detail: proof.detail }, new Problem(proof.problem ?? 'wrong-code'))
  }
  await brake.succeeded()
  const proven = [...session.proven, ...provenBy(factor, proof)]
  const reached = await advance(tx, caller, session, proven, session.origin)
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId, detail: proof.detail })
  return reached
}

/** Of a phone the proof says how its code came. */
const provenBy = (factor: FactorMethod | 'phone', proof: Proof): Factor[] => {
  const proven = proof.method ?? factor
  return proven === 'phone' ? [] : [proven]
}

/** The authenticator to register, kept with the session until its first code was right; asked again it is the same one. */
export async function beginEnrolment(tx: Transaction, caller: Caller, environment: Environment): Promise<NewTotp> {
  const session = await sessionAt(tx, caller, 'enrolment')
  checkAllowed(session, 'totp')
  return beginTotp(tx, session, environment)
}

/** Registers the authenticator when its first code is right. The sign-in is complete then; the printed sheet is shown once. */
export function confirmEnrolment(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  code: string,
): Promise<(Advance & RecoveryCodes) | Problem> {
  return enrol(tx, caller, 'totp', async (session) => {
    checkAllowed(session, 'totp')
    const proof = await confirmTotp(tx, session, code)
    return told(tx, environment, session.personId, 'totp', proof)
  })
}

/** Tells the person of a factor that was registered. */
export async function told(
  tx: Transaction,
  environment: Environment,
  personId: string,
  kind: 'totp' | 'phone' | 'passkey',
  proof: Proof,
): Promise<Proof> {
  const { right, factorId } = proof
  if (right && factorId) await tellOfFactor(tx, environment, personId, { what: 'added', kind, factorId })
  return proof
}

/** Registers the first factor of somebody who is signing in: with its first proof the sign-in is complete. */
export async function enrol(
  tx: Transaction,
  caller: Caller,
  factor: 'totp' | 'phone' | 'passkey',
  register: (session: queries.PendingRow) => Promise<Proof>,
): Promise<(Advance & RecoveryCodes) | Problem> {
  const session = await sessionAt(tx, caller, 'enrolment')
  const { personId, sessionId } = session
  const attempt = { event: 'sign-in.enrolled', personId, sessionId, detail: { method: factor } }
  const proof = await register(session)
  if (!proof.right) return refuse(tx, caller, attempt, new Problem(proof.problem ?? 'wrong-code'))
  const codes = session.allowed.includes('recovery-code') ? await renewRecoveryCodes(tx, personId) : []
  const factors = await findFactorsOf(tx, personId)
  const proven = [...session.proven, ...provenBy(factor, proof)]
  const reached = await advance(tx, caller, { ...session, ...factors }, proven, session.origin)
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId })
  return { ...reached, codes }
}

/** Ends the session of the request, however far it had come; without one nothing happens. */
export async function signOut(tx: Transaction, caller: Caller): Promise<void> {
  const ended = caller.token && (await queries.endSessionOfToken(tx, hashToken(caller.token), 'signed-out'))
  if (ended) await logSuccess(tx, caller, { event: 'sign-out', personId: ended.personId, sessionId: ended.id })
}
