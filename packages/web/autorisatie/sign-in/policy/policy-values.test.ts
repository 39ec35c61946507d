import type { SignInPolicy } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { allowedForRole, changeOf, draftOf, looksLikeRange, numbersOutside, toggleForRole } from './policy-values.ts'

const policy: SignInPolicy = {
  ways: ['password'],
  factors: { everybody: ['totp', 'sms', 'passkey'], byRole: { behandelaar: ['passkey', 'totp'] } },
  passwordMinLength: 12,
  lockoutFreeTries: 4,
  lockoutLongestSeconds: 900,
  sessionIdleMinutes: 15,
  sessionHours: 10,
  shiftHours: 9,
  phoneCodesADay: 15,
  phoneCodesADayAll: 2000,
  addressRanges: [{ name: 'Kantoor', range: '192.0.2.0/24' }],
  version: 7,
}

describe('the draft of a policy', () => {
  it('is sent as it came when nothing changed', () => {
    const { factors, ...rest } = changeOf(draftOf(policy), 7)
    expect(rest).toEqual({ ...rest, ways: ['password'], version: 7, addressRanges: policy.addressRanges })
    expect(factors).toEqual({ everybody: policy.factors.everybody, byRole: { behandelaar: ['totp', 'passkey'] } })
  })

  it('makes a role narrower, and forgets the rule when it is as for everybody again', () => {
    const draft = draftOf(policy)
    const narrower = toggleForRole(draft, 'verzorgende', 'sms')
    expect(narrower['verzorgende']).toEqual(['totp', 'passkey'])
    expect(toggleForRole({ ...draft, byRole: narrower }, 'verzorgende', 'sms')['verzorgende']).toBeUndefined()
  })

  it('never gives a role what nobody may use', () => {
    const draft = { ...draftOf(policy), everybody: ['totp' as const, 'sms' as const] }
    expect(allowedForRole(draft, 'behandelaar')).toEqual(['totp'])
    expect(changeOf(draft, 7).factors.byRole).toEqual({ behandelaar: ['totp'] })
  })

  it.each(['3', '65', '12,5', '', 'twaalf'])('finds a password length of "%s" outside the bounds', (text) => {
    const draft = draftOf(policy)
    expect(numbersOutside({ ...draft, numbers: { ...draft.numbers, passwordMinLength: text } })).toEqual([
      'passwordMinLength',
    ])
  })

  it.each([
    ['192.0.2.0/24', true],
    ['2001:db8::/32', true],
    ['192.0.2.1', false],
    ['kantoor', false],
  ])('reads %s as a range: %s', (text, expected) => {
    expect(looksLikeRange(text)).toBe(expected)
  })
})
