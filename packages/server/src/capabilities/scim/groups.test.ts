import { beforeAll, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people } from '../../../test/support/organisation.ts'
import { type Directory, directory } from '../../../test/support/scim.ts'
import { newId } from '../../platform/crypto/ids.ts'

const hoede = await startTestHoede()
let okta: Directory
const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group']
let made = 0

beforeAll(async () => {
  okta = await directory(hoede)
})

const user = async () => {
  const name = `lid${made++}@linde.example`
  const { body } = await okta.post('/Users', { userName: name, name: { givenName: 'Lid', familyName: `Nr${made}` } })
  return body.id as string
}
const group = async (members: string[] = [], displayName = `Flexpool ${made++}`) =>
  (await okta.post('/Groups', { schemas, displayName, members: members.map((value) => ({ value })) })).body
const members = async (id: string) =>
  (await okta.get(`/Groups/${id}`)).body.members.map((each: { value: string }) => each.value).sort()

/** A rule that was made before, as `directory` makes it. */
async function ruleFor(groupId: string, role: string, scope = 'own-teams') {
  const database = await hoede.database()
  const id = newId()
  await database.query(`set session_replication_role = origin`)
  await database.query('begin')
  await database.query(`select set_config('hoede.audited', 'yes', true)`)
  await database.query(
    `insert into role_rule (id, group_id, role_id, scope, created_by) select $1, $2, r.id, $4, $5 from role r where r.key = $3`,
    [id, groupId, role, scope, people.karin],
  )
  await database.query('commit')
  return id
}
const brought = async (ruleId: string) => {
  const database = await hoede.database()
  const { rows } = await database.query(
    'select person_id from access_grant where rule_id = $1 and withdrawn_at is null order by 1',
    [ruleId],
  )
  return rows.map((row) => row.person_id)
}

