import { rowHash, rowText, type SealedRow, saltOf, sameHash, subtreesOf } from '@hoede/verify'
import type { Reader } from '../../platform/db/transaction.ts'
import { text64 } from './base64.ts'
import { type Place, placeOf, placesFrom } from './places.ts'
import * as queries from './queries.ts'
import { openSaltKey } from './tree-keys.ts'
import { storedHashes } from './tree-store.ts'

/** So many rows are read at a time. */
const atOnce = 5_000

/**
 * The log from a position on, in the form in which somebody else can verify it: docs/security/log-format.md. Gives the text in
 * pieces, so that a log of any size takes little memory. What was changed, taken away or put in by hand is told as it stands.
 */
export async function* exportRange(reader: Reader, tree: queries.TreeState, from: number): AsyncGenerator<string> {
  const salt = openSaltKey(reader, tree.saltSealed)
  const [left, changes, dropped] = await Promise.all([
    storedHashes(reader)(subtreesOf(0, from)),
    queries.readChanges(reader),
    queries.readDropped(reader),
  ])
  yield lines([
    'hoede-log-export/v1',
    `origin ${tree.origin}`,
    `from ${from}`,
    `until ${tree.size}`,
    ...left.map((hash) => `left ${text64(hash)}`),
    ...changes.map((note) => `change ${text64(Buffer.from(note, 'utf8'))}`),
    '',
  ])
  const strangers = new Map<number, SealedRow>()
  const doubles: SealedRow[] = []
  let highest = 0
  for (let next = from; next < tree.size; ) {
    const { places, between } = await placesFrom(reader, next, atOnce)
    const wanted = places.filter(({ position }) => position < tree.size)
    if (!wanted.length) throw new Error(`place ${next} of the log's tree is gone`)
    for (const row of between) strangers.set(Number(row.number), row)
    const piece: string[] = []
    for (const place of wanted) {
      const { line, others } = lineOf(place, salt, dropped)
      piece.push(line)
      strangers.delete(place.number)
      doubles.push(...others)
      highest = Math.max(highest, place.number)
    }
    yield lines(piece)
    next = wanted.at(-1)!.position + 1
  }
  const outside = await Promise.all([
    unsealed(reader, strangers),
    queries.rowsOutside(reader, Math.max(highest, tree.highest)),
  ])
  yield lines([...[...doubles, ...outside.flat()].map((row) => `u ${rowText(row)}`), ''])
  yield tree.checkpoint
}

const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('')

/** A place as a line, and rows that have its number and not its hash beside the one that has. */
function lineOf(
  { position, number, hash, rows }: Place,
  saltKey: Uint8Array,
  dropped: readonly queries.DroppedMonth[],
): { line: string; others: SealedRow[] } {
  const salt = saltOf(saltKey, String(number))
  const own = rows.find((row) => sameHash(rowHash(salt, rowText(row)), hash))
  const others = rows.filter((row) => row !== own)
  if (own) return { line: `r ${text64(salt)} ${rowText(own)}`, others }
  const [changed, ...more] = rows
  if (changed) return { line: `x ${text64(salt)} ${text64(hash)} ${rowText(changed)}`, others: more }
  const ended = dropped.find(({ positions }) =>
    positions.some(([from, until]) => position >= from && position <= until),
  )
  return { line: ended ? `d ${text64(hash)} ${ended.month}` : `m ${text64(hash)}`, others: [] }
}

/** Of the rows that were met among others: those that have no place of their own anywhere. */
async function unsealed(reader: Reader, strangers: ReadonlyMap<number, SealedRow>): Promise<SealedRow[]> {
  const found: SealedRow[] = []
  for (const [number, row] of strangers) if (!(await placeOf(reader, number))) found.push(row)
  return found
}
