import type { SealedRow } from '@hoede/verify'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { rowsWhere } from './queries.ts'
import type { Range } from './ranges.ts'

const partitionOf = (month: string) => `audit_event_${month.replace('-', '_')}`

/** Is the month there, and did its retention end? */
export const findMonth = async (reader: Reader, month: string, leastYears: number) =>
  (
    await reader.rows<{ years: number; ended: boolean; exists: boolean }>(
      `select s.years, to_regclass('public.' || $2) is not null as exists,
         (($1 || '-01')::date + interval '1 month') at time zone 'UTC' + make_interval(years => greatest(s.years, $3)) <= now() as ended
       from (select coalesce((select value::int from setting where key = 'log-retention-years'), 20) as years) s`,
      [month, partitionOf(month), leastYears],
    )
  )[0]!

/** Rows of a month by number, after one. */
export const rowsOfMonth = (reader: Reader, month: string, after: number, most: number): Promise<SealedRow[]> =>
  rowsWhere(
    reader,
    `e.recorded_at >= ($1 || '-01')::timestamp at time zone 'UTC'
       and e.recorded_at < (($1 || '-01')::timestamp + interval '1 month') at time zone 'UTC' and e.number > $2 order by e.number limit $3`,
    [month, after, most],
  )

/** Takes the rows of a month away, and remembers which places they had. Waits a few seconds at most for those who write. */
export async function dropMonth(
  tx: Transaction,
  month: string,
  positions: readonly Range[],
  rows: number,
  archive: string,
): Promise<void> {
  await tx.rows('insert into audit_dropped (month, positions, rows, archive) values ($1, $2, $3, $4)', [
    month,
    JSON.stringify(positions),
    rows,
    archive,
  ])
  await tx.rows("select set_config('lock_timeout', '5s', true)")
  await tx.rows(`alter table audit_event detach partition ${partitionOf(month)}`)
  await tx.rows(`drop table ${partitionOf(month)}`)
}
