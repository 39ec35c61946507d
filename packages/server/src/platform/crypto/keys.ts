import { createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** The keys of one environment, each derived for one purpose from its data key (HKDF-SHA256, RFC 5869). */
export interface EnvironmentKeys {
  /** Seals free text, BSN, documents and authenticator keys. */
  seal: Buffer
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

export function environmentKeys(dataKey: Buffer): EnvironmentKeys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `hoede ${purpose}`, 32))
  return {
    seal: derive('seal'),
    lookup: derive('lookup'),
    brake: derive('brake'),
    draft: derive('draft'),
    sign: derive('sign'),
  }
}

/** HMAC-SHA256: equal inputs give equal hashes, and without the key nobody can try all BSNs. */
export function keyedHash(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** HMAC-SHA1: only to check what others sign that way (Twilio). */
export function keyedSha1(key: string, text: string): Buffer {
  return createHmac('sha1', key).update(text).digest()
}

/** The key (32 bytes, base64url) with which one person's browser seals drafts: nobody else's, and not kept anywhere. */
export function draftKeyOf(draftKey: Buffer, personId: string): string {
  return Buffer.from(hkdfSync('sha256', draftKey, '', `hoede draft of ${personId}`, 32)).toString('base64url')
}

/** A password for a database role, derived from the operator's key so that none has to be stored. */
export function rolePassword(operatorKey: Buffer, role: string): string {
  return Buffer.from(hkdfSync('sha256', operatorKey, '', `hoede role ${role}`, 24)).toString('base64url')
}
