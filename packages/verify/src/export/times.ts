import type { Placed } from './numbers.ts'
import { RangeSet } from './ranges.ts'

/** By number, times go up, but for this: rows that are written at once draw their number and read the clock a moment apart. */
const toleranceMs = 10_000
const sampleEvery = 256

/** Rows whose times lie before that of a row with a lower number. */
export interface TimeRun {
  first: Placed
  last: Placed
  numbers: RangeSet
  /** How far the first lies before it, in milliseconds. */
  drop: number
  /** The row with a lower number and the highest time. */
  above: Placed
  /** The number of a row before the first: what made times go back came between the two. */
  previous: number
  /** The first would be in order if the row `above` were not there. */
  outlier: boolean
}

interface Segment {
  highest: Placed
  /** The highest time without `highest`. */
  secondAt: number
  run: TimeRun | undefined
}

/**
 * The order of times by number. A row that goes back begins a run, which ends when times are again where they were: one row, a
 * few that were dated back together, or everything for an hour after a clock went back an hour. Within a run the same is checked
 * again. What explains a run, notes that come later say.
 */
export class TimeOrder {
  #segments: Segment[] = []
  readonly runs: TimeRun[] = []
  readonly #sampleNumbers: number[] = []
  readonly #samples: Placed[] = []
  #count = 0
  #previous = 0

  /** What comes next is not held against what came before. */
  forget(): void {
    this.#segments = []
  }

  /** A row with a number above all before. */
  next(row: Placed): void {
    const top = this.#segments.at(-1)
    if (!top) this.#segments.push({ highest: row, secondAt: Number.NEGATIVE_INFINITY, run: undefined })
    else if (row.at < top.highest.at - toleranceMs) this.#begin(row, top)
    else this.#goOn(row, top)
    this.#previous = row.number
    this.#count += 1
    if (this.#count % sampleEvery === 0) {
      this.#sampleNumbers.push(row.number)
      this.#samples.push(this.#segments.at(-1)!.highest)
    }
  }

  /** A row with a lower number than the highest: held against the rows of about its number. Returns what does not fit. */
  late(row: Placed): TimeRun | undefined {
    let [low, high] = [0, this.#sampleNumbers.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#sampleNumbers[middle]! > row.number) high = middle
      else low = middle + 1
    }
    const before = this.#samples[low - 1]
    const after = this.#samples[low] ?? this.#segments.at(-1)?.highest
    if (before && row.at < before.at - toleranceMs) return this.#note(row, before, before.number, false)
    if (after && row.at > after.at + toleranceMs) return this.#note(after, row, row.number, true)
    return undefined
  }

  #goOn(row: Placed, top: Segment) {
    if (top.run) {
      top.run.last = row
      top.run.numbers.add(row.number)
    }
    if (row.at < top.highest.at) {
      if (row.at > top.secondAt) top.secondAt = row.at
      return
    }
    top.secondAt = top.highest.at
    top.highest = row
    while (this.#segments.length > 1 && row.at >= this.#segments.at(-2)!.highest.at - toleranceMs) {
      const { run, ...ended } = this.#segments.pop()!
      const below = this.#segments.at(-1)!
      // The row that is where times were again belongs to no run.
      if (run?.last === row) run.numbers.remove(row.number)
      if (ended.highest.at >= below.highest.at) {
        below.secondAt = below.highest.at
        below.highest = ended.highest
      }
    }
  }

  #begin(row: Placed, top: Segment) {
    const run = this.#note(row, top.highest, this.#previous, row.at >= top.secondAt - toleranceMs)
    this.#segments.push({ highest: row, secondAt: Number.NEGATIVE_INFINITY, run })
    // Times that go down without end are wrong in every row; only so many are remembered at once.
    if (this.#segments.length > 1000) this.#segments.splice(1, 1)
  }

  #note(first: Placed, above: Placed, previous: number, outlier: boolean): TimeRun {
    const numbers = new RangeSet([[first.number, first.number]])
    const run = { first, last: first, numbers, drop: above.at - first.at, above, previous, outlier }
    this.runs.push(run)
    return run
  }
}
