import { expect, it } from 'vitest'
import { readRecoveryCode } from './recovery-codes.ts'

it('reads a recovery code as people type it', () => {
  expect(readRecoveryCode(' K7MP 2x9q-abcd-0123 ')).toBe('k7mp2x9qabcd0123')
  expect(readRecoveryCode('OIL0-uuuu-1111-2222')).toBe('0110vvvv11112222')
  for (const typed of [
    '',
    'k7mp-2x9q',
    'k7mp-2x9q-abcd-012',
    'k7mp-2x9q-abcd-012é',
    `k7mp-2x9q-abcd-0123-`.repeat(2),
  ]) {
    expect(readRecoveryCode(typed)).toBeUndefined()
  }
})
