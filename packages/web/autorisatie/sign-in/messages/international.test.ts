import { expect, it } from 'vitest'
import { international } from './international.ts'

it.each([
  ['06 - 12 34 56 78', '+31612345678'],
  ['(020) 123 45 67', '+31201234567'],
  ['0032 470 12 34 56', '+32470123456'],
  ['+31612345678', '+31612345678'],
])('reads %s as %s', (typed, number) => {
  expect(international(typed)).toBe(number)
})
