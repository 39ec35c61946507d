import type { Environment } from '../../platform/db/environments.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { factorAdded, factorRemoved, recoveryCodesRenewed, tellByMail } from '../messages/public.ts'
import { findFactorName } from './queries.ts'

/** What changed in how somebody proves who they are. */
export type FactorChange =
  | { what: 'added' | 'removed'; kind: 'totp' | 'phone' | 'passkey'; factorId: string }
  | { what: 'recovery-codes' }

/** Tells somebody by mail, where an address is known, so that they notice what they did not do themselves. */
export async function tellOfFactor(
  tx: Transaction,
  environment: Pick<Environment, 'customerName'>,
  personId: string,
  change: FactorChange,
): Promise<void> {
  const name = 'factorId' in change ? await findFactorName(tx, change.factorId) : ''
  const purpose = change.what === 'recovery-codes' ? change.what : `factor-${change.what}`
  await tellByMail(tx, personId, purpose, textOf(environment.customerName, change, name))
}

function textOf(customer: string, change: FactorChange, name: string) {
  if (change.what === 'recovery-codes') return recoveryCodesRenewed(customer)
  return (change.what === 'added' ? factorAdded : factorRemoved)(customer, change.kind, name)
}
