import { createHash, hash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { equalBytes } from './tokens.ts'

/**
 * A set of texts as a Bloom filter (Bloom, CACM 13(7), 1970): it says "no" with certainty and "yes" with a small chance of being
 * wrong, in a twentieth of the room. A text goes in by its SHA-1 over UTF-8, so that lists which give nothing else fit.
 *
 * The file: 128 bytes of header, then the bits. Header, little-endian: 8 bytes "HOEDEBLM"; uint32 version 1; uint32 number of
 * hash functions k; uint64 number of bits m; uint64 number of texts n; uint64 made at (ms since 1970); SHA-256 of the bits;
 * SHA-256 of the header up to here; zeros.
 */
const magic = 'HOEDEBLM'
const version = 1
const headerBytes = 128
const signedBytes = 72

/** One in so many texts that are not in the set is taken for one that is. */
export const falsePositives = 1 / 10_000

export interface BloomFacts {
  /** Number of bits, of hash functions, and of texts. */
  bits: number
  functions: number
  texts: number
  madeAt: Date
}

/** A set that can be asked. */
export interface Bloom extends BloomFacts {
  /** Is a text (by its SHA-1, 20 bytes) in the set? */
  has(digest: Uint8Array): Promise<boolean>
  close(): Promise<void>
}

export class BloomProblem extends Error {
  readonly code: 'bloom-missing' | 'bloom-broken'
  constructor(code: BloomProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** The digest by which a text is in a set. */
export const digestOf = (text: string | Uint8Array): Buffer => hash('sha1', text, 'buffer')

/** The size that gives the rate of false positives for a number of texts. */
export function sizeFor(texts: number, rate = falsePositives): Pick<BloomFacts, 'bits' | 'functions'> {
  const perText = -Math.log(rate) / Math.LN2 ** 2
  const bytes = Math.max(128, Math.ceil((texts * perText) / 8))
  return { bits: bytes * 8, functions: Math.round(perText * Math.LN2) }
}

/**
 * A digest sets the bits first, first + step, first + 2 step, …, from two numbers of 48 bits of it (double hashing: Kirsch and
 * Mitzenmacher, 2006). 48 bits times some 13 functions stay below 2^53, so that plain numbers are exact.
 */
const firstOf = (digest: Uint8Array) => number48(digest, 0)
const stepOf = (digest: Uint8Array) => number48(digest, 6) || 1

const number48 = (digest: Uint8Array, at: number) =>
  ((digest[at] ?? 0) * 2 ** 8 + (digest[at + 1] ?? 0)) * 2 ** 32 +
  (digest[at + 2] ?? 0) * 2 ** 24 +
  (((digest[at + 3] ?? 0) << 16) | ((digest[at + 4] ?? 0) << 8) | (digest[at + 5] ?? 0))

/** A set that is being made, in memory. */
export class BloomBuilder {
  readonly #size: Pick<BloomFacts, 'bits' | 'functions'>
  readonly #bytes: Buffer
  #texts = 0

  /** For at most so many texts; with more, false positives come more often than promised. */
  constructor(texts: number) {
    this.#size = sizeFor(texts)
    this.#bytes = Buffer.alloc(this.#size.bits / 8)
  }

  add(digest: Uint8Array): void {
    const { bits, functions } = this.#size
    const [first, step] = [firstOf(digest), stepOf(digest)]
    for (let i = 0; i < functions; i++) {
      const bit = (first + i * step) % bits
      const at = Math.floor(bit / 8)
      this.#bytes[at] = (this.#bytes[at] ?? 0) | (1 << (bit % 8))
    }
    this.#texts += 1
  }

  /** Writes the set whole or not at all, in the place of what was there. */
  async write(file: string): Promise<BloomFacts> {
    const facts = { ...this.#size, texts: this.#texts, madeAt: new Date() }
    const beside = join(dirname(file), `.${basename(file)}.${process.pid}.new`)
    await rm(beside, { force: true })
    const handle = await open(beside, 'wx', 0o644)
    try {
      await handle.writeFile(headerOf(facts, digestOfBits(this.#bytes)))
      for (let at = 0; at < this.#bytes.length; at += chunk)
        await handle.writeFile(this.#bytes.subarray(at, at + chunk))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
    return facts
  }
}

const chunk = 64 * 1024 * 1024

function digestOfBits(bytes: Buffer): Buffer {
  const digest = createHash('sha256')
  for (let at = 0; at < bytes.length; at += chunk) digest.update(bytes.subarray(at, at + chunk))
  return digest.digest()
}

function headerOf(facts: BloomFacts, digest: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write(magic, 0, 'latin1')
  header.writeUInt32LE(version, 8)
  header.writeUInt32LE(facts.functions, 12)
  header.writeBigUInt64LE(BigInt(facts.bits), 16)
  header.writeBigUInt64LE(BigInt(facts.texts), 24)
  header.writeBigUInt64LE(BigInt(facts.madeAt.getTime()), 32)
  digest.copy(header, 40)
  createHash('sha256').update(header.subarray(0, signedBytes)).digest().copy(header, signedBytes)
  return header
}

interface Header extends BloomFacts {
  digest: Buffer
}

async function readHeader(handle: FileHandle): Promise<Header> {
  const header = Buffer.alloc(headerBytes)
  const { bytesRead } = await handle.read(header, 0, headerBytes, 0)
  if (bytesRead < headerBytes || header.toString('latin1', 0, 8) !== magic) throw broken('dit is geen lijst van Hoede')
  const digest = createHash('sha256').update(header.subarray(0, signedBytes)).digest()
  if (!equalBytes(digest, header.subarray(signedBytes, signedBytes + 32))) throw broken('het begin is beschadigd')
  if (header.readUInt32LE(8) !== version) throw broken('een andere versie van Hoede maakte deze lijst')
  const facts = {
    functions: header.readUInt32LE(12),
    bits: Number(header.readBigUInt64LE(16)),
    texts: Number(header.readBigUInt64LE(24)),
    madeAt: new Date(Number(header.readBigUInt64LE(32))),
    digest: Buffer.from(header.subarray(40, signedBytes)),
  }
  const { size } = await handle.stat()
  if (size !== headerBytes + facts.bits / 8) throw broken('er ontbreekt een stuk')
  return facts
}

const broken = (why: string) => new BloomProblem('bloom-broken', why)

/** A filter up to so many bytes is read whole, and then its content is checked too; a larger one is read a byte at a time. */
const readWholeAtMost = 256 * 1024 * 1024

/**
 * Opens a set. With `thorough` the content of a large one is checked as well, which takes seconds. Throws BloomProblem: it is not
 * there, or it is not (or no longer) what was written.
 */
export async function openBloom(
  file: string,
  options: { thorough?: boolean; wholeAtMost?: number } = {},
): Promise<Bloom> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new BloomProblem('bloom-missing', 'er is geen lijst')
      : broken('hij is niet te lezen')
  })
  try {
    const { digest, ...facts } = await readHeader(handle)
    const bytes = facts.bits / 8
    if (bytes <= (options.wholeAtMost ?? readWholeAtMost)) {
      const whole = Buffer.alloc(bytes)
      await handle.read(whole, 0, bytes, headerBytes)
      await handle.close()
      if (!equalBytes(digestOfBits(whole), digest)) throw broken('de inhoud is beschadigd')
      return {
        ...facts,
        has: async (each) => hasAll(each, facts, (at) => whole[at] ?? 0),
        close: async () => undefined,
      }
    }
    if (options.thorough && !equalBytes(await digestOfFile(handle), digest)) throw broken('de inhoud is beschadigd')
    return {
      ...facts,
      has: (each) => hasAll(each, facts, (at) => byteAt(handle, at)),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function hasAll(
  digest: Uint8Array,
  facts: BloomFacts,
  byte: (at: number) => number | Promise<number>,
): Promise<boolean> {
  const [first, step] = [firstOf(digest), stepOf(digest)]
  for (let i = 0; i < facts.functions; i++) {
    const bit = (first + i * step) % facts.bits
    if (((await byte(Math.floor(bit / 8))) & (1 << (bit % 8))) === 0) return false
  }
  return true
}

async function byteAt(handle: FileHandle, at: number): Promise<number> {
  const one = Buffer.alloc(1)
  await handle.read(one, 0, 1, headerBytes + at)
  return one[0] ?? 0
}

async function digestOfFile(handle: FileHandle): Promise<Buffer> {
  const digest = createHash('sha256')
  const part = Buffer.alloc(chunk)
  for (let at = headerBytes; ; ) {
    const { bytesRead } = await handle.read(part, 0, chunk, at)
    if (bytesRead === 0) return digest.digest()
    digest.update(part.subarray(0, bytesRead))
    at += bytesRead
  }
}
