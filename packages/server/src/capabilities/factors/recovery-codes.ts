import { slowHashes } from '../../platform/crypto/slow-hash.ts'
import { newSalt, randomText } from '../../platform/crypto/tokens.ts'
import { crockfordAlphabet, inFours, readCrockford } from '../../platform/text/crockford.ts'

/** So many codes are shown once, when an authenticator is coupled; each works once. */
const codesInASet = 10

/** 16 characters are 80 bits: more than the 64 that NIST SP 800-63B-4 asks of saved recovery codes. */
const characters = 16

/** A new set, as it is shown ("k7mp-2x9q-…") and as it is stored. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const plain = Array.from({ length: codesInASet }, () => randomText(characters, crockfordAlphabet))
  return { codes: plain.map(inFours), hashes: await slowHashes(plain, newSalt()) }
}

/** A code as it was typed, or undefined when it cannot be one. */
export const readRecoveryCode = (typed: string): string | undefined => readCrockford(typed, characters)
