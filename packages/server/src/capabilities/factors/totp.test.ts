import { generateSync } from 'otplib'
import { describe, expect, it } from 'vitest'
import { acceptedStep, newTotpKey, totpUri } from './totp.ts'

/** The ASCII secret of RFC 6238 appendix B, '12345678901234567890', in base32. */
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000)

describe('codes of an authenticator app', () => {
  // The vectors of RFC 6238 appendix B (SHA-1) have eight digits; six are the last six of them.
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('follow RFC 6238 at %i seconds', (seconds, eightDigits) => {
    expect(acceptedStep(key, eightDigits.slice(2), at(seconds), 0)).toBe(Math.floor(seconds / 30))
  })

  // Appendix D of RFC 4226: a code of TOTP is the HOTP of its time step (RFC 6238 section 4.2).
  it.each(
    '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
      .split(' ')
      .map((code, counter) => [counter, code] as const),
  )('follow RFC 4226 at counter %i', (counter, code) => {
    expect(generateSync({ strategy: 'hotp', secret: key, counter })).toBe(code)
    if (counter > 0) expect(acceptedStep(key, code, at(counter * 30), counter - 1)).toBe(counter)
  })

  it('count one step early and one step late, and no further', () => {
    const code = '287082' // of step 1, 30 to 59 seconds
    expect([0, 29, 30, 59, 60, 89].map((seconds) => acceptedStep(key, code, at(seconds), 0))).toEqual([
      1, 1, 1, 1, 1, 1,
    ])
    expect([90, 120, 3000].map((seconds) => acceptedStep(key, code, at(seconds), 0))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('count once: not the same step again, nor one before it', () => {
    expect(acceptedStep(key, '287082', at(59), 1)).toBeUndefined()
    expect(acceptedStep(key, '287082', at(59), 2)).toBeUndefined()
    expect(acceptedStep(key, '287082', at(59), 900)).toBeUndefined()
  })

  it('may be typed with a space, and are six digits otherwise', () => {
    expect(acceptedStep(key, '287 082', at(59), 0)).toBe(1)
    for (const code of ['', '28708', '2870820', '28708a', '٢٨٧٠٨٢', '94287082']) {
      expect(acceptedStep(key, code, at(59), 0)).toBeUndefined()
    }
  })
})

it('makes keys of 160 bits, each another', () => {
  const keys = Array.from({ length: 50 }, newTotpKey)
  expect(new Set(keys).size).toBe(50)
  for (const each of keys) expect(each).toMatch(/^[A-Z2-7]{32}$/)
})

it('names the customer and the person in the app', () => {
  const account = { customer: 'Zorggroep De Linde', kind: 'production', userName: 's.dewit' }
  const uri = totpUri(key, account)
  expect(decodeURIComponent(uri)).toContain('otpauth://totp/Hoede (Zorggroep De Linde):s.dewit?')
  expect(new URL(uri).searchParams.get('secret')).toBe(key)
  expect(new URL(uri).searchParams.get('issuer')).toBe('Hoede (Zorggroep De Linde)')
  expect(decodeURIComponent(totpUri(key, { ...account, kind: 'test' }))).toContain('(Zorggroep De Linde, test)')
})
