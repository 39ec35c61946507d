import { expect, it } from 'vitest'
import { niceTicks, timeTicks } from './scale.ts'

it('gives round numbers around the values', () => {
  expect(niceTicks(71.2, 74.8)).toEqual([71, 72, 73, 74, 75])
  expect(niceTicks(62, 168)).toEqual([50, 100, 150, 200])
  expect(niceTicks(36.4, 36.4).length).toBeGreaterThan(1)
  expect(niceTicks(0, 10)).toEqual([0, 2, 4, 6, 8, 10])
})

it('spreads days over a period', () => {
  const day = 86_400_000
  expect(timeTicks(0, 30 * day, 5).length).toBeLessThanOrEqual(6)
  expect(timeTicks(0, 365 * day, 5).length).toBeGreaterThan(2)
  expect(timeTicks(10, day, 5)).toEqual([10, day])
})
