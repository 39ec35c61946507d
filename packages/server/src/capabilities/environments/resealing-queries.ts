import { newId } from '../../platform/crypto/ids.ts'
import type { Reader } from '../../platform/db/transaction.ts'

export interface Progress {
  nextBlock: number
  untilBlock: number
  rows: number
  broken: number
  finished: boolean
}

/** Where re-sealing of a table is; the row is held until the end of the transaction. Nothing when somebody else holds it. */
export async function holdProgress(reader: Reader, version: number, table: string): Promise<Progress | undefined> {
  await reader.rows(
    `insert into resealing (version, table_name, next_block, until_block)
     values ($1, $2, 0, pg_relation_size($2::text::regclass) / current_setting('block_size')::int) on conflict do nothing`,
    [version, table],
  )
  const [row] = await reader.rows<Omit<Progress, 'nextBlock' | 'untilBlock'> & { from: string; until: string }>(
    `select next_block as "from", until_block as until, rows::int, broken::int, finished_at is not null as finished
     from resealing where version = $1 and table_name = $2 for update skip locked`,
    [version, table],
  )
  return row && { ...row, nextBlock: Number(row.from), untilBlock: Number(row.until) }
}

export const storeProgress = (
  reader: Reader,
  version: number,
  table: string,
  { nextBlock, rows, broken, finished }: Omit<Progress, 'untilBlock'>,
) =>
  reader.rows(
    `update resealing set next_block = $3, rows = $4, broken = $5, finished_at = case when $6 then now() end
     where version = $1 and table_name = $2`,
    [version, table, nextBlock, rows, broken, finished],
  )

/** Whoever comes next begins with this table anew. */
export const beginAgain = (reader: Reader, version: number, table: string) =>
  reader.rows(
    `update resealing set next_block = 0, finished_at = null, broken = 0,
       until_block = pg_relation_size($2::text::regclass) / current_setting('block_size')::int
     where version = $1 and table_name = $2`,
    [version, table],
  )

/** A table is done: one row in the log, as the sealer may write it. */
export const insertNote = (reader: Reader, detail: { version: number; table: string; rows: number }) =>
  reader.rows(
    `insert into audit_event (id, event, action, outcome, supplier, part, detail)
     values ($1, 'key.reseal', 'U', 'success', 'hoede', 'setting', $2)`,
    [newId(), JSON.stringify(detail)],
  )

export interface SealedRow {
  place: string
  key: Record<string, string>
  sealed: (Buffer | null)[]
}

export const sealedRows = (
  reader: Reader,
  table: string,
  columns: readonly string[],
  blocks: { from: number; until: number },
  version: number,
) =>
  reader.rows<SealedRow>('select place, key, sealed from access.sealed_rows($1, $2, $3, $4, $5)', [
    table,
    columns,
    blocks.from,
    blocks.until,
    version,
  ])

/** Answers how many rows changed: those that somebody held are left. */
export async function putSealed(
  reader: Reader,
  table: string,
  columns: readonly string[],
  rows: readonly { place: string; old: readonly (Buffer | null)[]; young: readonly (Buffer | null)[] }[],
): Promise<number> {
  const [answer] = await reader.rows<{ changed: number }>(
    'select access.reseal($1, $2, $3, $4::bytea[], $5::bytea[]) as changed',
    [
      table,
      columns,
      rows.map(({ place }) => place),
      rows.flatMap(({ old }) => old),
      rows.flatMap(({ young }) => young),
    ],
  )
  return answer!.changed
}

export interface SealedHistory {
  place: string
  table_name: string
  row_id: string
  /** Bytes as PostgreSQL writes them in JSON: \x and hexadecimal. */
  sealed: Record<string, string>
}

export const sealedHistory = (reader: Reader, blocks: { from: number; until: number }, version: number) =>
  reader.rows<SealedHistory>('select place, table_name, row_id, sealed from access.sealed_history($1, $2, $3)', [
    blocks.from,
    blocks.until,
    version,
  ])

export async function putHistory(
  reader: Reader,
  rows: readonly { place: string; old: Record<string, string>; new: Record<string, string> }[],
): Promise<number> {
  const [answer] = await reader.rows<{ changed: number }>('select access.reseal_history($1::jsonb) as changed', [
    JSON.stringify(rows),
  ])
  return answer!.changed
}

/** How many sealed values a table has of each version. Goes through the whole table. */
export async function countSealed(
  reader: Pick<Reader, 'rows'>,
  table: string,
  columns: readonly string[],
): Promise<{ version: number; count: number }[]> {
  const rows = await reader.rows<{ version: number; count: string }>(
    'select version, count from access.sealed_count($1, $2)',
    [table, columns],
  )
  return rows.map(({ version, count }) => ({ version, count: Number(count) }))
}
