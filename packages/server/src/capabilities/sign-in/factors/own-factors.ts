import type { NewTotp, OwnFactors, PhoneCodeSent, PhoneRequest } from '@hoede/contract'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import {
  beginPhone,
  beginTotp,
  checkAllowed,
  checkRoom,
  confirmPhone,
  confirmTotp,
  listOwnFactors,
  type Proof,
  registerPasskey,
  registrationOptions,
  removeFactor,
  renewRecoveryCodes,
  siteOf,
  tellOfFactor,
  type WebAuthnJson,
} from '../../factors/public.ts'
import { personName } from '../../organisation/public.ts'
import type { Owner } from '../account/account.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import * as queries from '../queries.ts'
import { told } from '../sign-in.ts'
import { sendLogged } from './factor-steps.ts'
import { findOwner } from './proofs.ts'

/** What the changes of one's own factors have in common: who, from where, in which environment. */
export interface OwnCall {
  tx: Transaction
  caller: Caller
  environment: Environment
  personId: string
  sessionId: string
}

const ownerOf = ({ personId, sessionId }: OwnCall): Owner => ({ personId, sessionId })

async function findPerson({ tx, personId, caller }: OwnCall): Promise<queries.AccountRow> {
  const person = await queries.findAccount(tx, { personId }, caller.address)
  if (!person) throw new Problem('no-session')
  return person
}

/** The key of an authenticator to register; asked again in the same session it is the same one. */
export async function beginOwnTotp(call: OwnCall): Promise<NewTotp> {
  const person = await findPerson(call)
  checkRoom(person)
  checkAllowed(person, 'totp')
  return beginTotp(call.tx, { ...ownerOf(call), userName: person.userName }, call.environment)
}

/** Registers the authenticator when its first code is right. */
export function confirmOwnTotp(
  call: OwnCall,
  request: { id: string; code: string; name?: string },
): Promise<OwnFactors | Problem> {
  return add(call, 'totp', async () => {
    checkAllowed(await findOwner(call.tx, call), 'totp')
    return confirmTotp(call.tx, ownerOf(call), request.code, request)
  })
}

/** Begins to register a phone: sends it a code. */
export async function beginOwnPhone(call: OwnCall, request: PhoneRequest): Promise<PhoneCodeSent | Problem> {
  const person = await findPerson(call)
  checkRoom(person)
  return sendLogged(call.tx, call.caller, ownerOf(call), () =>
    beginPhone(call.tx, ownerOf(call), person, call.environment, request),
  )
}

/** Registers the phone when the code that was sent to it is right. */
export function confirmOwnPhone(call: OwnCall, code: string): Promise<OwnFactors | Problem> {
  return add(call, 'phone', () => confirmPhone(call.tx, ownerOf(call), code))
}

/** What a browser needs to make a passkey. */
export async function ownPasskeyOptions(call: OwnCall) {
  const person = await findPerson(call)
  checkRoom(person)
  checkAllowed(person, 'passkey')
  const who = { ...ownerOf(call), userName: person.userName, displayName: personName(person) }
  return registrationOptions(call.tx, who, call.environment, siteOf(call.environment, call.caller.host))
}

/** Registers the passkey that was made. */
export function confirmOwnPasskey(
  call: OwnCall,
  request: { name: string; response: WebAuthnJson },
): Promise<OwnFactors | Problem> {
  return add(call, 'passkey', async () => {
    checkAllowed(await findOwner(call.tx, call), 'passkey')
    return registerPasskey(call.tx, ownerOf(call), siteOf(call.environment, call.caller.host), request)
  })
}

/** Adds a factor when it was proven; logs it either way and tells the person. Returns a Problem when it was not. */
async function add(
  call: OwnCall,
  kind: 'totp' | 'phone' | 'passkey',
  register: () => Promise<Proof>,
): Promise<OwnFactors | Problem> {
  const { tx, caller, environment, personId, sessionId } = call
  const attempt = { event: 'factor.add', personId, sessionId, detail: { kind } }
  const proof = await register()
  if (!proof.right) return refuse(tx, caller, attempt, new Problem(proof.problem ?? 'wrong-code'))
  await Promise.all([
    logSuccess(tx, caller, { ...attempt, detail: { kind, factorId: proof.factorId } }),
    told(tx, environment, personId, kind, proof),
  ])
  return listOwnFactors(tx, ownerOf(call))
}

/** Removes one of the own factors. Every other session ends: it may have come in with what is no longer trusted. */
export async function removeOwnFactor(
  call: OwnCall,
  factorId: string,
  note: (detail: { kind: string; sessions: number }) => void,
): Promise<OwnFactors> {
  const { tx, environment, personId, sessionId } = call
  const { kind } = await removeFactor(tx, personId, factorId)
  const sessions = await queries.endSessionsOf(tx, personId, 'factor-removed', sessionId)
  note({ kind, sessions })
  await tellOfFactor(tx, environment, personId, { what: 'removed', kind, factorId })
  return listOwnFactors(tx, ownerOf(call))
}

/** Ten new recovery codes; the old ones stop working. Throws Problem factor-not-allowed where the sheet is not allowed. */
export async function newOwnRecoveryCodes(call: OwnCall): Promise<{ codes: string[] }> {
  const { tx, environment, personId } = call
  checkAllowed(await findOwner(tx, call), 'recovery-code')
  const [codes] = await Promise.all([
    renewRecoveryCodes(tx, personId),
    tellOfFactor(tx, environment, personId, { what: 'recovery-codes' }),
  ])
  return { codes }
}
