import { expect, it } from 'vitest'
import { assignReviewers, nextDeadline, ownReviews } from './rules.ts'

const [anna, bram, carla, dirk] = ['a', 'b', 'c', 'd']
const escalateTo = 'z'

it('the nearest team leader reviews, then whom one falls back on, then whom it goes up to; never oneself', () => {
  const people = [
    { id: anna, leaders: [carla, dirk] },
    { id: carla, leaders: [] },
    { id: bram, leaders: [] },
  ]
  const { reviewers, problems } = assignReviewers(people, { fallbackId: bram, escalateTo })
  expect([...reviewers]).toEqual([
    [anna, carla],
    [carla, bram],
    [bram, escalateTo],
  ])
  expect(problems).toEqual([])
  const one = assignReviewers(people, { reviewerId: anna, escalateTo })
  expect([...one.reviewers]).toEqual([
    [anna, escalateTo],
    [carla, anna],
    [bram, anna],
  ])
  const asked = assignReviewers(people, { assign: [{ personId: anna, reviewerId: dirk }], escalateTo })
  expect(asked.reviewers.get(anna)).toBe(dirk)
})

it('two who would review each other, and who has nobody, are named', () => {
  const people = [
    { id: anna, leaders: [bram] },
    { id: bram, leaders: [] },
  ]
  expect(assignReviewers(people, { fallbackId: anna, escalateTo }).problems).toEqual([
    { kind: 'mutual', personId: anna, reviewerId: bram },
  ])
  expect(assignReviewers([{ id: anna, leaders: [] }], { escalateTo: anna }).problems).toEqual([
    { kind: 'nobody', personId: anna, reviewerId: null },
  ])
  expect(ownReviews([{ personId: anna, reviewerId: anna }])).toEqual([anna])
})

it('the next one is three or six months later, on the last day where the month is shorter', () => {
  const next = (occasion: 'quarterly' | 'half-yearly' | 'event', day: string) =>
    nextDeadline(occasion, new Date(`${day}T22:59:00Z`))?.toISOString()
  expect(next('quarterly', '2026-11-30')).toBe('2027-02-28T22:59:00.000Z')
  expect(next('half-yearly', '2026-03-31')).toBe('2026-09-30T22:59:00.000Z')
  expect(next('event', '2026-03-31')).toBeUndefined()
})
