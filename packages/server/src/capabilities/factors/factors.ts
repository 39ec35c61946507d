import type { FactorChoice, FactorMethod, NewTotp, ProblemCode } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import { matchingSlowHash } from '../../platform/crypto/slow-hash.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { newRecoveryCodes, readRecoveryCode } from './recovery-codes.ts'
import { choicesOf, hasUsableFactor } from './rules.ts'
import { acceptedStep, newTotpKey, totpUri } from './totp.ts'

/** A person in one session: who registers or proves a factor. */
export interface Prover {
  personId: string
  sessionId: string
}

/** Whether what was given is right (it is used up then), and what the log may keep of it. */
export interface Proof {
  right: boolean
  /** The factor that it was. */
  factorId?: string
  /** With what it was proven, where the endpoint does not say. */
  method?: 'sms' | 'voice' | 'passkey' | 'passkey-verified'
  /** Why it was not right, where that is not simply a wrong code. */
  problem?: ProblemCode
  detail?: Record<string, unknown>
}

/** The secret of a factor: the key of an authenticator, or the number of a phone (E.164). */
export function secretOf(reader: Reader, factor: Pick<queries.OwnedFactor, 'id' | 'secret'>): string {
  return unseal(reader.keys.seal, Buffer.from(factor.secret ?? '', 'base64'), factor.id)
}

/** What somebody can choose among for the second factor. When nothing registered is allowed any more: all that is registered. */
export function choicesFor(reader: Reader, person: queries.FactorsOfPerson): FactorChoice[] {
  const factors = person.factors.map(({ secret, ...factor }) => ({
    ...factor,
    hint: factor.kind === 'phone' ? secretOf(reader, { id: factor.id, secret }).slice(-2) : null,
  }))
  return choicesOf({ ...person, factors }, hasUsableFactor(person) ? person.allowed : undefined)
}

/** Whether the person can use a way to prove a second factor now: it is registered, and allowed (or nothing registered is). */
export const canUse = (reader: Reader, person: queries.FactorsOfPerson, method: FactorMethod, id?: string): boolean =>
  choicesFor(reader, person).some((choice) => choice.method === method && (id === undefined || choice.id === id))

/** Whether a code is right for one of the person's authenticators; a right one is used up. */
export async function proveTotp(tx: Transaction, person: queries.FactorsOfPerson, code: string): Promise<Proof> {
  for (const factor of person.factors.filter((each) => each.kind === 'totp')) {
    const step = acceptedStep(secretOf(tx, factor), code, new Date(), factor.lastStep)
    if (step !== undefined && (await queries.useTotpStep(tx, factor.id, step)))
      return { right: true, factorId: factor.id }
  }
  return { right: false }
}

/** Whether a code of the printed sheet is right; a right one is used up. */
export async function proveRecoveryCode(tx: Transaction, personId: string, typed: string): Promise<Proof> {
  const code = readRecoveryCode(typed)
  const unused = await queries.unusedRecoveryCodes(tx, personId)
  const hash =
    code &&
    (await matchingSlowHash(
      unused.map((each) => each.hash),
      code,
    ))
  const found = unused.find((each) => each.hash === hash)
  const right = found !== undefined && (await queries.useRecoveryCode(tx, found.id))
  return right ? { right, detail: { left: unused.length - 1 } } : { right }
}

/** The key of an authenticator to register, kept until its first code was right; asked again in the same session it is the same. */
export async function beginTotp(
  tx: Transaction,
  who: Prover & { userName: string },
  environment: Environment,
): Promise<NewTotp> {
  const id = newId()
  const kept = await queries.keepPendingTotp(tx, { ...who, id, sealed: seal(tx.keys.seal, newTotpKey(), id) })
  const secret = unseal(tx.keys.seal, kept.sealed, kept.id)
  const { customerName: customer, kind } = environment
  return { id: kept.id, secret, uri: totpUri(secret, { customer, kind, userName: who.userName }) }
}

/** Registers the authenticator when its first code is right. Throws Problem wrong-step when none was begun. */
export async function confirmTotp(
  tx: Transaction,
  who: Prover,
  code: string,
  { id, name }: { id?: string | undefined; name?: string | undefined } = {},
): Promise<Proof> {
  const pending = await queries.findPendingTotp(tx, who)
  if (!pending || (id && pending.id !== id)) throw new Problem('wrong-step')
  const step = acceptedStep(unseal(tx.keys.seal, pending.sealed, pending.id), code, new Date(), 0)
  if (step === undefined) return { right: false }
  if (!(await queries.confirmFactor(tx, pending.id, { step, ...(name ? { name } : {}) })))
    throw new Problem('wrong-step')
  return { right: true, factorId: pending.id }
}

/** A new printed sheet in the place of the old one: ten codes, shown once. */
export async function renewRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
  const { codes, hashes } = await newRecoveryCodes()
  await queries.replaceRecoveryCodes(
    tx,
    personId,
    hashes.map((hash) => ({ id: newId(), hash })),
  )
  return codes
}

/** Registers an authenticator with a key that is known already: for seeding and the command line, never for an endpoint. */
export async function setInitialTotp(tx: Transaction, personId: string, key: string): Promise<void> {
  const id = newId()
  await queries.replaceTotp(tx, { id, personId, sealed: seal(tx.keys.seal, key, id) })
}

/** Throws Problem factor-not-allowed for a way that the environment does not allow this person. */
export function checkAllowed(person: Pick<queries.FactorsOfPerson, 'allowed'>, method: FactorMethod): void {
  if (!person.allowed.includes(method)) throw new Problem('factor-not-allowed')
}
