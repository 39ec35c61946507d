/** What is wrong with a log. Each is tampering, or something that cannot be told from it. */
export type FindingKind =
  | 'changed'
  | 'removed'
  | 'inserted'
  | 'back-dated'
  | 'post-dated'
  | 'reordered'
  | 'rewritten'
  | 'cut-off'
  | 'forked'
  | 'wrong-key'
  | 'forged-checkpoint'
  | 'other-log'
  | 'truncated'
  | 'forged-note'
  | 'dropped-without-note'

/** What belongs to the life of a log, and what could not be checked. */
export type NoticeKind =
  | 'began'
  | 'started'
  | 'behind'
  | 'late'
  | 'abandoned'
  | 'clock-step'
  | 'loaded'
  | 'dropped'
  | 'key-changed'
  | 'cosigned'
  | 'not-cosigned'
  | 'outside'
  | 'no-other-checkpoint'
  | 'not-sealed-yet'
  | 'not-explained-yet'
  | 'notes-of-earlier-key'

/** A checkpoint that somebody signed: where it comes from, how many rows, when. */
export interface Mark {
  name: string
  size: number
  at: string | undefined
}

/** Where something is. Positions count from 0 in the order of sealing; numbers are those of the rows. */
export interface Place {
  position?: number
  number?: number
  untilNumber?: number
  /** The number of the row before it, where its own is not known. */
  afterNumber?: number
  id?: string
  at?: string
}

export interface Finding {
  kind: FindingKind
  place: Place
  /** So many of them, when it is more than the one at `place`. */
  count?: number
  /** The last checkpoint that fits, when there is one, and the first that does not. */
  between?: { fits: Mark | undefined; doesNot: Mark }
  /** Which file, key or log it is about. */
  about?: string
}

export interface Notice {
  kind: NoticeKind
  count: number
  /** Seconds, a number of a row, a size: what the words say with it. */
  value?: number
  about?: string
  at?: string
}

export interface Report {
  /** Nothing wrong, tampering found, or not to be judged with what was given. */
  outcome: 'whole' | 'tampered' | 'unjudged'
  format: 'hoede-log-export/v1' | 'hoede-log-proofs/v1'
  origin: string
  from: number
  until: number
  rows: number
  checkpoint: Mark | undefined
  findings: Finding[]
  notices: Notice[]
}

/** So many of one kind are told apart; the rest is a count. */
const mostOfAKind = 100

/** Findings and notices as they come. */
export class Reporting {
  readonly findings: Finding[] = []
  readonly notices = new Map<string, Notice>()
  readonly #perKind = new Map<FindingKind, number>()

  find(kind: FindingKind, place: Place = {}, more: Omit<Finding, 'kind' | 'place'> = {}): void {
    const before = this.#perKind.get(kind) ?? 0
    this.#perKind.set(kind, before + 1)
    if (before < mostOfAKind) this.findings.push({ kind, place, ...more })
    else {
      const last = this.findings.findLast((finding) => finding.kind === kind)!
      last.count = (last.count ?? 1) + (more.count ?? 1)
    }
  }

  /** Notices of one kind about the same are counted together. */
  notice(kind: NoticeKind, count = 1, more: Omit<Notice, 'kind' | 'count'> = {}): void {
    const key = `${kind} ${more.about ?? ''}`
    const before = this.notices.get(key)
    this.notices.set(key, { kind, ...more, count: count + (before?.count ?? 0) })
  }

  has(kind: FindingKind): boolean {
    return this.#perKind.has(kind)
  }
}

const byPosition = ({ place }: Finding) => place.position ?? Number.POSITIVE_INFINITY

/** Findings in the order of the log, what is about the whole behind. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => {
    const [a, b] = [byPosition(one), byPosition(other)]
    return a === b ? 0 : a - b
  })
