import type { ReentryState } from '@hoede/contract'
import { matchesSlowHash, slowHash } from '../../platform/crypto/slow-hash.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type Advance, advance, type Caller, findAccount, logSuccess, refuse, takeBrake } from '../sign-in/public.ts'
import * as queries from './queries.ts'
import { isSimplePin } from './rules.ts'

/**
 * Chooses the short code with which somebody comes back to this shared computer until the end of the shift. Only in a session
 * that began on this computer with everything that a sign-in asks: a code cannot prolong itself. Throws Problem
 * not-shared-computer or pin-too-simple.
 */
export async function choosePin(
  tx: Transaction,
  owner: { personId: string; sessionId: string },
  computerToken: string | undefined,
  pin: string,
): Promise<{ deviceId: string; state: ReentryState }> {
  if (!computerToken) throw new Problem('not-shared-computer')
  const [computer, began] = await Promise.all([
    queries.findComputer(tx, hashToken(computerToken), owner.personId),
    queries.findBeginning(tx, owner.sessionId),
  ])
  if (!computer || began?.deviceId !== computer.id || began.factors.includes('pin'))
    throw new Problem('not-shared-computer')
  if (isSimplePin(pin, new Date()) || began.userName.includes(pin)) throw new Problem('pin-too-simple')
  const reentry = { deviceId: computer.id, personId: owner.personId, pinHash: await slowHash(pin) }
  const validUntil = await queries.saveReentry(tx, reentry)
  return { deviceId: computer.id, state: { validUntil: validUntil.toISOString() } }
}

/** Ends the own short codes, on every computer. */
export const endOwnPins = (tx: Transaction, personId: string): Promise<number> => queries.endReentriesOf(tx, personId)

/** The third wrong code ends it. */
const mostTries = 3

/**
 * Comes back to a shared computer with the short code: the computer is what somebody has, the code what they know. Every reason
 * that there is none (another computer, a withdrawn one, a shift that is over, a reset, somebody who left) gives one answer, with
 * the ordinary sign-in as the way on. Returns a Problem for a failed attempt, which stays counted and logged.
 */
export async function comeBack(
  tx: Transaction,
  caller: Caller,
  request: { personId: string; pin: string },
): Promise<Advance | Problem> {
  const tokenHash = hashToken(caller.computer ?? '')
  const finding = queries.findReentry(tx, tokenHash, request.personId)
  const account = findAccount(tx, { personId: request.personId }, caller.address)
  const subject = `re-entry ${tokenHash.toString('base64')} ${request.personId}`
  const brake = await takeBrake(tx, subject, caller.address, false)
  const [reentry, person] = await Promise.all([finding, account])
  const attempt = { event: 'sign-in.reentry', personId: person?.personId }
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  const right = await matchesSlowHash(reentry?.pinHash, request.pin)
  if (!reentry || !person) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('reentry-ended'))
  }
  const which = { deviceId: reentry.deviceId, personId: person.personId }
  const logged = { ...attempt, detail: { device: reentry.deviceId } }
  if (!right) {
    const [left] = await Promise.all([queries.countTry(tx, which, mostTries), brake.failed()])
    return refuse(tx, caller, logged, left > 0 ? wrongPin(left) : new Problem('reentry-ended'))
  }
  await Promise.all([brake.succeeded(), queries.forgetTries(tx, which)])
  const reached = await advance(tx, caller, person, ['pin', 'shared-computer'], { deviceId: reentry.deviceId })
  await queries.endWith(tx, reached.sessionId, reentry.validUntil)
  await logSuccess(tx, caller, { ...logged, sessionId: reached.sessionId })
  return reached
}

const wrongPin = (left: number) =>
  new Problem('pin-wrong', {
    detail: left === 1 ? 'Je kunt het nog één keer proberen.' : `Je kunt het nog ${left} keer proberen.`,
  })
