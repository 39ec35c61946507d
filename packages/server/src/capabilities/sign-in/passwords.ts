import { matchesSlowHash, slowHash } from '../../platform/crypto/slow-hash.ts'
import type { Environment } from '../../platform/db/environments.ts'
import { commonPasswords } from './common-passwords.ts'
import { normalisedPassword, type PasswordRefusal, passwordRefusal } from './password-rules.ts'
import type { PersonRow } from './queries.ts'

export const hashPassword = (password: string): Promise<string> => slowHash(normalisedPassword(password))

/** Whether a password is right. Without a hash the same work is done, and the answer is no. */
export const isPassword = (stored: string | null | undefined, password: string): Promise<boolean> =>
  matchesSlowHash(stored, normalisedPassword(password))

/** Why somebody may not choose a password: too short, or easily guessed by who knows the person and the organisation. */
export async function refusalOfPassword(
  password: string,
  person: Pick<PersonRow, 'userName' | 'givenName' | 'familyName'>,
  environment: Environment,
): Promise<PasswordRefusal | undefined> {
  const personal = [person.userName, person.givenName, person.familyName, environment.customerName, 'hoede']
  return passwordRefusal(password, await commonPasswords(), personal)
}
