import { PassThrough, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** What cannot be judged, in words: not a file of ours, or broken in a way that no tampering with the log explains. */
export class Unreadable extends Error {
  readonly line: number | undefined

  constructor(message: string, line?: number) {
    super(message)
    this.line = line
  }
}

/** A line of bytes without its line feed; the bytes may be written over while it is looked at. */
export type TakeLine = (buffer: Buffer, start: number, end: number) => void

const lineFeed = 10
/** A row with its detail is some thousand bytes; whoever sends a line without end gets no memory for it. */
const longest = 64 * 1024 * 1024

/** Cuts chunks into lines, without copying what lies in one chunk. */
export class LineCutter {
  readonly #take: TakeLine
  #rest: Buffer[] = []
  #restLength = 0

  constructor(take: TakeLine) {
    this.#take = take
  }

  push(chunk: Buffer): void {
    let start = 0
    let end = chunk.indexOf(lineFeed)
    if (this.#restLength && end >= 0) {
      const whole = Buffer.concat([...this.#rest, chunk.subarray(0, end)])
      this.#rest = []
      this.#restLength = 0
      this.#take(whole, 0, whole.length)
      start = end + 1
      end = chunk.indexOf(lineFeed, start)
    }
    for (; end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#take(chunk, start, end)
      start = end + 1
    }
    if (start === chunk.length) return
    this.#rest.push(chunk.subarray(start))
    this.#restLength += chunk.length - start
    if (this.#restLength > longest) throw new Unreadable('a line without end')
  }

  /** Was there something after the last line feed? Then the file ends in the middle of a line. */
  get inLine(): boolean {
    return this.#restLength > 0
  }
}

const isGzip = (chunk: Buffer) => chunk.length > 1 && chunk[0] === 0x1f && chunk[1] === 0x8b

/** The bytes, unpacked when they are gzip. A file that ends too early ends here without an error: `short` then says so. */
export async function* unpacked(chunks: AsyncIterable<Buffer>, short: () => void): AsyncGenerator<Buffer> {
  const source = chunks[Symbol.asyncIterator]()
  const first = await source.next()
  if (first.done) return
  const all = Readable.from(
    (async function* () {
      yield first.value
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
    })(),
    { objectMode: false, highWaterMark: 1 << 20 },
  )
  const plain = isGzip(first.value) ? createGunzip({ chunkSize: 1 << 20 }) : new PassThrough({ highWaterMark: 1 << 20 })
  all.on('error', (error) => plain.destroy(error))
  all.pipe(plain)
  try {
    for await (const chunk of plain) yield chunk as Buffer
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === 'Z_BUF_ERROR') short()
    else if (code?.startsWith('Z_')) throw new Unreadable(`the compressed file is damaged (${message})`)
    else throw error
  } finally {
    all.destroy()
  }
}
