import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { VersionedKeys } from './versioned-keys.ts'

const nonceLength = 12
const tagLength = 16

class SealProblem extends Error {
  readonly code = 'seal-broken'
}

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D). The row id is associated data: a sealed value moved to another row does
 * not open. Layout: 1 byte version of the data key, 12 bytes random nonce, ciphertext, 16 bytes tag.
 */
export function seal(keys: VersionedKeys, text: string, rowId: string): Buffer {
  const version = keys.newest
  const key = keys.of(version)
  if (!key) throw new SealProblem('there is no key to seal with')
  return sealWith(version, key, randomBytes(nonceLength), text, rowId)
}

/** The version of the data key that a sealed value carries. */
export const sealedVersion = (sealed: Uint8Array): number => sealed[0] ?? 0

/**
 * The same text sealed with the newest key. Values that were the same to the bit are so afterwards too, so that who compares a row
 * with what it was sees no change: the nonce is made of what was sealed and where (as in AES-SIV, RFC 5297), not at random.
 */
export function reseal(keys: VersionedKeys, sealed: Uint8Array, rowId: string): Buffer {
  const text = unseal(keys, sealed, rowId)
  const version = keys.newest
  const key = keys.of(version)!
  const nonce = createHmac('sha256', key).update('reseal ').update(sealed).update(rowId).digest()
  return sealWith(version, key, nonce.subarray(0, nonceLength), text, rowId)
}

function sealWith(version: number, key: Buffer, nonce: Buffer, text: string, rowId: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(rowId))
  const body = cipher.update(text, 'utf8')
  cipher.final()
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()])
}

/** Opens what seal() made, with the version it carries. Throws SealProblem when the key, the row or a single bit is another. */
export function unseal(keys: VersionedKeys, sealed: Uint8Array, rowId: string): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const key = keys.of(bytes[0] ?? 0)
  if (!key || bytes.length < 1 + nonceLength + tagLength) throw new SealProblem('not a sealed value of a known key')
  const end = bytes.length - tagLength
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceLength))
  decipher.setAAD(Buffer.from(rowId))
  decipher.setAuthTag(bytes.subarray(end))
  try {
    const text = decipher.update(bytes.subarray(1 + nonceLength, end), undefined, 'utf8')
    return text + decipher.final('utf8')
  } catch {
    throw new SealProblem('sealed with another key, for another row, or changed')
  }
}
