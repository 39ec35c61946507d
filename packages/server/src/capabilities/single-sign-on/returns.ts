import type { TrialResult, VisitOutcome } from '@hoede/contract'
import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Call } from '../../platform/http/endpoint.ts'
import { Problem } from '../../platform/http/problem.ts'
import { renewFreshness } from '../factors/public.ts'
import { enterByProvider, logSuccess } from '../sign-in/public.ts'
import { tellOfLink } from './identities.ts'
import { findLinked, insertIdentity, touchIdentity } from './identity-queries.ts'
import { assess, cut, type Judgement, provenAtOf, shownClaims } from './rules.ts'
import * as queries from './visit-queries.ts'
import { type Answered, refuseVisit } from './visits.ts'

type ReturnCall = Pick<
  Call<unknown, unknown, unknown, Transaction>,
  'tx' | 'caller' | 'environment' | 'setSession' | 'sendMessages'
>
type Claims = NonNullable<Answered['claims']>

/** The end of a visit, by what it was for. */
export function finishVisit(call: ReturnCall, answered: Answered): Promise<VisitOutcome | Problem> {
  const { purpose } = answered.visit
  if (purpose === 'trial') return finishTrial(call, answered)
  if (!answered.claims) return refuse(call, answered, answered.failure)
  if (purpose === 'link') return finishLink(call, answered, answered.claims)
  if (purpose === 'proof') return finishProof(call, answered, answered.claims)
  return finishSignIn(call, answered, answered.claims)
}

function refuse(call: ReturnCall, { visit }: Answered, failure: Parameters<typeof refuseVisit>[2]) {
  const { providerId, purpose, personId, sessionId } = visit
  return refuseVisit(
    call,
    { providerId, purpose, personId: personId ?? undefined, sessionId: sessionId ?? undefined },
    failure,
  )
}

const judge = ({ environment }: ReturnCall, { provider, visit }: Answered, claims: Claims): Judgement =>
  assess(claims, provider.mapping, {
    approved: environment.approvedIssuers.includes(provider.issuer),
    maxAge: visit.purpose === 'proof' ? 0 : provider.request.maxAge,
    now: visit.createdAt,
    received: new Date(),
  })

async function finishSignIn(call: ReturnCall, answered: Answered, claims: Claims): Promise<VisitOutcome | Problem> {
  const { tx, caller } = call
  const { provider, visit } = answered
  const judged = judge(call, answered, claims)
  const linked = await findLinked(tx, provider.issuer, claims.sub)
  if (judged.tooOld) await queries.markTooOld(tx, visit.id)
  const reached = await enterByProvider(tx, caller, {
    personId: linked?.personId,
    twoFactors: judged.twoFactors,
    provenAt: provenAtOf(claims, new Date()),
    origin: { providerId: provider.id, providerSid: sidOf(claims), providerSubject: claims.sub },
    // Who is not linked yet can be found by the subject, in the log.
    detail: { provider: provider.id, ...(linked ? {} : { subject: claims.sub }), ...logged(judged) },
  })
  if (reached instanceof Problem) return reached
  if (linked) await touchIdentity(tx, linked.identityId)
  call.setSession(reached.token)
  return { purpose: 'sign-in', trialId: null }
}

/**
 * Somebody who is signed in proved anew at the provider that it is they: the account of that very person, two factors, signed in there
 * after they were sent. What was proven stands in the session with the moment of there.
 */
async function finishProof(call: ReturnCall, answered: Answered, claims: Claims): Promise<VisitOutcome | Problem> {
  const { tx, caller } = call
  const { provider, visit } = answered
  const personId = visit.personId!
  const sessionId = visit.sessionId!
  const judged = judge(call, answered, claims)
  const linked = await findLinked(tx, provider.issuer, claims.sub)
  const wrong = linked?.personId !== personId ? 'other-account' : judged.twoFactors ? undefined : 'one-factor'
  const cause = wrong === 'one-factor' && judged.tooOld ? 'too-old' : wrong
  if (cause) return refuse(call, answered, { code: 'provider-no-proof', cause, detail: noProof[cause] })
  await Promise.all([
    renewFreshness(tx, sessionId, caller, provenAtOf(claims, new Date())),
    touchIdentity(tx, linked!.identityId),
    logSuccess(tx, caller, {
      event: 'proof.provider',
      personId,
      sessionId,
      detail: { provider: provider.id, ...logged(judged) },
    }),
  ])
  return { purpose: 'proof', trialId: null }
}

