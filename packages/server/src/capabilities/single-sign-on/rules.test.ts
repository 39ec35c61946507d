import type { ClaimMapping } from '@hoede/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presetOf, presets } from './presets.ts'
import { assess, provenAtOf, shownClaims, valuesOf } from './rules.ts'

const now = new Date('2026-11-23T12:00:00Z')
const seconds = now.getTime() / 1000
const fresh = { auth_time: seconds - 60 }
const standard = presetOf('other').mapping
const around = { approved: true, maxAge: 3600, now, received: new Date(now.getTime() + 600_000) }
const adfs = 'http://schemas.microsoft.com'

/** name, claims (auth_time a minute ago unless said), two factors?, and of which preset the mapping is. */
const cases: [string, Record<string, unknown>, boolean, keyof typeof mappings][] = [
  ['mfa alone', { amr: ['mfa'] }, true, 'other'],
  ['password and mfa', { amr: ['pwd', 'mfa'] }, true, 'other'],
  ['password alone', { amr: ['pwd'] }, false, 'other'],
  ['password and code', { amr: ['pwd', 'otp'] }, true, 'other'],
  ['password and text message', { amr: ['pwd', 'sms'] }, true, 'other'],
  ['password and phone call', { amr: ['pwd', 'tel'] }, true, 'other'],
  ['password and smart card', { amr: ['pwd', 'sc'] }, true, 'other'],
  ['hardware key and PIN', { amr: ['hwk', 'pin'] }, true, 'other'],
  ['fingerprint and software key', { amr: ['fpt', 'swk'] }, true, 'other'],
  ['face and password', { amr: ['face', 'pwd'] }, true, 'other'],
  ['two of what one knows: password and question', { amr: ['pwd', 'kba'] }, false, 'other'],
  ['two of what one knows: password and PIN', { amr: ['pwd', 'pin'] }, false, 'other'],
  ['two of what one has: message and code', { amr: ['sms', 'otp'] }, false, 'other'],
  ['two of what one is: face and finger', { amr: ['face', 'fpt'] }, false, 'other'],
  ['the same value twice', { amr: ['pwd', 'pwd'] }, false, 'other'],
  ['mfa inside ngcmfa', { amr: ['ngcmfa'] }, false, 'other'],
  ['ngcmfa with a password', { amr: ['pwd', 'ngcmfa'] }, false, 'entra-v1'],
  ['otp inside hotp, with a password', { amr: ['pwd', 'hotp'] }, false, 'other'],
  ['mfa with something behind it', { amr: ['mfa-required'] }, false, 'other'],
  ['mfa in capitals', { amr: ['MFA'] }, false, 'other'],
  ['mfa with a space', { amr: [' mfa'] }, false, 'other'],
  ['a text instead of a list: mfa', { amr: 'mfa' }, true, 'other'],
  ['a text instead of a list: one factor', { amr: 'pwd' }, false, 'other'],
  ['a text is one value, not words', { amr: 'pwd otp' }, false, 'other'],
  ['a text is one value, not a list with commas', { amr: 'pwd,mfa' }, false, 'other'],
  ['a text that looks like a list', { amr: '["mfa"]' }, false, 'other'],
  ['amr missing', {}, false, 'other'],
  ['amr empty', { amr: [] }, false, 'other'],
  ['amr null', { amr: null }, false, 'other'],
  ['amr a number', { amr: 2 }, false, 'other'],
  ['amr an object', { amr: { mfa: true } }, false, 'other'],
  ['a list in a list', { amr: [['mfa']] }, false, 'other'],
  ['things that are no text between texts', { amr: [1, null, { a: 1 }, 'pwd', 'otp'] }, true, 'other'],
  ['what is no factor: place, risk, presence', { amr: ['pwd', 'geo', 'rba', 'user'] }, false, 'other'],
  ['Windows sign-in alone', { amr: ['wia'] }, false, 'entra-v1'],
  ['a key alone (rsa)', { amr: ['pwd', 'rsa'] }, false, 'entra-v1'],
  ['an unknown value', { amr: ['pwd', 'simulator'] }, false, 'other'],
  ['names that every object has', { amr: ['pwd', 'constructor', '__proto__', 'toString'] }, false, 'other'],
  ['mail', { amr: ['pwd', 'email'] }, false, 'other'],
  ['Entra v1, after its list', { amr: ['pwd', 'rsa', 'ngcmfa', 'mfa'] }, true, 'entra-v1'],
  ['Entra v1: key and mfa', { amr: ['rsa', 'mfa'] }, true, 'entra-v1'],
  ['Entra v1: security key with mfa', { amr: ['fido', 'rsa', 'mfa'] }, true, 'entra-v1'],
  ['Entra v2 as it comes: no amr', { ver: '2.0' }, false, 'entra-v2'],
  ['Entra v2: the context that was asked', { acrs: ['c1'] }, true, 'entra-v2'],
  ['Entra v2: the context as a text', { acrs: 'c1' }, true, 'entra-v2'],
  ['Entra v2: another context', { acrs: ['c10', 'c2'] }, false, 'entra-v2'],
  ['Entra v2: the context in the wrong claim', { acr: 'c1', amr: ['c1'] }, false, 'entra-v2'],
  ['Okta: password and Okta Verify', { amr: ['pwd', 'mfa', 'swk'] }, true, 'okta'],
  ['Okta: its own value beside a password', { amr: ['pwd', 'okta_verify'] }, true, 'okta'],
  ['Okta: proof against phishing says nothing of two', { acr: 'phr', amr: ['pwd'] }, false, 'okta'],
  ['Keycloak as it comes: acr of a fresh sign-in', { acr: '1' }, false, 'keycloak'],
  ['Keycloak: what the administrator typed', { amr: ['pwd', 'otp'] }, true, 'keycloak'],
  ['HelloID: standard values', { amr: ['pwd', 'otp'] }, true, 'helloid'],
  ['ADFS: as a list of addresses', { amr: [`${adfs}/claims/multipleauthn`] }, true, 'adfs'],
  ['ADFS: as one text', { amr: `${adfs}/claims/multipleauthn` }, true, 'adfs'],
  ['ADFS: password only', { amr: `${adfs}/ws/2008/06/identity/authenticationmethod/password` }, false, 'adfs'],
  ['ADFS: an address that begins the same', { amr: `${adfs}/claims/multipleauthn/not` }, false, 'adfs'],
  ["another provider's value", { amr: ['mfa'] }, false, 'adfs'],
  ['own mapping: acr as a level', { acr: 'urn:zorg:loa:2' }, true, 'own'],
  ['own mapping: classes from two claims', { amr: ['wachtwoord'], acrs: ['c7'] }, true, 'own'],
  ['own mapping: one of them', { amr: ['wachtwoord'] }, false, 'own'],
]
const own: ClaimMapping = { amr: { wachtwoord: 'know' }, acr: { 'urn:zorg:loa:2': 'two' }, acrs: { c7: 'have' } }
const mappings = { ...Object.fromEntries(presets.map((each) => [each.name, each.mapping])), own } as Record<
  (typeof presets)[number]['name'] | 'own',
  ClaimMapping
