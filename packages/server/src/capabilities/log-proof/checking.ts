import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { exportRange } from './export.ts'
import * as queries from './queries.ts'

/** What stands in the log otherwise than it was sealed. */
export interface LogCheck {
  rows: number
  changed: number
  removed: number
  /** In the log, and neither sealed nor just written. */
  inserted: number
}

/** The log with its proof, in pieces of text, from a position on. Throws Problem not-sealed. */
export async function* exportLog(reader: Reader, from: number): AsyncGenerator<string> {
  const tree = await queries.readTree(reader)
  if (!tree || from > tree.size) throw new Problem('not-sealed')
  yield* exportRange(reader, tree, from)
}

/**
 * Holds every row against what was sealed of it. Who can change rows and the tree can mislead this check; whoever kept a
 * checkpoint elsewhere cannot be misled (hoede-verify).
 */
export async function checkLog(reader: Reader, from: number, progress?: (rows: number) => void): Promise<LogCheck> {
  const check: LogCheck = { rows: 0, changed: 0, removed: 0, inserted: 0 }
  const tree = await queries.readTree(reader)
  for await (const piece of exportLog(reader, from)) {
    for (const line of piece.split('\n')) {
      const kind = line.slice(0, 2)
      if (['r ', 'x ', 'm ', 'd '].includes(kind)) check.rows += 1
      if (kind === 'x ') check.changed += 1
      if (kind === 'm ') check.removed += 1
      if (kind === 'u ' && isOld(line.slice(2), tree!)) check.inserted += 1
    }
    progress?.(check.rows)
  }
  return check
}

/** A row without a place was put there by hand, unless it is of just now: then the sealer has not come to it yet. */
function isOld(text: string, tree: queries.TreeState): boolean {
  const { number, at } = JSON.parse(text) as { number: string; at: string }
  const still = tree.pending.some(({ from, until }) => Number(number) >= from && Number(number) <= until)
  return (Number(number) <= tree.highest && !still) || Date.parse(at) < tree.lookedAt.getTime() - 60_000
}
