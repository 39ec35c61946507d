import type { LogEntry } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { lanesOf } from './lanes.ts'

const row = (at: string, rest: object = {}) =>
  ({
    at,
    number: 1,
    action: 'R',
    outcome: 'success',
    emergency: false,
    person: null,
    supplier: null,
    client: null,
    ...rest,
  }) as LogEntry
const anna = { person: { id: 'a', name: 'Anna', function: 'arts' } }
const bas = { person: { id: 'b', name: 'Bas', function: 'verzorgende' } }

describe('the lanes of a day', () => {
  it('are in the order in which people came, by the clock in the Netherlands', () => {
    const lanes = lanesOf(
      [row('2026-11-23T17:00:00Z', anna), row('2026-11-23T05:00:00Z', bas), row('2026-11-23T11:00:00Z', anna)],
      'people',
    )
    expect(lanes.map(({ name, under, marks }) => [name, under, marks.map(({ place }) => place)])).toEqual([
      ['Bas', 'verzorgende', [0.25]],
      ['Anna', 'arts', [0.5, 0.75]],
    ])
  })

  it('have one mark for all of a kind in a minute, and each kind its own', () => {
    const [lane] = lanesOf(
      [
        row('2026-11-23T11:00:01Z', anna),
        row('2026-11-23T11:00:30Z', anna),
        row('2026-11-23T11:00:40Z', { ...anna, action: 'U' }),
        row('2026-11-23T11:00:50Z', { ...anna, outcome: 'refused', emergency: true }),
        row('2026-11-23T11:00:55Z', { ...anna, emergency: true }),
      ],
      'people',
    )
    expect(lane?.marks.map(({ kind }) => kind)).toEqual(['read', 'change', 'refused', 'emergency'])
    expect(lane?.rows).toHaveLength(5)
  })

  it('are by client for an employee, with one for what was about no client', () => {
    const client = { client: { id: 'c', name: 'Mw. Jansen', number: '7' } }
    const lanes = lanesOf(
      [row('2026-11-23T11:00:00Z', anna), row('2026-11-23T12:00:00Z', { ...anna, ...client })],
      'clients',
    )
    expect(lanes.map(({ name, under }) => [name, under])).toEqual([
      [null, null],
      ['Mw. Jansen', '7'],
    ])
  })

  it('name the supplier and its systems', () => {
    expect(lanesOf([row('2026-11-23T11:00:00Z', { supplier: 'hoede' })], 'people')[0]?.name).toBe('hoede')
  })
})
