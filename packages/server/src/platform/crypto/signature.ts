import { sign, verify } from 'node:crypto'
import { privateKeyFrom, publicBytesOf, publicKeyFrom } from '@hoede/verify'
import { KeyProblem } from './key-problem.ts'
import { sha256 } from './tokens.ts'

/** The public key (32 bytes) that belongs to a seed (32 bytes); RFC 8032. */
export const publicKeyOf = (seed: Uint8Array): Buffer => publicBytesOf(privateKeyFrom(seed))

/** An Ed25519 signature (64 bytes, RFC 8032) of a text in UTF-8. */
export function signText(seed: Uint8Array, text: string): Buffer {
  if (seed.every((byte) => byte === 0)) throw new KeyProblem('key-withdrawn', 'the keys were wiped from memory')
  return sign(null, Buffer.from(text, 'utf8'), privateKeyFrom(seed))
}

/** Is it the signature of this text with the key that belongs to this public key? False too for what is no key or signature. */
export function isSignatureOf(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    return verify(null, Buffer.from(text, 'utf8'), publicKeyFrom(publicKey), signature)
  } catch {
    return false
  }
}

/** A public key in a form that people can compare: the first 16 bytes of its SHA-256, in groups of four characters. */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  (sha256(publicKey).subarray(0, 16).toString('hex').match(/.{4}/g) ?? []).join(' ')
