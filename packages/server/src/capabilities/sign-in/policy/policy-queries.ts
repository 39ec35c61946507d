import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import type { PolicyFacts, PolicyGroup } from './policy-rules.ts'

export interface SettingRow {
  key: string
  value: unknown
  version: number
}

export function findSettings(reader: Reader, keys: readonly string[]): Promise<SettingRow[]> {
  return reader.rows<SettingRow>('select key, value, version from setting where key = any ($1::text[])', [keys])
}

/** The same, while nobody else can change them until the transaction ends. */
export function lockSettings(tx: Transaction, keys: readonly string[]): Promise<SettingRow[]> {
  return tx.rows<SettingRow>(
    'select key, value, version from setting where key = any ($1::text[]) order by key for update',
    [keys],
  )
}

export async function updateSetting(tx: Transaction, key: string, value: unknown): Promise<void> {
  await tx.rows('update setting set value = $2::jsonb, version = version + 1 where key = $1', [
    key,
    JSON.stringify(value),
  ])
}

export function findRoles(reader: Reader): Promise<PolicyFacts['roles']> {
  return reader.rows('select key, name from role order by key')
}

/** The roles that a person holds or will hold, with one more. */
export async function findRolesWith(reader: Reader, personId: string, roleId: string): Promise<string[]> {
  const rows = await reader.rows<{ key: string }>(
    `select r.key from role r where r.id = $2 or exists (
       select from access_grant a where a.role_id = r.id and a.person_id = $1 and a.withdrawn_at is null
         and (a.valid_until is null or a.valid_until > now()))`,
    [personId, roleId],
  )
  return rows.map((row) => row.key)
}

export function findGroups(reader: Reader): Promise<PolicyGroup[]> {
  return reader.rows<PolicyGroup>('select roles, planned, factors, people from access.sign_in_groups()')
}

const byPasskey = `'passkey-verified' = any (s.factors)`
const byProvider = `exists (select from identity_provider i where i.id = s.provider_id and i.state = 'on')`

/** Managers who came in completely in the last days without a password, by either way. */
export async function findManagersWhoCameIn(reader: Reader, days: number): Promise<PolicyFacts['managers']> {
  const [row] = await reader.rows<PolicyFacts['managers']>(
    `select count(*) filter (where m.passkey)::int as passkey, count(*) filter (where m.provider)::int as provider
     from (
       select s.person_id, bool_or(${byPasskey}) as passkey, bool_or(${byProvider}) as provider
       from session s
       where s.stage = 'complete' and s.created_at > now() - make_interval(days => $1::int)
         and ('passkey-verified' = any (s.factors) or s.provider_id is not null)
       group by s.person_id
     ) m
     where access.permissions_of(m.person_id) @> '{setting:change,access:grant}'`,
    [days],
  )
  return row!
}

const verifies = `exists (select from factor f where f.person_id = p.id and f.kind = 'passkey' and f.user_verifies
  and f.confirmed_at is not null and f.removed_at is null)`
const linked = `exists (select from identity d join identity_provider i on i.id = d.provider_id
  where d.person_id = p.id and d.ended_at is null and i.state = 'on')`

/** What everybody who works here could come in with besides a password, and the same of one person. */
export async function findWaysOfPeople(
  reader: Reader,
  personId: string,
): Promise<{ people: PolicyFacts['people']; own: PolicyFacts['own'] }> {
  const [row] = await reader.rows<PolicyFacts['people'] & { ownPasskey: boolean; ownProvider: boolean }>(
    `select count(*) filter (where w.passkey and not w.provider)::int as passkey,
       count(*) filter (where w.provider and not w.passkey)::int as provider,
       count(*) filter (where w.passkey and w.provider)::int as both,
       count(*) filter (where not w.passkey and not w.provider)::int as neither,
       coalesce(bool_or(w.passkey) filter (where w.id = $1), false) as "ownPasskey",
       coalesce(bool_or(w.provider) filter (where w.id = $1), false) as "ownProvider"
     from (select p.id, ${verifies} as passkey, ${linked} as provider from person p
       where p.employed_until is null or p.employed_until > now()) w`,
    [personId],
  )
  const { ownPasskey, ownProvider, ...people } = row!
  return { people, own: { passkey: ownPasskey, provider: ownProvider } }
}

export async function findPeers(reader: Reader): Promise<Pick<PolicyFacts, 'providersOn' | 'channels'>> {
  const [row] = await reader.rows<Pick<PolicyFacts, 'providersOn' | 'channels'>>(
    `select (select count(*)::int from identity_provider where state = 'on') as "providersOn",
       array(select distinct c from gateway g, unnest(g.channels) c where g.enabled) as channels`,
  )
  return row!
}

export interface AddressCount {
  address: string
  sessions: number
}

/** From where people are signed in, or signing in, now. */
export function findAddressesInUse(reader: Reader): Promise<AddressCount[]> {
  return reader.rows<AddressCount>(
    `select host(address) as address, count(*)::int as sessions from session
     where ended_at is null and expires_at > now() and last_seen_at > now() - make_interval(secs => idle_seconds)
       and address is not null group by 1`,
  )
}

export async function endSessionsFrom(tx: Transaction, addresses: readonly string[]): Promise<number> {
  const rows = await tx.rows(
    `update session set ended_at = now(), ended_because = 'address-not-allowed'
     where ended_at is null and expires_at > now() and host(address) = any ($1::text[]) returning id`,
    [addresses],
  )
  return rows.length
}
