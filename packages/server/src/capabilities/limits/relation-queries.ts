import type { CareRelationKind, ClientRelation } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { type Period, period, somebody } from './queries.ts'

const kindColumns = 'key, name, exclusive, retired_at is not null as retired, version'

export function findKinds(reader: Reader): Promise<CareRelationKind[]> {
  return reader.rows<CareRelationKind>(
    `select ${kindColumns} from care_relation_kind order by retired_at is not null, name, key limit 200`,
  )
}

export async function findKind(reader: Reader, key: string): Promise<CareRelationKind | undefined> {
  const [row] = await reader.rows<CareRelationKind>(`select ${kindColumns} from care_relation_kind where key = $1`, [
    key,
  ])
  return row
}

/** False when the key is taken. */
export async function insertKind(
  tx: Transaction,
  kind: { key: string; name: string; exclusive: boolean },
): Promise<boolean> {
  const rows = await tx.rows(
    'insert into care_relation_kind (key, name, exclusive) values ($1, $2, $3) on conflict (key) do nothing returning key',
    [kind.key, kind.name, kind.exclusive],
  )
  return rows.length === 1
}

export async function updateKind(
  tx: Transaction,
  key: string,
  version: number,
  values: { name: string; retired: boolean },
): Promise<boolean> {
  const rows = await tx.rows(
    `update care_relation_kind set name = $3, retired_at = case when $4::boolean then coalesce(retired_at, now()) end,
       version = version + 1 where key = $1 and version = $2 returning key`,
    [key, version, values.name, values.retired],
  )
  return rows.length === 1
}

export interface RelationRow extends Period {
  id: string
  person: ClientRelation['person']
  kind: ClientRelation['kind']
}

const columns = `r.id, ${somebody('e')} as person,
  json_build_object('key', k.key, 'name', k.name, 'exclusive', r.exclusive) as kind, ${period('r')}`
const tables = `care_relation r join person e on e.id = r.person_id join care_relation_kind k on k.key = r.kind`

export function findRelations(reader: Reader, clientId: string): Promise<RelationRow[]> {
  return reader.rows<RelationRow>(
    `select ${columns} from ${tables} where r.client_id = $1
     order by (r.valid_until is null or r.valid_until > now()) desc, r.valid_from desc, r.id limit 200`,
    [clientId],
  )
}

export async function findRelation(reader: Reader, clientId: string, id: string): Promise<RelationRow | undefined> {
  const [row] = await reader.rows<RelationRow>(
    `select ${columns} from ${tables} where r.client_id = $1 and r.id = $2`,
    [clientId, id],
  )
  return row
}

export interface RelationValues {
  id: string
  clientId: string
  personId: string
  kind: string
  /** Null: from now on. */
  from: Date | null
  until: Date | null
  by: string
}

const overlaps = `r.client_id = $1 and r.kind = $2 and r.exclusive
  and tstzrange(r.valid_from, r.valid_until) && tstzrange(greatest($3::timestamptz, now()), $4::timestamptz)`
const where = (values: RelationValues) => [values.clientId, values.kind, values.from, values.until]

/** Who has the same kind of relation in (a part of) the same time, the first first. */
export function overlapping(tx: Transaction, values: RelationValues): Promise<RelationRow[]> {
  return tx.rows<RelationRow>(`select ${columns} from ${tables} where ${overlaps} order by r.valid_from`, where(values))
}

/** Ends those at the beginning of the new one; what would only begin after it is taken back. */
export async function endOverlapping(tx: Transaction, values: RelationValues): Promise<void> {
  await tx.rows(
    `update care_relation r set valid_until = greatest(r.valid_from, $3::timestamptz, now()), version = version + 1
     where ${overlaps}`,
    where(values),
  )
}

export async function insertRelation(tx: Transaction, values: RelationValues): Promise<void> {
  await tx.rows(
    `insert into care_relation (id, client_id, person_id, kind, valid_from, valid_until, created_by)
     values ($1, $2, $3, $4, greatest($5::timestamptz, now()), $6, $7)`,
    [values.id, values.clientId, values.personId, values.kind, values.from, values.until, values.by],
  )
}

/** False when it was changed meanwhile, or had ended. */
export async function endRelation(
  tx: Transaction,
  clientId: string,
  id: string,
  version: number,
  at: Date | null,
): Promise<boolean> {
  const rows = await tx.rows(
    `update care_relation set valid_until = greatest(valid_from, $4::timestamptz, now()), version = version + 1
     where id = $1 and client_id = $2 and version = $3 and (valid_until is null or valid_until > greatest($4::timestamptz, now()))
     returning id`,
    [id, clientId, version, at],
  )
  return rows.length === 1
}
