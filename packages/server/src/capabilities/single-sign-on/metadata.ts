import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import type { ServerMetadata } from 'openid-client'
import type { Outbound } from '../../platform/http/outbound.ts'
import { ProviderFailure } from './failures.ts'

/** What a provider publishes about itself (OpenID Connect Discovery 1.0 section 3), and the keys it signs with. */
export interface Published {
  metadata: ServerMetadata
  /** Fetched when first needed; a key that is not known makes them be fetched again, once in ten seconds. */
  keys: JWTVerifyGetKey
}

/** How long published metadata is believed, in milliseconds; the keys too, unless a new one shows up. */
const believed = 600_000
const keyCooldown = 10_000
const mostIssuers = 500

interface Remembered {
  until: number
  published: Promise<Published>
}
const memories = new WeakMap<Outbound, Map<string, Remembered>>()

/** The metadata of an issuer, remembered for ten minutes. Throws ProviderFailure or what the network threw; that is not remembered. */
export function findPublished(outbound: Outbound, issuer: string): Promise<Published> {
  const memory = memories.get(outbound) ?? new Map<string, Remembered>()
  memories.set(outbound, memory)
  const known = memory.get(issuer)
  if (known && known.until > Date.now()) return known.published
  if (memory.size >= mostIssuers) memory.clear()
  const published = readMetadata(outbound, issuer).then((metadata) => ({ metadata, keys: keysOf(outbound, metadata) }))
  memory.set(issuer, { until: Date.now() + believed, published })
  published.catch(() => memory.delete(issuer))
  return published
}

/** Forgets what is remembered of an issuer: who changed its settings wants to see what it publishes now. */
export const forgetPublished = (outbound: Outbound, issuer: string): void => {
  memories.get(outbound)?.delete(issuer)
}

export const metadataAddress = (issuer: string) => `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`

/** Endpoints that this server or the browser is sent to: over HTTPS only. */
const endpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'pushed_authorization_request_endpoint',
] as const

/** Fetches the metadata anew. The issuer in it must be the one that was configured, to the letter (Discovery 4.3, ASVS 5.0 10.5.3). */
async function readMetadata(outbound: Outbound, issuer: string): Promise<ServerMetadata> {
  const answer = await outbound.fetch(metadataAddress(issuer), { headers: { accept: 'application/json' } })
  if (answer.status !== 200) throw metadataFailure('metadata-missing')
  const metadata = (await answer.json().catch(() => undefined)) as Partial<ServerMetadata> | undefined
  if (typeof metadata !== 'object' || metadata === null) throw metadataFailure('metadata-not-json')
  if (metadata.issuer !== issuer) throw metadataFailure('metadata-issuer')
  for (const name of endpoints) {
    const address = metadata[name]
    if (address === undefined && name === 'pushed_authorization_request_endpoint') continue
    if (typeof address !== 'string' || !URL.canParse(address)) throw metadataFailure('metadata-incomplete')
    if (new URL(address).protocol !== 'https:') throw metadataFailure('metadata-not-https')
  }
  return metadata as ServerMetadata
}

const metadataFailure = (cause: string) =>
  new ProviderFailure({
    code: 'provider-unavailable',
    cause,
    detail: 'De aanmelddienst is niet goed ingesteld. Je applicatiebeheerder kan dit nakijken.',
  })

function keysOf(outbound: Outbound, metadata: ServerMetadata): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(metadata.jwks_uri!), {
    timeoutDuration: 8_000,
    cooldownDuration: keyCooldown,
    cacheMaxAge: believed,
    [customFetch]: (url) => outbound.fetch(url, { headers: { accept: 'application/json' } }),
  })
}
