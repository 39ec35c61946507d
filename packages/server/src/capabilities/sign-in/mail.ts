import type { Transaction } from '../../platform/db/transaction.ts'
import { type Mail, queueMessage } from '../messages/public.ts'

/** A mail server that is down for a weekend. */
const mailSeconds = 3 * 24 * 3600

/** Tells somebody by mail, where an address is known, so that they notice what they did not do themselves. */
export async function tellByMail(
  tx: Transaction,
  address: string | null,
  personId: string,
  purpose: string,
  mail: Mail,
): Promise<void> {
  if (!address) return
  await queueMessage(tx, {
    kind: 'mail',
    purpose,
    personId,
    recipient: address,
    ...mail,
    expiresInSeconds: mailSeconds,
  })
}
