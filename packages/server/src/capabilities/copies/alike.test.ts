import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coarse, coarseDays, dateOf, dayOf, groupsAlike } from './alike.ts'

it('every group has at least k, and everybody is in one', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 4 })),
        {
          minLength: 10,
          maxLength: 400,
        },
      ),
      (rows) => {
        const groups = groupsAlike(rows, 10)
        expect(Math.min(...groups.map((group) => group.length))).toBeGreaterThanOrEqual(10)
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual([...rows.keys()])
      },
    ),
    { numRuns: 60 },
  )
})

it('cuts as far as it can: two kinds of twenty people are not left together', () => {
  const rows = Array.from({ length: 40 }, (_, index) => [index % 2, 0])
  expect(groupsAlike(rows, 10).map((group) => new Set(group.map((index) => index % 2)).size)).toEqual([1, 1])
})

it('fewer than k stay one group, and nobody is none', () => {
  expect(groupsAlike([[1], [2]], 10)).toEqual([[0, 1]])
  expect(groupsAlike([], 10)).toEqual([])
})

it('periods begin on a Monday and keep their order', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: 0, max: 500 }), (day, later) => {
      expect(new Date(coarse(day) * 86_400_000).getUTCDay()).toBe(1)
      expect(coarse(day)).toBeLessThanOrEqual(day)
      expect(day - coarse(day)).toBeLessThan(coarseDays)
      expect(coarse(day + later)).toBeGreaterThanOrEqual(coarse(day))
      expect(dayOf(dateOf(day))).toBe(day)
    }),
  )
})
