import { saltName, seedName } from '../log-proof/public.ts'
import { draftRow } from '../reports/public.ts'

/** A table with sealed values. */
export interface SealedTable {
  name: string
  columns: readonly string[]
  /** What a row was sealed as (associated data), from its primary key. */
  rowOf(key: Readonly<Record<string, string>>): string
}

const byId = (key: Readonly<Record<string, string>>) => key['id'] ?? ''
const table = (name: string, columns: readonly string[], rowOf: SealedTable['rowOf'] = byId): SealedTable => ({
  name,
  columns: columns.map((column) => `${column}_sealed`),
  rowOf,
})

/**
 * Every sealed column there is; a test holds it against the schema. What a new one needs: a line here. What rows were before
 * (row_history) holds the columns of the same tables, and is gone through by itself.
 */
export const sealedTables: readonly SealedTable[] = [
  table('client', ['bsn']),
  table('alert', ['text']),
  table('report', ['text', 'reason']),
  table('report_version', ['text', 'reason'], (key) => key['report_id'] ?? ''),
  table('measurement', ['note', 'reason']),
  table('draft', ['content'], (key) => draftRow(key['person_id'] ?? '', key['client_id'] ?? '', key['subject'] ?? '')),
  table('client_closed_part', ['reason']),
  table('client_closure', ['reason']),
  table('client_objection', ['reason']),
  table('emergency', ['words', 'judgement']),
  table('factor', ['secret']),
  table('gateway', ['credentials']),
  table('message', ['recipient', 'body']),
  table('idempotency', ['answer'], (key) => key['key'] ?? ''),
  table('identity_provider', ['credentials']),
  table('provider_visit', ['secrets', 'result']),
  table('siem_target', ['private_key']),
  table('audit_witness', ['secret']),
  table('audit_tree', ['salt'], () => saltName),
  table('audit_tree_key', ['seed'], (key) => seedName(Number(key['generation']))),
]

/** Where what rows were before is kept; its sealed values stand in JSON. */
export const historyTable = 'row_history'
