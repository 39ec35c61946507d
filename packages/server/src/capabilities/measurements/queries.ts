import type { MeasurementKind } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export interface MeasurementRow {
  id: string
  clientId: string
  kind: MeasurementKind
  value: number
  secondValue: number | null
  unit: string
  method: string | null
  position: string | null
  noteSealed: Buffer | null
  performerId: string | null
  performerName: string
  performerFunction: string
  measuredAt: Date
  recordedAt: Date
  unusual: boolean
  status: 'final' | 'entered-in-error'
  reasonSealed: Buffer | null
  replacesId: string | null
  version: number
}

const columns = `m.id, m.client_id as "clientId", m.kind, m.value, m.second_value as "secondValue", m.unit, m.method, m.position,
  m.note_sealed as "noteSealed", m.performer_id as "performerId", m.performer_name as "performerName",
  m.performer_function as "performerFunction", m.measured_at as "measuredAt", m.recorded_at as "recordedAt", m.unusual, m.status,
  m.reason_sealed as "reasonSealed", m.replaces_id as "replacesId", m.version`

export interface MeasurementFilter {
  kind: string | undefined
  from: string | undefined
  until: string | undefined
  errors: boolean
}

export async function findMeasurements(
  reader: Reader,
  clientId: string,
  filter: MeasurementFilter,
  after: (string | null)[] | undefined,
  limit: number,
): Promise<MeasurementRow[]> {
  return reader.rows<MeasurementRow>(
    `select ${columns} from measurement m
     where m.client_id = $1 and ($2::text is null or m.kind = $2)
       and ($3::timestamptz is null or m.measured_at >= $3) and ($4::timestamptz is null or m.measured_at < $4)
       and ($5 or m.status = 'final')
       and ($6::timestamptz is null or (m.measured_at, m.id) < ($6, $7::uuid))
     order by m.measured_at desc, m.id desc limit $8`,
    [clientId, filter.kind, filter.from, filter.until, filter.errors, after?.[0], after?.[1], limit],
  )
}

export async function findMeasurement(
  reader: Reader,
  clientId: string,
  id: string,
): Promise<MeasurementRow | undefined> {
  const [row] = await reader.rows<MeasurementRow>(
    `select ${columns} from measurement m where m.client_id = $1 and m.id = $2`,
    [clientId, id],
  )
  return row
}

export interface MeasurementValues {
  id: string
  clientId: string
  kind: string
  value: number
  secondValue: number | null
  unit: string
  method: string | null
  position: string | null
  noteSealed: Buffer | null
  measuredAt: Date
  unusual: boolean
  replacesId: string | null
}

export async function insertMeasurement(tx: Transaction, m: MeasurementValues, performerId: string): Promise<boolean> {
  const rows = await tx.rows(
    `insert into measurement (id, client_id, kind, value, second_value, unit, method, position, note_sealed, measured_at, unusual,
       replaces_id, performer_id, performer_name, performer_function)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, e.id, concat_ws(' ', e.given_name, e.prefix, e.family_name), e.function
     from person e where e.id = $13
     on conflict (id) do nothing returning id`,
    [
      m.id,
      m.clientId,
      m.kind,
      m.value,
      m.secondValue,
      m.unit,
      m.method,
      m.position,
      m.noteSealed,
      m.measuredAt,
      m.unusual,
      m.replacesId,
      performerId,
    ],
  )
  return rows.length === 1
}

/** Inserts a measurement from another system under the name that stands there; whoever took it is nobody's account here. */
export async function insertImportedMeasurement(
  tx: Transaction,
  m: MeasurementValues,
  performer: { name: string; function: string },
): Promise<void> {
  await tx.rows(
    `insert into measurement (id, client_id, kind, value, second_value, unit, method, position, note_sealed, measured_at, unusual,
       performer_name, performer_function)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      m.id,
      m.clientId,
      m.kind,
      m.value,
      m.secondValue,
      m.unit,
      m.method,
      m.position,
      m.noteSealed,
      m.measuredAt,
      m.unusual,
      performer.name,
      performer.function,
    ],
  )
}

export async function markAsError(
  tx: Transaction,
  id: string,
  version: number,
  reasonSealed: Buffer,
): Promise<boolean> {
  const rows = await tx.rows(
    `update measurement set status = 'entered-in-error', reason_sealed = $3, version = version + 1
     where id = $1 and version = $2 and status = 'final' returning id`,
    [id, version, reasonSealed],
  )
  return rows.length === 1
}
