import type { SignInWays } from '@hoede/contract'
import { hashToken } from '../../platform/crypto/tokens.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { personName } from '../organisation/public.ts'
import { providersOffered } from '../single-sign-on/public.ts'
import type { Caller } from './attempts.ts'
import * as queries from './ways-queries.ts'

/** What the sign-in page offers here: the ways that are on, and on a shared computer who can come back to it with a short code. */
export async function signInWays(reader: Reader, caller: Pick<Caller, 'computer'>): Promise<SignInWays> {
  const computer = caller.computer ? hashToken(caller.computer) : undefined
  const [ways, providers, device, people] = await Promise.all([
    queries.findWays(reader),
    providersOffered(reader),
    computer && queries.findDevice(reader, computer),
    computer ? queries.findPeopleThere(reader, computer) : [],
  ])
  return {
    password: ways.includes('password'),
    passkey: ways.includes('passkey'),
    providers: ways.includes('provider') ? providers : [],
    sharedComputer: device
      ? { name: device.name, people: people.map((person) => ({ id: person.id, name: personName(person) })) }
      : null,
  }
}
