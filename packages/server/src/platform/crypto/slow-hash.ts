import { availableParallelism } from 'node:os'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { turns } from '../process/turns.ts'
import { equalBytes } from './tokens.ts'

/**
 * argon2id (the library's default) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB of memory, two passes,
 * one lane. Raising them renews each hash of a password at its next use.
 */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Hashing happens on other threads, but on the same cores: one core is always left for everybody who is at work already. Who comes
 * in waits for a turn.
 */
const inTurn = turns(Math.max(1, availableParallelism() - 1))

/** The hash of a secret that nobody has (random, thrown away), with the parameters above: work for when there is nothing to hold against. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$jdpq6sPOZSYuEP5PMGmq8Q$tA4xt0nX3ut/+8xyjgxygcdgxCu5Ic9ce3+OTpv0QTA'

/** Hashes something that people choose or type, so that who has the hash cannot guess it cheaply. */
export const slowHash = (secret: string): Promise<string> => inTurn(() => hash(secret, options))

/** Whether a secret is the one that was hashed. Without a hash the same work is done, and the answer is no. */
export async function matchesSlowHash(stored: string | null | undefined, secret: string): Promise<boolean> {
  const right = await inTurn(() => verify(stored ?? nobodysHash, secret))
  return right && Boolean(stored)
}

/** Was it hashed with other parameters than those of today? */
export function isOutdatedHash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return memoryCost !== options.memoryCost || timeCost !== options.timeCost || parallelism !== options.parallelism
}

/** Hashes of a set of codes: one salt for all, so that a code that comes in is hashed once and held against all of them. */
export async function slowHashes(codes: readonly string[], salt: Uint8Array): Promise<string[]> {
  return Promise.all(codes.map((code) => inTurn(() => hash(code, { ...options, salt }))))
}

/** Which of a set of stored hashes is that of a code, or undefined. */
export async function matchingSlowHash(stored: readonly string[], code: string): Promise<string | undefined> {
  const [first] = stored
  if (!first) return undefined
  const { memoryCost, timeCost, parallelism } = parseOptions(first)
  const encodedSalt = first.split('$').at(-2) ?? ''
  const salt = Buffer.from(encodedSalt, 'base64')
  const hashed = Buffer.from(await inTurn(() => hash(code, { memoryCost, timeCost, parallelism, salt })))
  return stored.find((each) => equalBytes(Buffer.from(each), hashed))
}
