import type { Transaction } from '../../platform/db/transaction.ts'
import { queueMessage } from './outbox.ts'
import { findMailAddress } from './queries.ts'
import type { Mail } from './texts.ts'

/** A mail server that is down for a weekend. */
const mailSeconds = 3 * 24 * 3600

/**
 * Tells somebody by mail, where an address is known, so that they notice what they did not do themselves. The endpoint sends it on its
 * way (call.sendMessages). False when there is no address.
 */
export async function tellByMail(tx: Transaction, personId: string, purpose: string, mail: Mail): Promise<boolean> {
  const recipient = await findMailAddress(tx, personId)
  if (!recipient) return false
  await queueMessage(tx, { kind: 'mail', purpose, personId, recipient, ...mail, expiresInSeconds: mailSeconds })
  return true
}
