import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { consistent, describeKey } from './cli-checkpoints.ts'
import { Unreadable } from './export/lines.ts'
import { verifyExport } from './export/verify.ts'
import { NoteError, readVerifier, type Verifier } from './note.ts'
import type { Report } from './report.ts'
import { type GivenCheckpoint, splitNotes } from './trust.ts'
import { serveWitness } from './witness/serve.ts'
import { findingText, type Language, languages, noticeText, reportText } from './words.ts'

/** Where a command reads and writes. */
export interface Terminal {
  out: (text: string) => void
  error: (text: string) => void
  /** Is what goes to `error` looked at by somebody, who wants to see that it goes on? */
  watched: boolean
}

const help = `hoede-verify proves offline that a Hoede log was not changed since a checkpoint that somebody kept.

  hoede-verify verify <export> --key <key or file> [--checkpoint <file>]... [--witness <key or file>]... [--json] [--language nl]
  hoede-verify consistent --key <key or file> --from <checkpoint> --to <checkpoint> --proof <file> [--json] [--language nl]
  hoede-verify key <key or file>
  hoede-verify witness --listen 127.0.0.1:8190 --store <folder> --name <name> --log <key or file>...

Give the first key of the log: later keys follow from it. A checkpoint file may hold several. An export may be gzip; - reads stdin.
Exit code: 0 nothing wrong, 1 tampering found, 2 cannot be judged.
`

const options = {
  key: { type: 'string', multiple: true },
  checkpoint: { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  log: { type: 'string', multiple: true },
  listen: { type: 'string', default: '127.0.0.1:8190' },
  store: { type: 'string' },
  name: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  proof: { type: 'string' },
  language: { type: 'string', default: 'en' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values']

class Usage extends Error {}

/** Runs one command. Gives the exit code: 0 nothing wrong, 1 tampering found, 2 cannot be judged. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await command(args, terminal)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const known = error instanceof Usage || error instanceof NoteError || error instanceof Unreadable
    if (!known && !code) throw error
    const line = error instanceof Unreadable && error.line ? `line ${error.line}: ` : ''
    terminal.error(`hoede-verify: ${line}${message}\n`)
    return 2
  }
}

async function command(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [name, ...rest] = positionals
  if (values.help || !name) {
    terminal.out(help)
    return values.help ? 0 : 2
  }
  const language = languages.find((each) => each === values.language)
  if (!language) throw new Usage('--language is en or nl')
  if (name === 'verify' && rest.length === 1) return verify(rest[0]!, values, language, terminal)
  if (name === 'consistent' && !rest.length) return compare(values, language, terminal)
  if (name === 'key' && rest.length === 1) {
    for (const key of await readKeys(rest)) terminal.out(describeKey(key))
    return 0
  }
  if (name === 'witness' && !rest.length) return witness(values, terminal)
  throw new Usage(`no such command; hoede-verify --help says what there is`)
}

/** Runs until it is told to stop. */
async function witness({ listen, store, name, log }: Values, terminal: Terminal): Promise<number> {
  if (!listen || !store || !name || !log) throw new Usage('give --store, --name and --log')
  const say = (line: string) => terminal.error(`${new Date().toISOString()} ${line}\n`)
  const { stop } = await serveWitness({ listen, store, name, logs: await readKeys(log), say })
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  await stop()
  return 0
}

async function compare(values: Values, language: Language, terminal: Terminal): Promise<number> {
  const { from, to, proof } = values
  if (!from || !to || !proof) throw new Usage('give --from, --to and --proof')
  const [keys, first, second, hashes] = await Promise.all([
    keysOf(values),
    readFile(from, 'utf8'),
    readFile(to, 'utf8'),
    readFile(proof, 'utf8'),
  ])
  const { holds, text } = consistent({
    keys,
    from: { name: from, note: first },
    to: { name: to, note: second },
    proof: hashes,
    language,
  })
  terminal.out(values.json ? `${JSON.stringify({ outcome: holds ? 'whole' : 'tampered', text })}\n` : `${text}\n`)
  return holds ? 0 : 1
}

async function verify(file: string, values: Values, language: Language, terminal: Terminal): Promise<number> {
  const [keys, witnesses, checkpoints] = await Promise.all([
    keysOf(values),
    readKeys(values.witness ?? []),
    Promise.all((values.checkpoint ?? []).map(readCheckpoints)),
  ])
  const size = file === '-' ? undefined : (await stat(file)).size
  const stream: AsyncIterable<Buffer> =
    file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 })
  const bar = terminal.watched && size ? progressBar(size, terminal) : undefined
  const report = await verifyExport(bar ? counted(stream, bar.add) : stream, {
    keys,
    witnesses,
    checkpoints: checkpoints.flat(),
  })
  bar?.end()
  terminal.out(values.json ? jsonOf(report, language) : reportText(report, language))
  return { whole: 0, tampered: 1, unjudged: 2 }[report.outcome]
}

const jsonOf = (report: Report, language: Language) =>
  `${JSON.stringify({
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, text: findingText(finding, language) })),
    notices: report.notices.map((notice) => ({ ...notice, text: noticeText(notice, language) })),
  })}\n`

async function* counted(chunks: AsyncIterable<Buffer>, add: (bytes: number) => void) {
  for await (const chunk of chunks) {
    add(chunk.length)
    yield chunk
  }
}

/** How much of a file has been read, on one line that is written over. */
function progressBar(size: number, { error }: Terminal) {
  const width = 40
  let [read, shown] = [0, -1]
  return {
    add(bytes: number) {
      read += bytes
      const percent = Math.min(100, Math.floor((read / size) * 100))
      if (percent === shown) return
      shown = percent
      const full = Math.round((percent / 100) * width)
      error(`\r[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percent}%`)
    },
    end: () => error(`\r${' '.repeat(width + 8)}\r`),
  }
}

async function keysOf({ key }: Values): Promise<Verifier[]> {
  if (!key?.length) throw new Usage('give the key of the log with --key')
  return readKeys(key)
}

/** Keys as they are, or in files with one a line. */
async function readKeys(given: readonly string[]): Promise<Verifier[]> {
  const texts = await Promise.all(
    given.map(async (each) =>
      /^\S+\+[0-9a-f]{8}\+\S+$/i.test(each) ? [each] : (await readFile(each, 'utf8')).split('\n'),
    ),
  )
  return texts
    .flat()
    .filter((text) => text.trim() && !text.startsWith('#'))
    .map(readVerifier)
}

async function readCheckpoints(file: string): Promise<GivenCheckpoint[]> {
  const notes = splitNotes(await readFile(file, 'utf8'))
  return notes.length ? notes.map((note) => ({ name: file, note })) : [{ name: file, note: '' }]
}
