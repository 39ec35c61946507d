import { KeyProblem } from '../../platform/crypto/key-problem.ts'
import type { KeyProvider } from '../../platform/crypto/key-provider.ts'
import type { Client } from '../../platform/db/connection.ts'
import * as queries from './queries.ts'

interface KeyChange {
  /** Of the environment. */
  environment: string
  /** It has a database with a log. */
  isOpen: boolean
  version: number
  from: string
  to: string
}

/**
 * Wraps every data key of a customer anew with another key of the customer's. What they sealed stays as it is, and servers that have
 * an environment open notice nothing. Each data key is a step by itself: what is broken off goes on where it was when it is asked again.
 * `before` is told of each step before it is taken. Throws KeyProblem: the old key must open, and the new one give back what it wraps.
 */
export async function changeCustomerKey(
  control: Client,
  provider: KeyProvider,
  customer: { id: string },
  to: string,
  before: (change: KeyChange, done: number, of: number) => Promise<void>,
): Promise<number> {
  await provider.ensure(to)
  // What is made from now on has the new key at once, so that nothing is left behind.
  await queries.setCustomerKey(control, customer.id, to)
  const waiting = await queries.findDataKeysOfOtherKeys(control, customer.id, to)
  for (const [done, { environmentId, environment, state, version, wrapped, keyName }] of waiting.entries()) {
    const dataKey = await provider.unwrap(keyName, wrapped)
    try {
      const anew = await provider.wrap(to, dataKey)
      const back = await provider.unwrap(to, anew)
      const isSame = back.equals(dataKey)
      back.fill(0)
      if (!isSame) throw new KeyProblem('key-broken', 'the new key does not give back what it wrapped')
      await before({ environment, isOpen: state !== 'removed', version, from: keyName, to }, done, waiting.length)
      await queries.rewrapDataKey(control, { environmentId, version, from: keyName, to, wrapped: anew })
    } finally {
      dataKey.fill(0)
    }
  }
  return waiting.length
}
