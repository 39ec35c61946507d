import type { ProofProviders } from '@hoede/contract'
import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import { equalBytes, hashToken, newToken } from '../../platform/crypto/tokens.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { Around, Call } from '../../platform/http/endpoint.ts'
import { Problem } from '../../platform/http/problem.ts'
import { isWayOn } from '../sign-in/public.ts'
import { type Failure, failureOf } from './failures.ts'
import { authorizationAddress, type Connection, exchange, newVisitSecrets, type VisitSecrets } from './protocol.ts'
import { findProvider, findProvidersOf, type ProviderRow } from './queries.ts'
import { connectionOf, settingsHash } from './settings.ts'
import * as queries from './visit-queries.ts'

type VisitCall = Pick<
  Call<unknown, unknown, unknown, Transaction>,
  'tx' | 'caller' | 'environment' | 'personId' | 'sessionId'
>

/** A visit to a provider that is about to begin. */
export interface PlannedVisit {
  provider: ProviderRow
  connection: Connection
  secrets: VisitSecrets
  purpose: queries.Purpose
  /** The token of the browser: the one that it has, so that two tabs can be under way at once. */
  browser: string
  /** A new sign-in there is asked for, whoever was in already. */
  again: boolean
}

export const returnPath = '/aanmelden/terug'
const eventOf = {
  'sign-in': 'sign-in.provider',
  link: 'identity.link',
  trial: 'provider.trial',
  proof: 'proof.provider',
} as const
const turnedOff = {
  code: 'factor-not-allowed',
  cause: 'off',
  detail: 'Aanmelden via deze aanbieder staat niet aan. Kies een andere manier.',
} as const

/**
 * Somebody wants to go to a provider. Throws Problem not-found or provider-settings; returns factor-not-allowed, logged, for one
 * that is not on.
 */
export async function planVisit(
  call: VisitCall,
  providerId: string,
  purpose: queries.Purpose,
): Promise<PlannedVisit | Problem> {
  const { tx, caller } = call
  const browser = caller.visit ?? newToken()
  const [provider, again] = await Promise.all([
    findProvider(tx, providerId),
    queries.wasTooOld(tx, hashToken(browser), providerId),
  ])
  if (!provider) throw new Problem('not-found')
  if (!(await isOffered(tx, provider, purpose))) return refuseVisit(call, { providerId, purpose }, turnedOff)
  const secrets = newVisitSecrets(`https://${caller.host}${returnPath}`)
  const connection = connectionOf(tx.keys, provider)
  if (purpose === 'proof') connection.request = { ...connection.request, maxAge: 0 }
  return { provider, connection, secrets, purpose, browser, again: again || purpose === 'proof' }
}

/**
 * The same for somebody who is signed in and proves anew that it is they. Throws Problem not-found where the provider could not prove
 * that: it is not theirs, or its word does not count for two factors.
 */
export async function planProof(call: VisitCall, providerId: string): Promise<PlannedVisit | Problem> {
  const { items } = await proofProviders(call)
  if (!items.some((each) => each.id === providerId)) throw new Problem('not-found')
  return planVisit(call, providerId, 'proof')
}

/** Where somebody can prove anew, with two factors, that it is they: approved, on, and linked to them. */
export async function proofProviders({
  tx,
  environment,
  personId,
}: Pick<Call, 'environment' | 'personId'> & { tx: Reader }): Promise<ProofProviders> {
  const [isOn, linked] = await Promise.all([isWayOn(tx, 'provider'), findProvidersOf(tx, personId)])
  const approved = linked.filter((each) => isOn && environment.approvedIssuers.includes(each.issuer))
  return { items: approved.map(({ id, name }) => ({ id, name })) }
}

/** A trial goes before a provider is on; a link is made before anybody may come in that way. */
async function isOffered(tx: Transaction, provider: ProviderRow, purpose: queries.Purpose): Promise<boolean> {
  if (purpose === 'trial') return true
  return provider.state === 'on' && (purpose === 'link' || (await isWayOn(tx, 'provider')))
}

export type Sent = { plan: PlannedVisit; url: string } | { plan: PlannedVisit; failure: Failure }

/** Asks the provider where the browser should go. */
export async function prepareVisit(plan: PlannedVisit, { outbound }: Around): Promise<Sent> {
  try {
    const { connection, secrets, again } = plan
    return { plan, url: await authorizationAddress(outbound, connection, secrets, again) }
  } catch (error) {
    return { plan, failure: failureOf(error) }
  }
}

