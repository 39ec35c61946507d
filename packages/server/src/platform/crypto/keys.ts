import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { KeyProblem } from './key-problem.ts'
import type { KeyProvider } from './key-provider.ts'
import { SealKeys } from './seal-keys.ts'

/** A data key as the control database keeps it: worthless without the customer's key. */
export interface WrappedDataKey {
  version: number
  wrapped: Buffer
  /** Reference of the customer's key that it is wrapped with (key-providers.ts). */
  keyName: string
}

/** The keys of one environment, each derived for one purpose from its data keys (HKDF-SHA256, RFC 5869). */
export interface EnvironmentKeys {
  /** Seals free text, BSN, documents and authenticator keys; one for each version of the data key. */
  seal: SealKeys
  /** Keyed hash for equality search on BSN. */
  lookup: Buffer
  /** Keyed hash of the accounts and addresses that the brake on guessing counts. */
  brake: Buffer
  /** From this one the keys are derived with which a browser seals what somebody is still typing. */
  draft: Buffer
  /** Seed of the Ed25519 key with which reports are signed (signature.ts). */
  sign: Buffer
}

export const newDataKey = () => randomBytes(32)

/**
 * Opens the data keys of an environment with the customer's key and derives what each purpose needs; the data keys themselves are
 * wiped. Sealing goes with the newest version; the other purposes stay with the first one, as what they made is compared to the bit.
 * Throws KeyProblem.
 */
export async function openKeys(provider: KeyProvider, dataKeys: readonly WrappedDataKey[]): Promise<EnvironmentKeys> {
  const opened = await Promise.all(
    dataKeys.map(async ({ version, wrapped, keyName }) => ({ version, key: await provider.unwrap(keyName, wrapped) })),
  )
  opened.sort((a, b) => a.version - b.version)
  const first = opened[0]
  if (!first) throw new Error('an environment without a data key')
  const from = (key: Buffer, purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `hoede ${purpose}`, 32))
  const keys = {
    seal: new SealKeys(opened.map(({ version, key }) => ({ version, key: from(key, 'seal') }))),
    lookup: from(first.key, 'lookup'),
    brake: from(first.key, 'brake'),
    draft: from(first.key, 'draft'),
    sign: from(first.key, 'sign'),
  }
  for (const { key } of opened) key.fill(0)
  return keys
}

/** Overwrites keys where they stand in memory: what still holds them seals and opens nothing any more. */
export function wipeKeys(keys: EnvironmentKeys): void {
  keys.seal.wipe()
  for (const key of [keys.lookup, keys.brake, keys.draft, keys.sign]) key.fill(0)
}

const zeroes = Buffer.alloc(32)
const wiped = () => new KeyProblem('key-withdrawn', 'the keys were wiped from memory')

/** HMAC-SHA256: equal inputs give equal hashes, and without the key nobody can try all BSNs. */
export function keyedHash(key: Buffer, text: string): Buffer {
  // A hash with a key of zeroes would be found by nobody, and by everybody: work that outlived its keys is undone instead.
  if (key.equals(zeroes)) throw wiped()
  return createHmac('sha256', key).update(text).digest()
}

/** HMAC-SHA1: only to check what others sign that way (Twilio). */
export function keyedSha1(key: string, text: string): Buffer {
  return createHmac('sha1', key).update(text).digest()
}

/** The key (32 bytes, base64url) with which one person's browser seals drafts: nobody else's, and not kept anywhere. */
export function draftKeyOf(draftKey: Buffer, personId: string): string {
  if (draftKey.equals(zeroes)) throw wiped()
  return Buffer.from(hkdfSync('sha256', draftKey, '', `hoede draft of ${personId}`, 32)).toString('base64url')
}

/** A password for a database role, derived from the operator's key so that none has to be stored. */
export function rolePassword(operatorKey: Buffer, role: string): string {
  return Buffer.from(hkdfSync('sha256', operatorKey, '', `hoede role ${role}`, 24)).toString('base64url')
}
