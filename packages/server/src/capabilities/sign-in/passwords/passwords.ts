import { matchesSlowHash, slowHash } from '../../../platform/crypto/slow-hash.ts'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Reader } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { shortestPassword } from '../policy/policy.ts'
import type { PersonRow } from '../queries.ts'
import { isBreached } from './breached-passwords.ts'
import { commonPasswords } from './common-passwords.ts'
import { normalisedPassword, passwordRefusal } from './password-rules.ts'

export const hashPassword = (password: string): Promise<string> => slowHash(normalisedPassword(password))

/** Whether a password is right. Without a hash the same work is done, and the answer is no. */
export const isPassword = (stored: string | null | undefined, password: string): Promise<boolean> =>
  matchesSlowHash(stored, normalisedPassword(password))

/**
 * Throws Problem password-too-short, password-too-common (easily guessed by who knows the person and the organisation) or
 * password-breached (in the list of stolen passwords) for a password that somebody may not choose.
 */
export async function checkPassword(
  reader: Reader,
  password: string,
  person: Pick<PersonRow, 'userName' | 'givenName' | 'familyName'>,
  environment: Environment,
): Promise<void> {
  const personal = [person.userName, person.givenName, person.familyName, environment.customerName, 'hoede']
  const [shortest, common] = await Promise.all([shortestPassword(reader), commonPasswords()])
  const refusal = passwordRefusal(password, common, personal, shortest)
  if (refusal === 'password-too-short') throw new Problem(refusal, { detail: `Gebruik minstens ${shortest} tekens.` })
  if (refusal) throw new Problem(refusal)
  if (await isBreached([password, normalisedPassword(password)])) throw new Problem('password-breached')
}
