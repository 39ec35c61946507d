import { describe, expect, it } from 'vitest'
import { fromInWords, startOf, untilInWords } from '../parts/days.ts'
import { untilOf } from './until.ts'

/** A Monday. */
const now = new Date('2026-11-23T10:00:00Z')

describe('the period of a role', () => {
  it('ends with the last minute of the day that was chosen', () => {
    expect(untilOf('today', '', now)).toBe('2026-11-23T22:59:00.000Z')
    expect(untilOf('sunday', '', now)).toBe('2026-11-29T22:59:00.000Z')
    expect(untilOf('day', '1-1', now)).toBe('2027-01-01T22:59:00.000Z')
  })

  it('can have no end, and knows what is no day', () => {
    expect(untilOf('none', '', now)).toBeNull()
    expect(untilOf('day', 'ooit', now)).toBeUndefined()
  })

  it('begins now today, and with the first minute of a later day', () => {
    expect(startOf('2026-11-23', now)).toBeUndefined()
    expect(startOf('2026-11-30', now)).toBe('2026-11-29T23:00:00.000Z')
  })

  it('reads as people say it', () => {
    expect(untilInWords('2026-11-29T22:59:00.000Z', now)).toBe('t/m zondag 29-11-2026')
    expect(untilInWords('2026-11-24T11:30:00.000Z', now)).toBe('morgen 12:30')
    expect(fromInWords('2026-11-23T08:15:00.000Z', now)).toBe('vandaag 09:15')
    expect(fromInWords('2025-08-25T02:32:00.000Z', now)).toBe('25-8-2025')
  })
})
