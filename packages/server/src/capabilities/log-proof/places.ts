import type { SealedRow } from '@hoede/verify'
import type { Reader } from '../../platform/db/transaction.ts'
import * as queries from './queries.ts'
import { rangesOf } from './ranges.ts'

const tileWidth = 256

/** A place in the tree: the hash that was sealed, and what the log has for it now. */
export interface Place {
  position: number
  number: number
  hash: Buffer
  /** One row, unless somebody took it away or put another beside it. */
  rows: SealedRow[]
}

/** The places from a position on, at most so many (or a few more: tiles come whole), with their rows. */
export async function placesFrom(reader: Reader, from: number, most: number): Promise<Place[]> {
  const first = Math.floor(from / tileWidth)
  const [tiles, edges] = await Promise.all([
    queries.readTiles(reader, first, first + Math.ceil(most / tileWidth)),
    queries.readEdges(reader),
  ])
  const bare = tiles.flatMap(placesOfTile)
  const next = bare.length ? bare.at(-1)!.position + 1 : from
  for (const { level, index, number, hash } of edges) {
    if (level === 0 && index >= next && index - from < most) bare.push({ position: index, number: number!, hash })
  }
  const wanted = bare.filter(({ position }) => position >= from)
  if (!wanted.length) return []
  const rows = Map.groupBy(
    await queries.rowsNumbered(reader, rangesOf(wanted.map(({ number }) => number))),
    ({ number }) => Number(number),
  )
  return wanted.map((place) => ({ ...place, rows: rows.get(place.number) ?? [] }))
}

function placesOfTile({ index, hashes, runs }: queries.StoredTile): Omit<Place, 'rows'>[] {
  const places: Omit<Place, 'rows'>[] = []
  for (let run = 0; run + 1 < runs.length; run += 2) {
    const [from, count] = [Number(runs[run]), Number(runs[run + 1])]
    for (let at = 0; at < count; at += 1) {
      const place = places.length
      places.push({
        position: index * tileWidth + place,
        number: from + at,
        hash: hashes.subarray(place * 32, place * 32 + 32),
      })
    }
  }
  return places
}

/** A row in its place, for who follows the log. */
export interface FollowedRow {
  position: number
  row: SealedRow
}

/**
 * The rows that were sealed from a position on, at most some so many: an order that never changes and has no gaps, whatever was
 * committed when. Rows that are no longer there are left out.
 */
export async function sealedRows(reader: Reader, from: number, most: number): Promise<FollowedRow[]> {
  const places = await placesFrom(reader, from, most)
  return places.flatMap(({ position, rows: [row] }) => (row ? [{ position, row }] : []))
}

/** How many rows were sealed. */
export const sealedSize = async (reader: Reader): Promise<number> => (await queries.readTree(reader))?.size ?? 0
