import type { LogEntry } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { after, type LiveRows, type LiveStep, noRows, rowsOnPage } from './live-rows.ts'

const rows = (...numbers: number[]) => numbers.map((number) => ({ number }) as LogEntry)
const numbers = ({ rows: shown }: LiveRows) => shown.map(({ number }) => number)
const all = (...steps: LiveStep[]) => steps.reduce(after, noRows)

describe('the rows of who looks along', () => {
  it('come at the top', () => {
    expect(numbers(all({ kind: 'rows', items: rows(1, 2) }, { kind: 'rows', items: rows(3) }))).toEqual([3, 2, 1])
  })

  it('wait and are counted while the page stands still, and come at once when it goes on', () => {
    const still = all({ kind: 'rows', items: rows(1) }, { kind: 'still' }, { kind: 'rows', items: rows(2, 3) })
    expect([numbers(still), still.heldCount]).toEqual([[1], 2])
    const on = after(still, { kind: 'on' })
    expect([numbers(on), on.heldCount, on.still]).toEqual([[3, 2, 1], 0, false])
  })

  it('are the newest so many, and what was not sent is counted', () => {
    const many = all(
      { kind: 'rows', items: rows(...Array.from({ length: rowsOnPage + 5 }, (_, at) => at)) },
      { kind: 'begun', missed: 7 },
    )
    expect([many.rows.length, numbers(many)[0], many.missed]).toEqual([rowsOnPage, rowsOnPage + 4, 7])
  })

  it('can be put away without going on', () => {
    expect(all({ kind: 'rows', items: rows(1) }, { kind: 'still' }, { kind: 'clear' })).toEqual({
      ...noRows,
      still: true,
    })
  })
})
