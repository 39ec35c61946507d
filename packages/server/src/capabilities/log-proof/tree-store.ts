import { GrowingTree, type Hash, nodeHash, type ReadHashes, type Subtree, subtreesOf } from '@hoede/verify'
import type { Reader } from '../../platform/db/transaction.ts'
import * as queries from './queries.ts'

/** A tile holds so many hashes, which is eight levels of the tree. */
const tileWidth = 256
const tileLevels = 8

interface Place {
  hash: Hash
  number?: number
  at?: string
}

/** Which rows a tile of the lowest level holds. */
function rowsOf(places: readonly Place[]): queries.NewTile['rows'] {
  const runs: number[] = []
  for (const { number = 0 } of places) {
    const from = runs.at(-2)
    const count = runs.at(-1)
    if (from !== undefined && count !== undefined && number === from + count) runs[runs.length - 1] = count + 1
    else runs.push(number, 1)
  }
  const numbers = places.map(({ number = 0 }) => number)
  const times = places.map(({ at = '' }) => at).toSorted()
  return {
    runs,
    fromNumber: Math.min(...numbers),
    untilNumber: Math.max(...numbers),
    fromAt: times[0]!,
    untilAt: times.at(-1)!,
  }
}

/** The root of a whole subtree from the hashes of one level below. */
function rootOf(hashes: readonly Hash[]): Hash {
  let level = hashes
  while (level.length > 1) {
    const above: Hash[] = []
    for (let at = 0; at < level.length; at += 2) above.push(nodeHash(level[at]!, level[at + 1]!))
    level = above
  }
  return level[0]!
}

/** The tree at its right edge: takes leaves, and writes what came of them in one go. */
export class TreeEdge {
  readonly #tree: GrowingTree
  /** By level of tiles: what is in no tile yet, and the index of its first. */
  readonly #open: { first: number; places: Place[]; stored: number }[]
  readonly #tiles: queries.NewTile[] = []

  constructor(tree: GrowingTree, edges: readonly queries.Edge[]) {
    this.#tree = tree
    const levels = Math.max(0, ...edges.map(({ level }) => level)) + 1
    this.#open = Array.from({ length: levels }, (_, level) => {
      const places = edges
        .filter((edge) => edge.level === level)
        .map(({ hash, number, at }) => ({
          hash,
          ...(number === null ? {} : { number }),
          ...(at === null ? {} : { at }),
        }))
      const first = Math.floor(tree.size / tileWidth ** (level + 1)) * tileWidth
      return { first, places, stored: places.length }
    })
  }

  get size(): number {
    return this.#tree.size
  }

  root(): Hash {
    return this.#tree.root()
  }

  add(hash: Hash, number: number, at: string): void {
    this.#tree.add(hash)
    this.#place(0, { hash, number, at })
  }

  #place(level: number, place: Place): void {
    const open = this.#open[level] ?? { first: 0, places: [], stored: 0 }
    this.#open[level] = open
    open.places.push(place)
    if (open.places.length < tileWidth) return
    const hashes = open.places.map(({ hash }) => hash)
    this.#tiles.push({
      level,
      index: open.first / tileWidth,
      hashes: Buffer.concat(hashes),
      ...(level === 0 ? { rows: rowsOf(open.places) } : {}),
    } as queries.NewTile)
    this.#open[level] = { first: open.first + tileWidth, places: [], stored: open.stored === 0 ? 0 : -1 }
    this.#place(level + 1, { hash: rootOf(hashes) })
  }

  /** Writes the new tiles and what is left of the edge. */
  async store(reader: Reader): Promise<void> {
    const waiting: Promise<unknown>[] = []
    if (this.#tiles.length) waiting.push(queries.insertTiles(reader, this.#tiles))
    for (const [level, open] of this.#open.entries()) {
      // What was stored of a tile that is whole now leaves the edge.
      if (open.stored < 0) waiting.push(queries.removeEdges(reader, level, open.first))
      const stored = Math.max(0, open.stored)
      const edges = open.places.slice(stored).map((place, at) => ({ level, index: open.first + stored + at, ...place }))
      if (edges.length) waiting.push(queries.insertEdges(reader, edges))
    }
    await Promise.all(waiting)
  }
}

/** Opens the right edge of a tree of this size. */
export async function openEdge(reader: Reader, size: number): Promise<TreeEdge> {
  const edges = await queries.readEdges(reader)
  const hashes = await hashesFrom(edges, new Map())(subtreesOf(0, size))
  return new TreeEdge(new GrowingTree(size, hashes), edges)
}

const tileKey = (level: number, index: number) => `${level}/${index}`

/** The hashes of whole subtrees, from the tiles and the edge of the tree. */
export function storedHashes(reader: Reader): ReadHashes {
  return async (subtrees) => {
    const wanted = new Map(
      subtrees.map((subtree) => entriesOf(subtree)).map((each) => [tileKey(each.level, each.tile), each]),
    )
    const tiles = [...wanted.values()].map(({ level, tile }) => ({ level, index: tile }))
    const [edges, stored] = await Promise.all([queries.readEdges(reader), queries.readTileHashes(reader, tiles)])
    return hashesFrom(
      edges,
      new Map(stored.map(({ level, index, hashes }) => [tileKey(level, index), hashes])),
    )(subtrees)
  }
}

/** Where the entries of a subtree stand: all in one tile. */
function entriesOf({ level, index }: Subtree) {
  const tileLevel = Math.floor(level / tileLevels)
  const count = 2 ** (level % tileLevels)
  const first = index * count
  return { level: tileLevel, tile: Math.floor(first / tileWidth), first, count }
}

function hashesFrom(edges: readonly queries.Edge[], tiles: ReadonlyMap<string, Buffer>): ReadHashes {
  const edge = new Map(edges.map(({ level, index, hash }) => [tileKey(level, index), hash]))
  return async (subtrees) =>
    subtrees.map((subtree) => {
      const { level, tile, first, count } = entriesOf(subtree)
      const stored = tiles.get(tileKey(level, tile))
      const hashes = Array.from({ length: count }, (_, at) => {
        const index = first + at
        const place = index - tile * tileWidth
        const hash = stored ? stored.subarray(place * 32, place * 32 + 32) : edge.get(tileKey(level, index))
        if (!hash) throw new Error(`hash ${index} of level ${level} of the log's tree is gone`)
        return hash
      })
      return rootOf(hashes)
    })
}
