import { keyedHash } from '../../../platform/crypto/keys.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { isOutside } from '../policy/places.ts'
import { findBounds } from '../policy/policy.ts'
import * as queries from '../queries.ts'
import { addressRange, afterFailure, brakePolicies, secondsToWait } from '../rules.ts'

/** One attempt to prove something, held back by the failures before it, and refused from a network that is not allowed. */
export interface Brake {
  /** What to answer instead of looking at the attempt; undefined: go on. */
  blocked: Problem | undefined
  failed(): Promise<void>
  /** The proof was right: the account starts anew, the address does not. */
  succeeded(): Promise<void>
}

/**
 * Asks whether an attempt may be made, for what is guessed (`subject`: an account, a person's second factor; undefined when only
 * the address counts) and for the address it comes from. Of one subject one attempt is looked at at a time, so that many at once
 * do not pass together. Somebody who was in from this address before (`knownHere`) has a brake of their own for it: others who
 * guess elsewhere do not keep them out. An address outside of the customer's networks is told so, whoever it tries. All questions travel at once, along with what the caller asks in the same turn.
 */
export async function takeBrake(
  tx: Transaction,
  subject: string | undefined,
  address: string,
  knownHere: Promise<boolean> | false,
): Promise<Brake> {
  const range = addressRange(address)
  const key = (text: string) => keyedHash(tx.keys.brake, text)
  const addressKey = key(`address ${range}`)
  const keys = subject === undefined ? undefined : { anywhere: key(subject), here: key(`${subject} from ${range}`) }
  const [bounds, ofAddress, turn, anywhere, here, known] = await Promise.all([
    findBounds(tx),
    queries.findBrake(tx, addressKey),
    keys ? queries.takeTurn(tx, keys.anywhere) : true,
    keys && queries.findBrake(tx, keys.anywhere),
    keys && queries.findBrake(tx, keys.here),
    knownHere,
  ])
  const own = keys && (known ? { key: keys.here, state: here } : { key: keys.anywhere, state: anywhere })
  const { now } = ofAddress
  const ofAccount = {
    ...brakePolicies.account,
    free: bounds.lockoutFreeTries,
    longest: bounds.lockoutLongestSeconds,
  }
  const wait = Math.max(secondsToWait(ofAddress, now), secondsToWait(own?.state, now), turn ? 0 : 1)
  return {
    blocked: isOutside(bounds.addressRanges, address)
      ? new Problem('address-not-allowed')
      : wait > 0
        ? new Problem('sign-in-blocked', { retryAfter: wait })
        : undefined,
    async failed() {
      // Failures of one address come from many accounts: they are counted one after another.
      const [, latest] = await Promise.all([queries.waitForTurn(tx, addressKey), queries.findBrake(tx, addressKey)])
      await Promise.all([
        queries.saveBrake(tx, addressKey, afterFailure(brakePolicies.address, latest, now)),
        own && queries.saveBrake(tx, own.key, afterFailure(ofAccount, own.state, now)),
      ])
    },
    async succeeded() {
      if (own?.state?.failures) await queries.releaseBrake(tx, own.key)
    },
  }
}

/** So many failures of others does somebody make good for their address by signing in completely. */
const easedBySignIn = 10

/** Somebody of the house came in from this address: its failures weigh less. */
export async function easeAddress(tx: Transaction, address: string): Promise<void> {
  await queries.easeBrake(tx, keyedHash(tx.keys.brake, `address ${addressRange(address)}`), easedBySignIn)
}
