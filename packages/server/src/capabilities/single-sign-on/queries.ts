import type { ClaimMapping, NewProvider, ProviderRequest } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export interface ProviderRow extends Omit<NewProvider, 'id' | 'credentials'> {
  id: string
  credentialsSealed: Buffer | null
  mapping: ClaimMapping
  request: ProviderRequest
  state: 'draft' | 'on' | 'off'
  version: number
}

const columns = `p.id, p.name, p.preset, p.issuer, p.oidc_client_id as "clientId", p.client_authentication as "clientAuthentication",
  p.credentials_sealed as "credentialsSealed", p.mapping, p.request, p.state, p.version`

export async function findProvider(reader: Reader, id: string): Promise<ProviderRow | undefined> {
  const [row] = await reader.rows<ProviderRow>(`select ${columns} from identity_provider p where p.id = $1`, [id])
  return row
}

export interface ListedProviderRow extends ProviderRow {
  linkedPeople: number
  lastSignInAt: Date | null
}

/** All of them, or one. */
export function listProviders(reader: Reader, id?: string): Promise<ListedProviderRow[]> {
  return reader.rows<ListedProviderRow>(
    `select ${columns},
       (select count(distinct i.person_id)::int from identity i where i.provider_id = p.id and i.ended_at is null) as "linkedPeople",
       (select max(i.last_used_at) from identity i where i.provider_id = p.id) as "lastSignInAt"
     from identity_provider p where $1::uuid is null or p.id = $1 order by p.name, p.id`,
    [id ?? null],
  )
}

export interface TrialRow {
  providerId: string
  settingsHash: Buffer
  at: Date
  succeeded: boolean
}

/** The finished trials of all providers or of one, newest first. */
export function listTrials(reader: Reader, providerId?: string): Promise<TrialRow[]> {
  return reader.rows<TrialRow>(
    `select provider_id as "providerId", settings_hash as "settingsHash", used_at as at, succeeded
     from provider_visit where purpose = 'trial' and succeeded is not null and ($1::uuid is null or provider_id = $1)
     order by used_at desc limit 1000`,
    [providerId ?? null],
  )
}

/** A trial says the same of the same settings under another hash of them. */
export const keepSettingsHash = (tx: Transaction, providerId: string, from: Buffer, to: Buffer) =>
  tx.rows(
    "update provider_visit set settings_hash = $3 where provider_id = $1 and settings_hash = $2 and purpose = 'trial'",
    [providerId, from, to],
  )

type Kept = Pick<
  ProviderRow,
  | 'id'
  | 'name'
  | 'preset'
  | 'issuer'
  | 'clientId'
  | 'clientAuthentication'
  | 'credentialsSealed'
  | 'mapping'
  | 'request'
>

export async function insertProvider(tx: Transaction, row: Kept): Promise<boolean> {
  const rows = await tx.rows(
    `insert into identity_provider (id, name, preset, issuer, oidc_client_id, client_authentication, credentials_sealed, mapping, request)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [
      row.id,
      row.name,
      row.preset,
      row.issuer,
      row.clientId,
      row.clientAuthentication,
      row.credentialsSealed,
      JSON.stringify(row.mapping),
      JSON.stringify(row.request),
    ],
  )
  return rows.length === 1
}

/** False when somebody changed it first. */
export async function updateProvider(tx: Transaction, row: ProviderRow, version: number): Promise<boolean> {
  const rows = await tx.rows(
    `update identity_provider set name = $3, oidc_client_id = $4, client_authentication = $5, credentials_sealed = $6, mapping = $7,
       request = $8, state = $9, version = version + 1 where id = $1 and version = $2 returning id`,
    [
      row.id,
      version,
      row.name,
      row.clientId,
      row.clientAuthentication,
      row.credentialsSealed,
      JSON.stringify(row.mapping),
      JSON.stringify(row.request),
      row.state,
    ],
  )
  return rows.length === 1
}

/** The providers that are on and at which a person has an account that leads to them. */
export function findProvidersOf(
  reader: Reader,
  personId: string,
): Promise<{ id: string; name: string; issuer: string }[]> {
  return reader.rows(
    `select p.id, p.name, p.issuer from identity_provider p where p.state = 'on'
       and exists (select from identity i where i.provider_id = p.id and i.person_id = $1 and i.ended_at is null)
     order by p.name, p.id`,
    [personId],
  )
}

/** The ways in that the environment offers. */
export async function findWays(reader: Reader): Promise<string[]> {
  const [row] = await reader.rows<{ value: string[] }>("select value from setting where key = 'sign-in-ways'")
  return row?.value ?? []
}

/** One who turns a provider off waits for another who does: together they could close the last way in. */
export async function lockProviders(tx: Transaction): Promise<void> {
  await tx.rows("select pg_advisory_xact_lock(hashtext('identity_provider'))")
}
