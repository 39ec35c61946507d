import { type JWTPayload, jwtVerify } from 'jose'
import { recordAudit } from '../../platform/audit/record.ts'
import { sha256 } from '../../platform/crypto/tokens.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RawAnswer, RawCall, RawRoute } from '../../platform/http/raw-route.ts'
import { endProviderSessions } from '../sign-in/public.ts'
import { failureOf, ProviderFailure } from './failures.ts'
import { takeLogoutToken } from './logout-queries.ts'
import { findPublished } from './metadata.ts'
import { algorithms } from './protocol.ts'
import { findProvider, type ProviderRow } from './queries.ts'
import { clockTolerance } from './rules.ts'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
/** Seconds since a logout token was made. */
const oldestToken = 300
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const findOf = (call: RawCall): Promise<ProviderRow | undefined> =>
  uuid.test(call.params['providerId'] ?? '')
    ? call.environments.read(call.environment.id, (reader) => findProvider(reader, call.params['providerId']!))
    : Promise.resolve(undefined)

/** Signing out at the provider ends the sessions that began there (OpenID Connect Back-Channel Logout 1.0). */
const backChannel: RawRoute = {
  method: 'POST',
  path: '/providers/:providerId/backchannel-logout',
  proof: 'the signature of the provider under a logout token that is used once',
  async handler(call) {
    const provider = await findOf(call)
    if (!provider) return backChannelError()
    const verified = await verifyLogoutToken(call, provider).catch((error) => failureOf(error))
    if ('code' in verified) return refuse(call, provider, verified.code, verified.cause, backChannelError())
    const taken = await call.environments.transact(call.environment.id, async (tx) => {
      if (!(await takeLogoutToken(tx, provider.id, sha256(verified.jti)))) return false
      await endAndLog(tx, call, provider, 'backchannel', verified)
      return true
    })
    return taken ? { status: 200 } : refuse(call, provider, 'provider-answer-wrong', 'token-used', backChannelError())
  },
}

const backChannelError = (): RawAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: 'invalid_request' }),
})

interface LogoutToken {
  jti: string
  sid: string | undefined
  subject: string | undefined
}

/** The checks of section 2.6, in its order. Throws what failureOf() understands. */
async function verifyLogoutToken(call: RawCall, provider: ProviderRow): Promise<LogoutToken> {
  const tokens = new URLSearchParams(call.body).getAll('logout_token')
  const isForm = call.headers['content-type']?.split(';')[0]?.trim() === 'application/x-www-form-urlencoded'
  if (!isForm || tokens.length !== 1 || !tokens[0]) throw broken('no-token')
  const { keys } = await findPublished(call.outbound, provider.issuer)
  const { payload } = await jwtVerify(tokens[0], keys, {
    typ: 'logout+jwt',
    algorithms,
    issuer: provider.issuer,
    audience: provider.clientId,
    maxTokenAge: oldestToken,
    clockTolerance,
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
  })
  return readLogoutToken(payload)
}

function readLogoutToken(payload: JWTPayload): LogoutToken {
  const events = payload['events']
  const event =
    typeof events === 'object' && events !== null ? (events as Record<string, unknown>)[logoutEvent] : undefined
  if (typeof event !== 'object' || event === null) throw broken('no-event')
  // An ID token cannot be passed off as a logout token.
  if (payload['nonce'] !== undefined) throw broken('nonce')
  const text = (value: unknown) =>
    typeof value === 'string' && value !== '' && value.length <= 255 ? value : undefined
  const [jti, sid, subject] = [text(payload.jti), text(payload['sid']), text(payload.sub)]
  if (!jti) throw broken('no-jti')
  if (!sid && !subject) throw broken('nobody')
  return { jti, sid, subject }
}

const broken = (cause: string) =>
  new ProviderFailure({ code: 'provider-answer-wrong', cause, detail: 'Het bericht om af te melden klopt niet.' })

/**
 * The same by a page that the provider opens in a frame (OpenID Connect Front-Channel Logout 1.0). No cookie comes along in a frame
 * of another site, so the session is found by its name at the provider, which nobody can guess; all that can be done is sign out.
 */
const frontChannel: RawRoute = {
  method: 'GET',
  path: '/providers/:providerId/frontchannel-logout',
  proof: 'issuer and the name of the session at the provider, which only provider and Hoede know',
  async handler(call) {
    const provider = await findOf(call)
    const [sid, ...more] = call.query.getAll('sid')
    const issuers = call.query.getAll('iss')
    if (
      !provider ||
      !sid ||
      sid.length > 255 ||
      more.length ||
      issuers.length !== 1 ||
      issuers[0] !== provider.issuer
    ) {
      const page = {
        status: 400,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: framed('Dit verzoek klopt niet.'),
      }
      return provider ? refuse(call, provider, 'provider-answer-wrong', 'frontchannel', page) : page
    }
    await call.environments.transact(call.environment.id, (tx) =>
      endAndLog(tx, call, provider, 'frontchannel', { sid, subject: undefined }),
    )
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${new URL(provider.issuer).origin}`,
        'x-frame-options': undefined,
      },
      body: framed('Je bent bij Hoede afgemeld.'),
    }
  },
}

const framed = (text: string) =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Hoede</title></head><body><p>${text}</p></body></html>`

async function endAndLog(
  tx: Transaction,
  call: RawCall,
  provider: ProviderRow,
  channel: string,
  of: Omit<LogoutToken, 'jti'>,
): Promise<void> {
  const ended = await endProviderSessions(tx, { providerId: provider.id, ...of }, 'ended-by-provider')
  const row = { ...rowOf(call, provider), outcome: 'success' as const }
  // One row for each session, under its person; and one for a message that concerned nobody any more.
  if (!ended.length) await recordAudit(tx, { ...row, detail: { channel, ended: 0 } })
  for (const { personId, sessionId } of ended)
    await recordAudit(tx, { ...row, personId, sessionId, detail: { channel } })
}

const rowOf = (call: RawCall, provider: ProviderRow) => ({
  event: 'provider.logout',
  action: 'E' as const,
  part: 'sign-in',
  objectId: provider.id,
  address: call.address,
  traceId: call.traceId,
})

async function refuse(
  call: RawCall,
  provider: ProviderRow,
  problem: string,
  cause: string,
  answer: RawAnswer,
): Promise<RawAnswer> {
  await call.environments.transact(call.environment.id, (tx) =>
    recordAudit(tx, { ...rowOf(call, provider), outcome: 'refused', problem, detail: { cause } }),
  )
  return answer
}

export const rawRoutes: readonly RawRoute[] = [backChannel, frontChannel]
