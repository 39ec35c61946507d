import { expect, it } from 'vitest'
import { judge, valueText } from './measurement-value.ts'

it('judges blood pressure by both of its numbers', () => {
  expect(judge('blood-pressure', '135', '80')).toEqual({ state: 'usual', value: 135, secondValue: 80 })
  expect(judge('blood-pressure', '210', '80')).toMatchObject({ state: 'unusual' })
  expect(judge('blood-pressure', '300', '20')).toEqual({ state: 'impossible', min: 40, max: 280, at: 'first' })
  expect(judge('blood-pressure', '80', '135')).toEqual({ state: 'order', at: 'second' })
  expect(judge('blood-pressure', '135', '')).toEqual({ state: 'empty', at: 'second' })
})

it('takes a decimal comma and says what it cannot read', () => {
  expect(judge('weight', '72,5', '')).toEqual({ state: 'usual', value: 72.5, secondValue: null })
  expect(judge('weight', 'zwaar', '')).toEqual({ state: 'unreadable', at: 'first' })
  expect(judge('temperature', '39.4', '')).toMatchObject({ state: 'unusual', value: 39.4 })
})

it('shows a value as people write it', () => {
  expect(valueText({ kind: 'blood-pressure', value: 135, secondValue: 80 })).toBe('135/80')
  expect(valueText({ kind: 'weight', value: 72, secondValue: null })).toBe('72,0')
})
