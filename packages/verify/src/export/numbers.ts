import { type Range, RangeSet } from './ranges.ts'

export interface Placed {
  number: number
  position: number
  at: number
}

interface Gap {
  from: number
  until: number
  /** The row that was the first with a higher number. */
  after: Placed
}

/** How a row's number stands to those before it: the next, one that was left open before, or one that cannot be. */
export type NumberPlace = 'next' | 'late' | 'taken'

/**
 * The order of numbers: which were left open, which came later, which came although they could not. Keeps what is open, not what
 * was in order.
 */
export class NumberOrder {
  readonly #fromStart: boolean
  #highest: Placed | undefined
  #lowest = 0
  /** Numbers that may be those of positions whose row is not known. */
  readonly #hidden = new RangeSet()
  readonly #open = new RangeSet()
  #gaps: Gap[] = []
  #unknown = false
  #pruneAt = 10_000
  /** Rows that came after one with a higher number, and are not explained yet. */
  late: Placed[] = []

  constructor(fromStart: boolean) {
    this.#fromStart = fromStart
  }

  get highest(): Placed | undefined {
    return this.#highest
  }

  add(row: Placed): NumberPlace {
    const before = this.#highest?.number ?? (this.#fromStart ? 0 : row.number - 1)
    if (!this.#highest) this.#lowest = before + 1
    if (row.number > before) {
      if (row.number > before + 1) this.#leaveOpen(before + 1, row)
      this.#highest = row
      this.#unknown = false
      return 'next'
    }
    const free = this.#open.has(row.number) || this.#hidden.has(row.number) || row.number < this.#lowest
    if (!free) return 'taken'
    this.#open.remove(row.number)
    this.#hidden.remove(row.number)
    this.late.push(row)
    return 'late'
  }

  /** A position whose row's number is not known: a changed, removed or dropped one. */
  addUnknown(): void {
    this.#unknown = true
  }

  /** Drawn and never used. Returns the numbers among these that there is a row with all the same. */
  abandon(from: number, until: number): Range[] {
    const used = new RangeSet([[Math.max(from, this.#lowest), Math.min(until, this.#highest?.number ?? 0)]])
    for (const set of [this.#open, this.#hidden])
      for (const [first, last] of set.within(from, until)) used.remove(first, last)
    this.#open.remove(from, until)
    return used.ranges
  }

  /** The sealer says why these came when they did. */
  explain(explained: RangeSet): void {
    if (this.late.length) this.late = this.late.filter(({ number }) => !explained.has(number))
  }

  isOpen(number: number): boolean {
    return this.#open.has(number) || this.#hidden.has(number)
  }

  /** Numbers without a row and without an explanation. `known` are rows that came late by the sealer's own word. */
  missing(known: RangeSet): { from: number; until: number; after: Placed }[] {
    return this.#gaps.flatMap((gap) => {
      // Where an export begins among rows that came late, what lies between them came before the export.
      if (!this.#fromStart && known.has(gap.from - 1)) return []
      return this.#open.within(gap.from, gap.until).map(([from, until]) => ({ from, until, after: gap.after }))
    })
  }

  #prune() {
    this.#gaps = this.#gaps.filter(({ from, until }) => this.#open.touches(from, until))
    this.#pruneAt = Math.max(10_000, 2 * this.#gaps.length)
  }

  #leaveOpen(from: number, after: Placed) {
    if (this.#unknown) {
      this.#hidden.add(from, after.number - 1)
    } else {
      this.#open.add(from, after.number - 1)
      this.#gaps.push({ from, until: after.number - 1, after })
      if (this.#gaps.length >= this.#pruneAt) this.#prune()
    }
  }
}
