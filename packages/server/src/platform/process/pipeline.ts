import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { constants as priorities, setPriority } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { Readable as Source, promises as streams } from 'node:stream'

/** One program of a pipeline. */
export interface Filter {
  command: string
  args: readonly string[]
  env?: Record<string, string>
}

export interface PipelineOptions {
  /** What the first program reads; absent: nothing. */
  input?: AsyncIterable<Uint8Array>
  /** One line that the first program finds at /dev/fd/5, in no file and on no command line: an identity. */
  secret?: string
  /** Gives way to other work on the machine. */
  gentle?: boolean
  signal?: AbortSignal | undefined
}

/** A program of a pipeline ended badly; the message has the end of what it said, which quotes no values of a database. */
export class PipelineProblem extends Error {
  /** The program that failed first, in the order of the pipeline. */
  readonly program: string
  readonly status: number
  constructor(program: string, status: number, said: string) {
    super(`${program} ended with ${status}: ${said}`)
    this.program = program
    this.status = status
  }
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * Joins programs by pipes, as a shell does, and yields what the last one writes; the bytes between them do not pass this process.
 * When the reader stops early, or `signal` says so, all programs end. Throws PipelineProblem when any of them fails, after the last
 * piece: what was read before is then worth nothing.
 */
export async function* pipeline(filters: readonly Filter[], options: PipelineOptions = {}): AsyncGenerator<Uint8Array> {
  // Each says on descriptor 3 how it ended: a plain shell knows only of the last one.
  const commands = filters.map(
    ({ command, args }, at) => `{ ${[command, ...args].map(quote).join(' ')} 3>&-; echo "${at} $?" >&3; }`,
  )
  const script = options.secret === undefined ? commands.join(' | ') : withSecret(commands)
  const child = spawn('/bin/sh', ['-c', script], {
    detached: true,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...Object.assign({}, ...filters.map(({ env }) => env ?? {})) },
    stdio: [options.input ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  })
  const end = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // They ended by themselves.
    }
  }
  options.signal?.addEventListener('abort', end, { once: true })
  if (options.gentle && child.pid) setPriority(child.pid, priorities.priority.PRIORITY_BELOW_NORMAL)
  const closed = new Promise<number | null>((done, failed) => child.on('close', done).on('error', failed))
  closed.catch(() => undefined)
  const said = tail(child.stderr as Readable)
  const ends = tail(child.stdio[3] as Readable)
  const secret = child.stdio[4] as Writable
  secret.on('error', () => undefined)
  secret.end(options.secret === undefined ? '' : `${options.secret}\n`)
  const fed = options.input ? feed(options.input, child.stdin as Writable, end) : Promise.resolve(undefined)
  let isWhole = false
  try {
    for await (const piece of child.stdout as AsyncIterable<Uint8Array>) yield piece
    isWhole = true
  } finally {
    if (!isWhole) end()
    options.signal?.removeEventListener('abort', end)
    await closed
  }
  // A source that failed comes first: that the programs did not like the end of it follows from that.
  const sourceProblem = await fed
  if (sourceProblem) throw sourceProblem
  options.signal?.throwIfAborted()
  const statuses = new Map(
    ends()
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number) as [number, number]),
  )
  // The reader of a pipe that stops makes the writer before it fail (141, SIGPIPE): the one that stopped is the one to name.
  const failed = filters
    .map((filter, at) => ({ filter, status: statuses.get(at) ?? 137 }))
    .filter((each) => each.status)
  const first = failed.find(({ status }) => status !== 141) ?? failed[0]
  if (first) throw new PipelineProblem(first.filter.command.split('/').at(-1) ?? '', first.status, said().trim())
}

/**
 * The shell reads the secret and hands it on through a pipe: what Node calls a pipe is a socket, which cannot be opened by its name.
 * printf is part of the shell, so that the secret stands in no list of processes.
 */
const withSecret = ([first, ...others]: readonly string[]) =>
  `exec 6<&0; IFS= read -r secret <&4; ${[`{ printf '%s\\n' "$secret" | ${first} 5<&0 0<&6; }`, ...others].join(' | ')}`

/** Gives a program its input; answers with what went wrong at the source. A program that reads no further is no problem of the source. */
async function feed(input: AsyncIterable<Uint8Array>, into: Writable, end: () => void): Promise<unknown> {
  let problem: unknown
  const pieces = input[Symbol.asyncIterator]()
  const source = (async function* () {
    try {
      for (;;) {
        // Only what the source throws: a stream that is broken off throws at the `yield`.
        const next = await pieces.next().catch((error: unknown) => {
          problem = error ?? new Error('the source failed')
          throw error
        })
        if (next.done) return
        yield next.value
      }
    } finally {
      await pieces.return?.()
    }
  })()
  try {
    await streams.pipeline(Source.from(source), into)
  } catch {
    if (problem) end()
  }
  return problem
}

/** Collects the last two thousand characters of what comes. */
function tail(from: Readable): () => string {
  let text = ''
  from.setEncoding('utf8').on('data', (piece: string) => {
    text = `${text}${piece}`.slice(-2000)
  })
  return () => text
}

/** Is there a program of this name in PATH? */
export async function hasProgram(name: string): Promise<boolean> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const there = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (folder && there) return true
  }
  return false
}
