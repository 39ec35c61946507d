import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { startTestHoede } from '../../../test/support/hoede.ts'

interface Model {
  roles: { key: string; name: string; description: string; permissions: string[] }[]
}

describe('the role model as a file', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')
  const exported = async () => (await karin.get('/api/role-model')).body as Model
  const rolesNow = async () => (await database.query('select key, name, permissions from role order by key')).rows

  it('moves from one environment to another and is the same there', async () => {
    const model = await exported()
    const changed = {
      ...model,
      roles: [
        ...model.roles.map((role) => (role.key === 'planner' ? { ...role, name: 'Planner zorg' } : role)),
        { key: 'stagiair', name: 'Stagiair', description: 'Kijkt mee.', permissions: ['client:read', 'report:read'] },
      ],
    }
    const content = stringify(changed)
    const preview = await karin.post('/api/role-model/preview', { content })
    expect(preview.body.totals).toMatchObject({ new: 1, changed: 1, wrong: 0 })
    expect((await exported()).roles).toEqual(model.roles)
    const done = await karin.post('/api/role-model/import', { content })
    expect([done.status, done.body.totals]).toEqual([200, preview.body.totals])
    expect((await exported()).roles).toHaveLength(model.roles.length + 1)
    const yaml = await karin.get('/api/role-model/yaml')
    expect(yaml.headers.get('content-type')).toContain('application/yaml')
    expect(parse(yaml.text)).toEqual(await exported())
    const again = await karin.post('/api/role-model/import', { content })
    expect(again.body.totals).toMatchObject({ new: 0, changed: 0 })
    const { rows } = await database.query(
      `select detail from audit_event where event = 'role.import' order by recorded_at, id limit 1`,
    )
    expect(rows[0].detail).toMatchObject({
      new: 1,
      changed: 1,
      roles: expect.arrayContaining([expect.objectContaining({ key: 'stagiair' })]),
    })
  })

  it('with one role that is refused changes nothing and names it', async () => {
    const before = await rolesNow()
    const model = await exported()
    const roles = [
      { key: 'nieuw', name: 'Nieuw', description: '', permissions: ['client:read'] },
      ...model.roles.map((role) =>
        role.key === 'verzorgende' ? { ...role, permissions: [...role.permissions, 'people:manage'] } : role,
      ),
    ]
    const answer = await karin.post('/api/role-model/import', { content: JSON.stringify({ ...model, roles }) })
    expect([answer.status, answer.body.code]).toEqual([422, 'role-model-wrong'])
    expect(answer.body.fields).toEqual([{ path: 'verzorgende', message: expect.stringContaining('people:manage') }])
    expect(await rolesNow()).toEqual(before)
  })

  it('gives nobody more by a role that she holds herself', async () => {
    const before = await rolesNow()
    const model = await exported()
    const roles = model.roles.map((role) =>
      role.key === 'applicatiebeheerder' ? { ...role, permissions: [...role.permissions, 'report:read'] } : role,
    )
    const answer = await karin.post('/api/role-model/import', { content: JSON.stringify({ ...model, roles }) })
    expect([answer.status, answer.body.code]).toEqual([403, 'grant-to-self'])
    expect(answer.body.fields).toMatchObject([{ path: 'applicatiebeheerder' }])
    expect(await rolesNow()).toEqual(before)
  })

  it.each([
    ['NUL', '"a\\0b"'],
    ['half a character', '"a\\uD800b"'],
  ])('refuses %s that comes as an escape inside the file', async (_name, name) => {
    const before = await rolesNow()
    const content = `hoede: rolmodel\nversion: 1\nroles:\n  - { key: nul, name: ${name}, description: '', permissions: [] }`
    for (const path of ['/api/role-model/preview', '/api/role-model/import']) {
      const answer = await karin.post(path, { content })
      expect([answer.status, answer.body.code]).toEqual([422, 'role-model-wrong'])
    }
    expect(await rolesNow()).toEqual(before)
  })

  it('is not for who may not change roles', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.get('/api/role-model')).status).toBe(403)
    expect((await sanne.post('/api/role-model/import', { content: 'x' })).status).toBe(403)
  })
})
