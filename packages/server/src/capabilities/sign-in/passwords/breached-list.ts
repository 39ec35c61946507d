import { createReadStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BloomBuilder, type BloomFacts, digestOf } from '../../../platform/crypto/bloom.ts'

class ListProblem extends Error {
  readonly code = 'password-list'
}

/** How far the work is: from 0 to 1, in two passes over the file. */
export type Progress = (done: number) => void

/**
 * Makes the list of stolen passwords from a text file: one password on a line, or its SHA-1 in hexadecimal with or without how
 * often it was seen ("HASH:count", as Have I Been Pwned gives them; seen 0 times is padding). The file is read twice, once to
 * know how many there are; the list itself is in memory while it is made, 2.4 bytes for each password. Throws ListProblem.
 */
export async function makeBreachedList(
  from: string,
  to: string,
  progress: Progress = () => undefined,
): Promise<BloomFacts> {
  const size = await sizeOf(from)
  let count = 0
  const counting = (line: Buffer) => {
    if (digestOfLine(line)) count += 1
  }
  await eachLine(from, counting, (read) => progress((read / size) * 0.3))
  if (count === 0) throw new ListProblem(`In ${from} staat geen enkel wachtwoord.`)
  const builder = new BloomBuilder(count)
  const adding = (line: Buffer) => {
    const digest = digestOfLine(line)
    if (digest) builder.add(digest)
  }
  await eachLine(from, adding, (read) => progress(0.3 + (read / size) * 0.7))
  await mkdir(dirname(to), { recursive: true })
  return builder.write(to)
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new ListProblem(`Het bestand ${file} is er niet.`)
  return Math.max(1, found.size)
}

const newline = 0x0a
const longestLine = 64 * 1024

/** Hands over the lines of a file as bytes, without what ends them: nothing is decoded, so that no password changes. */
async function eachLine(file: string, take: (line: Buffer) => void, progress: (read: number) => void): Promise<void> {
  let rest: Buffer = Buffer.alloc(0)
  let read = 0
  for await (const part of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length ? Buffer.concat([rest, part]) : part
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      take(trimmed(bytes.subarray(start, end)))
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > longestLine)
      throw new ListProblem(`${file} is geen tekstbestand met één wachtwoord op een regel.`)
    read += part.length
    progress(read)
  }
  if (rest.length) take(trimmed(rest))
}

const carriageReturn = 0x0d
const trimmed = (line: Buffer) => (line.at(-1) === carriageReturn ? line.subarray(0, -1) : line)

const hexDigits = 40
const colon = 0x3a

/** The digest that a line stands for; undefined for an empty line and for padding. */
function digestOfLine(line: Buffer): Buffer | undefined {
  if (line.length === 0) return undefined
  if (line.length === hexDigits || line[hexDigits] === colon) {
    const digest = Buffer.from(line.toString('latin1', 0, hexDigits), 'hex')
    // Node stops at the first character that is no digit.
    if (digest.length === hexDigits / 2) return line.toString('latin1', hexDigits) === ':0' ? undefined : digest
  }
  return digestOf(line)
}
