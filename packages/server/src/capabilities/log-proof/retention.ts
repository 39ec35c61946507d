import { rowHash, rowText, type SealedRow, saltOf, sameHash } from '@hoede/verify'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type SealerNote, writeNote } from './notes.ts'
import { type BarePlace, placesAround } from './places.ts'
import * as queries from './queries.ts'
import { type Range, rangesOf } from './ranges.ts'
import * as months from './retention-queries.ts'
import { currentSigner, openSaltKey } from './tree-keys.ts'

/** Stcrt. 2019, 38007: no line of the log goes before it is five years old, whatever the setting says. */
const leastYears = 5
const atOnce = 5_000

export type DropRefusal = 'month-wrong' | 'month-kept' | 'month-changed' | 'month-gone'

/** Why a month is not dropped. */
export class MonthKept extends Error {
  readonly code: DropRefusal
  constructor(code: DropRefusal) {
    super(code)
    this.code = code
  }
}

/**
 * Ends a month of the log whose retention ended: gives its rows to `archive`, each with its place and its salt
 * (docs/security/log-format.md, "Archive of a month"), and drops them when `finish` has kept all of that and says its SHA-256. The hashes
 * stay, so every proof goes on working. As the owner of the environment; throws MonthKept, Problem not-sealed.
 */
export async function dropMonth(
  tx: Transaction,
  month: string,
  archive: (text: string) => Promise<void>,
  finish: () => Promise<string>,
): Promise<{ rows: number; archive: string }> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new MonthKept('month-wrong')
  const tree = await queries.holdTree(tx)
  if (!tree) throw new Problem('not-sealed')
  const { years, ended, exists } = await months.findMonth(tx, month, leastYears)
  if (!exists) throw new MonthKept('month-gone')
  if (!ended || years < leastYears) throw new MonthKept('month-kept')
  const { positions, said } = await archiveRows(tx, tree, month, archive)
  const hash = await finish()
  const ranges: Range[] = rangesOf(positions)
  const signer = await currentSigner(tx, tree.origin)
  await writeNote(tx, signer, { kind: 'dropped', month, positions: ranges, archive: hash })
  // What was said in this month of months that went before, is said again: it goes too.
  for (const note of said) await writeNote(tx, signer, note)
  await months.dropMonth(tx, month, ranges, positions.length, hash)
  return { rows: positions.length, archive: hash }
}

/** Writes every row of the month down with its place; one that is not as it was sealed keeps the whole month where it is. */
async function archiveRows(
  tx: Transaction,
  tree: queries.TreeState,
  month: string,
  archive: (text: string) => Promise<void>,
): Promise<{ positions: number[]; said: SealerNote[] }> {
  const saltKey = openSaltKey(tx, tree.saltSealed)
  const positions: number[] = []
  const said: SealerNote[] = []
  let around = new Map<number, BarePlace>()
  await archive(`hoede-log-archive/v1\norigin ${tree.origin}\nmonth ${month}\n\n`)
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await months.rowsOfMonth(tx, month, after, atOnce)
    const lines: string[] = []
    for (const row of rows) {
      const number = Number(row.number)
      if (!around.has(number)) around = new Map((await placesAround(tx, number)).map((each) => [each.number, each]))
      const place = around.get(number)
      const salt = saltOf(saltKey, row.number)
      if (!place || !sameHash(rowHash(salt, rowText(row)), place.hash)) throw new MonthKept('month-changed')
      lines.push(`a ${place.position} ${salt.toString('base64')} ${rowText(row)}\n`)
      positions.push(place.position)
      said.push(...droppedIn(row))
    }
    await archive(lines.join(''))
    if (rows.length < atOnce) break
    after = Number(rows.at(-1)!.number)
  }
  // Two rows with one number, or rows that were taken away, are not for the archive to hide.
  if (new Set(positions).size !== positions.length) throw new MonthKept('month-changed')
  return { positions, said }
}

/** The note of an earlier month that a row holds; none for any other row. */
function droppedIn({ event, detail }: SealedRow): SealerNote[] {
  if (event !== 'log.sealing' || !detail) return []
  const note = JSON.parse((JSON.parse(detail) as { note: string }).note) as SealerNote
  return note.kind === 'dropped' ? [note] : []
}