describe('groups as Entra ID sends them', () => {
  it('makes, finds, renames, fills and empties a group', async () => {
    const [anna, bert] = [await user(), await user()]
    const { status, body, headers } = await okta.post('/Groups', {
      schemas: [...schemas, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'Nachtdienst',
      meta: { resourceType: 'Group' },
    })
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(body.meta.location)
    const found = await okta.get(
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "nachtdienst"')}`,
    )
    expect(found.body.Resources).toMatchObject([{ id: body.id, externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159' }])
    expect(found.body.Resources[0]).not.toHaveProperty('members')
    const renamed = await okta.patch(`/Groups/${body.id}`, [
      { op: 'Replace', path: 'displayName', value: 'Nachtdienst Berkenhof' },
    ])
    expect([renamed.status, renamed.text]).toEqual([204, ''])
    await okta.patch(`/Groups/${body.id}`, [
      {
        op: 'Add',
        path: 'members',
        value: [
          { $ref: null, value: anna },
          { $ref: null, value: bert },
        ],
      },
    ])
    expect(await members(body.id)).toEqual([anna, bert].sort())
    expect((await okta.get(`/Users/${anna}`)).body.groups).toMatchObject([
      { value: body.id, display: 'Nachtdienst Berkenhof' },
    ])
    await okta.patch(`/Groups/${body.id}`, [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: anna }] }])
    expect(await members(body.id)).toEqual([bert])
    expect((await okta.delete(`/Groups/${body.id}`)).status).toBe(204)
    expect((await okta.get(`/Groups/${body.id}`)).status).toBe(404)
  })
})

describe('groups as Okta sends them', () => {
  it('renames with the id in the value, sets all members, and removes one by a filter', async () => {
    const [anna, bert, cees] = [await user(), await user(), await user()]
    const { id } = await group([anna])
    const name = `Anders ${id}`
    expect((await okta.patch(`/Groups/${id}`, [{ op: 'replace', value: { id, displayName: name } }])).status).toBe(204)
    await okta.patch(`/Groups/${id}`, [
      { op: 'remove', path: `members[value eq "${anna}"]` },
      { op: 'add', path: 'members', value: [{ value: bert, display: 'bert@linde.example' }] },
    ])
    expect(await members(id)).toEqual([bert])
    await okta.patch(`/Groups/${id}`, [{ op: 'replace', path: 'members', value: [{ value: anna }, { value: cees }] }])
    expect(await members(id)).toEqual([anna, cees].sort())
    const put = await okta.put(`/Groups/${id}`, { schemas, displayName: name, members: [{ value: cees }] })
    expect(put.status).toBe(200)
    expect(put.body.members).toHaveLength(1)
    expect(
      (await okta.get(`/Groups?filter=${encodeURIComponent(`members[value eq "${cees}"]`)}`)).body.totalResults,
    ).toBe(1)
  })
})

describe('what a group brings', () => {
  it('comes with a member, goes with them, and goes for everybody when the group is removed', async () => {
    const [anna, bert] = [await user(), await user()]
    const { id } = await group([anna])
    const rule = await ruleFor(id, 'verzorgende')
    expect(await brought(rule)).toEqual([anna])
    await okta.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: bert }] }])
    expect(await brought(rule)).toEqual([anna, bert].sort())
    await okta.patch(`/Groups/${id}`, [{ op: 'remove', path: `members[value eq "${anna}"]` }])
    expect(await brought(rule)).toEqual([bert])
    await okta.delete(`/Groups/${id}`)
    expect(await brought(rule)).toEqual([])
    const database = await hoede.database()
    const { rows } = await database.query('select ended_at is not null as ended from role_rule where id = $1', [rule])
    expect(rows).toEqual([{ ended: true }])
    expect((await okta.post('/Groups', { schemas, displayName: 'Een nieuwe' })).status).toBe(201)
  })

  it('stops with leaving, and comes again with who returns, as they are in the group still', async () => {
    const anna = await user()
    const { id } = await group([anna])
    const rule = await ruleFor(id, 'verzorgende')
    await okta.patch(`/Users/${anna}`, [{ op: 'replace', value: { active: false } }])
    expect(await brought(rule)).toEqual([])
    await okta.patch(`/Users/${anna}`, [{ op: 'replace', value: { active: true } }])
    expect(await brought(rule)).toEqual([anna])
  })

  it('never takes the last application manager with it', async () => {
    const anna = await user()
    const { id } = await group([anna])
    const database = await hoede.database()
    await database.query(`update access_grant set withdrawn_at = now() where person_id = $1 and withdrawn_at is null`, [
      people.karin,
    ])
    const rule = await ruleFor(id, 'applicatiebeheerder', 'organisation')
    // Four eyes: it gives nothing before a second person has confirmed it.
    await database.query('update access_grant set confirmed_at = now() where rule_id = $1', [rule])
    for (const attempt of [
      () => okta.patch(`/Groups/${id}`, [{ op: 'remove', path: 'members' }]),
      () => okta.delete(`/Groups/${id}`),
      () => okta.delete(`/Users/${anna}`),
    ]) {
      const answer = await attempt()
      expect([answer.status, answer.body?.detail]).toEqual([409, expect.stringContaining('last application manager')])
    }
    expect(await members(id)).toEqual([anna])
  })
})

describe('what is refused', () => {
  it('a name twice, a member who is not there, and no name', async () => {
    const { displayName, id } = await group()
    const twice = await okta.post('/Groups', { schemas, displayName: displayName.toUpperCase() })
    expect([twice.status, twice.body.scimType]).toEqual([409, 'uniqueness'])
    const other = await group()
    const renamed = await okta.patch(`/Groups/${other.id}`, [
      { op: 'replace', path: 'displayName', value: displayName },
    ])
    expect([renamed.status, renamed.body.scimType]).toEqual([409, 'uniqueness'])
    for (const value of [newId(), 'nobody', '']) {
      const unknown = await okta.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value }] }])
      expect([unknown.status, unknown.body.scimType]).toEqual([400, 'invalidValue'])
    }
    const removed = await user()
    await okta.delete(`/Users/${removed}`)
    expect((await okta.post('/Groups', { schemas, displayName: 'x', members: [{ value: removed }] })).status).toBe(400)
    expect((await okta.post('/Groups', { schemas })).status).toBe(400)
    expect((await okta.get(`/Groups/${newId()}`)).status).toBe(404)
  })

  it('a change of a group that somebody else changed first', async () => {
    const { id, meta } = await group()
    const add = async () =>
      okta.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: await user() }] }], {
        'if-match': meta.version,
      })
    expect((await add()).status).toBe(204)
    expect((await add()).status).toBe(412)
    expect((await okta.delete(`/Groups/${id}`, { 'if-match': meta.version })).status).toBe(412)
  })
})
