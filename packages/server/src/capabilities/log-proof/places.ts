import type { SealedRow } from '@hoede/verify'
import type { Reader } from '../../platform/db/transaction.ts'
import * as queries from './queries.ts'
import { nearby, rangesOf } from './ranges.ts'

const tileWidth = 256

/** A place in the tree: the hash that was sealed, and what the log has for it now. */
export interface BarePlace {
  position: number
  number: number
  hash: Buffer
}

export interface Place extends BarePlace {
  /** One row, unless somebody took it away or put another beside it. */
  rows: SealedRow[]
}

/** The places from a position on, at most so many (or a few more: tiles come whole), without their rows. */
async function barePlacesFrom(reader: Reader, from: number, most: number): Promise<BarePlace[]> {
  const first = Math.floor(from / tileWidth)
  for (;;) {
    const [tiles, edges] = await Promise.all([
      queries.readTiles(reader, first, first + Math.ceil(most / tileWidth) + 1),
      queries.readEdges(reader),
    ])
    const inTiles = tiles.flatMap(placesOfTile)
    const next = inTiles.at(-1)?.position ?? first * tileWidth - 1
    const onEdge = edges.flatMap(({ level, index, number, hash }) =>
      level === 0 && index > next && index - from < most ? [{ position: index, number: number!, hash }] : [],
    )
    // Between both questions the sealer can have made a tile of the edge: then they are asked again.
    const moved = onEdge.length > 0 && onEdge[0]!.position !== next + 1
    if (!moved) return [...inTiles, ...onEdge].filter(({ position }) => position >= from)
  }
}

/** The same with their rows, and what the log has among them that has another number. */
export async function placesFrom(
  reader: Reader,
  from: number,
  most: number,
): Promise<{ places: Place[]; between: SealedRow[] }> {
  const wanted = await barePlacesFrom(reader, from, most)
  const numbers = new Set(wanted.map(({ number }) => number))
  const ranges = nearby(rangesOf([...numbers]))
  const rows = (await Promise.all(ranges.map((range) => queries.rowsBetween(reader, range)))).flat()
  const byNumber = Map.groupBy(rows, ({ number }) => Number(number))
  return {
    places: wanted.map((place) => ({ ...place, rows: byNumber.get(place.number) ?? [] })),
    between: rows.filter(({ number }) => !numbers.has(Number(number))),
  }
}

/** A row in its place, for who follows the log. */
interface FollowedRow {
  position: number
  row: SealedRow
}

/** The numbers of the rows that were sealed from a position on, at most so many. */
export const sealedNumbers = async (reader: Reader, from: number, most: number): Promise<number[]> =>
  (await barePlacesFrom(reader, from, most)).slice(0, most).map(({ number }) => number)

/**
 * The rows that were sealed from a position on, at most some so many: an order that never changes and has no gaps, whatever was
 * committed when. Rows that are no longer there are left out.
 */
export async function sealedRows(reader: Reader, from: number, most: number): Promise<FollowedRow[]> {
  const { places } = await placesFrom(reader, from, most)
  return places.slice(0, most).flatMap(({ position, rows: [row] }) => (row ? [{ position, row }] : []))
}

/** How many rows were sealed. */
export const sealedSize = async (reader: Reader): Promise<number> => (await queries.readTree(reader))?.size ?? 0

/** The place of a row by its number; undefined when it was not sealed. */
export const placeOf = async (reader: Reader, number: number): Promise<BarePlace | undefined> =>
  (await placesAround(reader, number)).find((place) => place.number === number)

/** The places of the tile that a row stands in, by its number; none when it was not sealed. */
export async function placesAround(reader: Reader, number: number): Promise<BarePlace[]> {
  const edge = (await queries.readEdges(reader)).flatMap((each) =>
    each.level === 0 ? [{ position: each.index, number: each.number!, hash: each.hash }] : [],
  )
  if (edge.some((place) => place.number === number)) return edge
  for (let asked = 0; ; asked += tilesAtOnce) {
    const tiles = await queries.readTilesWith(reader, number, asked, tilesAtOnce)
    const places = tiles.map(placesOfTile).find((tile) => tile.some((each) => each.number === number))
    if (places || tiles.length < tilesAtOnce) return places ?? []
  }
}

const tilesAtOnce = 16

function placesOfTile({ index, hashes, runs }: queries.StoredTile): BarePlace[] {
  const places: BarePlace[] = []
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
