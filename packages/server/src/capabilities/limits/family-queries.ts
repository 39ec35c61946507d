import type { FamilyAccess } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { name } from './queries.ts'

export interface ContactRow {
  id: string
  name: string
  relation: string | null
  ended: boolean
}

/** None for whoever may neither give family access here nor read the record. */
export function findContacts(reader: Reader, clientId: string): Promise<ContactRow[]> {
  return reader.rows<ContactRow>('select id, name, relation, ended from access.contacts_of($1)', [clientId])
}

export interface FamilyRow {
  id: string
  contact: FamilyAccess['contact']
  ground: FamilyAccess['ground']
  parts: FamilyAccess['parts']
  document: string | null
  grantedBy: string
  grantedAt: Date
  endedBy: string | null
  from: Date
  until: Date | null
  state: FamilyAccess['state']
  version: number
}

const columns = `f.id, json_build_object('id', f.contact_person_id, 'name', k.name, 'relation', k.relation) as contact, f.ground,
  f.parts, f.document, ${name('g')} as "grantedBy", f.granted_at as "grantedAt",
  case when b.id is not null then ${name('b')} end as "endedBy",
  f.valid_from as "from", least(f.valid_until, f.ended_at) as until, f.version,
  case when f.ended_at is not null or f.valid_until <= now() then 'ended' when f.valid_from > now() then 'coming' else 'active' end as state`
const tables = `family_access f join person g on g.id = f.granted_by left join person b on b.id = f.ended_by
  left join access.contacts_of($1) k on k.id = f.contact_person_id`

export function findFamily(reader: Reader, clientId: string): Promise<FamilyRow[]> {
  return reader.rows<FamilyRow>(
    `select ${columns} from ${tables} where f.client_id = $1
     order by f.ended_at is null desc, f.valid_from desc, f.id limit 200`,
    [clientId],
  )
}

export async function findFamilyOf(reader: Reader, clientId: string, id: string): Promise<FamilyRow | undefined> {
  const [row] = await reader.rows<FamilyRow>(`select ${columns} from ${tables} where f.client_id = $1 and f.id = $2`, [
    clientId,
    id,
  ])
  return row
}

export interface FamilyValues {
  id: string
  clientId: string
  contactId: string
  ground: string
  parts: readonly string[]
  document: string | null
  from: Date | null
  until: Date | null
  by: string
}

export async function insertFamily(tx: Transaction, values: FamilyValues): Promise<void> {
  await tx.rows(
    `insert into family_access (id, client_id, contact_person_id, ground, parts, document, valid_from, valid_until, granted_by)
     values ($1, $2, $3, $4, $5::text[], $6, greatest($7::timestamptz, now()), $8, $9) on conflict (id) do nothing`,
    [
      values.id,
      values.clientId,
      values.contactId,
      values.ground,
      values.parts,
      values.document,
      values.from,
      values.until,
      values.by,
    ],
  )
}

export async function endFamily(
  tx: Transaction,
  clientId: string,
  id: string,
  version: number,
  by: string,
): Promise<boolean> {
  const rows = await tx.rows(
    `update family_access set ended_at = now(), ended_by = $4, version = version + 1
     where id = $1 and client_id = $2 and version = $3 and ended_at is null and (valid_until is null or valid_until > now())
     returning id`,
    [id, clientId, version, by],
  )
  return rows.length === 1
}
