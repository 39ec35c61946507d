import { describe, expect, it } from 'vitest'
import { ScimProblem } from './errors.ts'
import { patched, type Resource, readOperations, type Shape } from './patch.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const shape: Shape = {
  extensions: [enterprise],
  manyValued: ['emails', 'members', 'roles'],
  readOnly: ['id', 'meta'],
  names: ['displayName', 'emails', 'name'],
}
const after = (resource: Resource, ...operations: unknown[]) =>
  patched(resource, readOperations({ Operations: operations }, shape.extensions), shape)
const refusal = (resource: Resource, ...operations: unknown[]) => {
  try {
    after(resource, ...operations)
  } catch (error) {
    if (error instanceof ScimProblem) return error.scimType
    throw error
  }
  return undefined
}
const work = { type: 'work', value: 'a@x.example', primary: true }
const home = { type: 'home', value: 'b@x.example' }

describe('operations with a path', () => {
  it('sets, merges and removes', () => {
    expect(after({ name: { givenName: 'A' } }, { op: 'Replace', path: 'name.familyName', value: 'B' })).toEqual({
      name: { givenName: 'A', familyName: 'B' },
    })
    expect(after({}, { op: 'add', path: 'name', value: { givenName: 'A' } })).toEqual({ name: { givenName: 'A' } })
    expect(after({ title: 'x' }, { op: 'remove', path: 'TITLE' })).toEqual({})
    expect(after({ title: 'x' }, { op: 'replace', path: 'title', value: null })).toEqual({})
  })

  it('adds to a list once, and replaces it whole', () => {
    expect(after({ emails: [work] }, { op: 'add', path: 'emails', value: [home, work] })).toEqual({
      emails: [work, home],
    })
    expect(after({ emails: [work] }, { op: 'replace', path: 'emails', value: [home] })).toEqual({ emails: [home] })
    expect(after({}, { op: 'Add', path: 'members', value: { value: '1' } })).toEqual({ members: [{ value: '1' }] })
  })

  it('changes the values that a filter names, and makes one where Entra expects it', () => {
    const path = 'emails[type eq "work"].value'
    expect(after({ emails: [work, home] }, { op: 'replace', path, value: 'c@x.example' })).toEqual({
      emails: [{ ...work, value: 'c@x.example' }, home],
    })
    expect(after({ emails: [home] }, { op: 'Replace', path, value: 'c@x.example' })).toEqual({
      emails: [home, { type: 'work', value: 'c@x.example' }],
    })
    expect(refusal({}, { op: 'replace', path: 'emails[type ne "work"].value', value: 'x' })).toBe('noTarget')
  })

  it('removes members in all three ways that are sent', () => {
    const group = { members: [{ value: '1' }, { value: '2' }, { value: '3' }] }
    expect(after(group, { op: 'remove', path: 'members[value eq "2"]' })).toEqual({
      members: [{ value: '1' }, { value: '3' }],
    })
    expect(after(group, { op: 'Remove', path: 'members', value: [{ $ref: null, value: '1' }] })).toEqual({
      members: [{ value: '2' }, { value: '3' }],
    })
    expect(after(group, { op: 'remove', path: 'members' })).toEqual({})
  })

  it('reaches into an extension', () => {
    expect(after({}, { op: 'Add', path: `${enterprise}:department`, value: 'Zorg' })).toEqual({
      [enterprise]: { department: 'Zorg' },
    })
    expect(
      after({ [enterprise]: { department: 'A', division: 'B' } }, { op: 'remove', path: `${enterprise}:department` }),
    ).toEqual({ [enterprise]: { division: 'B' } })
    expect(after({ [enterprise]: { division: 'B' } }, { op: 'remove', path: enterprise })).toEqual({})
  })
})

describe('operations without a path', () => {
  it('takes plain names, names with a dot and names with a schema', () => {
    const value = { active: 'False', 'name.givenName': 'A', [`${enterprise}:department`]: 'Zorg', schemas: ['x'] }
    expect(after({}, { op: 'Replace', value })).toEqual({
      active: 'False',
      name: { givenName: 'A' },
      [enterprise]: { department: 'Zorg' },
    })
    expect(
      after({ [enterprise]: { division: 'B' } }, { op: 'add', value: { [enterprise]: { department: 'C' } } }),
    ).toEqual({ [enterprise]: { division: 'B', department: 'C' } })
  })

  it('lets the id come along unchanged, and not otherwise', () => {
    expect(after({ id: '1' }, { op: 'replace', value: { id: '1', displayName: 'x' } })).toEqual({
      id: '1',
      displayName: 'x',
    })
    expect(refusal({ id: '1' }, { op: 'replace', value: { id: '2' } })).toBe('mutability')
    expect(refusal({ id: '1' }, { op: 'remove', path: 'id' })).toBe('mutability')
  })
})

describe('what is refused', () => {
  it.each([
    [{ op: 'move', path: 'title', value: 'x' }, 'invalidSyntax'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'add', path: 'title' }, 'invalidValue'],
    [{ op: 'add', value: 'x' }, 'invalidValue'],
    [{ op: 'add', path: 5, value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: '__proto__', value: {} }, 'invalidPath'],
    [{ op: 'add', path: 'a[', value: {} }, 'invalidPath'],
    ['x', 'invalidSyntax'],
  ])('%j → %s', (operation, scimType) => {
    expect(refusal({}, operation)).toBe(scimType)
  })

  it('changes nothing where one of several is refused', () => {
    const resource = { id: '1', title: 'x' }
    expect(refusal(resource, { op: 'remove', path: 'title' }, { op: 'remove', path: 'id' })).toBe('mutability')
    expect(resource).toEqual({ id: '1', title: 'x' })
    expect(JSON.stringify(({} as Resource)['title'])).toBeUndefined()
  })
})
