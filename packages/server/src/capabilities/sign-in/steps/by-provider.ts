import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import * as queries from '../queries.ts'
import { type Advance, advance } from './sessions.ts'

export interface ProvenByProvider {
  /** Whose subject it is; undefined when nobody's. */
  personId: string | undefined
  /** Did an approved provider prove two factors? */
  twoFactors: boolean
  /** When, as far as the provider says; not later than now. */
  provenAt: Date | undefined
  origin: { providerId: string; providerSid: string | null; providerSubject: string }
  /** What the log keeps: which values came, what they counted as. */
  detail: object
}

const longAgo = new Date(0)

/**
 * A sign-in that a provider answered for. It is one factor or two, and the steps that follow are those of every sign-in (steps.ts).
 * Somebody who left gets the answer of somebody who is not known. Returns a Problem for a refusal, which stays logged.
 */
export async function enterByProvider(
  tx: Transaction,
  caller: Caller,
  proven: ProvenByProvider,
): Promise<Advance | Problem> {
  const { personId, twoFactors, provenAt = longAgo, origin, detail } = proven
  const account = personId ? await queries.findAccount(tx, { personId }, caller.address) : undefined
  const attempt = { event: 'sign-in.provider', personId, detail }
  if (!account?.employed) return refuse(tx, caller, attempt, new Problem('identity-unknown'))
  const reached = await advance(tx, caller, account, [twoFactors ? 'provider-two' : 'provider'], {
    ...origin,
    // What was not proven here is as old as it is: a change that asks a factor of now asks for it again.
    ...(twoFactors ? { provenAt } : {}),
  })
  await logSuccess(tx, caller, {
    ...attempt,
    sessionId: reached.sessionId,
    detail: { ...detail, next: reached.state.step },
  })
  return reached
}

/** Ends every session that began at a provider, but the one of who asks. Returns how many. */
export async function endSessionsFrom(
  tx: Transaction,
  providerId: string,
  because: string,
  exceptId: string,
): Promise<number> {
  const rows = await tx.rows(
    `update session set ended_at = now(), ended_because = $2
     where provider_id = $1 and ended_at is null and expires_at > now() and id <> $3 returning id`,
    [providerId, because, exceptId],
  )
  return rows.length
}

/**
 * Ends the sessions that began at a provider: those of one session there, of one subject, or both (Back-Channel Logout 1.0
 * section 2.7). Returns whose they were.
 */
export function endProviderSessions(
  tx: Transaction,
  of: { providerId: string; sid?: string | undefined; subject?: string | undefined },
  because: string,
): Promise<{ sessionId: string; personId: string }[]> {
  if (of.sid === undefined && of.subject === undefined) return Promise.resolve([])
  return tx.rows(
    `update session set ended_at = now(), ended_because = $4
     where provider_id = $1 and ($2::text is null or provider_sid = $2) and ($3::text is null or provider_subject = $3)
       and ended_at is null and expires_at > now() returning id as "sessionId", person_id as "personId"`,
    [of.providerId, of.sid ?? null, of.subject ?? null, because],
  )
}
