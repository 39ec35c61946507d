import { type EnvironmentKeys, keyedHash } from '../../platform/crypto/keys.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Credentials } from './credentials.ts'
import type { Connection } from './protocol.ts'
import type { ProviderRow, TrialRow } from './queries.ts'

/** One hash over everything that decides how a sign-in at a provider goes: a trial counts until one of these changes. */
export const settingsHash = (keys: EnvironmentKeys, row: ProviderRow): Buffer =>
  hashWith(keys, row, row.credentialsSealed ? unseal(keys.seal, row.credentialsSealed, row.id) : null)

/** As it was made before credentials could be sealed anew: over their sealed bytes. */
export const settingsHashBefore = (keys: EnvironmentKeys, row: ProviderRow): Buffer =>
  hashWith(keys, row, row.credentialsSealed?.toString('base64') ?? null)

function hashWith(keys: EnvironmentKeys, row: ProviderRow, credentials: string | null): Buffer {
  const { id, issuer, clientId, clientAuthentication, mapping, request } = row
  // Of a mapping the order of its values says nothing.
  const sorted = [mapping.amr, mapping.acr, mapping.acrs].map((each) => Object.entries(each).sort())
  const { scopes, acrValues, acrs, maxAge } = request
  const settings = [id, issuer, clientId, clientAuthentication, credentials, sorted, scopes, acrValues, acrs, maxAge]
  return keyedHash(keys.lookup, `provider settings ${JSON.stringify(settings)}`)
}

/** The trial with the settings of now that says most: one that succeeded, else the newest. `trials` are newest first. */
export function lastTrialOf(
  keys: EnvironmentKeys,
  row: ProviderRow,
  trials: readonly TrialRow[],
): TrialRow | undefined {
  const hashes = [settingsHash(keys, row), settingsHashBefore(keys, row)]
  const own = trials.filter(
    (each) => each.providerId === row.id && hashes.some((hash) => hash.equals(each.settingsHash)),
  )
  return own.find((each) => each.succeeded) ?? own[0]
}

/** Was it tried with success since its last change? */
export const isTested = (keys: EnvironmentKeys, row: ProviderRow, trials: readonly TrialRow[]): boolean =>
  lastTrialOf(keys, row, trials)?.succeeded === true

export const sealCredentials = (keys: EnvironmentKeys, providerId: string, credentials: Credentials): Buffer =>
  seal(keys.seal, JSON.stringify(credentials), providerId)

export function credentialsOf(keys: EnvironmentKeys, row: ProviderRow): Credentials | undefined {
  return row.credentialsSealed ? JSON.parse(unseal(keys.seal, row.credentialsSealed, row.id)) : undefined
}

/** All that is needed to talk to a provider. Throws Problem provider-settings when its credentials are not there yet. */
export function connectionOf(keys: EnvironmentKeys, row: ProviderRow): Connection {
  const credentials = credentialsOf(keys, row)
  if (!credentials) throw new Problem('provider-settings', { detail: 'Het geheim of de sleutel is nog niet ingevuld.' })
  const { issuer, clientId, clientAuthentication, request } = row
  return { issuer, clientId, clientAuthentication, request, credentials }
}
