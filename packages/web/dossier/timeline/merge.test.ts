import { expect, it } from 'vitest'
import { behind, merge } from './merge.ts'

const at = (...days: number[]) => days.map((day) => ({ at: `2026-03-${String(day).padStart(2, '0')}T10:00:00Z` }))
const days = (items: { at: string }[]) => items.map((item) => Number(item.at.slice(8, 10)))

it('puts finished lists together, newest first', () => {
  const all = merge([
    { items: at(12, 10, 8), hasMore: false },
    { items: at(11, 3), hasMore: false },
  ])
  expect(days(all)).toEqual([12, 11, 10, 8, 3])
})

it('shows nothing beyond the point where an unfinished list may still have something', () => {
  const streams = [
    { items: at(12, 10, 8), hasMore: true },
    { items: at(11, 3), hasMore: true },
  ]
  expect(days(merge(streams))).toEqual([12, 11, 10, 8])
  expect(behind(streams)).toEqual([0])
  expect(behind([{ items: at(1), hasMore: false }, streams[1]!])).toEqual([1])
  expect(behind([{ items: at(1), hasMore: false }])).toEqual([])
})
