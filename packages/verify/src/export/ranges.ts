/** Numbers in a row, both ends included. */
export type Range = readonly [from: number, until: number]

/** A set of numbers as ranges from low to high: what is next to each other is one range. */
export class RangeSet {
  readonly #from: number[] = []
  readonly #until: number[] = []

  constructor(ranges: readonly Range[] = []) {
    for (const [from, until] of ranges) this.add(from, until)
  }

  get ranges(): Range[] {
    return this.#from.map((from, at) => [from, this.#until[at]!])
  }

  get count(): number {
    return this.#from.reduce((sum, from, at) => sum + this.#until[at]! - from + 1, 0)
  }

  add(from: number, until = from): void {
    if (!(until >= from)) return
    const last = this.#from.length - 1
    if (last < 0 || from > this.#until[last]! + 1) {
      this.#from.push(from)
      this.#until.push(until)
      return
    }
    // The first range that touches or lies after the new one, and the first that lies wholly after it.
    const first = this.#firstEndingFrom(from - 1)
    let after = first
    while (after <= last && this.#from[after]! <= until + 1) after += 1
    const low = after > first ? Math.min(from, this.#from[first]!) : from
    const high = after > first ? Math.max(until, this.#until[after - 1]!) : until
    this.#from.splice(first, after - first, low)
    this.#until.splice(first, after - first, high)
  }

  has(number: number): boolean {
    const at = this.#firstEndingFrom(number)
    return at < this.#from.length && this.#from[at]! <= number
  }

  remove(from: number, until = from): void {
    const first = this.#firstEndingFrom(from)
    let after = first
    while (after < this.#from.length && this.#from[after]! <= until) after += 1
    if (after === first) return
    const left: Range[] = []
    if (this.#from[first]! < from) left.push([this.#from[first]!, from - 1])
    if (this.#until[after - 1]! > until) left.push([until + 1, this.#until[after - 1]!])
    this.#from.splice(first, after - first, ...left.map(([low]) => low))
    this.#until.splice(first, after - first, ...left.map(([, high]) => high))
  }

  /** What of these numbers is in the set. */
  within(from: number, until: number): Range[] {
    const found: Range[] = []
    for (let at = this.#firstEndingFrom(from); at < this.#from.length && this.#from[at]! <= until; at += 1)
      found.push([Math.max(from, this.#from[at]!), Math.min(until, this.#until[at]!)])
    return found
  }

  touches(from: number, until: number): boolean {
    const at = this.#firstEndingFrom(from)
    return at < this.#from.length && this.#from[at]! <= until
  }

  /** The ranges of this set without the numbers of the other. */
  without(other: RangeSet): Range[] {
    const rest = new RangeSet(this.ranges)
    for (const [from, until] of this.ranges) {
      for (const [low, high] of other.within(from, until)) rest.remove(low, high)
    }
    return rest.ranges
  }

  /** The place of the first range that ends at or after the number. */
  #firstEndingFrom(number: number): number {
    let [low, high] = [0, this.#until.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#until[middle]! >= number) high = middle
      else low = middle + 1
    }
    return low
  }
}
