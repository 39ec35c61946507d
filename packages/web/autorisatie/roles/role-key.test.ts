import { permissionNames } from '@hoede/contract/vocabulary'
import { describe, expect, it } from 'vitest'
import { permissionGroups } from './permission-groups.ts'
import { keyOf } from './role-key.ts'

describe('the key of a role', () => {
  it('is made of its name', () => {
    expect(keyOf('Nachtzorg Berkenhof')).toBe('nachtzorg-berkenhof')
    expect(keyOf('  Coördinator (één) ')).toBe('coordinator-een')
  })

  it('is always one that the server takes', () => {
    for (const name of ['1', 'é', '日本', '-', '24-uurs zorg', 'x'.repeat(120), `${'y '.repeat(60)}`]) {
      expect(keyOf(name)).toMatch(/^[a-z][a-z0-9-]{1,60}$/)
    }
  })
})

it('every permission stands in one group', () => {
  const shown = permissionGroups().flatMap(([, permissions]) => permissions)
  expect(shown.toSorted()).toEqual(permissionNames.toSorted())
})
