import type { Mark, Reporting } from '../report.ts'
import { type GrowingTree, sameHash } from '../tree.ts'
import type { TrustedMark } from '../trust.ts'

const bySize = (one: Mark, other: Mark) => one.size - other.size

/**
 * Holds the tree of the export's leaves against checkpoints: those that were given as it grows, the export's own at the end.
 */
export class Roots {
  readonly #tree: GrowingTree
  readonly #waiting: TrustedMark[]
  readonly #below: TrustedMark[]
  readonly #fit: TrustedMark[] = []
  readonly #misfit: TrustedMark[] = []

  constructor(tree: GrowingTree, marks: readonly TrustedMark[]) {
    this.#tree = tree
    // The first in the list is the next to come; from the end, so that taking it costs nothing.
    this.#waiting = marks.filter(({ size }) => size >= tree.size).toSorted((one, other) => bySize(other, one))
    this.#below = marks.filter(({ size }) => size < tree.size)
    this.hold()
  }

  /** The size of the next checkpoint to hold the tree against. */
  get nextSize(): number {
    return this.#waiting.at(-1)?.size ?? Number.POSITIVE_INFINITY
  }

  /** Checkpoints that the tree has come to, and what they say of it. Returns the last of them. */
  hold(): TrustedMark | undefined {
    let held: TrustedMark | undefined
    while (this.nextSize === this.#tree.size) {
      held = this.#waiting.pop()!
      this.add(held)
    }
    return held
  }

  /** A checkpoint of the size that the tree has now. */
  add(mark: TrustedMark): void {
    ;(sameHash(mark.root, this.#tree.root()) ? this.#fit : this.#misfit).push(mark)
  }

  /** The last checkpoint that the rows fit, and the first after it that they do not. */
  get broken(): { fits: Mark | undefined; doesNot: Mark } | undefined {
    const fits = this.#fit.toSorted(bySize).at(-1)
    const doesNot = this.#misfit.toSorted(bySize).find(({ size }) => size > (fits?.size ?? -1))
    return doesNot && { fits: fits && mark(fits), doesNot: mark(doesNot) }
  }

  /** Checkpoints beyond the end, below the beginning, and signed ones that contradict each other. */
  report(own: TrustedMark | undefined, whole: boolean, reporting: Reporting): void {
    this.#forks(reporting)
    if (this.#below.length) reporting.notice('outside', this.#below.length)
    const end = own?.size ?? this.#tree.size
    // Where the file ends too early, every later checkpoint lies beyond it.
    for (const beyond of this.#waiting.filter(({ size }) => whole && size > end))
      reporting.find('cut-off', { position: end }, { between: { fits: own && mark(own), doesNot: mark(beyond) } })
    const others = this.#fit.length + this.#misfit.length - (own ? 1 : 0)
    if (others === 0) reporting.notice('no-other-checkpoint')
  }

  #forks(reporting: Reporting) {
    const last = this.#fit.toSorted(bySize).at(-1)
    // What the rows up to a later checkpoint contradict, that later one contradicts as well.
    for (const other of this.#misfit.filter(({ size }) => last && size <= last.size))
      reporting.find('forked', { position: other.size }, { between: { fits: mark(last!), doesNot: mark(other) } })
    const all = [...this.#misfit, ...this.#below, ...this.#waiting].toSorted(bySize)
    for (const [at, one] of all.entries()) {
      const next = all[at + 1]
      if (next?.size === one.size && !sameHash(next.root, one.root))
        reporting.find('forked', { position: one.size }, { between: { fits: mark(one), doesNot: mark(next) } })
    }
  }
}

export const mark = ({ name, size, at }: Mark): Mark => ({ name, size, at })
