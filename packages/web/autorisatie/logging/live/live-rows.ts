import type { LogEntry } from '@hoede/contract'

/** So many rows stay on the page; the log itself has all of them. */
export const rowsOnPage = 500

export interface LiveRows {
  /** Newest first. */
  rows: readonly LogEntry[]
  /** What came while the page stood still, newest first. */
  held: readonly LogEntry[]
  heldCount: number
  still: boolean
  /** Rows that were too many to send after a long absence. */
  missed: number
}

export const noRows: LiveRows = { rows: [], held: [], heldCount: 0, still: false, missed: 0 }

export type LiveStep =
  | { kind: 'begun'; missed: number }
  | { kind: 'rows'; items: readonly LogEntry[] }
  | { kind: 'still' }
  | { kind: 'on' }
  | { kind: 'clear' }

const before = (newer: readonly LogEntry[], older: readonly LogEntry[]) => [...newer, ...older].slice(0, rowsOnPage)

/** What the page shows after a step. Rows come in the order in which they were written. */
export function after(state: LiveRows, step: LiveStep): LiveRows {
  switch (step.kind) {
    case 'begun':
      return { ...state, missed: state.missed + step.missed }
    case 'rows': {
      const newer = step.items.toReversed()
      if (!state.still) return { ...state, rows: before(newer, state.rows) }
      return { ...state, held: before(newer, state.held), heldCount: state.heldCount + newer.length }
    }
    case 'still':
      return { ...state, still: true }
    case 'on':
      return { ...state, rows: before(state.held, state.rows), held: [], heldCount: 0, still: false }
    case 'clear':
      return { ...noRows, still: state.still }
  }
}
