import type { HistoryRow } from './queries.ts'

const hidden = new Set([
  'id',
  'version',
  'changed_at',
  'created_at',
  'created_by',
  'search_name',
  'bsn_hash',
  'resuscitation_recorded_at',
])

/** The changes between successive versions, newest first. The BSN is named as changed, never shown. */
export function clientChanges(rows: HistoryRow[], current: Record<string, unknown>) {
  let after = current
  return rows.map((row) => {
    const changes = Object.keys(row.before)
      .filter((field) => !hidden.has(field) && String(row.before[field] ?? '') !== String(after[field] ?? ''))
      .map((field) =>
        field === 'bsn_sealed'
          ? { field: 'bsn', before: null, after: null }
          : { field, before: text(row.before[field]), after: text(after[field]) },
      )
    const result = {
      version: row.version + 1,
      changedAt: row.changedAt.toISOString(),
      changedBy: row.changedBy,
      changes,
    }
    after = row.before
    return result
  })
}

const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
