import { describe, expect, it } from 'vitest'
import {
  addsForSelf,
  covers,
  type GrantQuestion,
  grantInWords,
  groundText,
  isPermission,
  isSetting,
  isWithinBounds,
  refusalOfGrant,
  type WantedScope,
} from './rules.ts'

const whole = { everything: true, units: [] }
const berkenhof = { everything: false, units: ['berkenhof', 'berkenhof-1', 'berkenhof-2'] }
const nothing = { everything: false, units: [] }

describe('whose reach covers what', () => {
  const everyScope: WantedScope[] = [
    { scope: 'organisation' },
    { scope: 'unit', unitId: 'lindehof' },
    { scope: 'own-teams', teams: [] },
    { scope: 'own-clients', clients: 0, within: 0 },
    { scope: 'client', within: false },
  ]
  it.each(everyScope)('the whole organisation covers $scope', (wanted) => expect(covers(whole, wanted)).toBe(true))
  it.each(everyScope)('no reach covers no $scope', (wanted) => expect(covers(nothing, wanted)).toBe(false))

  it.each<[string, WantedScope, boolean]>([
    ['the whole organisation', { scope: 'organisation' }, false],
    ['the location itself', { scope: 'unit', unitId: 'berkenhof' }, true],
    ['a team in it', { scope: 'unit', unitId: 'berkenhof-2' }, true],
    ['another location', { scope: 'unit', unitId: 'lindehof' }, false],
    ['the teams of somebody who works in it', { scope: 'own-teams', teams: ['berkenhof-1', 'berkenhof-2'] }, true],
    [
      'the teams of somebody who works elsewhere too',
      { scope: 'own-teams', teams: ['berkenhof-1', 'lindehof'] },
      false,
    ],
    ['the teams of somebody who has none yet', { scope: 'own-teams', teams: [] }, false],
    ['the clients of somebody who has them all in it', { scope: 'own-clients', clients: 3, within: 3 }, true],
    ['the clients of somebody who has one elsewhere', { scope: 'own-clients', clients: 3, within: 2 }, false],
    ['the clients of somebody who has none yet', { scope: 'own-clients', clients: 0, within: 0 }, false],
    ['a client in it', { scope: 'client', within: true }, true],
    ['a client elsewhere', { scope: 'client', within: false }, false],
  ])('a location and %s', (_what, wanted, expected) => expect(covers(berkenhof, wanted)).toBe(expected))
})

describe('a grant is refused', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  const question: GrantQuestion = {
    giverId: 'peter',
    receiver: { id: 'anna', employedUntil: null },
    reach: berkenhof,
    wanted: { scope: 'unit', unitId: 'berkenhof' },
    from: now,
    until: later(48),
    now,
  }
  it.each<[string, Partial<GrantQuestion>, string | undefined]>([
    ['never when all is well', {}, undefined],
    ['never without an end', { until: null }, undefined],
    ['never when it begins this morning', { from: later(-4) }, undefined],
    [
      'to oneself, with the widest reach too',
      { receiver: { id: 'peter', employedUntil: null }, reach: whole },
      'grant-to-self',
    ],
    ['beyond the own reach', { wanted: { scope: 'organisation' } }, 'grant-beyond-reach'],
    ['for somebody who left', { receiver: { id: 'anna', employedUntil: later(-1) } }, 'person-left'],
    [
      'for somebody who will have left before it begins',
      { receiver: { id: 'anna', employedUntil: later(10) }, from: later(12) },
      'person-left',
    ],
    ['never for somebody who will leave later', { receiver: { id: 'anna', employedUntil: later(10) } }, undefined],
    ['when it ends before it begins', { from: later(24), until: later(12) }, 'period-invalid'],
    ['when it ends as it begins', { from: later(24), until: later(24) }, 'period-invalid'],
    ['when its end has passed', { from: later(-10), until: later(-1) }, 'period-invalid'],
    ['when it began the day before yesterday', { from: later(-30) }, 'period-invalid'],
  ])('%s', (_when, change, expected) => expect(refusalOfGrant({ ...question, ...change })).toBe(expected))
})

describe('a role', () => {
  it('is never widened by somebody who holds it', () => {
    expect(addsForSelf(['people:read'], ['people:read', 'report:read'], true)).toBe(true)
    expect(addsForSelf(['people:read'], ['people:read', 'report:read'], false)).toBe(false)
    expect(addsForSelf(['people:read', 'report:read'], ['people:read'], true)).toBe(false)
  })
  it('knows its permissions by name, and nothing that every object has', () => {
    expect(isPermission('report:read')).toBe(true)
    expect(isPermission('toString')).toBe(false)
  })
})

describe('a setting', () => {
  it('stays within its bounds, both included', () => {
    expect(isWithinBounds('former-client-days', 0)).toBe(true)
    expect(isWithinBounds('former-client-days', 365)).toBe(true)
    expect(isWithinBounds('former-client-days', 366)).toBe(false)
    expect(isWithinBounds('former-client-days', -1)).toBe(false)
    expect(isSetting('former-client-days')).toBe(true)
    // Those of the sign-in are one policy, checked as a whole.
    expect(isSetting('session-hours')).toBe(false)
    expect(isSetting('constructor')).toBe(false)
  })
})

describe('a grant in words', () => {
  const team = { kind: 'team', name: 'Berkenhof 2' }
  it.each([
    [
      { role: 'Verzorgende', scope: 'own-teams', unit: team, until: null },
      'Je ziet dit omdat je verzorgende bent in team Berkenhof 2.',
    ],
    [
      { role: 'Verzorgende', scope: 'own-teams', unit: null, until: null },
      'Je ziet dit omdat je verzorgende bent in je eigen team.',
    ],
    [
      { role: 'Teamleider', scope: 'unit', unit: { kind: 'location', name: 'Berkenhof' }, until: null },
      'Je ziet dit omdat je teamleider bent op locatie Berkenhof.',
    ],
    [
      { role: 'Teamleider', scope: 'unit', unit: { kind: 'location', name: 'Locatie Zuid' }, until: null },
      'Je ziet dit omdat je teamleider bent op locatie Zuid.',
    ],
    [
      { role: 'ICT-beheerder', scope: 'organisation', unit: null, until: null },
      'Je ziet dit omdat je ICT-beheerder bent voor de hele organisatie.',
    ],
    [
      { role: 'Behandelaar', scope: 'own-clients', unit: null, until: null },
      'Je ziet dit omdat je behandelaar bent en een zorgrelatie hebt met deze cliënt.',
    ],
    [
      { role: 'Verzorgende', scope: 'client', unit: null, until: new Date('2026-11-29T23:00:00Z') },
      'Je ziet dit omdat je verzorgende bent voor deze cliënt. Dit geldt tot en met zondag 29 november 2026.',
    ],
  ] as const)('%#', (grant, text) => expect(groundText(grant)).toBe(text))

  it('names the role, its scope and its end for whoever judges it', () => {
    const until = new Date('2026-11-29T17:00:00Z')
    expect(grantInWords({ role: 'Verzorgende', scope: 'unit', unit: team, until })).toBe(
      'Verzorgende in team Berkenhof 2, tot zondag 29 november 2026 18:00',
    )
  })
})
