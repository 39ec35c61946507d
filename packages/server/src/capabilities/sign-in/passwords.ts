import { hash, parseOptions, verify } from '@node-rs/argon2'
import { equalBytes } from '../../platform/crypto/tokens.ts'
import type { Environment } from '../../platform/db/environments.ts'
import { commonPasswords } from './common-passwords.ts'
import { normalisedPassword, type PasswordRefusal, passwordRefusal } from './password-rules.ts'
import type { PersonRow } from './queries.ts'

/**
 * argon2id (the library's default) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB of memory, two passes,
 * one lane. Four at a time (libuv's threads) take 76 MiB. Raising them renews each hash at its owner's next sign-in.
 */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The hash of a password that nobody has (random, thrown away), with the parameters above: work for when there is no account. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$jdpq6sPOZSYuEP5PMGmq8Q$tA4xt0nX3ut/+8xyjgxygcdgxCu5Ic9ce3+OTpv0QTA'

export const hashPassword = (password: string): Promise<string> => hash(normalisedPassword(password), options)

/** Whether a password is right. Without a hash the same work is done, and the answer is no. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(stored ?? nobodysHash, normalisedPassword(password))
  return right && Boolean(stored)
}

/** Was it hashed with other parameters than those of today? */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return memoryCost !== options.memoryCost || timeCost !== options.timeCost || parallelism !== options.parallelism
}

/** Hashes of recovery codes: one salt for a set, so that a code that comes in is hashed once and held against all of them. */
export async function hashCodes(codes: readonly string[], salt: Uint8Array): Promise<string[]> {
  return Promise.all(codes.map((code) => hash(code, { ...options, salt })))
}

/** Which of a set of stored hashes is that of a code, or undefined. */
export async function matchingHash(stored: readonly string[], code: string): Promise<string | undefined> {
  const [first] = stored
  if (!first) return undefined
  const { memoryCost, timeCost, parallelism } = parseOptions(first)
  const encodedSalt = first.split('$').at(-2) ?? ''
  const salt = Buffer.from(encodedSalt, 'base64')
  const hashed = Buffer.from(await hash(code, { memoryCost, timeCost, parallelism, salt }))
  return stored.find((each) => equalBytes(Buffer.from(each), hashed))
}

/** Why somebody may not choose a password: too short, or easily guessed by who knows the person and the organisation. */
export async function refusalOfPassword(
  password: string,
  person: Pick<PersonRow, 'userName' | 'givenName' | 'familyName'>,
  environment: Environment,
): Promise<PasswordRefusal | undefined> {
  const personal = [person.userName, person.givenName, person.familyName, environment.customerName, 'hoede']
  return passwordRefusal(password, await commonPasswords(), personal)
}
