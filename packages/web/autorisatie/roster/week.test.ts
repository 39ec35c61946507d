import { expect, it } from 'vitest'
import { daysOfWeek, mondayOf, weekNumber } from './week.ts'

it('knows the Monday and the number of a week, around New Year too', () => {
  expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  expect(weekNumber('2026-11-23')).toBe(48)
  expect(weekNumber(mondayOf('2027-01-01'))).toBe(53)
  expect(weekNumber(mondayOf('2025-12-31'))).toBe(1)
  expect(daysOfWeek('2026-12-28').at(-1)).toBe('2027-01-03')
})
