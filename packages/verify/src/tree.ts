import { hash } from 'node:crypto'

/** The hash of a subtree or of a leaf: 32 bytes of SHA-256. */
export type Hash = Uint8Array

const leafPrefix = Buffer.from([0])
const nodePrefix = Buffer.from([1])

const sha256 = (data: Uint8Array): Buffer => hash('sha256', data, 'buffer')

/** The root of a tree without leaves (RFC 9162, 2.1.1). */
export const emptyRoot: Hash = sha256(Buffer.alloc(0))

/** The hash of a leaf: SHA-256 of a zero byte and the entry (RFC 9162, 2.1.1). */
export const leafHash = (entry: Uint8Array): Hash => sha256(Buffer.concat([leafPrefix, entry]))

/** The hash of a node: SHA-256 of a one byte and both children (RFC 9162, 2.1.1). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(Buffer.concat([nodePrefix, left, right]))

export const sameHash = (one: Hash, other: Hash): boolean => Buffer.compare(one, other) === 0

/** A whole subtree: the 2^level leaves from index × 2^level on. Sizes are below 2^53: doubles count them exactly. */
export interface Subtree {
  level: number
  index: number
}

/** The whole subtrees, from left to right and each as large as it can be, that hold the leaves from `from` up to `until`. */
export function subtreesOf(from: number, until: number): Subtree[] {
  const subtrees: Subtree[] = []
  let at = from
  while (at < until) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= until) level += 1
    subtrees.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return subtrees
}

/**
 * A tree that leaves are added to, from which nothing is kept but its right edge: the hashes of subtreesOf(0, size). It gives the
 * root at any size on the way.
 */
export class GrowingTree {
  #size: number
  readonly #edge: Hash[]

  /** Goes on from a size and the hashes of subtreesOf(0, size). Throws RangeError when these are not as many. */
  constructor(size = 0, edge: readonly Hash[] = []) {
    if (!Number.isSafeInteger(size) || size < 0 || subtreesOf(0, size).length !== edge.length)
      throw new RangeError('an edge has one hash for each subtree')
    this.#size = size
    this.#edge = [...edge]
  }

  get size(): number {
    return this.#size
  }

  get edge(): readonly Hash[] {
    return this.#edge
  }

  add(leaf: Hash): void {
    let node = leaf
    for (let below = this.#size; below % 2 === 1; below = (below - 1) / 2) node = nodeHash(this.#edge.pop()!, node)
    this.#edge.push(node)
    this.#size += 1
  }

  root(): Hash {
    return (
      this.#edge.reduceRight<Hash | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ??
      emptyRoot
    )
  }
}

/** Where hashes of whole subtrees come from. */
export type ReadHashes = (subtrees: readonly Subtree[]) => Promise<Hash[]>

/** The root of a tree that has these whole subtrees from left to right, each larger than the next. */
const rangeRoot = (hashes: readonly Hash[]): Hash =>
  hashes.reduceRight<Hash | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ?? emptyRoot

/** The largest power of two below n (n > 1). */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

type Range = readonly [from: number, until: number]

async function rootsOf(ranges: readonly Range[], read: ReadHashes): Promise<Hash[]> {
  const wanted = ranges.map(([from, until]) => subtreesOf(from, until))
  const hashes = await read(wanted.flat())
  let at = 0
  return wanted.map(({ length }) => {
    at += length
    return rangeRoot(hashes.slice(at - length, at))
  })
}

/** The root of the tree of the first `size` leaves. */
export async function rootAt(size: number, read: ReadHashes): Promise<Hash> {
  if (size === 0) return emptyRoot
  return rangeRoot(await read(subtreesOf(0, size)))
}

/** The proof that the leaf at `index` is in the tree of `size` leaves (RFC 9162, 2.1.3.1): from the leaf's neighbour upwards. */
export function inclusionProof(index: number, size: number, read: ReadHashes): Promise<Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError('the leaf is not in the tree')
  const ranges: Range[] = []
  let [from, until] = [0, size]
  while (until - from > 1) {
    const middle = from + split(until - from)
    ranges.unshift(index < middle ? [middle, until] : [from, middle])
    if (index < middle) until = middle
    else from = middle
  }
  return rootsOf(ranges, read)
}

/** The proof that the tree of `first` leaves is the beginning of that of `second` leaves (RFC 9162, 2.1.4.1). Empty for nothing and for equal sizes. */
export async function consistencyProof(first: number, second: number, read: ReadHashes): Promise<Hash[]> {
  if (!(first >= 0 && first <= second)) throw new RangeError('the first tree is the smaller one')
  if (first === 0 || first === second) return []
  const ranges: Range[] = []
  let [from, until, whole] = [0, second, true]
  while (first !== until) {
    const middle = from + split(until - from)
    if (first <= middle) {
      ranges.unshift([middle, until])
      until = middle
    } else {
      ranges.unshift([from, middle])
      from = middle
      whole = false
    }
  }
  return rootsOf(whole ? ranges : [[from, until], ...ranges], read)
}

/** Is the leaf at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2)? */
export function isIncluded(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return false
  let [place, last, node] = [index, size - 1, leaf]
  for (const neighbour of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      node = nodeHash(neighbour, node)
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else {
      node = nodeHash(node, neighbour)
    }
    ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  }
  return last === 0 && sameHash(node, root)
}

/** Is the tree of `first` leaves with its root the beginning of the one of `second` leaves with its root (RFC 9162, 2.1.4.2)? */
export function isConsistent(
  first: number,
  second: number,
  firstRoot: Hash,
  secondRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 0 && first <= second)) return false
  if (first === second) return proof.length === 0 && sameHash(firstRoot, secondRoot)
  if (first === 0) return proof.length === 0 && sameHash(firstRoot, emptyRoot)
  const path = subtreesOf(0, first).length === 1 ? [firstRoot, ...proof] : [...proof]
  const start = path.shift()
  if (!start) return false
  let [place, last] = [first - 1, second - 1]
  while (place % 2 === 1) [place, last] = [(place - 1) / 2, Math.floor(last / 2)]
  let [one, other] = [start, start]
  for (const neighbour of path) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      one = nodeHash(neighbour, one)
      other = nodeHash(neighbour, other)
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else {
      other = nodeHash(other, neighbour)
    }
    ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  }
  return last === 0 && sameHash(one, firstRoot) && sameHash(other, secondRoot)
}
