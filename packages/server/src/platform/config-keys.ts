import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ConfigProblem } from './config-problem.ts'
import type { KeyProviderSettings } from './crypto/key-providers.ts'

type Env = Record<string, string | undefined>
type Given = Record<string, unknown>

/**
 * The key providers of the file that HOEDE_KEY_PROVIDERS names (docs/operations/keys.md). Secrets do not stand in it: it says in
 * which file or environment variable they are. Throws ConfigProblem naming what is wrong.
 */
export function readKeyProviders(env: Env): KeyProviderSettings {
  const file = env['HOEDE_KEY_PROVIDERS']
  if (!file) return {}
  const found: KeyProviderSettings = {}
  for (const [name, given] of Object.entries(readJson(resolve(file)))) {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name) || name === 'file')
      throw wrong(name, 'heeft geen naam van kleine letters, cijfers en streepjes («file» bestaat al)')
    if (!isObject(given)) throw wrong(name, 'is geen groep van instellingen')
    found[name] = settingsOf(name, given, env)
  }
  return found
}

function settingsOf(name: string, given: Given, env: Env): KeyProviderSettings[string] {
  const text = (field: string) => {
    const value = given[field]
    if (typeof value !== 'string' || !value) throw wrong(name, `mist «${field}»`)
    return value
  }
  const optional = (field: string) => (given[field] === undefined ? undefined : text(field))
  const timeoutMilliseconds = secondsOf(name, given['timeoutSeconds'])
  if (given['kind'] === 'pkcs11') {
    const pin = secretOf(name, 'pin', given['pin'], env)
    return { kind: 'pkcs11', library: text('library'), token: text('token'), pin, timeoutMilliseconds }
  }
  if (given['kind'] !== 'transit') throw wrong(name, 'heeft geen «kind» van pkcs11 of transit')
  const address = text('address')
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
    throw wrong(name, 'heeft geen «address» met https://')
  const caFile = optional('caFile')
  return {
    kind: 'transit',
    address,
    mount: optional('mount'),
    namespace: optional('namespace'),
    token: secretOf(name, 'token', given['token'], env),
    authorities: caFile === undefined ? undefined : () => readFile(resolve(caFile), 'utf8'),
    timeoutMilliseconds,
  }
}

/** A secret is read at the moment that it is needed. A file that is gone gives an empty one: it was taken away. */
function secretOf(name: string, field: string, given: unknown, env: Env): () => Promise<string> {
  if (isObject(given) && typeof given['file'] === 'string') {
    const file = resolve(given['file'])
    return async () => (await readFile(file, 'utf8').catch(() => '')).trim()
  }
  if (isObject(given) && typeof given['variable'] === 'string') {
    const { variable } = given
    if (!env[variable]) throw wrong(name, `verwijst met «${field}» naar ${variable}, en die is leeg`)
    return async () => env[variable] ?? ''
  }
  throw wrong(name, `zegt met «${field}» niet waar het geheim staat: {"file": "…"} of {"variable": "…"}`)
}

function secondsOf(name: string, given: unknown): number | undefined {
  if (given === undefined) return undefined
  if (typeof given !== 'number' || !(given > 0 && given <= 60))
    throw wrong(name, 'heeft een «timeoutSeconds» die geen getal van 0 tot 60 is')
  return given * 1000
}

function readJson(file: string): Given {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isObject(read)) return read
  } catch {
    // What was read is not repeated: somebody may have put a secret in it after all.
  }
  throw new ConfigProblem(`HOEDE_KEY_PROVIDERS: «${file}» is niet te lezen als JSON met een groep voor elke aanbieder.`)
}

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (name: string, what: string) => new ConfigProblem(`HOEDE_KEY_PROVIDERS: «${name}» ${what}.`)
