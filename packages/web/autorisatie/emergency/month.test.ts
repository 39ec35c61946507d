import { describe, expect, it } from 'vitest'
import { monthInWords, plusMonths, readMonth } from './month.ts'

describe('a month', () => {
  it.each([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
  ])('%s and %i is %s', (month, count, other) => expect(plusMonths(month, count)).toBe(other))

  it('comes from the address, or is the one of now in the Netherlands', () => {
    const now = new Date('2026-10-31T23:30:00Z')
    expect(readMonth('2026-02', now)).toBe('2026-02')
    for (const wrong of [null, '', '2026-13', '2026-2', 'x']) expect(readMonth(wrong, now)).toBe('2026-11')
    expect(monthInWords('2026-11')).toBe('november 2026')
  })
})