>

describe('what the claims of a provider prove', () => {
  it.each(cases)('%s', (_name, claims, expected, preset) => {
    const judged = assess({ ...fresh, ...claims }, mappings[preset], around)
    expect(judged.twoFactors).toBe(expected)
    expect(judged.reasons.length).toBeGreaterThan(0)
    // Nothing ever proves two at a provider that is not on the list, or from long ago.
    expect(assess({ ...fresh, ...claims }, mappings[preset], { ...around, approved: false }).twoFactors).toBe(false)
    expect(assess({ ...claims, auth_time: seconds - 90_000 }, mappings[preset], around).twoFactors).toBe(false)
  })

  it.each([
    ['a minute ago', seconds - 60, 3600, true],
    ['just within', seconds - 3600, 3600, true],
    ['clocks that differ', seconds - 3659, 3600, true],
    ['too old', seconds - 3661, 3600, false],
    ['new, during the visit', seconds + 300, 3600, true],
    ['at every visit anew: before it', seconds - 120, 0, false],
    ['at every visit anew: in it', seconds + 30, 0, true],
    ['in the future, as far as clocks differ', seconds + 659, 3600, true],
    ['in the future', seconds + 661, 3600, false],
    ['missing', undefined, 3600, false],
    ['null', null, 3600, false],
    ['a text', String(seconds), 3600, false],
    ['not a number', Number.NaN, 3600, false],
    ['in milliseconds', seconds * 1000, 3600, false],
    ['missing where age does not matter', undefined, undefined, true],
    ['old where age does not matter', 1, undefined, true],
  ])('age: %s', (_name, authTime, maxAge, expected) => {
    const judged = assess({ amr: ['pwd', 'mfa'], auth_time: authTime }, standard, { ...around, maxAge })
    expect([judged.twoFactors, judged.tooOld]).toEqual([expected, !expected])
  })

  it.each([
    ['as the provider says', seconds - 1200, seconds - 1200],
    ['never later than the answer', seconds + 45, seconds],
    ['never before there were clocks', -5, 0],
    ['not said', undefined, undefined],
    ['no number', String(seconds), undefined],
    ['not a moment', Number.POSITIVE_INFINITY, undefined],
  ])('when it was proven: %s', (_name, authTime, expected) => {
    const provenAt = provenAtOf({ auth_time: authTime }, now)
    expect(provenAt && provenAt.getTime() / 1000).toBe(expected)
  })

  it('says why in plain Dutch', () => {
    const why = (claims: object, more: object = {}) =>
      assess({ ...fresh, ...claims }, standard, { ...around, ...more }).reasons
    expect(why({ amr: ['pwd', 'otp'] })).toEqual([
      'Er zijn twee verschillende soorten bewijs: iets wat je weet («pwd») en iets wat je hebt («otp»).',
    ])
    expect(why({ amr: ['pwd', 'kba'] })).toEqual(['Er is maar één soort bewijs: iets wat je weet («pwd», «kba»).'])
    expect(why({ amr: ['ngcmfa'] })).toEqual([
      'Wat de aanbieder stuurde zegt hier niets: «ngcmfa» staat niet in de vertaling.',
    ])
    expect(why({ amr: 'mfa' }, { approved: false })).toEqual([
      '«mfa» betekent bij deze aanbieder: twee stappen.',
      'Deze aanbieder staat niet op de lijst van de leverancier: Hoede vraagt altijd een eigen tweede stap.',
    ])
    expect(why({})[0]).toContain('ontbreken')
    expect(why({ amr: 'mfa', auth_time: seconds - 10_000 })[1]).toBe(
      'Het aanmelden bij de aanbieder is 3 uur geleden; hoogstens 60 minuten telt.',
    )
    expect(why({ amr: 'mfa', auth_time: undefined })[1]).toContain('auth_time ontbreekt')
  })

  it('lists every value with what it counted as', () => {
    expect(
      assess({ ...fresh, amr: ['pwd', 'wia'], acr: '1', acrs: 'c1' }, mappings['entra-v2'], around).values,
    ).toEqual([
      { claim: 'amr', value: 'pwd', class: 'know' },
      { claim: 'amr', value: 'wia', class: null },
      { claim: 'acr', value: '1', class: null },
      { claim: 'acrs', value: 'c1', class: 'two' },
    ])
  })

  it('keeps what is endless within bounds', () => {
    expect(valuesOf(Array.from({ length: 10_000 }, (_, n) => `v${n}`))).toHaveLength(50)
    expect(valuesOf('x'.repeat(201))).toEqual([])
  })

  it('whatever comes: no crash, and never two factors without a value that was mapped', () => {
    fc.assert(
      fc.property(fc.object(), fc.boolean(), (claims, approved) => {
        const judged = assess(claims, standard, { ...around, approved })
        if (judged.twoFactors) expect(judged.values.some((each) => each.class)).toBe(true)
      }),
    )
    // Any text that holds a mapped value, but is longer, proves nothing.
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(standard.amr)), fc.string({ minLength: 1 }), (value, more) => {
        for (const amr of [[value + more], [more + value]].filter((each) => !Object.hasOwn(standard.amr, each[0]!)))
          expect(assess({ ...fresh, amr }, standard, around).values[0]?.class ?? null).toBeNull()
      }),
    )
  })
})