const noProof = {
  'other-account': 'Je meldde je aan met een account dat niet aan jou is gekoppeld.',
  'too-old': 'De aanbieder heeft niet opnieuw om je aanmelding gevraagd.',
  'one-factor': 'De aanbieder liet niet weten dat er twee stappen waren.',
} as const

const sidOf = (claims: Claims): string | null => {
  const sid = claims['sid']
  return typeof sid === 'string' && sid !== '' && sid.length <= 255 ? sid : null
}

/** Why a second factor was accepted or asked again, as the log keeps it. */
const logged = ({ twoFactors, tooOld, values }: Judgement) => ({
  twoFactors,
  tooOld,
  values: values.slice(0, 20).map((each) => ({ ...each, value: cut(each.value, 100) })),
})

/** The person proved both sides: signed in here, freshly, and there. */
async function finishLink(call: ReturnCall, answered: Answered, claims: Claims): Promise<VisitOutcome | Problem> {
  const { tx, caller } = call
  const { provider, visit } = answered
  const personId = visit.personId!
  const made = {
    id: newId(),
    personId,
    providerId: provider.id,
    issuer: provider.issuer,
    subject: claims.sub,
    linkedBy: personId,
  }
  if (!(await insertIdentity(tx, made))) {
    const linked = await findLinked(tx, provider.issuer, claims.sub)
    if (linked?.personId !== personId)
      return refuse(call, answered, { code: 'identity-linked', cause: 'linked-to-another' })
  }
  await recordAudit(tx, {
    event: 'identity.link',
    action: 'C',
    outcome: 'success',
    part: 'sign-in',
    objectId: personId,
    personId,
    sessionId: visit.sessionId ?? undefined,
    detail: { provider: provider.id, subject: claims.sub },
    address: caller.address,
    traceId: caller.traceId,
  })
  await tellOfLink(tx, call.environment, personId, provider.id, 'linked')
  call.sendMessages()
  return { purpose: 'link', trialId: null }
}

/** Nobody is signed in by a trial; its result is kept sealed, to be read for an hour. */
async function finishTrial(call: ReturnCall, answered: Answered): Promise<VisitOutcome> {
  const { tx, caller } = call
  const { provider, visit, claims, failure } = answered
  const judged = claims && judge(call, answered, claims)
  const linked = claims && (await findLinked(tx, provider.issuer, claims.sub))
  const result: TrialResult = {
    at: new Date().toISOString(),
    provider: { id: provider.id, name: provider.name },
    succeeded: claims !== undefined,
    failure: failure ? `${failure.detail} (${failure.cause}${describedBy(answered)})` : null,
    claims: claims ? shownClaims(claims) : [],
    assessment: judged ? { twoFactors: judged.twoFactors, values: judged.values, reasons: judged.reasons } : null,
    linkedTo: linked ? { id: linked.personId, name: linked.name } : null,
  }
  await queries.keepTrial(tx, visit.id, result.succeeded, seal(tx.keys.seal, JSON.stringify(result), visit.id))
  await recordAudit(tx, {
    event: 'provider.trial',
    action: 'E',
    outcome: failure ? 'error' : 'success',
    problem: failure?.code,
    part: 'sign-in',
    objectId: provider.id,
    personId: visit.personId ?? undefined,
    sessionId: visit.sessionId ?? undefined,
    detail: failure ? { cause: failure.cause } : judged && logged(judged),
    address: caller.address,
    traceId: caller.traceId,
  })
  return { purpose: 'trial', trialId: visit.id }
}

/** What the provider itself wrote about an error: on the bench only, for who connects it. */
function describedBy({ query }: Answered): string {
  const description = query.get('error') === null ? null : query.get('error_description')
  return description ? `: ${cut(description, 300)}` : ''
}
