import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { sha256 } from './tokens.ts'

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key (PKCS #8) and of a public key (SPKI). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })

/** The public key (32 bytes) that belongs to a seed (32 bytes); RFC 8032. */
export function publicKeyOf(seed: Uint8Array): Buffer {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return spki.subarray(publicPrefix.length)
}

/** An Ed25519 signature (64 bytes, RFC 8032) of a text in UTF-8. */
export const signText = (seed: Uint8Array, text: string): Buffer =>
  sign(null, Buffer.from(text, 'utf8'), privateKeyOf(seed))

/** Is it the signature of this text with the key that belongs to this public key? False too for what is no key or signature. */
export function isSignatureOf(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' })
    return verify(null, Buffer.from(text, 'utf8'), key, signature)
  } catch {
    return false
  }
}

/** A public key in a form that people can compare: the first 16 bytes of its SHA-256, in groups of four characters. */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  (sha256(publicKey).subarray(0, 16).toString('hex').match(/.{4}/g) ?? []).join(' ')
