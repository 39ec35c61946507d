import { expect, it } from 'vitest'
import { difference } from './difference.ts'

const joined = (pieces: ReturnType<typeof difference>, without: 'added' | 'removed') =>
  pieces
    .filter((piece) => piece.kind !== without)
    .map((piece) => piece.text)
    .join('')

it('says which words came and went', () => {
  expect(difference('Heeft goed geslapen.', 'Heeft niet goed geslapen.')).toEqual([
    { kind: 'same', text: 'Heeft ' },
    { kind: 'added', text: 'niet ' },
    { kind: 'same', text: 'goed geslapen.' },
  ])
  expect(difference('gelijk', 'gelijk')).toEqual([{ kind: 'same', text: 'gelijk' }])
  expect(difference('', 'nieuw')).toEqual([{ kind: 'added', text: 'nieuw' }])
})

it('gives both texts back whole, also when they are long and nothing alike', () => {
  const before = Array.from({ length: 3000 }, (_, index) => `oud${index}`).join(' ')
  const after = Array.from({ length: 3000 }, (_, index) => `nieuw${index}`).join(' ')
  for (const [one, two] of [
    [before, after],
    ['a b c\n\nd  e', 'a x c\nd e f'],
  ] as const) {
    const pieces = difference(one, two)
    expect(joined(pieces, 'added')).toBe(one)
    expect(joined(pieces, 'removed')).toBe(two)
  }
})
