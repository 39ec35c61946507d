import { describe, expect, it } from 'vitest'
import { readPhoneNumber } from './phone-numbers.ts'

describe('phone numbers', () => {
  it.each([
    ['06 12345678', '+31612345678', 'mobile'],
    ['06-41 23 45 67', '+31641234567', 'mobile'],
    ['+31 (0)6 12345678', '+31612345678', 'mobile'],
    ['0031612345678', '+31612345678', 'mobile'],
    [' 020 624 1111 ', '+31206241111', 'fixed'],
    ['020/6241111', '+31206241111', 'fixed'],
    ['+32 470 12 34 56', '+32470123456', 'mobile'],
    ['+49 30 123456', '+4930123456', 'fixed'],
    ['+1 212 555 0123', '+12125550123', 'mobile'],
    ['+297 560 1234', '+2975601234', 'mobile'],
    ['０６１２３４５６７８', '+31612345678', 'mobile'],
  ])('%s is %s (%s)', (typed, number, line) => {
    expect(readPhoneNumber(typed)).toEqual({ number, line })
  })

  it('are read in another country when it is named', () => {
    expect(readPhoneNumber('0470 12 34 56', 'BE')).toEqual({ number: '+32470123456', line: 'mobile' })
    expect(readPhoneNumber('06 12345678', 'ZZ')).toHaveProperty('refused')
    expect(readPhoneNumber('+31 6 12345678', 'BE')).toEqual({ number: '+31612345678', line: 'mobile' })
  })

  it.each([
    ['0900 1234', 'betaalnummer'],
    ['0909 1234567', 'betaalnummer'],
    ['+1 900 555 0123', 'betaalnummer'],
    ['+33 8 99 12 34 56', 'betaalnummer'],
    ['0800 1234', 'gratis servicenummer'],
    ['088 123 4567', 'bedrijfsnummer'],
    ['14020', 'bedrijfsnummer'],
    ['085 123 4567', 'internet'],
    ['066 1234567', 'pieper'],
    ['+44 70 1234 5678', 'schakelt door'],
    ['+8816 12345678', 'geen land'],
    ['+882 16 1234567', 'geen land'],
  ])('%s is refused: %s', (typed, reason) => {
    expect(readPhoneNumber(typed)).toEqual({ refused: expect.stringContaining(reason) })
  })

  it.each([
    '112',
    '0613',
    '+31612345',
    '097 12345678',
    '+999123456789',
    '+',
    '---',
    '1-800-FLOWERS',
    'tel:+31612345678',
    '+31 6 12345678 ext 5',
    '06 12345678;postd=9',
    '0612345678\n0900 1234',
    '++31612345678',
    '06123456780612345678',
  ])('%s is no number', (typed) => {
    expect(readPhoneNumber(typed)).toEqual({ refused: expect.stringContaining('geen telefoonnummer') })
  })
})
