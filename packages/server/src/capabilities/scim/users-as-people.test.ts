import { beforeAll, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people, units } from '../../../test/support/organisation.ts'
import { type Directory, directory, enterprise, entraUser, usersWhere } from '../../../test/support/scim.ts'

const hoede = await startTestHoede()
let entra: Directory

beforeAll(async () => {
  entra = await directory(hoede)
})

describe('leaving and coming back', () => {
  it('ends sessions, grants, teams and care relations at once; whoever returns begins with nothing', async () => {
    const database = await hoede.database()
    const visitor = await hoede.as('sanne')
    expect((await visitor.get('/api/me')).status).toBe(200)
    const found = await entra.get(usersWhere('userName eq "sanne@linde.example"'))
    expect(found.body.Resources).toMatchObject([{ id: people.sanne, userName: 'sanne', active: true }])
    expect(
      (await entra.patch(`/Users/${people.sanne}`, [{ op: 'Replace', path: 'active', value: false }])).status,
    ).toBe(200)
    expect((await visitor.get('/api/me')).status).toBe(401)
    const open = async () =>
      (
        await database.query(
          `select (select count(*)::int from access_grant where person_id = $1 and withdrawn_at is null) as grants,
             (select count(*)::int from membership where person_id = $1 and (valid_until is null or valid_until > now())) as teams,
             (select count(*)::int from care_relation where person_id = $1 and (valid_until is null or valid_until > now())) as relations`,
          [people.sanne],
        )
      ).rows[0]
    expect(await open()).toEqual({ grants: 0, teams: 0, relations: 0 })
    expect(
      (await entra.patch(`/Users/${people.sanne}`, [{ op: 'Replace', path: 'active', value: true }])).body.active,
    ).toBe(true)
    expect(await open()).toEqual({ grants: 0, teams: 0, relations: 0 })
  })

  it('never the last application manager', async () => {
    for (const attempt of [
      () => entra.patch(`/Users/${people.karin}`, [{ op: 'replace', path: 'active', value: false }]),
      () => entra.delete(`/Users/${people.karin}`),
    ]) {
      const answer = await attempt()
      expect(answer.status).toBe(409)
      expect(answer.body.detail).toContain('last application manager')
    }
    expect((await entra.get(`/Users/${people.karin}`)).body.active).toBe(true)
  })
})

describe('the department', () => {
  it('is the team with that name, follows when it changes, and is kept when nothing is called so', async () => {
    const database = await hoede.database()
    const { rows: names } = await database.query('select name from unit where id = $1', [units.berkenhof2])
    const teams = async (id: string) =>
      (
        await database.query(
          `select unit_id from membership where person_id = $1 and (valid_until is null or valid_until > now())`,
          [id],
        )
      ).rows.map((row) => row.unit_id)
    const { body } = await entra.post(
      '/Users',
      entraUser({ [enterprise]: { department: names[0].name.toUpperCase() } }),
    )
    expect(await teams(body.id)).toEqual([units.berkenhof2])
    const moved = await entra.patch(`/Users/${body.id}`, [
      { op: 'replace', path: `${enterprise}:department`, value: 'Nergens' },
    ])
    expect(moved.body[enterprise].department).toBe('Nergens')
    expect(await teams(body.id)).toEqual([])
  })
})

describe('names', () => {
  it('gives a second person with the same local part a name of their own', async () => {
    const [one, two] = [
      await entra.post('/Users', entraUser({ userName: 'j.smit@linde.example', externalId: 'j1' })),
      await entra.post('/Users', entraUser({ userName: 'j.smit@eik.example', externalId: 'j2' })),
    ]
    const database = await hoede.database()
    const { rows } = await database.query('select user_name from person where id = any($1) order by 1', [
      [one.body.id, two.body.id],
    ])
    expect(rows.map((row) => row.user_name)).toEqual(['j.smit', 'j.smit.eik'])
    expect([one.body.userName, two.body.userName]).toEqual(['j.smit@linde.example', 'j.smit@eik.example'])
  })

  it('what is changed in Hoede, the directory sees', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const database = await hoede.database()
    await database.query(
      `update person set family_name = 'Bloem', prefix = null, version = version + 1 where id = $1`,
      [body.id],
    )
    const now = await entra.get(`/Users/${body.id}`)
    expect(now.body).toMatchObject({ name: { familyName: 'Bloem' }, title: body.title, emails: body.emails })
    expect(now.body.meta.version).not.toBe(body.meta.version)
  })

  it.each([
    [{ userName: '' }, 'invalidValue'],
    [{ userName: 5 }, 'invalidValue'],
    [{ userName: '@' }, 'invalidValue'],
    [{ userName: 'x'.repeat(300) }, 'invalidValue'],
    [{ name: 'Noor' }, 'invalidValue'],
    [{ name: { givenName: 'x'.repeat(130) } }, 'invalidValue'],
    [{ emails: 'a@b.example' }, 'invalidValue'],
    [{ active: 'maybe' }, 'invalidValue'],
    [{ displayName: 'a\u0000b' }, 'invalidValue'],
    [{ nickName: 'x'.repeat(25_000) }, 'invalidValue'],
  ])('%j is refused', async (wrong, scimType) => {
    const answer = await entra.post('/Users', entraUser(wrong))
    expect([answer.status, answer.body.scimType]).toEqual([400, scimType])
  })
})
