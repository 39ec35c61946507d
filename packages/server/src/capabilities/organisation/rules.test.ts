import { expect, it } from 'vitest'
import { mayHaveMembers, mayHold, personName, searchName, searchPatterns, tidy, tidyOrNull } from './rules.ts'

it.each([
  [{ givenName: 'Sanne', prefix: 'de', familyName: 'Wit' }, 'Sanne de Wit', 'sanne de wit'],
  [{ givenName: 'Karin', prefix: null, familyName: 'Bakker' }, 'Karin Bakker', 'karin bakker'],
  [{ givenName: 'Zoë', prefix: "van 't", familyName: 'Hóf-Çelik' }, "Zoë van 't Hóf-Çelik", 'zoe van t hof celik'],
])('writes the name of %o as %s', (name, written, searched) => {
  expect(personName(name)).toBe(written)
  expect(searchName(name)).toBe(searched)
})

it('tidies what people type', () => {
  expect(tidy('  Sanne \t Maria ')).toBe('Sanne Maria')
  expect(tidyOrNull(' ')).toBeNull()
  expect(tidyOrNull(undefined)).toBeNull()
  expect(tidyOrNull(' van  der ')).toBe('van der')
})

it('looks for each word by itself, without wildcards of the asker', () => {
  expect(searchPatterns('Wít, San%ne_')).toEqual(['%wit%', '%san%', '%ne%'])
  expect(searchPatterns(undefined)).toEqual([])
  expect(searchPatterns('a b c d e f g h i j')).toHaveLength(8)
})

it('knows what can stand below what', () => {
  expect([mayHold('organisation'), mayHold('location'), mayHold('team')]).toEqual([true, true, false])
  expect([mayHaveMembers('organisation'), mayHaveMembers('location'), mayHaveMembers('team')]).toEqual([
    false,
    true,
    true,
  ])
})
