import { expect, it } from 'vitest'
import { readMoment } from './local-time.ts'

const iso = (text: string) => readMoment(text)?.toISOString()

it('reads the clock on the wall in winter and in summer, and a moment with a zone as it is', () => {
  expect(iso('2026-11-23 07:00')).toBe('2026-11-23T06:00:00.000Z')
  expect(iso('2026-07-01T07:00:30')).toBe('2026-07-01T05:00:30.000Z')
  expect(iso('2026-07-01T07:00Z')).toBe('2026-07-01T07:00:00.000Z')
  expect(iso(' 2026-07-01 07:00:00+02:00 ')).toBe('2026-07-01T05:00:00.000Z')
})

it('knows the hour that is not there in March and the one that comes twice in October', () => {
  expect(iso('2026-03-29 02:30')).toBeUndefined()
  expect(iso('2026-03-29 03:30')).toBe('2026-03-29T01:30:00.000Z')
  expect(iso('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z')
})

it('refuses what is no time', () => {
  for (const text of ['', 'morgen', '23-11-2026 07:00', '2026-02-30 07:00', '2026-11-23 24:00', '2026-13-01 07:00'])
    expect(iso(text)).toBeUndefined()
})