describe('presets', () => {
  it('are one for each kind, with what has to be known about it', () => {
    expect(presets.map((each) => each.name)).toEqual([
      'entra-v2',
      'entra-v1',
      'okta',
      'helloid',
      'keycloak',
      'adfs',
      'other',
    ])
    for (const preset of presets) {
      expect(preset.caveats.length).toBeGreaterThan(0)
      expect(preset.request.scopes).toContain('openid')
      // By itself none of these is a factor (facts/auth-2fa-amr.md section 1).
      for (const value of ['geo', 'rba', 'user', 'wia', 'rsa', 'email', 'ngcmfa'])
        expect(preset.mapping.amr[value]).toBeUndefined()
    }
    const worded = presets.filter((each) =>
      each.caveats.some((caveat) => /controleer dit in de proefbank/i.test(caveat)),
    )
    expect(worded.map((each) => each.name)).toEqual(['entra-v2', 'entra-v1', 'okta', 'helloid', 'adfs', 'other'])
  })
})

describe('claims as the sign-in bench shows them', () => {
  it('as name and text, cut, with moments readable and nothing that could be used again', () => {
    const token = `${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`
    expect(
      shownClaims({
        sub: 'truus',
        amr: ['pwd'],
        auth_time: 0,
        nonce: 'n',
        at_hash: 'h',
        long: 'x'.repeat(400),
        inner: token,
      }),
    ).toEqual([
      { name: 'sub', value: 'truus' },
      { name: 'amr', value: '["pwd"]' },
      { name: 'auth_time', value: '0 (1970-01-01T00:00:00.000Z)' },
      { name: 'long', value: `${'x'.repeat(300)}…` },
      { name: 'inner', value: '(een token; niet getoond)' },
    ])
  })
})
