import { isDeepStrictEqual } from 'node:util'
import type { NewProvider, Provider, ProviderChange } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { EnvironmentKeys } from '../../platform/crypto/keys.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { Call } from '../../platform/http/endpoint.ts'
import { Problem } from '../../platform/http/problem.ts'
import { endSessionsFrom } from '../sign-in/public.ts'
import { type Credentials, checkCredentials } from './credentials.ts'
import { providersThatWork } from './public.ts'
import * as queries from './queries.ts'
import { credentialsOf, isTested, lastTrialOf, sealCredentials, settingsHash } from './settings.ts'
import { returnPath } from './visits.ts'

type ManagerCall<Tx extends Reader = Reader> = Pick<
  Call<unknown, unknown, unknown, Tx>,
  'tx' | 'caller' | 'environment' | 'sessionId'
>

/** The providers of the environment as their manager sees them: never a secret. */
export async function listProviders(call: ManagerCall, id?: string): Promise<Provider[]> {
  const [rows, trials] = await Promise.all([queries.listProviders(call.tx, id), queries.listTrials(call.tx, id)])
  return rows.map((row) => present(call, row, trials))
}

/** Throws Problem not-found. */
async function readProvider(call: ManagerCall, id: string): Promise<Provider> {
  const [provider] = await listProviders(call, id)
  if (!provider) throw new Problem('not-found')
  return provider
}

function present(call: ManagerCall, row: queries.ListedProviderRow, trials: readonly queries.TrialRow[]): Provider {
  const { credentialsSealed, lastSignInAt, ...shown } = row
  const trial = lastTrialOf(call.tx.keys, row, trials)
  const origin = `https://${call.caller.host}`
  return {
    ...shown,
    approved: call.environment.approvedIssuers.includes(row.issuer),
    hasCredentials: credentialsSealed !== null,
    redirectUri: `${origin}${returnPath}`,
    backChannelLogoutUri: `${origin}/api/providers/${row.id}/backchannel-logout`,
    frontChannelLogoutUri: `${origin}/api/providers/${row.id}/frontchannel-logout`,
    lastTrial: trial ? { at: trial.at.toISOString(), succeeded: trial.succeeded } : null,
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  }
}

/** Adds a provider, as a draft. The same one sent twice is one. Throws Problem provider-settings or already-exists. */
export async function createProvider(call: ManagerCall<Transaction>, body: NewProvider): Promise<Provider> {
  const { tx } = call
  const { id = newId(), credentials, ...fields } = body
  checkIssuer(fields.issuer)
  checkMapping(fields)
  if (credentials) await checkCredentials(fields.clientAuthentication, credentials)
  const credentialsSealed = credentials ? sealCredentials(tx.keys, id, credentials) : null
  if (!(await queries.insertProvider(tx, { id, ...fields, credentialsSealed }))) {
    const known = await queries.findProvider(tx, id)
    const same = known?.issuer === fields.issuer && known.clientId === fields.clientId
    if (!same)
      throw new Problem('already-exists', { detail: 'Er is al een aanbieder met dit adres en deze client-id.' })
  }
  return readProvider(call, id)
}

const wrong = (detail: string) => new Problem('provider-settings', { detail })

/** An issuer is an address over HTTPS, to the letter as the provider writes it: without query, fragment or name (Discovery 3). */
function checkIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const plain = url && url.protocol === 'https:' && !url.search && !url.hash && !url.username && !/[?#\s]/.test(issuer)
  if (!plain)
    throw wrong('Het adres van de aanbieder (issuer) is een volledig adres dat met https:// begint, zonder ? of #.')
  if (issuer.endsWith('/.well-known/openid-configuration')) {
    throw wrong('Vul alleen het adres van de aanbieder in, zonder /.well-known/openid-configuration.')
  }
}

const mostMapped = 200

