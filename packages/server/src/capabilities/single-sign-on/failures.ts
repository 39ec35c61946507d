import { errors as joseErrors } from 'jose'
import * as oidc from 'openid-client'
import { OutboundProblem } from '../../platform/http/outbound.ts'

/** What went wrong with a provider: the problem that a person gets, with a way on, and a stable word for the log. */
export interface Failure {
  code: 'provider-unavailable' | 'provider-refused' | 'provider-answer-wrong'
  /** For the log and the sign-in bench: never a value that came from outside, except the error codes of RFC 6749 and OpenID Connect. */
  cause: string
  /** In plain Dutch, for whoever signs in. */
  detail: string
}

/** A failure that was recognised on the way. */
export class ProviderFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.cause)
    this.failure = failure
  }
}

const unavailable = (cause: string, detail: string): Failure => ({ code: 'provider-unavailable', cause, detail })
const wrong = (cause: string, detail: string): Failure => ({ code: 'provider-answer-wrong', cause, detail })
const refused = (cause: string, detail: string): Failure => ({ code: 'provider-refused', cause, detail })

const down = 'De aanmelddienst is nu niet te bereiken.'
const slow = 'De aanmelddienst antwoordde niet op tijd.'
const manager = 'Je applicatiebeheerder kan dit oplossen.'

/** What a provider says at the authorization endpoint (RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6). */
const authorizationErrors: Record<string, Failure> = {
  access_denied: refused('access_denied', 'Het aanmelden is daar afgebroken, of je organisatie geeft je geen toegang.'),
  login_required: refused('login_required', 'Je moet je bij je organisatie opnieuw aanmelden.'),
  temporarily_unavailable: unavailable('temporarily_unavailable', down),
  server_error: unavailable('server_error', 'Bij de aanmelddienst ging iets mis.'),
}

/** The same at the token endpoint and at the one for pushed requests (RFC 6749 5.2, RFC 9126 2.3). */
const tokenErrors: Record<string, Failure> = {
  invalid_client: refused(
    'invalid_client',
    `De aanmelddienst herkent Hoede niet: het geheim, de sleutel of het certificaat klopt niet (meer). ${manager}`,
  ),
  unauthorized_client: refused('unauthorized_client', `Hoede mag deze aanmelddienst zo niet gebruiken. ${manager}`),
  invalid_grant: wrong('invalid_grant', 'De code van de aanmelddienst was al gebruikt of verlopen.'),
}

const tlsCodes = /^(CERT_|ERR_TLS|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|ERR_SSL|HOSTNAME_MISMATCH|EPROTO)/

/** Errors of the libraries and of the network, as failures. Anything that is not known here is a fault of our own: thrown on. */
export function failureOf(error: unknown): Failure {
  const chain = causesOf(error)
  for (const each of chain) {
    const found = known(each)
    if (found) return found
  }
  throw error
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let each = error; each instanceof Error && chain.length < 8; each = each.cause) chain.push(each)
  // The innermost says most: libraries wrap what the network threw.
  return chain.reverse()
}

function known(error: unknown): Failure | undefined {
  if (error instanceof ProviderFailure) return error.failure
  if (error instanceof OutboundProblem) return unavailable(error.code, down)
  if (error instanceof oidc.AuthorizationResponseError) {
    return (
      authorizationErrors[error.error] ?? refused(stableCode(error.error), 'De aanmelddienst brak het aanmelden af.')
    )
  }
  if (error instanceof oidc.ResponseBodyError) {
    if (error.status >= 500) return unavailable('server_error', 'Bij de aanmelddienst ging iets mis.')
    return (
      tokenErrors[error.error] ?? refused(stableCode(error.error), `De aanmelddienst weigerde het verzoek. ${manager}`)
    )
  }
  if (error instanceof joseErrors.JOSEError) return tokenFailure(error)
  const { name, code = '' } = error as { name: string; code?: string | number }
  if (name === 'TimeoutError' || name === 'AbortError') return unavailable('timeout', slow)
  // A DOMException has a number.
  if (typeof code !== 'string') return undefined
  if (code.includes('TIMEOUT')) return unavailable('timeout', slow)
  if (tlsCodes.test(code)) {
    return unavailable('certificate', `Het certificaat van de aanmelddienst wordt niet vertrouwd. ${manager}`)
  }
  if (/^(E[A-Z_]+|UND_ERR_\w+)$/.test(code)) return unavailable('unreachable', down)
  // What openid-client refuses of an answer comes with such codes.
  return code.startsWith('OAUTH_') ? answerFailure(code) : undefined
}

function tokenFailure(error: joseErrors.JOSEError): Failure {
  if (error instanceof joseErrors.JWKSTimeout) return unavailable('timeout', slow)
  if (error instanceof joseErrors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC')
    return unavailable('keys-unavailable', down)
  if (error instanceof joseErrors.JWKSNoMatchingKey)
    return wrong('unknown-key', 'Het antwoord is met een onbekende sleutel ondertekend.')
  return wrong(
    error.code.toLowerCase().replaceAll('_', '-').replace('err-', ''),
    'Het bewijs van aanmelden klopt niet.',
  )
}

function answerFailure(code: string): Failure {
  if (['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR'].includes(code))
    return unavailable('not-understood', 'De aanmelddienst gaf een antwoord dat niet te lezen is.')
  return wrong(code.toLowerCase().replaceAll('_', '-').replace('oauth-', ''), 'Het antwoord is geweigerd.')
}

/** An error code of the other side, when it has the form of one. */
const stableCode = (code: unknown): string =>
  typeof code === 'string' && /^[a-z][a-z0-9_]{1,60}$/.test(code) ? code : 'unknown_error'
