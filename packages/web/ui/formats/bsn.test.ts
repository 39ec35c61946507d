import { expect, it } from 'vitest'
import { bsnText, readBsn, readPostalCode } from './bsn.ts'

it('a BSN passes the eleven-test', () => {
  expect(readBsn('111222333')).toBe('111222333')
  expect(readBsn('1234.56.782')).toBe('123456782')
  expect(readBsn('10000008')).toBe('010000008')
  for (const wrong of ['123456789', '000000000', '12345678', '1234567822', 'abc', ''])
    expect(readBsn(wrong)).toBeUndefined()
  expect(bsnText('123456782')).toBe('123 456 782')
})

it('a postal code is tidied up', () => {
  expect(readPostalCode('1234ab')).toBe('1234 AB')
  expect(readPostalCode(' 1234 AB ')).toBe('1234 AB')
  expect(readPostalCode('0123 AB')).toBeUndefined()
  expect(readPostalCode('1234 A')).toBeUndefined()
})