function checkMapping({ mapping, request }: Partial<Pick<NewProvider, 'mapping' | 'request'>>): void {
  const mapped =
    mapping && [mapping.amr, mapping.acr, mapping.acrs].reduce((sum, each) => sum + Object.keys(each).length, 0)
  if (mapped && mapped > mostMapped) throw wrong(`De vertaling heeft hoogstens ${mostMapped} waarden.`)
  const texts = request ? [...request.scopes, ...request.acrValues, ...request.acrs] : []
  if (texts.some((each) => /\s/.test(each))) throw wrong('In een scope of een gevraagde waarde staat geen spatie.')
}

export interface Changed {
  provider: Provider
  /** For the log: what was, and what is; of credentials only that they were replaced. */
  detail: object
}

/**
 * Changes a provider. What was not tried yet lets nobody in: a change of how it works takes one that is on back to a draft, and
 * turning on asks a trial that succeeded since; turning off ends the sessions that began there. The only way in stays on. Throws Problem conflict, provider-settings,
 * provider-untested, only-way-in or already-exists.
 */
export async function changeProvider(
  call: ManagerCall<Transaction>,
  id: string,
  change: ProviderChange,
): Promise<Changed> {
  const { tx } = call
  await queries.lockProviders(tx)
  const before = await queries.findProvider(tx, id)
  if (!before) throw new Problem('not-found')
  if (before.version !== change.version) throw new Problem('conflict', { current: await readProvider(call, id) })
  checkMapping(change)
  const { version, credentials, state, ...fields } = change
  const after: queries.ProviderRow = { ...before, ...given(fields) }
  after.credentialsSealed = await credentialsAfter(tx.keys, before, after, credentials)
  const works = !settingsHash(tx.keys, before).equals(settingsHash(tx.keys, after))
  after.state = state ?? (works && before.state === 'on' ? 'draft' : before.state)
  await checkState(tx, before, after)
  if (!(await queries.updateProvider(tx, after, version))) throw new Problem('conflict')
  // Whoever turns it off may have lost trust in it: nobody goes on with what it said.
  const ended = after.state === 'off' ? await endSessionsFrom(tx, id, 'provider-off', call.sessionId) : 0
  return {
    provider: await readProvider(call, id),
    detail: { ...differences(before, after), ...(ended ? { ended } : {}) },
  }
}

/** Without what was left out. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

/** New credentials replace all of the old ones; another method with the old ones must be able to use them. */
async function credentialsAfter(
  keys: EnvironmentKeys,
  before: queries.ProviderRow,
  after: queries.ProviderRow,
  credentials: Credentials | undefined,
): Promise<Buffer | null> {
  const sameMethod = before.clientAuthentication === after.clientAuthentication
  if (!credentials && sameMethod) return before.credentialsSealed
  const wanted = credentials ?? credentialsOf(keys, before)
  if (!wanted) return null
  await checkCredentials(after.clientAuthentication, wanted)
  return credentials ? sealCredentials(keys, before.id, credentials) : before.credentialsSealed
}

async function checkState(tx: Transaction, before: queries.ProviderRow, after: queries.ProviderRow): Promise<void> {
  if (after.state === 'on') {
    const trials = await queries.listTrials(tx, after.id)
    if (!after.credentialsSealed || !isTested(tx.keys, after, trials)) throw new Problem('provider-untested')
  } else if (before.state === 'on') {
    const [ways, working] = await Promise.all([queries.findWays(tx), providersThatWork(tx)])
    const others = ways.some((way) => way !== 'provider') || working.some((each) => each.id !== before.id)
    if (!others) throw new Problem('only-way-in')
  }
}

const compared = ['name', 'clientId', 'clientAuthentication', 'mapping', 'request', 'state'] as const

function differences(before: queries.ProviderRow, after: queries.ProviderRow): object {
  const changed = compared.filter((field) => !isDeepStrictEqual(before[field], after[field]))
  const of = (row: queries.ProviderRow) => Object.fromEntries(changed.map((field) => [field, row[field]]))
  const credentials = before.credentialsSealed === after.credentialsSealed ? {} : { credentials: 'replaced' }
  return { from: of(before), to: of(after), ...credentials }
}
