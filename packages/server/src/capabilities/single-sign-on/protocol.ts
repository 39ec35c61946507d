import type { NewProvider } from '@hoede/contract'
import { type JWTPayload, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import type { Outbound } from '../../platform/http/outbound.ts'
import { type Credentials, clientAuthentication } from './credentials.ts'
import { ProviderFailure } from './failures.ts'
import { findPublished, type Published } from './metadata.ts'
import { clockTolerance } from './rules.ts'

/** A provider with all that is needed to talk to it. */
export interface Connection extends Pick<NewProvider, 'issuer' | 'clientId' | 'clientAuthentication' | 'request'> {
  credentials: Credentials
}

/** What belongs to one visit and to nobody else. */
export interface VisitSecrets {
  state: string
  nonce: string
  /** PKCE (RFC 7636). */
  verifier: string
  redirectUri: string
}

/** Signatures that are accepted: asymmetric, and none weaker than these (facts/auth-2fa-amr.md section 4). */
export const algorithms = ['RS256', 'PS256', 'ES256']

export const newVisitSecrets = (redirectUri: string): VisitSecrets => ({
  state: oidc.randomState(),
  nonce: oidc.randomNonce(),
  verifier: oidc.randomPKCECodeVerifier(),
  redirectUri,
})

/**
 * Where the browser goes: the authorization endpoint, with the request pushed ahead (RFC 9126) where the provider offers that.
 * `again`: the provider asks for a new sign-in there. Throws what failureOf() understands.
 */
export async function authorizationAddress(
  outbound: Outbound,
  connection: Connection,
  visit: VisitSecrets,
  again: boolean,
): Promise<string> {
  const { metadata } = await findPublished(outbound, connection.issuer)
  const config = await configurationOf(outbound, connection, metadata)
  const { scopes, acrValues, acrs, maxAge } = connection.request
  const parameters: Record<string, string> = {
    redirect_uri: visit.redirectUri,
    scope: [...new Set(['openid', ...scopes])].join(' '),
    state: visit.state,
    nonce: visit.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(visit.verifier),
    code_challenge_method: 'S256',
    max_age: String(maxAge),
  }
  if (acrValues.length) parameters['acr_values'] = acrValues.join(' ')
  if (acrs.length) {
    // Entra's authentication contexts are asked as a claim (OpenID Connect Core section 5.5.1).
    const [value, ...others] = acrs
    const wanted = others.length ? { values: acrs } : { value }
    parameters['claims'] = JSON.stringify({ id_token: { acrs: { essential: true, ...wanted } } })
  }
  if (again || maxAge === 0) parameters['prompt'] = 'login'
  const pushes = metadata.pushed_authorization_request_endpoint !== undefined
  const url = pushes
    ? await oidc.buildAuthorizationUrlWithPAR(config, parameters)
    : oidc.buildAuthorizationUrl(config, parameters)
  return url.href
}

/**
 * Exchanges what the browser came back with for verified claims. Checked on the way: state, iss in the answer (RFC 9207), PKCE, and
 * of the ID token signature, iss, aud, azp, nonce, exp, iat, nbf (OpenID Connect Core 3.1.3.7). The tokens go no further than this
 * function. Throws what failureOf() understands.
 */
export async function exchange(
  outbound: Outbound,
  connection: Connection,
  visit: VisitSecrets,
  query: URLSearchParams,
): Promise<JWTPayload> {
  const published = await findPublished(outbound, connection.issuer)
  const config = await configurationOf(outbound, connection, published.metadata)
  const address = new URL(visit.redirectUri)
  address.search = query.toString()
  const tokens = await oidc.authorizationCodeGrant(config, address, {
    expectedState: visit.state,
    expectedNonce: visit.nonce,
    pkceCodeVerifier: visit.verifier,
    idTokenExpected: true,
  })
  return verifyIdToken(published, connection, tokens.id_token ?? '')
}

async function verifyIdToken(published: Published, connection: Connection, token: string): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, published.keys, {
    algorithms,
    issuer: connection.issuer,
    audience: connection.clientId,
    clockTolerance,
    requiredClaims: ['sub', 'iat', 'exp', 'nonce'],
  })
  const azp = payload['azp']
  const others = Array.isArray(payload.aud) && payload.aud.length > 1
  if ((azp !== undefined && azp !== connection.clientId) || (others && azp === undefined)) throw wrongParty()
  return payload
}

const wrongParty = () =>
  new ProviderFailure({
    code: 'provider-answer-wrong',
    cause: 'authorized-party',
    detail: 'Het bewijs van aanmelden was voor iemand anders bedoeld.',
  })

async function configurationOf(
  outbound: Outbound,
  connection: Connection,
  metadata: oidc.ServerMetadata,
): Promise<oidc.Configuration> {
  const { clientId, clientAuthentication: method, credentials } = connection
  const offered = metadata.id_token_signing_alg_values_supported ?? algorithms
  const server = {
    ...metadata,
    id_token_signing_alg_values_supported: algorithms.filter((each) => offered.includes(each)),
  }
  const mutualTls = method === 'tls_client_auth'
  const config = new oidc.Configuration(
    server,
    clientId,
    {
      [oidc.clockTolerance]: clockTolerance,
      use_mtls_endpoint_aliases: mutualTls && metadata.mtls_endpoint_aliases !== undefined,
    },
    await clientAuthentication(method, credentials, metadata),
  )
  const { certificate, privateKey } = credentials
  config[oidc.customFetch] = (url, { method: httpMethod, headers, body }) =>
    outbound.fetch(url, {
      method: httpMethod,
      headers,
      body: body instanceof URLSearchParams || typeof body === 'string' ? body : null,
      ...(mutualTls && certificate && privateKey ? { clientCertificate: { certificate, privateKey } } : {}),
    })
  return config
}
