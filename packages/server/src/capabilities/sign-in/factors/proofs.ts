import type { FactorMethod } from '@hoede/contract'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { type FactorsOfPerson, findFactorsOf, isAllowed, type Proof, renewFreshness } from '../../factors/public.ts'
import type { Owner } from '../account/account.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import { takeBrake } from '../guessing/brake.ts'
import { secondFactorSubject } from '../sign-in.ts'

/** The person with their factors who is signed in. */
export async function findOwner(tx: Transaction, owner: Owner): Promise<FactorsOfPerson> {
  const person = await findFactorsOf(tx, owner.personId)
  if (!person) throw new Problem('no-session')
  return person
}

/**
 * Proves a second factor again, in a session that is complete: to change something that asks for it, or to see whether the factor
 * works. Held back, counted and logged as at the sign-in; the session stays the same one. Returns a Problem for a failed attempt.
 */
export async function proveAgain(
  tx: Transaction,
  caller: Caller,
  owner: Owner,
  by: { method: FactorMethod | 'phone'; event: `proof.${string}` },
  prove: (person: FactorsOfPerson) => Promise<Proof>,
): Promise<{ freshUntil: string } | Problem> {
  const { personId, sessionId } = owner
  const attempt = { event: by.event, personId, sessionId }
  const finding = findOwner(tx, owner)
  const brake = await takeBrake(tx, secondFactorSubject(personId), caller.address, false)
  const person = await finding
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  if (by.method !== 'phone' && !isAllowed(person, by.method))
    return refuse(tx, caller, attempt, new Problem('factor-not-allowed'))
  const proof = await prove(person)
  if (!proof.right) {
    await brake.failed()
    return refuse(tx, caller, { ...attempt, detail: proof.detail }, new Problem(proof.problem ?? 'wrong-code'))
  }
  const [fresh] = await Promise.all([
    renewFreshness(tx, sessionId, caller),
    brake.succeeded(),
    logSuccess(tx, caller, { ...attempt, detail: proof.detail }),
  ])
  return fresh
}
