import { describe, expect, it } from 'vitest'
import { lengthsWithin, minutesLeft } from './time-left.ts'

describe('the time that is left', () => {
  const now = Date.parse('2026-11-23T10:00:00Z')
  it.each([
    ['2026-11-23T10:30:00Z', 30],
    ['2026-11-23T10:29:01Z', 30],
    ['2026-11-23T10:00:01Z', 1],
    ['2026-11-23T10:00:00Z', 0],
    ['2026-11-23T09:00:00Z', 0],
  ])('until %s is %i minutes', (until, minutes) => expect(minutesLeft(until, now)).toBe(minutes))

  it.each([
    [60, [15, 30, 45, 60]],
    [30, [15, 30]],
    [5, [5]],
  ])('can be chosen within %i minutes', (most, lengths) => expect(lengthsWithin(most)).toEqual(lengths))
})
