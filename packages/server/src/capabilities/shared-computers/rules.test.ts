import { expect, it } from 'vitest'
import { isSimplePin } from './rules.ts'

const now = new Date('2026-11-23T12:00:00Z')

it.each([
  '000000',
  '111111',
  '111112',
  '123456',
  '654321',
  '012345',
  '890123',
  '135791',
  '246802',
  '121212',
  '123123',
  '112233',
  '123321',
  '147258',
  '159357',
  '310884',
  '840831',
  '083184',
  '010170',
  '198412',
  '121984',
  '31081984',
  '19840831',
  '20260101',
  '1234567890',
  '123456789012',
  '2026990',
])('%s is too easy to guess', (pin) => {
  expect(isSimplePin(pin, now)).toBe(true)
})

it.each(['739154', '480672', '905318', '2750193', '83920174', '613948205571', '947261'])('%s will do', (pin) => {
  expect(isSimplePin(pin, now)).toBe(false)
})

it('leaves enough to choose from', () => {
  let simple = 0
  for (let n = 0; n < 1_000_000; n += 7) if (isSimplePin(String(n).padStart(6, '0'), now)) simple += 1
  expect(simple / (1_000_000 / 7)).toBeLessThan(0.2)
})
