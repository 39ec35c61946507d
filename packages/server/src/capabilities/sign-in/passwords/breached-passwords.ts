import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bloom, BloomProblem, digestOf, openBloom } from '../../../platform/crypto/bloom.ts'

/** Where the list of stolen passwords of this installation is. */
export const breachedPasswordsFile = (dataFolder: string): string => join(dataFolder, 'passwords', 'breached.bloom')

interface Opened {
  /** Which file it was: another one, or none, is opened anew. */
  state: string
  list: Promise<Bloom | undefined>
}

let file: string | undefined
let warnOf: (text: string) => void = () => undefined
let opened: Opened | undefined

/**
 * From now on passwords in the list at this place are refused. It need not be there, and may come, change or go meanwhile: it is
 * looked at anew when somebody chooses a password. A list that is not whole counts as none, and says so by `warn`: the built-in
 * list always stays. Returns how many passwords it holds; undefined without one.
 */
export async function useBreachedPasswords(path: string, warn: (text: string) => void): Promise<number | undefined> {
  file = path
  warnOf = warn
  opened = undefined
  return (await currentList())?.texts
}

/** Is one of these ways to write a password in the list? Without a list: no. */
export async function isBreached(writings: readonly string[]): Promise<boolean> {
  const list = await currentList()
  if (!list) return false
  try {
    for (const writing of new Set(writings)) if (await list.has(digestOf(writing))) return true
  } catch {
    // It was replaced or taken away while it was being read: the next one who chooses finds the new one.
    opened = undefined
  }
  return false
}

async function currentList(): Promise<Bloom | undefined> {
  if (!file) return undefined
  const state = await stat(file).then(
    ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
    () => 'none',
  )
  if (opened?.state !== state) {
    const before = opened
    opened = { state, list: openList(file) }
    void before?.list.then((list) => list?.close())
  }
  return opened.list
}

const openList = (path: string): Promise<Bloom | undefined> =>
  openBloom(path).catch((error: unknown) => {
    if (!(error instanceof BloomProblem)) throw error
    if (error.code === 'bloom-broken') warnOf(brokenList(path, error))
    return undefined
  })

/** What is wrong with a list, for the operator. */
export const brokenList = (path: string, { message }: Error): string =>
  `De lijst van gestolen wachtwoorden (${path}) is niet te gebruiken: ${message}. Alleen de ingebouwde lijst telt nu. Maak haar opnieuw met: hoede passwords refresh <bestand>`
