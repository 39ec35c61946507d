import type { Identity } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

interface IdentityRow extends Omit<Identity, 'linkedAt' | 'lastUsedAt'> {
  linkedAt: Date
  lastUsedAt: Date | null
}

const nameOf = (table: string) => `concat_ws(' ', ${table}.given_name, ${table}.prefix, ${table}.family_name)`

export function listIdentities(reader: Reader, personId: string): Promise<IdentityRow[]> {
  return reader.rows<IdentityRow>(
    `select i.id, json_build_object('id', p.id, 'name', p.name) as provider, i.subject, i.linked_at as "linkedAt",
       ${nameOf('by')} as "linkedBy", i.last_used_at as "lastUsedAt"
     from identity i join identity_provider p on p.id = i.provider_id join person by on by.id = i.linked_by
     where i.person_id = $1 and i.ended_at is null order by i.linked_at, i.id`,
    [personId],
  )
}

export interface LinkedPerson {
  identityId: string
  personId: string
  name: string
}

/** Whose a subject at an issuer is: never looked for by anything else (ASVS 5.0 10.5.2). */
export async function findLinked(reader: Reader, issuer: string, subject: string): Promise<LinkedPerson | undefined> {
  const [row] = await reader.rows<LinkedPerson>(
    `select i.id as "identityId", i.person_id as "personId", ${nameOf('e')} as name
     from identity i join person e on e.id = i.person_id where i.issuer = $1 and i.subject = $2 and i.ended_at is null`,
    [issuer, subject],
  )
  return row
}

export async function insertIdentity(
  tx: Transaction,
  row: { id: string; personId: string; providerId: string; issuer: string; subject: string; linkedBy: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into identity (id, person_id, provider_id, issuer, subject, linked_by) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [row.id, row.personId, row.providerId, row.issuer, row.subject, row.linkedBy],
  )
  return rows.length === 1
}

export async function touchIdentity(tx: Transaction, id: string): Promise<void> {
  await tx.rows('update identity set last_used_at = now() where id = $1', [id])
}

export interface EndedIdentity {
  personId: string
  providerId: string
  subject: string
}

/** Ends a link; of one person only where that is said. Undefined when it is not there any more, or another's. */
export async function endIdentity(
  tx: Transaction,
  id: string,
  endedBy: string,
  ofPerson?: string,
): Promise<EndedIdentity | undefined> {
  const [row] = await tx.rows<EndedIdentity>(
    `update identity set ended_at = now(), ended_by = $2 where id = $1 and ended_at is null and ($3::uuid is null or person_id = $3)
     returning person_id as "personId", provider_id as "providerId", subject`,
    [id, endedBy, ofPerson ?? null],
  )
  return row
}

/** Can somebody still come in when this link is gone: with a password, a passkey that is enough by itself, or another account? */
export async function hasOtherWayIn(reader: Reader, personId: string, identityId: string): Promise<boolean> {
  const [row] = await reader.rows<{ other: boolean }>(
    `select ways.value ? 'password' and exists (select from credential c where c.person_id = $1 and c.password_hash is not null)
       or ways.value ? 'passkey' and exists (select from factor f where f.person_id = $1 and f.kind = 'passkey'
         and f.user_verifies and f.confirmed_at is not null and f.removed_at is null)
       or exists (select from identity i join identity_provider p on p.id = i.provider_id
         where i.person_id = $1 and i.id <> $2 and i.ended_at is null and p.state = 'on') as other
     from setting ways where ways.key = 'sign-in-ways'`,
    [personId, identityId],
  )
  return row?.other ?? false
}

export async function isEmployed(reader: Reader, personId: string): Promise<boolean | undefined> {
  const [row] = await reader.rows<{ employed: boolean }>(
    'select employed_until is null or employed_until > now() as employed from person where id = $1',
    [personId],
  )
  return row?.employed
}
