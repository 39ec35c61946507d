import type { ReportKind, Soep } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import * as queries from './queries.ts'
import { contentText } from './rules.ts'

export interface ImportedReport {
  kind: ReportKind
  soep: Soep
  author: { name: string; function: string }
  /** ISO 8601. */
  careMoment: string
}

/** Writes a report that came in from another system. Nobody's reach is asked: that is for whoever imports. Returns the id. */
export async function importReport(tx: Transaction, clientId: string, report: ImportedReport): Promise<string> {
  const id = newId()
  const text = contentText({ form: 'soep', soep: report.soep })
  const values = {
    id,
    clientId,
    kind: report.kind,
    form: 'soep',
    sealed: seal(tx.keys.seal, text, id),
    careMoment: new Date(report.careMoment),
    important: false,
    visibleToFamily: false,
  }
  await queries.insertImportedReport(tx, values, report.author)
  return id
}
