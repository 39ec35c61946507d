import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

let reading: Promise<ReadonlySet<string>> | undefined

/** The words and strings that people build passwords from; read once, when the first password is chosen. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  reading ??= readFile(join(import.meta.dirname, 'common-passwords.txt'), 'utf8').then(parse)
  reading.catch(() => {
    reading = undefined
  })
  return reading
}

function parse(text: string): ReadonlySet<string> {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'))
  return new Set(lines.flatMap((line) => line.split(/\s+/)).filter((word) => word.length > 2))
}
