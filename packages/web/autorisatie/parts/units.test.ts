import type { Unit } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { unitOptions, unitTree } from './units.ts'

const unit = (id: string, parentId: string | null, kind: Unit['kind'], name: string, closed = false): Unit => ({
  id,
  parentId,
  kind,
  name,
  path: [],
  closed,
  version: 1,
})
const units = [
  unit('o', null, 'organisation', 'De Linde'),
  unit('b10', 'b', 'team', 'Berkenhof 10'),
  unit('b2', 'b', 'team', 'Berkenhof 2'),
  unit('b3', 'b', 'team', 'Berkenhof 3', true),
  unit('b', 'o', 'location', 'Berkenhof'),
]

describe('units', () => {
  it('stand in the order of the tree, numbers as numbers', () => {
    const [root] = unitTree(units)
    expect(root?.children[0]?.children.map((node) => node.unit.id)).toEqual(['b2', 'b3', 'b10'])
  })

  it('are chosen by where they belong, closed ones and the organisation left out', () => {
    expect(unitOptions(units).map((option) => option.label)).toEqual([
      'Berkenhof',
      'Berkenhof › Berkenhof 2',
      'Berkenhof › Berkenhof 10',
    ])
    expect(unitOptions(units, { whole: true })[0]?.label).toBe('De Linde')
  })

  it('show what lies below a place that may not be seen', () => {
    expect(unitTree(units.filter((each) => each.id !== 'b')).map((node) => node.unit.id)).toEqual([
      'b2',
      'b3',
      'b10',
      'o',
    ])
  })
})
