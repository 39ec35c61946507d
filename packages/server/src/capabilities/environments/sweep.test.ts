import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLogger } from '../../platform/log/logger.ts'
import { sweep } from './sweep.ts'

it('sends in every open environment, a few at a time, also behind one that fails', async () => {
  const all = Array.from({ length: 30 }, (_, n) => ({
    id: `${n}`,
    key: `klant-${n}`,
    state: n === 5 ? 'closed' : 'open',
    dataKeys: [],
  }))
  const sent: string[] = []
  let [busy, most] = [0, 0]
  const sendWaiting = async (id: string) => {
    busy += 1
    most = Math.max(most, busy)
    await wait(1)
    busy -= 1
    if (id === '0') throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' })
    sent.push(id)
  }
  const control = { query: async () => ({ rows: all }) }
  await sweep(control as never, { sendWaiting }, createLogger('silent'))
  expect(sent.map(Number).sort((a, b) => a - b)).toEqual(all.map((_, n) => n).filter((n) => n !== 0 && n !== 5))
  expect(most).toBe(8)
})
