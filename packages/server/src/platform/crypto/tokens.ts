import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A random 256-bit token in base64url; only its hash is ever stored. */
export const newToken = () => randomBytes(32).toString('base64url')

export const hashToken = (token: string) => createHash('sha256').update(token).digest()

export const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest()

/** Random bytes for what a passkey signs. */
export const randomBytesOf = (length: number): Buffer => randomBytes(length)

/** Salt for a password hash (NIST SP 800-63B asks for 32 bits or more). */
export const newSalt = () => randomBytes(16)

export const newNonce = () => randomBytes(16).toString('base64')

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Compares texts without telling by its time where they differ. */
export const equalText = (a: string, b: string): boolean => equalBytes(sha256(a), sha256(b))

/** Random characters from an alphabet of at most 256, each equally likely. */
export function randomText(length: number, alphabet: string): string {
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}

/** SHA-256 of what comes in pieces. */
export function createDigest() {
  const hash = createHash('sha256')
  return { update: (piece: string | Uint8Array) => void hash.update(piece), hex: () => hash.digest('hex') }
}
