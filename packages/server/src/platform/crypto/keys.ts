import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { KeyProblem } from './key-problem.ts'
import type { KeyProvider } from './key-provider.ts'
import { seal, unseal } from './seal.ts'
import { VersionedKeys } from './versioned-keys.ts'

/** A data key as the control database keeps it: worthless without the customer's key. */
export interface WrappedDataKey {
  version: number
  wrapped: Buffer
  /** Reference of the customer's key that it is wrapped with (key-providers.ts). */
  keyName: string
  /** From then on it seals; every program has it in memory before. */
  sealsFrom?: Date | undefined
  /** What stays as it was when this data key came (keptKeys), sealed with it; the first version has none. */
  kept?: Buffer | undefined
}

/** Keys that other than Hoede know something made with, or that must give the same again: they outlive the data key they came from. */
const lasting = ['lookup', 'brake', 'draft', 'sign'] as const

/** The keys of one environment, each derived for one purpose from its data keys (HKDF-SHA256, RFC 5869). */
export interface EnvironmentKeys {
  /** Seals free text, BSN, documents and authenticator keys; one for each version of the data key. */
  seal: VersionedKeys
  /** Keyed hash for equality search on BSN (bsnHashes); one for each version. */
  bsn: VersionedKeys
  /** Keyed hash of what is compared to the bit and cannot be made anew: a passkey's user handle, addresses, settings that were tried. */
  lookup: Buffer
  /** Keyed hash of the accounts and addresses that the brake on guessing counts. */
  brake: Buffer
  /** From this one the keys are derived with which a browser seals what somebody is still typing. */
  draft: Buffer
  /** Seed of the Ed25519 key with which reports are signed (signature.ts). */
  sign: Buffer
}

export const newDataKey = () => randomBytes(32)

const derived = (key: Buffer, purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `hoede ${purpose}`, 32))
const keptName = 'kept keys'

/**
 * Opens the data keys of an environment with the customer's key and derives what each purpose needs; the data keys themselves are
 * wiped. Throws KeyProblem.
 */
export async function openKeys(provider: KeyProvider, dataKeys: readonly WrappedDataKey[]): Promise<EnvironmentKeys> {
  const opened = await Promise.all(
    dataKeys.map(async (each) => ({ ...each, key: await provider.unwrap(each.keyName, each.wrapped) })),
  )
  opened.sort((a, b) => a.version - b.version)
  const first = opened[0]
  if (!first) throw new Error('an environment without a data key')
  const ofEach = (purpose: string) =>
    new VersionedKeys(
      opened.map(({ version, key, sealsFrom }) => ({
        version,
        key: derived(key, purpose),
        from: sealsFrom?.getTime() ?? 0,
      })),
    )
  const keys = {
    seal: ofEach('seal'),
    // As the first ones were named, when one key did all looking up.
    bsn: ofEach('lookup'),
    ...lastingOf(first),
  }
  for (const { key } of opened) key.fill(0)
  return keys
}

function lastingOf({ version, key, kept }: { version: number; key: Buffer; kept?: Buffer | undefined }) {
  if (!kept) return Object.fromEntries(lasting.map((each) => [each, derived(key, each)])) as Lasting
  const sealing = new VersionedKeys([{ version, key: derived(key, 'kept') }])
  const texts = JSON.parse(unseal(sealing, kept, keptName)) as Record<string, string>
  sealing.wipe()
  return Object.fromEntries(lasting.map((each) => [each, Buffer.from(texts[each] ?? '', 'base64')])) as Lasting
}
type Lasting = Pick<EnvironmentKeys, (typeof lasting)[number]>

/** For a new data key: the keys that stay what they were, sealed with it. */
export function keptKeys(keys: EnvironmentKeys, version: number, dataKey: Buffer): Buffer {
  const texts = Object.fromEntries(lasting.map((each) => [each, keys[each].toString('base64')]))
  const sealing = new VersionedKeys([{ version, key: derived(dataKey, 'kept') }])
  const kept = seal(sealing, JSON.stringify(texts), keptName)
  sealing.wipe()
  return kept
}

/** Overwrites keys where they stand in memory: what still holds them seals and opens nothing any more. */
export function wipeKeys(keys: EnvironmentKeys): void {
  keys.seal.wipe()
  keys.bsn.wipe()
  for (const key of [keys.lookup, keys.brake, keys.draft, keys.sign]) key.fill(0)
}

/** The keys of an environment whose keys are not needed, or not to be had: everything that is asked of them throws KeyProblem. */
export function noKeys(): EnvironmentKeys {
  const none = new VersionedKeys([{ version: 1, key: Buffer.alloc(32) }])
  none.wipe()
  return { seal: none, bsn: none, lookup: zeroes, brake: zeroes, draft: zeroes, sign: zeroes }
}

const zeroes = Buffer.alloc(32)
const wiped = () => new KeyProblem('key-withdrawn', 'the keys were wiped from memory')

/** HMAC-SHA256: equal inputs give equal hashes, and without the key nobody can try all BSNs. */
export function keyedHash(key: Buffer, text: string): Buffer {
  // A hash with a key of zeroes would be found by nobody, and by everybody: work that outlived its keys is undone instead.
  if (key.equals(zeroes)) throw wiped()
  return createHmac('sha256', key).update(text).digest()
}

/** The hashes that a BSN can stand under: one for each version of the data key, that of the one that seals now first. */
export function bsnHashes({ bsn }: Pick<EnvironmentKeys, 'bsn'>, number: string): [Buffer, ...Buffer[]] {
  const { newest } = bsn
  const hashOf = (version: number) => keyedHash(bsn.of(version)!, number)
  return [hashOf(newest), ...bsn.versions.filter((version) => version !== newest).map(hashOf)]
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

/** Seed of the Ed25519 key with which this installation signs what it says of its backups. */
export const backupSeed = (operatorKey: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', operatorKey, '', 'hoede backups', 32))

/** A password for a database role, derived from the operator's key so that none has to be stored. */
export function rolePassword(operatorKey: Buffer, role: string): string {
  return Buffer.from(hkdfSync('sha256', operatorKey, '', `hoede role ${role}`, 24)).toString('base64url')
}
