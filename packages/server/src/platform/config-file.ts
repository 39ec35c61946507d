import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ConfigProblem } from './config-problem.ts'

export type Env = Record<string, string | undefined>
type Given = Record<string, unknown>

/**
 * A group of settings of a configuration file in JSON. Secrets do not stand in it: it says in which file or environment variable
 * they are. Every method throws ConfigProblem naming the file's variable, the group and what is wrong.
 */
export interface Group {
  name: string
  text(field: string): string
  optional(field: string): string | undefined
  number(field: string, otherwise: number, most: number): number
  /** Read at the moment that it is needed. A file that is gone gives an empty one: it was taken away. */
  secret(field: string): () => Promise<string>
  wrong(what: string): ConfigProblem
}

/** The file as a group of groups. Throws ConfigProblem. What was read is not repeated: somebody may have put a secret in it after all. */
export function readJsonFile(variable: string, file: string): Given {
  try {
    const read: unknown = JSON.parse(readFileSync(resolve(file), 'utf8'))
    if (isObject(read)) return read
  } catch {
    // The message below says it.
  }
  throw new ConfigProblem(`${variable}: «${file}» is niet te lezen als JSON met groepen van instellingen.`)
}

export function groupOf(variable: string, name: string, given: unknown, env: Env): Group {
  const wrong = (what: string) => new ConfigProblem(`${variable}: «${name}» ${what}.`)
  if (!isObject(given)) throw wrong('is geen groep van instellingen')
  const text = (field: string) => {
    const value = given[field]
    if (typeof value !== 'string' || !value) throw wrong(`mist «${field}»`)
    return value
  }
  return {
    name,
    text,
    optional: (field) => (given[field] === undefined ? undefined : text(field)),
    number(field, otherwise, most) {
      const value = given[field]
      if (value === undefined) return otherwise
      if (typeof value !== 'number' || !(value > 0 && value <= most))
        throw wrong(`heeft een «${field}» die geen getal van 0 tot ${most} is`)
      return value
    },
    secret(field) {
      const where = given[field]
      if (isObject(where) && typeof where['file'] === 'string') {
        const file = resolve(where['file'])
        return async () => (await readFile(file, 'utf8').catch(() => '')).trim()
      }
      if (isObject(where) && typeof where['variable'] === 'string') {
        const { variable: from } = where
        if (!env[from]) throw wrong(`verwijst met «${field}» naar ${from}, en die is leeg`)
        return async () => env[from] ?? ''
      }
      throw wrong(`zegt met «${field}» niet waar het geheim staat: {"file": "…"} of {"variable": "…"}`)
    },
    wrong,
  }
}

export const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
