import type { PhoneCodeSent, PhoneRequest, RecoveryCodes } from '@hoede/contract'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import {
  beginPhone,
  canUse,
  checkAllowed,
  confirmPhone,
  type Prover,
  proofOptions,
  provePasskey,
  provePhoneCode,
  proveWhole,
  registerPasskey,
  registrationOptions,
  sendCodeToPhone,
  siteOf,
  type WebAuthnJson,
  wholeOptions,
} from '../../factors/public.ts'
import { personName } from '../../organisation/public.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import { takeBrake } from '../guessing/brake.ts'
import { isWayOn } from '../policy/policy.ts'
import * as queries from '../queries.ts'
import { enrol, enterSecondFactor, told } from '../sign-in.ts'
import { type Advance, advance, sessionAt } from '../steps/sessions.ts'

/** Sends a code and logs that; one that may not be sent is logged too, and returned as a Problem: nothing was written for it. */
export async function sendLogged(
  tx: Transaction,
  caller: Caller,
  { personId, sessionId }: Prover,
  send: () => Promise<PhoneCodeSent>,
): Promise<PhoneCodeSent | Problem> {
  const attempt = { event: 'phone-code.send', personId, sessionId }
  try {
    const sent = await send()
    await logSuccess(tx, caller, { ...attempt, detail: { method: sent.channel } })
    return sent
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return refuse(tx, caller, attempt, error)
  }
}

/** A code to one of the phones of somebody who gave the first factor. */
export async function sendSignInCode(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  asked: { id: string; channel: 'sms' | 'voice' },
): Promise<PhoneCodeSent | Problem> {
  const session = await sessionAt(tx, caller, 'second-factor')
  return sendLogged(tx, caller, session, () => sendCodeToPhone(tx, session, session, environment, asked))
}

/** The second factor by a code that was sent to a phone in this session. */
export function enterPhoneCode(tx: Transaction, caller: Caller, code: string): Promise<Advance | Problem> {
  return enterSecondFactor(tx, caller, 'phone', 'sign-in.phone', (session) =>
    provePhoneCode(tx, session, session, code),
  )
}

/** What a browser needs to prove a passkey as the second factor. Throws Problem factor-not-allowed when there is none to use. */
export async function passkeyStepOptions(tx: Transaction, caller: Caller, environment: Environment) {
  const session = await sessionAt(tx, caller, 'second-factor')
  if (!canUse(tx, session, 'passkey')) throw new Problem('factor-not-allowed')
  return proofOptions(tx, session, siteOf(environment, caller.host))
}

/** The second factor by a passkey or a security key, whether or not it verified its user. */
export function enterPasskey(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  response: WebAuthnJson,
): Promise<Advance | Problem> {
  const site = siteOf(environment, caller.host)
  return enterSecondFactor(tx, caller, 'passkey', 'sign-in.passkey', (session) =>
    provePasskey(tx, session, site, response),
  )
}

/** What a browser needs to sign in with a passkey alone; nobody has said who they are. Throws Problem way-not-allowed. */
export async function passkeyAloneOptions(tx: Transaction, caller: Caller, environment: Environment, visit: string) {
  if (!(await isWayOn(tx, 'passkey'))) throw new Problem('way-not-allowed')
  return wholeOptions(tx, visit, siteOf(environment, caller.host))
}

/**
 * A whole sign-in with a passkey that verified its user: something one has, and a PIN or fingerprint that it asked for. Returns a
 * Problem for a failed attempt; a passkey that is not known gets the answer of a wrong one.
 */
export async function enterPasskeyAlone(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  response: WebAuthnJson,
): Promise<Advance | Problem> {
  const event = 'sign-in.whole'
  const asking = isWayOn(tx, 'passkey')
  const brake = await takeBrake(tx, undefined, caller.address, false)
  if (brake.blocked) return refuse(tx, caller, { event }, brake.blocked)
  if (!(await asking)) return refuse(tx, caller, { event }, new Problem('way-not-allowed'))
  const proof = await proveWhole(tx, caller.visit, siteOf(environment, caller.host), response)
  const { personId } = proof
  const attempt = { event, personId, detail: proof.detail }
  const person = personId ? await queries.findAccount(tx, { personId }, caller.address) : undefined
  if (!proof.right || !person?.employed) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem(proof.problem ?? 'passkey-refused'))
  }
  if (!canUse(tx, person, 'passkey', proof.factorId))
    return refuse(tx, caller, attempt, new Problem('factor-not-allowed'))
  await brake.succeeded()
  const reached = await advance(tx, caller, person, ['passkey-verified'])
  await logSuccess(tx, caller, { ...attempt, sessionId: reached.sessionId })
  return reached
}

/** Begins to register a phone as the first second factor of somebody who is signing in: sends it a code. */
export async function beginPhoneEnrolment(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  request: PhoneRequest,
): Promise<PhoneCodeSent | Problem> {
  const session = await sessionAt(tx, caller, 'enrolment')
  return sendLogged(tx, caller, session, () => beginPhone(tx, session, session, environment, request))
}

/** Registers the phone when the code that was sent to it is right; the sign-in is complete then. */
export function confirmPhoneEnrolment(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  code: string,
): Promise<(Advance & RecoveryCodes) | Problem> {
  return enrol(tx, caller, 'phone', async (session) => {
    const proof = await confirmPhone(tx, session, code)
    return told(tx, environment, session.personId, 'phone', proof)
  })
}

/** What a browser needs to make a passkey as the first second factor of somebody who is signing in. */
export async function passkeyEnrolmentOptions(tx: Transaction, caller: Caller, environment: Environment) {
  const session = await sessionAt(tx, caller, 'enrolment')
  checkAllowed(session, 'passkey')
  const who = { ...session, displayName: personName(session) }
  return registrationOptions(tx, who, environment, siteOf(environment, caller.host))
}

/** Registers the passkey that was made; the sign-in is complete then. */
export function confirmPasskeyEnrolment(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  request: { name: string; response: WebAuthnJson },
): Promise<(Advance & RecoveryCodes) | Problem> {
  return enrol(tx, caller, 'passkey', async (session) => {
    checkAllowed(session, 'passkey')
    const proof = await registerPasskey(tx, session, siteOf(environment, caller.host), request)
    return told(tx, environment, session.personId, 'passkey', proof)
  })
}
