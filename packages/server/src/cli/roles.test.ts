import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { commandLine, testSupplier } from '../../test/support/command-line.ts'
import { type Customer, startTestHoede } from '../../test/support/hoede.ts'
import { registerRoleCommands } from './roles.ts'

interface Model {
  roles: { key: string; name: string; description: string; permissions: string[] }[]
}

describe('hoede roles', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const { file, run } = await commandLine(hoede, registerRoleCommands)
  const rolesOf = async (customer: Customer = 'linde') =>
    (await (await hoede.database(customer)).query('select key, name, permissions, version from role order by key')).rows
  const exported = async (name: string, environment = 'linde') => {
    const path = await file(name)
    const said = await run('roles', 'export', path, '--environment', environment)
    return { path, said, content: await readFile(path, 'utf8') }
  }
  const importing = async (model: Model, ...words: string[]) =>
    run('roles', 'import', await file('model.yaml', stringify(model)), '--environment', 'linde', ...words)
  /** The totals, below the table. */
  const last = (said: string) => said.split('\n').at(-1)

  it('exports all roles but those of Hoede itself, as YAML or as JSON by the name of the file', async () => {
    const yaml = await exported('roles.yaml')
    const model = parse(yaml.content) as Model
    expect(yaml.said).toBe(`${model.roles.length} rollen van linde staan in ${yaml.path}.`)
    expect(model.roles.map(({ key }) => key)).toContain('verzorgende')
    expect(model.roles.map(({ key }) => key)).not.toContain('noodtoegang')
    const json = await exported('roles.json')
    expect(JSON.parse(json.content)).toEqual(model)
    const { rows } = await database.query(
      `select action::text, person_id, supplier, detail ->> 'roles' as roles from audit_event where event = 'role.export'`,
    )
    const row = { action: 'E', person_id: null, supplier: testSupplier, roles: String(model.roles.length) }
    expect(rows).toEqual([row, row])
  })

  it('shows with --dry-run what would change, and changes nothing', async () => {
    const before = await rolesOf()
    const model = parse((await exported('roles.yaml')).content) as Model
    const roles = model.roles.map((role) =>
      role.key === 'planner' ? { ...role, permissions: [...role.permissions.slice(1), 'report:read'] } : role,
    )
    const added = { key: 'stagiair', name: 'Stagiair', description: 'Kijkt mee.', permissions: ['client:read'] }
    const said = await importing({ ...model, roles: [...roles, added] }, '--dry-run')
    expect(said).toMatch(/planner +gewijzigd +report:read +client:/)
    expect(said).toMatch(/stagiair +nieuw +client:read/)
    expect(said).not.toContain('verzorgende')
    expect(last(said)).toMatch(/^Zou in linde veranderen: 1 nieuw, 1 gewijzigd, \d+ hetzelfde, 0 fout\.$/)
    expect(await rolesOf()).toEqual(before)
    const { rows } = await database.query(`select action::text, supplier from audit_event where event = 'role.preview'`)
    expect(rows).toEqual([{ action: 'R', supplier: testSupplier }])
  })

  it('moves the roles of one environment to another, where the same file again changes nothing', async () => {
    const model = parse((await exported('roles.yaml')).content) as Model
    const added = { key: 'stagiair', name: 'Stagiair', description: 'Kijkt mee.', permissions: ['client:read'] }
    expect(last(await importing({ ...model, roles: [...model.roles, added] }))).toMatch(
      /^Ingelezen in linde: 1 nieuw, 0 gewijzigd,/,
    )
    const { path, content } = await exported('moving.json')
    expect(last(await run('roles', 'import', path, '--environment', 'horizon'))).toContain('1 nieuw, 0 gewijzigd')
    expect((await exported('moved.json', 'horizon')).content).toBe(content)
    const again = await run('roles', 'import', path, '--environment', 'horizon')
    expect(again).toMatch(/^Ingelezen in horizon: 0 nieuw, 0 gewijzigd, \d+ hetzelfde, 0 fout\.$/)
    const { rows } = await database.query(
      `select supplier, detail from audit_event where event = 'role.import' order by recorded_at limit 1`,
    )
    expect(rows[0]).toMatchObject({ supplier: testSupplier, detail: { new: 1, roles: [{ key: 'stagiair' }] } })
  })

  it('removes nothing: a role that the file leaves out stays', async () => {
    const before = await rolesOf()
    const model = parse((await exported('roles.yaml')).content) as Model
    const said = await importing({ ...model, roles: model.roles.filter(({ key }) => key !== 'stagiair') })
    expect(said).toMatch(/stagiair +niet in het bestand/)
    expect(await rolesOf()).toEqual(before)
  })

  it('with one wrong role changes nothing and names it; so does the preview', async () => {
    const before = await rolesOf()
    const model = parse((await exported('roles.yaml')).content) as Model
    const fine = { key: 'nieuw', name: 'Nieuw', description: '', permissions: ['client:read'] }
    const roles = model.roles.map((role) =>
      role.key === 'verzorgende' ? { ...role, permissions: [...role.permissions, 'vliegen'] } : role,
    )
    await expect(importing({ ...model, roles: [fine, ...roles] })).rejects.toMatchObject({
      code: 'role-model-wrong',
      message: expect.stringMatching(/verzorgende: .*vliegen/),
    })
    await expect(importing({ ...model, roles: [fine, ...roles] }, '--dry-run')).rejects.toMatchObject({
      code: 'role-model-wrong',
    })
    const path = await file('none.yaml')
    await expect(run('roles', 'import', path, '--environment', 'linde')).rejects.toMatchObject({
      code: 'file-unreadable',
    })
    const words = await file('words.yaml', 'dit is: geen rolmodel')
    await expect(run('roles', 'import', words, '--environment', 'linde')).rejects.toMatchObject({
      code: 'role-model-wrong',
      message: expect.stringContaining('Hier ontbreekt een veld'),
    })
    expect(await rolesOf()).toEqual(before)
  })

  it('changes a role in use where colleagues would need a second person: the operator answers for it, in the log', async () => {
    await database.query(`insert into setting (key, value) values ('role-change-approval', '1')
      on conflict (key) do update set value = '1'`)
    const model = parse((await exported('roles.yaml')).content) as Model
    const roles = model.roles.map((role) =>
      role.key === 'verzorgende' ? { ...role, permissions: [...role.permissions, 'bsn:read'] } : role,
    )
    expect(await importing({ ...model, roles })).toMatch(/verzorgende +gewijzigd +bsn:read/)
    expect((await rolesOf()).find(({ key }) => key === 'verzorgende')!.permissions).toContain('bsn:read')
  })
})
