import { availableParallelism } from 'node:os'
import { type Options, parseOptions } from '@node-rs/argon2'
import { Piscina } from 'piscina'
import { equalBytes } from './tokens.ts'

/**
 * argon2id (the library's default) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB of memory, two passes,
 * one lane. Raising them renews each hash of a password at its next use.
 */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Hashing happens on threads of its own that give way to whatever else wants the processor (Linux: niceness, so that reading a
 * record goes first while a shift comes in). Who comes in waits for a turn. They begin at the first hash, not with the server.
 */
const threads = () =>
  new Piscina({
    filename: new URL('./hashing-thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: 60_000,
    niceIncrement: 10,
  })
let started: Piscina | undefined

function onThread(name: 'hash', task: { secret: string; options: Options }): Promise<string>
function onThread(name: 'verify', task: { stored: string; secret: string }): Promise<boolean>
function onThread(name: string, task: object): Promise<unknown> {
  started ??= threads()
  return started.run(task, { name })
}

/** The hash of a secret that nobody has (random, thrown away), with the parameters above: work for when there is nothing to hold against. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$jdpq6sPOZSYuEP5PMGmq8Q$tA4xt0nX3ut/+8xyjgxygcdgxCu5Ic9ce3+OTpv0QTA'

/** Hashes something that people choose or type, so that who has the hash cannot guess it cheaply. */
export const slowHash = (secret: string): Promise<string> => onThread('hash', { secret, options })

/** Whether a secret is the one that was hashed. Without a hash the same work is done, and the answer is no. */
export async function matchesSlowHash(stored: string | null | undefined, secret: string): Promise<boolean> {
  const right = await onThread('verify', { stored: stored ?? nobodysHash, secret })
  return right && Boolean(stored)
}

/** Was it hashed with other parameters than those of today? */
export function isOutdatedHash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return memoryCost !== options.memoryCost || timeCost !== options.timeCost || parallelism !== options.parallelism
}

/** Hashes of a set of codes: one salt for all, so that a code that comes in is hashed once and held against all of them. */
export async function slowHashes(codes: readonly string[], salt: Uint8Array): Promise<string[]> {
  return Promise.all(codes.map((code) => onThread('hash', { secret: code, options: { ...options, salt } })))
}

/** Which of a set of stored hashes is that of a code, or undefined. */
export async function matchingSlowHash(stored: readonly string[], code: string): Promise<string | undefined> {
  const [first] = stored
  if (!first) return undefined
  const { memoryCost, timeCost, parallelism } = parseOptions(first)
  const encodedSalt = first.split('$').at(-2) ?? ''
  const salt = Buffer.from(encodedSalt, 'base64')
  const same = { memoryCost, timeCost, parallelism, salt }
  const hashed = Buffer.from(await onThread('hash', { secret: code, options: same }))
  return stored.find((each) => equalBytes(Buffer.from(each), hashed))
}
