import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockText, dayFrom, dayOf, momentOf, weekdayName } from './calendar.ts'
import { idAt, Random } from './random.ts'

describe('seeded chance', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    const random = new Random('hoede')
    const numbers = [random.bits(), random.bits(), random.bits()]
    const again = new Random('hoede')
    expect([again.bits(), again.bits(), again.bits()]).toEqual(numbers)
    expect(numbers).toEqual([1477712654, 3756865705, 3676925004])
  })

  it('stays within what is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, low, width) => {
        const value = new Random(seed).between(low, low + width)
        return value >= low && value <= low + width
      }),
    )
  })

  it('has every number about as often', () => {
    const random = new Random('even')
    const counts = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 20_000; i += 1) counts[random.between(0, 9)] = (counts[random.between(0, 9)] ?? 0) + 1
    for (const count of counts) expect(count).toBeGreaterThan(1000)
  })

  it('gives parts of their own that do not depend on each other', () => {
    const one = new Random('a')
    one.bits()
    expect(one.fork('x').bits()).toBe(new Random('a').fork('x').bits())
    expect(one.fork('x').bits()).not.toBe(one.fork('y').bits())
  })

  it('makes ids in the shape of UUIDv7, of their moment', () => {
    const random = new Random('ids')
    const moment = Date.parse('2026-11-23T12:00:00Z')
    const ids = Array.from({ length: 1000 }, () => idAt(moment, random))
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(moment)
    }
    expect(new Set(ids).size).toBe(1000)
  })
})

describe('local time in the Netherlands', () => {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'short',
  })

  it('agrees with the time zone database, all the year', () => {
    for (let day = dayFrom(2024, 1, 1); day < dayFrom(2028, 1, 1); day += 1) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
      for (const minute of [0, 60, 240, 719, 1439]) {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        expect(local.format(momentOf(day, minute))).toBe(`${date} ${time}`)
        expect(dayOf(momentOf(day, minute))).toBe(day)
      }
    }
  })

  it('knows the days, and times as carers write them', () => {
    expect(weekdayName(dayFrom(2026, 11, 23))).toBe('maandag')
    expect(clockText(465)).toBe('7.45 uur')
    expect(clockText(1440 + 125)).toBe('2.05 uur')
  })
})
