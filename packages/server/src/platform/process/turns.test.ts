import { expect, it } from 'vitest'
import { turns } from './turns.ts'

it('lets so many be busy at once, in the order of arrival, and goes on after one that fails', async () => {
  const inTurn = turns(2)
  let busy = 0
  let most = 0
  const order: number[] = []
  const work = (n: number) =>
    inTurn(async () => {
      busy++
      most = Math.max(most, busy)
      order.push(n)
      await new Promise((done) => setTimeout(done, 2))
      busy--
      if (n === 3) throw new Error('three')
      return n
    })
  const results = await Promise.allSettled(Array.from({ length: 9 }, (_, n) => work(n)))
  expect([most, busy]).toEqual([2, 0])
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(results.map((each) => each.status === 'fulfilled')).toEqual([
    true,
    true,
    true,
    false,
    true,
    true,
    true,
    true,
    true,
  ])
})
