import { newId } from '../../platform/crypto/ids.ts'
import { keyedHash } from '../../platform/crypto/keys.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'

export interface NewMessage {
  kind: queries.MessageKind
  /** A word for the list of messages and its totals, for example 'sign-in-code'. */
  purpose: string
  personId?: string | undefined
  /** A number in E.164, or a mail address. */
  recipient: string
  /** Of mail only. */
  subject?: string
  body: string
  /** After so many seconds nobody needs it any more. */
  expiresInSeconds: number
}

const recipientHash = (reader: Reader, recipient: string) =>
  keyedHash(reader.keys.lookup, `recipient ${recipient.toLowerCase()}`)

/**
 * Puts a message in the outbox, in the transaction of what causes it: when that is undone, nothing goes out. The endpoint calls
 * call.sendMessages(), so that it leaves right after the commit. Throws Problem no-gateway for a text message or call that nobody can
 * send; mail waits, as what it tells has happened all the same.
 */
export async function queueMessage(tx: Transaction, message: NewMessage): Promise<string> {
  if (message.kind !== 'mail' && !(await queries.hasGateway(tx, message.kind))) throw new Problem('no-gateway')
  const id = newId()
  const text = JSON.stringify({ ...(message.subject ? { subject: message.subject } : {}), body: message.body })
  await queries.insertMessage(tx, {
    id,
    kind: message.kind,
    purpose: message.purpose,
    personId: message.personId,
    recipient: seal(tx.keys.seal, message.recipient, id),
    recipientHash: recipientHash(tx, message.recipient),
    body: seal(tx.keys.seal, text, id),
    seconds: message.expiresInSeconds,
  })
  return id
}

/**
 * Cost and flooding: so many text messages and calls a day go to one number, and so many altogether (settings). One is counted after
 * another, so that many at the same moment do not pass together. Throws Problem code-limit with the seconds to wait.
 */
export async function checkPhoneLimits(tx: Transaction, number: string): Promise<void> {
  const [, use] = await Promise.all([queries.waitForPhoneTurn(tx), queries.findPhoneUse(tx, recipientHash(tx, number))])
  if (use.toNumber >= use.toNumberAtMost) throw new Problem('code-limit', { retryAfter: use.toNumberAgain })
  if (use.all >= use.allAtMost) throw new Problem('code-limit', { retryAfter: use.allAgain })
}
