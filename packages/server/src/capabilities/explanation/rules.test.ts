import { describe, expect, it } from 'vitest'
import { type Barred, waysIn } from './rules.ts'

const free: Barred = { objected: false, closed: false, closedPart: false }
const of = (role: string, scope: Parameters<typeof waysIn>[0][number]['scope'], ...obstacles: string[]) =>
  ({ role, scope, source: 'given', obstacles }) as Parameters<typeof waysIn>[0][number]
const anew = { role: null, steps: ['new-role'] }

describe('the ways in', () => {
  it('are over the role that is nearest, and over another role', () => {
    const chains = [
      of('Verzorgende', 'own-teams', 'out-of-scope'),
      of('Behandelaar', 'own-clients', 'out-of-scope', 'not-in-period'),
      of('Planner', 'unit', 'not-in-role'),
    ]
    expect(waysIn(chains, true, free)).toEqual([{ role: 'Verzorgende', steps: ['join-team'] }, anew])
  })

  it.each([
    ['own-teams', 'join-team'],
    ['own-clients', 'care-relation'],
    ['roster', 'shift'],
    ['unit', 'wider-scope'],
    ['client', 'wider-scope'],
  ] as const)('into a scope of %s: %s', (scope, step) => {
    expect(waysIn([of('Rol', scope, 'out-of-scope')], true, free)[0]).toEqual({ role: 'Rol', steps: [step] })
  })

  it('take every step of one way together', () => {
    expect(waysIn([of('Rol', 'unit', 'waiting', 'out-of-within')], true, free)[0]!.steps).toEqual([
      'confirm',
      'wider-limit',
    ])
    expect(waysIn([of('Rol', 'unit', 'excepted')], true, free)[0]!.steps).toEqual(['no-exception'])
  })

  it('all pass the limits of the client', () => {
    const chains = [of('Rol', 'own-teams', 'out-of-scope')]
    expect(waysIn(chains, true, { ...free, closed: true })).toEqual([
      { role: 'Rol', steps: ['join-team', 'name-on-closure'] },
      { role: null, steps: ['new-role', 'name-on-closure'] },
    ])
    expect(waysIn([], true, { ...free, objected: true, closed: true })).toEqual([
      { role: null, steps: ['new-role', 'withdraw-objection'] },
    ])
  })

  it('begin with employment for who left, and are not over emergency access', () => {
    expect(waysIn([of('Rol', 'unit', 'not-employed')], false, free)).toEqual([
      { role: null, steps: ['employ', 'new-role'] },
    ])
    expect(waysIn([{ ...of('Noodtoegang', 'client', 'not-in-period'), source: 'emergency' }], true, free)).toEqual([
      anew,
    ])
  })

  it('are few, and none of them twice', () => {
    const same = Array.from({ length: 9 }, () => of('Rol', 'unit', 'out-of-scope'))
    expect(waysIn(same, true, free)).toHaveLength(2)
    const many = Array.from({ length: 9 }, (_, each) => of(`Rol ${each}`, 'unit', 'out-of-scope'))
    expect(waysIn(many, true, free)).toHaveLength(4)
  })
})
