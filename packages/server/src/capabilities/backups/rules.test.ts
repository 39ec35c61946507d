import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueAt, expired, isSampled, worriesOf } from './rules.ts'
import { holdText } from './words.ts'

const now = new Date('2026-11-24T12:00:00Z')
const hour = 3_600_000
const day = 24 * hour

describe('when a backup is due', () => {
  it('is at once when there is none, and else within the hours, spread over the last of them', () => {
    expect(dueAt('a', undefined, 6, now).getTime()).toBeLessThan(now.getTime())
    const minutes = new Set<number>()
    for (let n = 0; n < 500; n += 1) {
      const after = dueAt(`environment ${n}`, now, 6, now).getTime() - now.getTime()
      expect(after).toBeGreaterThanOrEqual(5 * hour)
      expect(after).toBeLessThan(6 * hour)
      minutes.add(Math.floor(after / 60_000))
    }
    expect(minutes.size).toBe(50)
  })

  it('is at once after a clock that ran ahead', () => {
    expect(dueAt('a', new Date(now.getTime() + 400 * day), 6, now).getTime()).toBeLessThan(now.getTime())
  })
})

describe('which backups may go', () => {
  const every6Hours = (days: number) =>
    Array.from({ length: days * 4 }, (_, n) => ({ id: String(n), startedAt: new Date(now.getTime() - n * 6 * hour) }))

  it('keeps all of fourteen days, one a day for three months and one a week for eighteen', () => {
    const all = every6Hours(700)
    const gone = new Set(expired(all, 549, now))
    const kept = all.filter((backup) => !gone.has(backup))
    const within = (from: number, until: number) =>
      kept.filter(({ startedAt }) => {
        const age = now.getTime() - startedAt.getTime()
        return age > from * day && age <= until * day
      }).length
    expect(within(-1, 14)).toBe(57)
    expect(within(14, 92)).toBe(79)
    expect(within(92, 549)).toBeGreaterThanOrEqual(65)
    expect(within(92, 549)).toBeLessThanOrEqual(67)
    expect(within(549, 10_000)).toBe(0)
  })

  it('never lets the newest go, and what stays today was never let go before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 * 24 }), { minLength: 1, maxLength: 80 }), (ages) => {
        const all = ages.map((age, n) => ({ id: String(n), startedAt: new Date(now.getTime() - age * hour) }))
        const gone = expired(all, 549, now)
        expect(gone.length).toBeLessThan(all.length)
        const youngest = Math.min(...ages)
        expect(gone.some(({ startedAt }) => now.getTime() - startedAt.getTime() < youngest * hour)).toBe(false)
        // Looking again after clearing up takes nothing more.
        expect(
          expired(
            all.filter((backup) => !gone.includes(backup)),
            549,
            now,
          ),
        ).toEqual([])
      }),
    )
  })
})

it('proves every new backup of one environment in twenty, another one each day, and of at least one', () => {
  const all = Array.from({ length: 60 }, (_, n) => `environment ${n}`)
  const on = (days: number) => all.filter((id) => isSampled(id, all, new Date(now.getTime() + days * day)))
  expect(on(0)).toHaveLength(3)
  expect(on(0)).not.toEqual(on(1))
  expect(isSampled('only', ['only'], now)).toBe(true)
})

describe('what asks for attention', () => {
  const copy = { store: 'elders', state: 'kept' as const, keptAt: now.toISOString(), problem: null }
  const proof = {
    startedAt: now.toISOString(),
    endedAt: now.toISOString(),
    outcome: 'good' as const,
    differences: 0,
    problem: null,
  }
  const made = (hoursAgo: number, bytes = 10e6) => ({
    state: 'made' as const,
    startedAt: new Date(now.getTime() - hoursAgo * hour),
    bytes,
    rows: 5,
    copies: [copy],
    proof,
  })
  const failed = { ...made(0), state: 'failed' as const }
  const judge = (backups: Parameters<typeof worriesOf>[0], away = ['elders']) =>
    worriesOf(backups, { everyHours: 6, away, now })

  it('is nothing when all is well', () => expect(judge([made(1), made(7), made(13), made(19)])).toEqual([]))
  it('is each thing by its name', () => {
    expect(judge([])).toEqual(['none-yet'])
    expect(judge([made(7)])).toEqual(['overdue'])
    expect(judge([failed, failed, made(1)])).toEqual(['failing'])
    expect(judge([made(1, 5e6), made(7), made(13), made(19)])).toEqual(['shrinking'])
    expect(judge([made(1, 20e6), made(7), made(13), made(19)])).toEqual(['growing'])
    expect(judge([made(1)], [])).toEqual(['not-away'])
    expect(judge([{ ...made(3), copies: [{ ...copy, state: 'waiting' }] }])).toEqual(['copies-behind'])
    expect(judge([{ ...made(1), proof: null }])).toEqual(['never-proven'])
    expect(judge([{ ...made(1), proof: { ...proof, outcome: 'wrong', differences: 2 } }])).toEqual(['proof-wrong'])
    const old = new Date(now.getTime() - 9 * day).toISOString()
    expect(judge([{ ...made(1), proof: { ...proof, endedAt: old } }])).toEqual(['proof-overdue'])
  })
})

it('says who holds a backup: the operator by name, a person of the customer without a number', () => {
  expect(holdText({ heldBecause: 'incident', heldBy: 'hoede cli (anna)' })).toBe('incident (hoede cli (anna))')
  expect(holdText({ heldBecause: 'incident', heldBy: '0198c0de-0000-7000-8000-000000000001' })).toBe(
    'incident (op de pagina)',
  )
  expect(holdText({ heldBecause: null, heldBy: null })).toBe('')
})
