import { type MeasurementKind, measurementKinds } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { judge } from './rules.ts'

export interface ImportedMeasurement {
  kind: MeasurementKind
  /** In the unit of the kind, rounded to its precision. */
  value: number
  secondValue: number | null
  method: string | null
  position: string | null
  note: string | null
  performer: { name: string; function: string }
  /** ISO 8601. */
  measuredAt: string
}

/**
 * Takes in a measurement from another system. Nobody's reach is asked: that is for whoever imports. Returns the id. Throws Problem
 * value-impossible.
 */
export async function importMeasurement(tx: Transaction, clientId: string, m: ImportedMeasurement): Promise<string> {
  const id = newId()
  const verdict = judge(m.kind, m)
  if (!verdict.possible) throw new Problem('value-impossible')
  const values = {
    id,
    clientId,
    kind: m.kind,
    value: m.value,
    secondValue: m.secondValue,
    unit: measurementKinds[m.kind].unit,
    method: m.method,
    position: m.position,
    noteSealed: m.note ? seal(tx.keys.seal, m.note, id) : null,
    measuredAt: new Date(m.measuredAt),
    unusual: verdict.unusual,
    replacesId: null,
  }
  await queries.insertImportedMeasurement(tx, values, m.performer)
  return id
}
