import { Readable, promises as streams } from 'node:stream'
import copyStreams from 'pg-copy-streams'
import { type Client, quoteName } from './connection.ts'

/** A row as COPY writes it (text format): null, or the text with its backslashes still in it. */
export type RawRow = (string | null)[]

/** Reads what a select gives with COPY; rows come in pieces, and the next piece is asked for when the last was taken. */
export async function* readCopy(client: Client, select: string): AsyncGenerator<RawRow[]> {
  const out = client.query(copyStreams.to(`copy (${select}) to stdout`))
  out.setEncoding('utf8')
  let rest = ''
  for await (const piece of out) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() as string
    if (lines.length > 0) yield lines.map(fieldsOf)
  }
  if (rest) throw new Error('COPY ended in the middle of a row')
}

const fieldsOf = (line: string): RawRow => line.split('\t').map((field) => (field === '\\N' ? null : field))

/** Adds rows to a table with COPY. Returns how many there were. */
export async function writeCopy(
  client: Client,
  table: string,
  columns: readonly string[],
  pieces: AsyncIterable<readonly RawRow[]>,
): Promise<number> {
  let count = 0
  async function* lines() {
    for await (const rows of pieces) {
      count += rows.length
      let text = ''
      for (const row of rows) text += `${row.map((field) => field ?? '\\N').join('\t')}\n`
      if (text) yield text
    }
  }
  const into = client.query(
    copyStreams.from(`copy ${quoteName(table)} (${columns.map(quoteName).join(', ')}) from stdin`),
  )
  await streams.pipeline(Readable.from(lines()), into)
  return count
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const letters: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** A text as COPY takes it. */
export const toCopy = (text: string) => text.replace(/[\\\n\r\t]/g, (character) => escapes[character] as string)
/** What COPY wrote, as text. */
export const fromCopy = (field: string) =>
  field.includes('\\') ? field.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter) : field
/** Bytes as COPY takes them. */
export const bytesToCopy = (bytes: Buffer) => `\\\\x${bytes.toString('hex')}`

/** The elements of an array of words or ids (nothing that needs quoting inside), as COPY wrote it. */
export function arrayFromCopy(field: string): string[] {
  const inner = fromCopy(field).slice(1, -1)
  if (!inner) return []
  return [...inner.matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain as string) : quoted.replace(/\\(.)/g, '$1'),
  )
}
export const arrayToCopy = (values: readonly string[]) =>
  toCopy(`{${values.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
