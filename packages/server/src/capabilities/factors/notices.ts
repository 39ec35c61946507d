import type { Environment } from '../../platform/db/environments.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { factorAdded, factorRemoved, queueMessage, recoveryCodesRenewed } from '../messages/public.ts'

/** What changed in how somebody proves who they are. */
export type FactorChange =
  | { what: 'added' | 'removed'; kind: 'totp' | 'phone' | 'passkey'; factorId: string }
  | { what: 'recovery-codes' }

/** A mail server that is down for a weekend. */
const mailSeconds = 3 * 24 * 3600

/** Tells somebody by mail, where an address is known, so that they notice what they did not do themselves. */
export async function tellOfFactor(
  tx: Transaction,
  environment: Pick<Environment, 'customerName'>,
  personId: string,
  change: FactorChange,
): Promise<void> {
  const [person] = await tx.rows<{ email: string | null; name: string | null }>(
    'select p.email, f.name from person p left join factor f on f.id = $2 where p.id = $1',
    [personId, 'factorId' in change ? change.factorId : null],
  )
  if (!person?.email) return
  await queueMessage(tx, {
    kind: 'mail',
    purpose: change.what === 'recovery-codes' ? change.what : `factor-${change.what}`,
    personId,
    recipient: person.email,
    ...textOf(environment.customerName, change, person.name ?? ''),
    expiresInSeconds: mailSeconds,
  })
}

function textOf(customer: string, change: FactorChange, name: string) {
  if (change.what === 'recovery-codes') return recoveryCodesRenewed(customer)
  return (change.what === 'added' ? factorAdded : factorRemoved)(customer, change.kind, name)
}
