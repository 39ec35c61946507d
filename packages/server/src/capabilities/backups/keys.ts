import { isRecipient, newAgeKeys } from '../../platform/crypto/age.ts'
import { KeyProblem } from '../../platform/crypto/key-problem.ts'
import type { KeyProvider } from '../../platform/crypto/key-provider.ts'
import type { ControlDatabase } from '../environments/public.ts'
import { OperatorProblem } from '../environments/public.ts'
import * as queries from './key-queries.ts'

/**
 * For whom the backups of a customer are sealed: its backup key, made when there is none yet, and the recipients that it gave itself.
 * Needs no secret once the key is there: backups go on while the customer's own key cannot be reached.
 */
export async function recipientsOf(
  control: ControlDatabase,
  provider: KeyProvider,
  customer: queries.KeyOwner,
): Promise<string[]> {
  const known = await queries.findBackupKeys(control, customer.id)
  const current = known.filter((key) => !key.retiredAt)
  if (current.some((key) => key.wrapped)) return current.map((key) => key.recipient)
  const made = await newAgeKeys()
  const wrapped = await provider.wrap(customer.keyName, Buffer.from(made.identity))
  await queries.insertBackupKey(control, customer.id, { recipient: made.recipient, wrapped, keyName: customer.keyName })
  return recipientsOf(control, provider, customer)
}

/**
 * The identity that opens what was sealed for one of these recipients. Throws KeyProblem when the customer's key is withdrawn or cannot
 * be reached, OperatorProblem when this installation has no identity for any of them.
 */
export async function identityFor(
  control: ControlDatabase,
  provider: KeyProvider,
  customerId: string,
  recipients: readonly string[],
): Promise<string> {
  const known = await queries.findBackupKeys(control, customerId)
  const ours = known.find((key) => key.wrapped && recipients.includes(key.recipient))
  if (!ours?.wrapped || !ours.keyName)
    throw new OperatorProblem(
      'backup-key-absent',
      'De sleutel van deze reservekopie is niet van deze installatie. Wie de sleutel zelf heeft, kan haar met de hand terugzetten (docs/operations/restore-by-hand.md).',
    )
  const identity = await provider.unwrap(ours.keyName, ours.wrapped)
  try {
    return identity.toString('utf8')
  } finally {
    identity.fill(0)
  }
}

/**
 * Wraps the backup keys of a customer anew with another key of the customer's: part of replacing that key, and as resumable. Throws
 * KeyProblem.
 */
export async function changeBackupKeys(
  control: ControlDatabase,
  provider: KeyProvider,
  customerId: string,
  to: string,
): Promise<number> {
  const waiting = await queries.findBackupKeysOfOtherKeys(control, customerId, to)
  for (const { version, wrapped, keyName } of waiting) {
    const identity = await provider.unwrap(keyName, wrapped)
    try {
      const anew = await provider.wrap(to, identity)
      const back = await provider.unwrap(to, anew)
      const isSame = back.equals(identity)
      back.fill(0)
      if (!isSame) throw new KeyProblem('key-broken', 'the new key does not give back what it wrapped')
      await queries.rewrapBackupKey(control, { customerId, version, from: keyName, to, wrapped: anew })
    } finally {
      identity.fill(0)
    }
  }
  return waiting.length
}

/** From now on the customer can open its backups with an identity of its own, which was never here. Throws OperatorProblem. */
export async function addRecipient(control: ControlDatabase, customerId: string, recipient: string): Promise<void> {
  if (!isRecipient(recipient))
    throw new OperatorProblem('recipient-invalid', '«age1…» verwacht, zoals age-keygen de openbare sleutel toont.')
  const known = await queries.findBackupKeys(control, customerId)
  if (known.some((key) => key.recipient === recipient && !key.retiredAt))
    throw new OperatorProblem('recipient-known', 'Voor deze sleutel worden de reservekopieën al verzegeld.')
  await queries.insertBackupKey(control, customerId, { recipient, wrapped: null, keyName: null })
}
