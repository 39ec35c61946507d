import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { removeAllFactors, setInitialTotp } from '../../factors/public.ts'
import * as invitations from '../invitations/invitation-queries.ts'
import * as queries from '../queries.ts'
import { hashPassword } from './passwords.ts'

/** What a person signs in with from the start: for seeding and the command line, never for an endpoint. */
interface InitialCredentials {
  password: string
  /** Base32; absent: the authenticator is coupled at the first sign-in. */
  totpKey?: string
}

/**
 * Gives a person a password (not held against the rules of passwords) and, where given, a coupled authenticator. A change of
 * credentials needs a row in the log in the same transaction: the caller writes one for all that it does.
 */
export async function setInitialCredentials(
  tx: Transaction,
  personId: string,
  credentials: InitialCredentials,
): Promise<void> {
  await queries.setPassword(tx, personId, await hashPassword(credentials.password))
  const { totpKey } = credentials
  if (totpKey) await setInitialTotp(tx, personId, totpKey)
}

/**
 * Takes away every proof of a person, the password too: only a letter leads in again, so that who knows the password alone cannot
 * register a phone of their own. Who somebody is at a provider stays: that is proven there.
 */
export async function resetCredentials(tx: Transaction, personId: string): Promise<void> {
  await Promise.all([
    queries.clearPassword(tx, personId),
    removeAllFactors(tx, personId),
    invitations.withdrawInvitations(tx, personId),
  ])
}

/** What stands with a person about signing in. */
export type AccountState = Omit<invitations.AccountStateRow, 'personId'>

/** Of each person: is an authenticator coupled, until when can an invitation be used, when did they sign in last. */
export async function accountStates(reader: Reader, personIds: readonly string[]): Promise<Map<string, AccountState>> {
  const rows = await invitations.findAccountStates(reader, personIds)
  return new Map(rows.map(({ personId, ...state }) => [personId, state]))
}
