import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'

/**
 * Carries out a change after which somebody must still be able to give roles in the whole organisation, without an end (a role
 * withdrawn or edited, an employee who leaves). Throws Problem last-manager, which undoes the change.
 */
export async function keepingAManager<T>(tx: Transaction, change: () => Promise<T>): Promise<T> {
  const before = await queries.lastingManagers(tx)
  const result = await change()
  if (before > 0 && (await queries.lastingManagers(tx)) === 0) throw new Problem('last-manager')
  return result
}
