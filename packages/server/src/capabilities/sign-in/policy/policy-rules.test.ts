import { describe, expect, it } from 'vitest'
import { isOutside, placeOf } from './places.ts'
import {
  allowedFor,
  normalised,
  type PolicyFacts,
  type PolicyValues,
  peopleWhoMustRegister,
  refusalsOf,
  warningsOf,
} from './policy-rules.ts'

const policy: PolicyValues = {
  ways: ['password', 'passkey', 'provider'],
  factors: { everybody: ['totp', 'sms', 'voice', 'passkey', 'recovery-code'], byRole: {} },
  passwordMinLength: 12,
  lockoutFreeTries: 4,
  lockoutLongestSeconds: 900,
  sessionIdleMinutes: 15,
  sessionHours: 12,
  shiftHours: 9,
  phoneCodesADay: 15,
  phoneCodesADayAll: 2000,
  addressRanges: [],
}
const facts: PolicyFacts = {
  roles: [
    { key: 'planner', name: 'Planner' },
    { key: 'teamleider', name: 'Teamleider' },
    { key: 'verzorgende', name: 'Verzorgende' },
  ],
  groups: [
    { roles: ['verzorgende'], planned: [], factors: [{ kind: 'totp', line: null }], people: 40 },
    { roles: ['planner', 'teamleider'], planned: [], factors: [{ kind: 'phone', line: 'mobile' }], people: 3 },
    { roles: ['planner'], planned: ['verzorgende'], factors: [{ kind: 'phone', line: 'fixed' }], people: 2 },
    { roles: [], planned: [], factors: [], people: 7 },
  ],
  address: '192.0.2.10',
  managers: { passkey: 0, provider: 0 },
  own: { passkey: false, provider: false },
  people: { passkey: 0, provider: 0, both: 0, neither: 52 },
  providersOn: 0,
  channels: ['sms', 'voice'],
}
const refusals = (change: Partial<PolicyValues>, of: Partial<PolicyFacts> = {}) =>
  refusalsOf(normalised({ ...policy, ...change }), { ...facts, ...of })
const warnings = (change: Partial<PolicyValues>, of: Partial<PolicyFacts> = {}) =>
  warningsOf(normalised({ ...policy, ...change }), { ...facts, ...of })
const byRole = (roles: PolicyValues['factors']['byRole']): Partial<PolicyValues> => ({
  factors: { ...policy.factors, byRole: roles },
})

