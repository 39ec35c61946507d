import { slowHashes } from '../../platform/crypto/slow-hash.ts'
import { newSalt, randomText } from '../../platform/crypto/tokens.ts'

/** So many codes are shown once, when an authenticator is coupled; each works once. */
const codesInASet = 10

/** Letters and digits that nobody mistakes for another (Crockford's base32): 5 bits each. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
/** 16 of them are 80 bits: more than the 64 that NIST SP 800-63B-4 asks of saved recovery codes. */
const characters = 16

/** A new set, as it is shown ("k7mp-2x9q-…") and as it is stored. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const plain = Array.from({ length: codesInASet }, () => randomText(characters, alphabet))
  return {
    codes: plain.map((code) => code.match(/.{4}/g)?.join('-') ?? code),
    hashes: await slowHashes(plain, newSalt()),
  }
}

/** A code as it was typed, without dashes and spaces, and with O, I, L and U read as what they look like; or undefined. */
export function readRecoveryCode(typed: string): string | undefined {
  const code = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1').replaceAll('u', 'v')
  return code.length === characters && [...code].every((each) => alphabet.includes(each)) ? code : undefined
}
