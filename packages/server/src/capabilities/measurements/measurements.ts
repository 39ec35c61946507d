import {
  type Measurement,
  type MeasurementCorrection,
  type MeasurementKind,
  measurementKinds,
  type NewMeasurement,
} from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { judge, rounded } from './rules.ts'

export interface MeasurementQuestion {
  kind?: MeasurementKind
  from?: string
  until?: string
  errors?: boolean
  limit?: number
  cursor?: string
}

export async function listMeasurements(reader: Reader, clientId: string, question: MeasurementQuestion) {
  const limit = question.limit ?? 100
  const filter = { kind: question.kind, from: question.from, until: question.until, errors: question.errors ?? false }
  const rows = await queries.findMeasurements(reader, clientId, filter, readCursor(question.cursor, 2), limit + 1)
  const { items, next } = page(rows, limit, (row) => writeCursor(row.measuredAt.toISOString(), row.id))
  return { items: items.map((row) => present(reader, row)), next }
}

export async function takeMeasurement(
  tx: Transaction,
  clientId: string,
  request: NewMeasurement,
  personId: string,
): Promise<Measurement> {
  return insert(tx, clientId, request, personId, null)
}

/** Marks a measurement as entered in error and puts the right one, when given, in its place. Both stay readable. */
export async function correctMeasurement(
  tx: Transaction,
  clientId: string,
  id: string,
  request: MeasurementCorrection,
  personId: string,
) {
  if (request.reason.trim() === '') throw new Problem('reason-missing')
  const current = await queries.findMeasurement(tx, clientId, id)
  if (!current) throw new Problem('not-found')
  const marked = await queries.markAsError(tx, id, request.version, seal(tx.keys.seal, request.reason, id))
  if (!marked) throw new Problem('conflict', { current: present(tx, current) })
  const replacement = request.replacement
    ? await insert(
        tx,
        clientId,
        { measuredAt: current.measuredAt.toISOString(), ...request.replacement, kind: current.kind },
        personId,
        id,
      )
    : null
  const original = await queries.findMeasurement(tx, clientId, id)
  if (!original) throw new Problem('not-found')
  return { original: present(tx, original), replacement }
}

async function insert(
  tx: Transaction,
  clientId: string,
  request: NewMeasurement,
  personId: string,
  replacesId: string | null,
): Promise<Measurement> {
  const id = request.id ?? newId()
  const verdict = judge(request.kind, request)
  if (!verdict.possible) throw new Problem('value-impossible', { detail: verdict.message })
  const measuredAt = request.measuredAt ? new Date(request.measuredAt) : new Date()
  if (measuredAt.getTime() > Date.now() + 5 * 60_000) throw new Problem('date-in-future')
  const inserted = await queries.insertMeasurement(
    tx,
    {
      id,
      clientId,
      kind: request.kind,
      value: rounded(request.kind, request.value),
      secondValue: request.secondValue == null ? null : rounded(request.kind, request.secondValue),
      unit: measurementKinds[request.kind].unit,
      method: request.method ?? null,
      position: request.position ?? null,
      noteSealed: request.note ? seal(tx.keys.seal, request.note, id) : null,
      measuredAt,
      unusual: verdict.unusual,
      replacesId,
    },
    personId,
  )
  const row = await queries.findMeasurement(tx, clientId, id)
  if (!row || (!inserted && row.performerId !== personId)) throw new Problem('already-exists')
  return present(tx, row)
}

function present(reader: Reader, row: queries.MeasurementRow): Measurement {
  const open = (sealed: Buffer | null) => (sealed ? unseal(reader.keys.seal, sealed, row.id) : null)
  return {
    id: row.id,
    clientId: row.clientId,
    kind: row.kind,
    value: row.value,
    secondValue: row.secondValue,
    unit: row.unit,
    method: row.method,
    position: row.position,
    note: open(row.noteSealed),
    performer: { id: row.performerId, name: row.performerName, function: row.performerFunction },
    measuredAt: row.measuredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    unusual: row.unusual,
    status: row.status,
    reason: open(row.reasonSealed),
    replacesId: row.replacesId,
    version: row.version,
  }
}
