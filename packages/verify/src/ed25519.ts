import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key (PKCS #8) and of a public key (SPKI). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The private key with a seed of 32 bytes (RFC 8032). */
export const privateKeyFrom = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })

/** The public key of 32 bytes. */
export const publicKeyFrom = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' })

/** The 32 bytes of the public key that belongs to a private key. */
export const publicBytesOf = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length)