describe('the policy of signing in', () => {
  it('as it begins is fine', () => {
    expect(refusals({})).toEqual([])
    expect(warnings({}, { providersOn: 1 })).toEqual([])
  })

  it.each<[Partial<PolicyValues>, string]>([
    [{ passwordMinLength: 11 }, 'De kortste lengte van een wachtwoord is een getal van 12 tot en met 64.'],
    [{ passwordMinLength: 65 }, 'De kortste lengte'],
    [{ lockoutFreeTries: 2 }, 'pogingen zonder wachten'],
    [{ lockoutLongestSeconds: 3601 }, 'langste wachttijd'],
    [{ sessionIdleMinutes: 31 }, 'minuten zonder activiteit'],
    [{ sessionHours: 0 }, 'uren dat een aanmelding duurt'],
    [{ shiftHours: 13 }, 'uren van een dienst'],
    [{ phoneCodesADay: 0 }, 'naar één nummer'],
    [{ phoneCodesADayAll: -1 }, 'hele omgeving'],
    [{ sessionHours: Number.NaN }, 'uren dat een aanmelding duurt'],
  ])('keeps its numbers within bounds: %o', (change, words) => {
    const found = refusals(change)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(words)
  })

  it('never leaves somebody without a second step', () => {
    expect(refusals({ factors: { everybody: [], byRole: {} } })[0]).toContain('Laat voor iedereen minstens één')
    expect(refusals({ factors: { everybody: ['recovery-code'], byRole: {} } })).toHaveLength(1)
    expect(refusals(byRole({ planner: ['recovery-code'] }))).toEqual([
      'Voor de rol «Planner» blijft geen manier over voor de tweede stap, behalve het codeblad.',
    ])
    expect(refusals(byRole({ planner: ['totp'], teamleider: ['sms', 'recovery-code'] }))).toEqual([
      'Voor 3 medewerkers met de rollen «Planner» en «Teamleider» samen blijft geen manier over voor de tweede stap, behalve het codeblad.',
    ])
    // Also with a role that is only planned yet.
    expect(refusals(byRole({ planner: ['totp'], verzorgende: ['passkey'] }))[0]).toContain(
      'Voor 2 medewerkers met de rollen «Planner» en «Verzorgende» samen',
    )
    expect(refusals(byRole({ verzorgende: ['totp'], teamleider: ['passkey'] }))).toEqual([])
    const unknown = Object.fromEntries(['nergens', 'constructor'].map((key) => [key, ['totp' as const]]))
    expect(refusals(byRole(unknown))).toEqual(['De rol «constructor» bestaat niet.', 'De rol «nergens» bestaat niet.'])
  })

  it('counts who has to register another factor', () => {
    const must = (factors: PolicyValues['factors']) => peopleWhoMustRegister({ ...policy, factors }, facts.groups)
    expect(must(policy.factors)).toBe(0)
    expect(must({ everybody: ['passkey', 'recovery-code'], byRole: {} })).toBe(45)
    expect(must({ everybody: ['totp', 'sms'], byRole: {} })).toBe(2)
    expect(must({ everybody: ['totp', 'sms', 'voice'], byRole: { verzorgende: ['sms'] } })).toBe(40)
  })

  it('gives for several roles only what all of them allow', () => {
    const factors = normalised({ ...policy, ...byRole({ planner: ['sms', 'totp'], teamleider: ['totp', 'passkey'] }) })
    expect(allowedFor(factors.factors, ['planner', 'teamleider', 'verzorgende'])).toEqual(['totp'])
    expect(allowedFor(factors.factors, ['toString'])).toEqual(policy.factors.everybody)
  })

  it('lets the password go only when a manager showed that what stays works', () => {
    const ways: PolicyValues['ways'] = ['provider']
    expect(refusals({ ways: [] })).toEqual(['Laat minstens één manier van aanmelden aan.'])
    expect(refusals({ ways })).toEqual(['Er staat geen single sign-on aan. Dan kan niemand zich nog aanmelden.'])
    const found = refusals({ ways }, { providersOn: 1, managers: { passkey: 2, provider: 0 } })
    expect(found).toHaveLength(2)
    expect(found[0]).toContain('in de laatste 7 dagen volledig heeft aangemeld op een manier die aan blijft')
    expect(found[1]).toContain('Je zou jezelf buitensluiten')
    const shown = { providersOn: 1, managers: { passkey: 0, provider: 1 } }
    expect(refusals({ ways }, shown)).toEqual([expect.stringContaining('Je zou jezelf buitensluiten')])
    expect(refusals({ ways }, { ...shown, own: { passkey: false, provider: true } })).toEqual([])
    expect(refusals({ ways: ['passkey'] }, { ...shown, own: { passkey: true, provider: true } })).toHaveLength(1)
    expect(
      refusals(
        { ways: ['passkey'] },
        { managers: { passkey: 1, provider: 0 }, own: { passkey: true, provider: false } },
      ),
    ).toEqual([])
    expect(refusals({ ways: ['password'] })).toEqual([])
  })

  it('warns of who has no other way yet', () => {
    const people = { passkey: 3, provider: 5, both: 1, neither: 10 }
    const without = (ways: PolicyValues['ways']) =>
      warnings({ ways }, { people, providersOn: 1 }).filter((text) => text.includes('zonder wachtwoord'))[0]
    expect(without(['provider'])).toContain('13 medewerkers hebben')
    expect(without(['passkey'])).toContain('15 medewerkers hebben')
    expect(without(['passkey', 'provider'])).toContain('10 medewerkers hebben')
    expect(without(['password'])).toBeUndefined()
  })

  it('warns where text messages and calls are all there is, and where nothing can send them', () => {
    const onlyPhone: Partial<PolicyValues> = { factors: { everybody: ['sms', 'voice', 'recovery-code'], byRole: {} } }
    expect(warnings(onlyPhone, { providersOn: 1 })).toEqual([expect.stringContaining('ASVS (6.6.1)')])
    expect(warnings(byRole({ planner: ['sms'] }), { providersOn: 1 })).toEqual([
      expect.stringMatching(/^5 medewerkers hebben \(«Planner»\) alleen een code per sms/),
    ])
    expect(warnings({}, { providersOn: 1, channels: ['mail'] })).toHaveLength(2)
    expect(warnings({}, {})).toEqual([expect.stringContaining('geen single sign-on aan')])
    const noSheet: Partial<PolicyValues> = { factors: { everybody: ['totp'], byRole: {} } }
    expect(warnings(noSheet, { providersOn: 1 })).toEqual([expect.stringContaining('Zonder codeblad')])
  })

  it('keeps who asks within the networks, and reads each of them', () => {
    const ranges = (...list: string[]) =>
      refusals({ addressRanges: list.map((range, n) => ({ name: `Net ${n}`, range })) })
    expect(ranges('192.0.2.0/24', '2001:DB8::/32')).toEqual([])
    expect(ranges('198.51.100.0/24')).toEqual([
      'Je zou jezelf buitensluiten: je eigen adres (192.0.2.10) valt buiten deze netwerken.',
    ])
    expect(ranges('192.0.2.0/24', 'kantoor')).toEqual([expect.stringContaining('«kantoor» is geen netwerk')])
    expect(ranges('192.0.2.0/24', '192.0.2.9/30')).toEqual([expect.stringContaining('is een adres in een netwerk')])
    expect(ranges('192.0.2.0/24', '192.0.2.0/24')).toEqual(['Het netwerk 192.0.2.0/24 staat er twee keer in.'])
    expect(refusals({ addressRanges: [{ name: '  ', range: '192.0.2.0/24' }] })).toEqual([
      'Geef het netwerk 192.0.2.0/24 een naam.',
    ])
  })
})

describe('where an address is', () => {
  const ranges = [
    { name: 'Heel de instelling', range: '10.0.0.0/8' },
    { name: 'Berkenhof', range: '10.1.0.0/16' },
  ]
  it('is said by the smallest network that holds it', () => {
    expect(placeOf(ranges, '10.1.2.3')).toBe('Berkenhof')
    expect(placeOf(ranges, '::ffff:10.2.2.3')).toBe('Heel de instelling')
    expect(placeOf(ranges, '192.0.2.1')).toBe('buiten de eigen netwerken')
    expect(placeOf(ranges, null)).toBe('buiten de eigen netwerken')
    expect(placeOf([], '10.1.2.3')).toBe('buiten de eigen netwerken')
  })
  it('matters only where networks are named', () => {
    expect(isOutside([], '192.0.2.1')).toBe(false)
    expect(isOutside(ranges, '192.0.2.1')).toBe(true)
    expect(isOutside(ranges, '10.200.0.1')).toBe(false)
  })
})
