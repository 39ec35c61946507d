import type { SignInWays } from '@hoede/contract'
import type { Reader } from '../../../platform/db/transaction.ts'
import { reentriesOn } from '../../shared-computers/public.ts'
import { providersOffered } from '../../single-sign-on/public.ts'
import type { Caller } from '../guessing/attempts.ts'
import { findWays } from '../policy/policy.ts'

/** What the sign-in page offers here: the ways that are on, and on a shared computer who can come back to it with a short code. */
export async function signInWays(reader: Reader, caller: Pick<Caller, 'computer'>): Promise<SignInWays> {
  const [ways, providers, sharedComputer] = await Promise.all([
    findWays(reader),
    providersOffered(reader),
    reentriesOn(reader, caller.computer),
  ])
  return {
    password: ways.includes('password'),
    passkey: ways.includes('passkey'),
    providers: ways.includes('provider') ? providers : [],
    sharedComputer,
  }
}
