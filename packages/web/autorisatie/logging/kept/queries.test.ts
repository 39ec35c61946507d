import type { LogQuestion } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { addressOf, daysUntilToday } from './queries.ts'

const now = new Date('2026-11-23T10:00:00Z')
const kept = { query: { emergency: true }, days: 7, from: null, until: null } as unknown as LogQuestion

describe('a kept question', () => {
  it('with the last days moves along', () => {
    expect(addressOf(kept, now)).toBe('/logging?van=2026-11-17&tot=2026-11-23&nood=ja')
  })

  it('with two days stays where it was', () => {
    expect(addressOf({ ...kept, days: null, from: '2026-03-01', until: '2026-03-31' }, now)).toBe(
      '/logging?van=2026-03-01&tot=2026-03-31&nood=ja',
    )
  })

  it('can move along when it ends today', () => {
    expect(daysUntilToday({ from: '2026-11-17', until: '2026-11-23' }, now)).toBe(7)
    expect(daysUntilToday({ from: '2026-10-20', until: '2026-11-23' }, now)).toBe(35)
    expect(daysUntilToday({ from: '2026-11-17', until: '2026-11-22' }, now)).toBeUndefined()
  })
})
