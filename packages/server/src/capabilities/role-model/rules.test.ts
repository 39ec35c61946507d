import type { Role } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { asYaml, modelOf, planOf, readModel } from './rules.ts'

const role = (key: string, permissions: string[], holders = 0): Role => ({
  id: '0190b000-0000-7000-8000-000000000001',
  key,
  name: `Rol «${key}»`,
  description: 'Voor: het werk, met # en "aanhaling"',
  permissions: permissions as Role['permissions'],
  holders,
  version: 1,
})
const carer = role('verzorgende', ['report:read', 'client:read'], 3)
const planner = role('planner', ['client:read'])

describe('a file of roles', () => {
  it.each([
    ['YAML', asYaml(modelOf([planner, carer]))],
    ['JSON', JSON.stringify(modelOf([planner, carer]))],
  ])('comes back from %s as it went, and then changes nothing', (_name, text) => {
    const read = readModel(text)
    if ('wrong' in read) throw new Error(JSON.stringify(read))
    expect(read.model).toEqual(modelOf([carer, planner]))
    expect(planOf([carer, planner], read.model).totals).toEqual({ new: 0, changed: 0, same: 2, wrong: 0 })
  })

  it('says of each role what it gains and loses, and leaves alone what is not in it', () => {
    const wanted = modelOf([
      { ...carer, permissions: ['client:read', 'report:write'] },
      role('stagiair', ['client:read']),
    ])
    expect(planOf([carer, planner], wanted).items).toMatchObject([
      { key: 'verzorgende', outcome: 'changed', added: ['report:write'], removed: ['report:read'], holders: 3 },
      { key: 'stagiair', outcome: 'new', added: ['client:read'] },
      { key: 'planner', outcome: 'absent' },
    ])
  })

  it.each([
    ['a permission that does not exist', { ...planner, permissions: ['client:eat'] as never }, /client:eat/],
    [
      'a critical permission for a role that somebody holds',
      { ...carer, permissions: ['people:manage'] as never },
      /people:manage/,
    ],
    ["Hoede's own role", role('noodtoegang', ['client:read']), /Hoede zelf/],
  ])('refuses %s', (_name, wanted, reason) => {
    const [line] = planOf([carer], modelOf([wanted])).items
    expect(line).toMatchObject({ outcome: 'wrong', reason: expect.stringMatching(reason) })
  })

  const valid = 'hoede: rolmodel\nversion: 1\nroles:\n'
  it.each([
    ['no YAML', '{"roles": ['],
    ['another file', 'naam: boodschappen'],
    ['a later version', 'hoede: rolmodel\nversion: 2\nroles: []'],
    ['a key with capitals', `${valid}  - { key: Planner, name: x, description: '', permissions: [] }`],
    ['an unknown field', `${valid}  - { key: planner, name: x, description: '', permissions: [], admin: true }`],
    ['a role twice', `${valid}${"  - { key: planner, name: x, description: '', permissions: [] }\n".repeat(2)}`],
    ['an alias', `${valid}  - &a { key: planner, name: x, description: '', permissions: [] }\n  - *a`],
    ['the same field twice', `${valid}roles: []`],
  ])('names what is wrong: %s', (_name, text) => {
    expect(readModel(text)).toMatchObject({
      wrong: expect.arrayContaining([{ path: expect.any(String), message: expect.stringMatching(/^[A-Z].*\.$/) }]),
    })
  })
})
