import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setInitialCredentials } from '../capabilities/sign-in/public.ts'
import { randomText } from '../platform/crypto/tokens.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import type { AccountRecord, RoleKey } from './types.ts'

/** What a demo person signs in with: written for people to read and for tools and benchmarks to use. */
export interface DemoAccount {
  environment: string
  address: string
  userName: string
  name: string
  function: string
  password: string
  /** Key of the authenticator app, base32 (RFC 4648), 160 bits, six digits, 30 seconds, SHA-1. */
  totpKey: string
  /** False: this key is not coupled, the person couples an app at the first sign-in. */
  totpEnrolled: boolean
  roles: { role: RoleKey; scope: string }[]
}

const consonants = 'bdfghjklmnprstvwz'
const vowels = 'aeiou'
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Random and easy to type over: 'duni-velo-gapa-reso-27', 22 characters, some 58 bits. */
function readablePassword(): string {
  const syllable = () => randomText(1, consonants) + randomText(1, vowels)
  const words = Array.from({ length: 4 }, () => syllable() + syllable())
  return `${words.join('-')}-${randomText(2, '0123456789')}`
}

/** New passwords and keys for the people of an environment. Benchmarks share one password. */
export function newAccounts(
  people: readonly AccountRecord[],
  environment: string,
  address: string,
  shared = false,
): DemoAccount[] {
  const common = readablePassword()
  return people.map((person) => ({
    environment,
    address,
    userName: person.userName,
    name: person.name,
    function: person.function,
    password: shared ? common : readablePassword(),
    totpKey: randomText(32, base32),
    totpEnrolled: person.enrolled,
    roles: person.roles,
  }))
}

/** Gives the people their passwords and couples their authenticators, as the sign-in itself does. */
export async function storeCredentials(
  tx: Transaction,
  people: readonly AccountRecord[],
  accounts: readonly DemoAccount[],
): Promise<void> {
  for (const [index, { password, totpKey, totpEnrolled }] of accounts.entries()) {
    const { personId } = people[index] as AccountRecord
    await setInitialCredentials(tx, personId, totpEnrolled ? { password, totpKey } : { password })
  }
}

/** Where the accounts of the demo stand. */
export const accountsFile = (dataFolder: string) => join(dataFolder, 'demo', 'accounts.json')

/** Writes the accounts of one environment beside those of others: mode 0600, replaced as a whole. */
export async function writeAccounts(dataFolder: string, environment: string, accounts: DemoAccount[]): Promise<void> {
  const file = accountsFile(dataFolder)
  const others = (await readAccounts(dataFolder)).filter((each) => each.environment !== environment)
  await mkdir(join(dataFolder, 'demo'), { recursive: true, mode: 0o700 })
  const temporary = `${file}.new`
  await writeFile(temporary, `${JSON.stringify([...others, ...accounts], null, 2)}\n`, { mode: 0o600 })
  await rename(temporary, file)
}

/** The accounts of all demo environments; none when nothing was seeded yet. */
export async function readAccounts(dataFolder: string): Promise<DemoAccount[]> {
  try {
    return JSON.parse(await readFile(accountsFile(dataFolder), 'utf8')) as DemoAccount[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
