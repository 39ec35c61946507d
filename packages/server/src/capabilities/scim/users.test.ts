import { beforeAll, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { core, type Directory, directory, enterprise, entraUser, usersWhere } from '../../../test/support/scim.ts'

const hoede = await startTestHoede()
let entra: Directory

beforeAll(async () => {
  entra = await directory(hoede)
})

describe('what Entra ID sends', () => {
  it('asks for somebody who is not there to try the connection, and gets an empty list', async () => {
    const answer = await entra.get(usersWhere('userName eq "4c5d2a9e-7f0e-4c3c-8a8b-111111111111"'))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8')
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      Resources: [],
    })
  })

  it('makes a user, who becomes a person without a password', async () => {
    const sent = entraUser()
    const answer = await entra.post('/Users', sent)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(answer.body.meta.location)
    expect(answer.headers.get('etag')).toBe(answer.body.meta.version)
    const { meta, ...asSent } = sent
    expect(answer.body).toMatchObject({ ...asSent, schemas: [core], groups: [] })
    expect(meta.resourceType).toBe('User')
    const database = await hoede.database()
    const { rows } = await database.query(
      `select p.user_name, p.given_name, p.prefix, p.family_name, p.function, p.email,
         (select count(*)::int from credential c where c.person_id = p.id) as credentials from person p where p.id = $1`,
      [answer.body.id],
    )
    expect(rows[0]).toEqual({
      user_name: sent.userName.split('@')[0],
      given_name: 'Noor',
      prefix: 'de',
      family_name: 'Groot',
      function: 'Verzorgende IG',
      email: sent.userName,
      credentials: 0,
    })
    const found = await entra.get(usersWhere(`userName eq "${sent.userName.toUpperCase()}"`))
    expect(found.body.Resources).toEqual([answer.body])
    expect((await entra.get(usersWhere(`externalId eq "${sent.externalId}"`))).body.totalResults).toBe(1)
    expect((await entra.get(usersWhere(`emails[type eq "work"].value eq "${sent.userName}"`))).body.totalResults).toBe(
      1,
    )
  })

  it('refuses the same user twice, also when both come at the same moment', async () => {
    const sent = entraUser()
    const answers = await Promise.all([entra.post('/Users', sent), entra.post('/Users', sent)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      scimType: 'uniqueness',
      detail: expect.any(String),
      status: '409',
    })
  })

  it('changes mail and family name by PATCH, with Replace written with a capital', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const answer = await entra.patch(`/Users/${body.id}`, [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'noor@linde.example' },
      { op: 'Replace', path: 'name.familyName', value: 'van der Giessen' },
      { op: 'Add', path: `${enterprise}:costCenter`, value: '4100' },
    ])
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      schemas: [core, enterprise],
      name: { familyName: 'van der Giessen', givenName: 'Noor' },
      emails: [{ type: 'work', value: 'noor@linde.example', primary: true }],
      [enterprise]: { costCenter: '4100' },
    })
    const database = await hoede.database()
    const { rows } = await database.query('select prefix, family_name, email from person where id = $1', [body.id])
    expect(rows[0]).toEqual({ prefix: 'van der', family_name: 'Giessen', email: 'noor@linde.example' })
  })

  it('takes "False" as a text, and what has no path with dots in it', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const changed = await entra.patch(`/Users/${body.id}`, [
      { op: 'Add', value: { 'name.givenName': 'Nora', [`${enterprise}:division`]: 'Zuid' } },
    ])
    expect(changed.body).toMatchObject({ name: { givenName: 'Nora' }, [enterprise]: { division: 'Zuid' } })
    const left = await entra.patch(`/Users/${body.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    expect(left.body.active).toBe(false)
    expect((await entra.get(usersWhere(`userName eq "${body.userName}" and active eq false`))).body.totalResults).toBe(
      1,
    )
  })

  it('deletes for good: 204, then it does not exist; the person stays, and can come back', async () => {
    const sent = entraUser()
    const { body } = await entra.post('/Users', sent)
    expect((await entra.delete(`/Users/${body.id}`)).status).toBe(204)
    const gone = await entra.get(`/Users/${body.id}`)
    expect(gone.status).toBe(404)
    expect(gone.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' })
    expect((await entra.delete(`/Users/${body.id}`)).status).toBe(404)
    expect((await entra.get(usersWhere(`userName eq "${sent.userName}"`))).body.totalResults).toBe(0)
    const database = await hoede.database()
    const { rows } = await database.query('select employed_until <= now() as left from person where id = $1', [body.id])
    expect(rows).toEqual([{ left: true }])
    const again = await entra.post('/Users', sent)
    expect(again.status).toBe(201)
    expect(again.body).toMatchObject({ id: body.id, active: true })
  })
})

describe('what Okta sends', () => {
  it('tries the connection with two users', async () => {
    const answer = await entra.get('/Users?startIndex=1&count=2')
    expect(answer.body).toMatchObject({ startIndex: 1, itemsPerPage: 2 })
    expect(answer.body.totalResults).toBeGreaterThan(2)
    expect(answer.body.Resources[0]).toMatchObject({ userName: expect.any(String), active: expect.any(Boolean) })
  })

  it('puts a user whole, and ends and restores it by an object without a path', async () => {
    const { body } = await entra.post('/Users', {
      schemas: [core],
      userName: 'isaac.brock@okta.example',
      name: { givenName: 'Isaac', familyName: 'Brock' },
      emails: [{ primary: true, value: 'isaac.brock@okta.example', type: 'work' }],
      displayName: 'Isaac Brock',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    })
    expect(JSON.stringify(body)).not.toContain('1mz050nq')
    expect(body.locale).toBe('en-US')
    const put = await entra.put(`/Users/${body.id}`, { ...body, name: { givenName: 'Isaac', familyName: 'Block' } })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ id: body.id, name: { familyName: 'Block' }, locale: 'en-US' })
    const off = await entra.patch(`/Users/${body.id}`, [{ op: 'replace', value: { active: false } }])
    expect(off.body.active).toBe(false)
    const on = await entra.patch(`/Users/${body.id}`, [{ op: 'replace', value: { active: true } }])
    expect(on.body.active).toBe(true)
    const database = await hoede.database()
    const { rows } = await database.query(
      `select event, supplier, person_id, detail ->> 'directory' as directory from audit_event where object_id = $1
         and event like 'person.%' order by recorded_at`,
      [body.id],
    )
    const of = (event: string) => ({ event, supplier: 'koppeling Entra ID', person_id: null, directory: 'Entra ID' })
    expect(rows).toEqual(['person.create', 'person.change', 'person.leave', 'person.return'].map(of))
  })

  it('a PUT that changes nothing changes no version and leaves no row', async () => {
    const { body } = await entra.post('/Users', entraUser())
    const again = await entra.put(`/Users/${body.id}`, body)
    expect(again.body.meta.version).toBe(body.meta.version)
  })
})
