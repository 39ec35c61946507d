import { describe, expect, it } from 'vitest'
import { faultsOf, linesOf, mappingOf, requestOf, requestValues } from './mapping.ts'

const mapping = { amr: { pwd: 'know', mfa: 'two' }, acr: { '1': 'know' }, acrs: { c1: 'two' } } as const

describe('the mapping of a provider in the editor', () => {
  it('comes back as it went in', () => {
    expect(mappingOf(linesOf(mapping))).toEqual(mapping)
  })

  it('finds empty lines and the same value twice within one claim only', () => {
    const lines = [
      { key: 'a', claim: 'amr', value: 'mfa', class: 'two' },
      { key: 'b', claim: 'acr', value: 'mfa', class: 'two' },
      { key: 'c', claim: 'amr', value: ' mfa ', class: 'have' },
      { key: 'd', claim: 'amr', value: ' ', class: 'have' },
    ] as const
    const { empty, double } = faultsOf(lines)
    expect([...empty]).toEqual(['d'])
    expect([...double]).toEqual(['c'])
  })

  it('keeps values exactly: capitals and web addresses are not touched', () => {
    const value = 'http://schemas.microsoft.com/claims/MultipleAuthn'
    expect(mappingOf([{ key: 'a', claim: 'amr', value, class: 'two' }]).amr).toEqual({ [value]: 'two' })
  })
})

describe('what is asked of a provider', () => {
  const request = { scopes: ['openid', 'profile'], acrValues: [], acrs: ['c1'], maxAge: 5400 }
  it('comes back as it went in', () => {
    expect(requestOf(requestValues(request))).toEqual(request)
  })
  it.each(['', 'lang', '-1', '1441'])('is refused with an age of "%s" minutes', (minutes) => {
    expect(requestOf({ ...requestValues(request), minutes })).toBeUndefined()
  })
})
