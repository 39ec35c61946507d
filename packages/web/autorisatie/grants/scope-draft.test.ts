import type { Unit } from '@hoede/contract'
import { expect, it } from 'vitest'
import { emptyScope, exceptable, faultsOfDraft, numbersIn, requestOf } from './scope-draft.ts'

const draft = (more: object) => ({ ...emptyScope('a'), ...more })

it('sends only what goes with the scope', () => {
  const filled = {
    unitId: 'u',
    clientNumber: ' 100001 ',
    relationKind: 'practitioner',
    minutesBefore: '30',
    minutesAfter: '',
    withinUnitId: 'w',
    exceptUnits: ['x'],
    exceptClients: '100002, 100003 100002',
  }
  const request = (scope: Parameters<typeof requestOf>[0]['scope']) => requestOf({ ...draft(filled), scope })
  const except = { exceptUnits: ['x'], exceptClientNumbers: ['100002', '100003'] }
  expect(request('unit')).toEqual({ scope: 'unit', unitId: 'u', ...except })
  expect(request('client')).toEqual({ scope: 'client', clientNumber: '100001' })
  expect(request('own-clients')).toEqual({
    scope: 'own-clients',
    relationKind: 'practitioner',
    withinUnitId: 'w',
    ...except,
  })
  expect(request('roster')).toEqual({ scope: 'roster', minutesBefore: 30, withinUnitId: 'w', ...except })
  expect(request('organisation')).toEqual({ scope: 'organisation', ...except })
})

it('says what is missing', () => {
  expect(faultsOfDraft(draft({}))).toEqual(['scope'])
  expect(faultsOfDraft(draft({ scope: 'unit' }))).toEqual(['unit'])
  expect(faultsOfDraft(draft({ scope: 'client', clientNumber: ' ' }))).toEqual(['client'])
  expect(faultsOfDraft(draft({ scope: 'roster', minutesBefore: 'uur' }))).toEqual(['minutes'])
  expect(faultsOfDraft(draft({ scope: 'roster', minutesBefore: '2881' }))).toEqual(['minutes'])
  expect(faultsOfDraft(draft({ scope: 'roster', minutesAfter: '0' }))).toEqual([])
})

it('leaves out only what lies inside', () => {
  const unit = (id: string, path: string[], kind: Unit['kind'] = 'team') => ({ id, path, kind, closed: false }) as Unit
  const all = [
    unit('o', ['o'], 'organisation'),
    unit('b', ['o', 'b']),
    unit('b1', ['o', 'b', 'b1']),
    unit('l', ['o', 'l']),
  ]
  const ids = (more: object) => exceptable(draft(more), all).map((each) => each.id)
  expect(ids({ scope: 'unit', unitId: 'b' })).toEqual(['b1'])
  expect(ids({ scope: 'organisation', unitId: 'b' })).toEqual(['b', 'b1', 'l'])
  expect(ids({ scope: 'roster', withinUnitId: 'b', exceptUnits: ['b1'] })).toEqual([])
})

it('reads client numbers however they are typed', () => {
  expect(numbersIn(' 1;2, 3  3\n')).toEqual(['1', '2', '3'])
})