/** The visit begins: kept for ten minutes, bound to the browser, and to the session if it began in one. */
export async function beginVisit(
  call: VisitCall & Pick<Call, 'setCookie' | 'note'>,
  sent: Sent,
): Promise<{ url: string } | Problem> {
  const { tx, personId, sessionId } = call
  const { provider, purpose, secrets, browser } = sent.plan
  if ('failure' in sent) {
    const who = { personId: personId || undefined, sessionId: sessionId || undefined }
    return refuseVisit(call, { providerId: provider.id, purpose, ...who }, sent.failure)
  }
  const id = newId()
  await queries.insertVisit(tx, {
    id,
    providerId: provider.id,
    purpose,
    personId: personId || null,
    sessionId: sessionId || null,
    browserHash: hashToken(browser),
    stateHash: hashToken(secrets.state),
    secretsSealed: seal(tx.keys.seal, JSON.stringify(secrets), id),
    settingsHash: settingsHash(tx.keys, provider),
  })
  call.setCookie('visit', browser)
  call.note({ objectId: provider.id })
  return { url: sent.url }
}

interface VisitOf {
  providerId: string | undefined
  purpose: queries.Purpose
  personId?: string | undefined
  sessionId?: string | undefined
}

/** A visit that came to nothing: in the log with its cause, and a problem with a way on. */
export async function refuseVisit(
  call: Pick<VisitCall, 'tx' | 'caller'>,
  { providerId, purpose, personId, sessionId }: VisitOf,
  failure: Pick<Failure, 'cause'> & {
    code: Failure['code'] | 'visit-ended' | 'factor-not-allowed' | 'identity-linked' | 'provider-no-proof'
    detail?: string
  },
): Promise<Problem> {
  await recordAudit(call.tx, {
    event: eventOf[purpose],
    action: 'E',
    outcome: 'refused',
    problem: failure.code,
    part: 'sign-in',
    objectId: providerId,
    personId,
    sessionId,
    detail: { provider: providerId, cause: failure.cause },
    address: call.caller.address,
    traceId: call.caller.traceId,
  })
  return new Problem(failure.code, failure.detail === undefined ? {} : { detail: failure.detail })
}

/** A visit that came back and is used up now. */
export interface ReturnedVisit {
  visit: queries.VisitRow
  provider: ProviderRow
  connection: Connection
  secrets: VisitSecrets
  query: URLSearchParams
}

/**
 * The browser is back. The visit must be one that this browser began, not used yet, not expired, and for a link or a trial of the
 * session that began it; then it is used up, whatever comes of it. Returns a Problem otherwise, which is logged.
 */
export async function takeReturn(call: VisitCall, text: string): Promise<ReturnedVisit | Problem> {
  const { tx, caller } = call
  const query = new URLSearchParams(text)
  const states = query.getAll('state')
  const visit = states.length === 1 ? await queries.findVisit(tx, hashToken(states[0] ?? '')) : undefined
  const refuse = (cause: string) =>
    refuseVisit(
      call,
      { providerId: visit?.providerId, purpose: visit?.purpose ?? 'sign-in', personId: visit?.personId ?? undefined },
      { code: 'visit-ended', cause },
    )
  if (!visit) return refuse('state-unknown')
  if (!caller.visit || !equalBytes(hashToken(caller.visit), visit.browserHash)) return refuse('other-browser')
  if (!visit.open) return refuse('used-or-expired')
  if (!(await isOwnSession(call, visit))) return refuse('other-session')
  if (!(await queries.useVisit(tx, visit.id))) return refuse('used-or-expired')
  const provider = (await findProvider(tx, visit.providerId))!
  const secrets: VisitSecrets = JSON.parse(unseal(tx.keys.seal, visit.secretsSealed, visit.id))
  if (!(await isOffered(tx, provider, visit.purpose))) {
    return refuseVisit(call, { providerId: provider.id, purpose: visit.purpose }, turnedOff)
  }
  return { visit, provider, connection: connectionOf(tx.keys, provider), secrets, query }
}

async function isOwnSession({ tx, caller }: VisitCall, visit: queries.VisitRow): Promise<boolean> {
  if (visit.purpose === 'sign-in') return true
  if (!caller.token || !visit.sessionId) return false
  return queries.isSameSession(tx, visit.sessionId, hashToken(caller.token))
}

export type Answered = ReturnedVisit &
  ({ claims: Record<string, unknown> & { sub: string }; failure?: never } | { failure: Failure; claims?: never })

/** Asks the provider what the browser came back with stands for. */
export async function askProvider(returned: ReturnedVisit, { outbound }: Around): Promise<Answered> {
  const { connection, secrets, query } = returned
  try {
    const { sub, ...claims } = await exchange(outbound, connection, secrets, query)
    // OpenID Connect Core section 2: at most 255 characters.
    if (!sub || sub.length > 255) return { ...returned, failure: unusable }
    return { ...returned, claims: { sub, ...claims } }
  } catch (error) {
    return { ...returned, failure: failureOf(error) }
  }
}

const unusable: Failure = {
  code: 'provider-answer-wrong',
  cause: 'subject',
  detail: 'De aanmelddienst zei niet goed wie je bent.',
}
