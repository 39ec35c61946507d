import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'

const day = 86_400_000
const after = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('care relations and family', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const relate = (visitor: Visitor, client: string, body: object) =>
    visitor.post(`/api/clients/${client}/relations`, body)
  const record = async (visitor: Visitor, client: string) => (await visitor.get(`/api/clients/${client}`)).status

  it('a relation opens the record to who has the role for own clients, from its beginning until its end', async () => {
    const [peter, maaike] = await Promise.all([hoede.as('peter'), hoede.as('maaike')])
    expect(await record(maaike, clients.vanPutten)).toBe(404)
    const made = await relate(peter, clients.vanPutten, { personId: people.maaike, kind: 'practitioner' })
    expect([made.status, made.body.state, made.body.kind.name]).toEqual([201, 'active', 'Behandelaar'])
    expect(await record(maaike, clients.vanPutten)).toBe(200)
    const path = `/api/clients/${clients.vanPutten}/relations/${made.body.id}/end`
    expect((await peter.post(path, { version: 1, at: after(day) })).body.state).toBe('active')
    expect((await peter.post(path, { version: 2, at: after(2 * day) })).body.code).toBe('limit-ended')
    expect((await peter.post(path, { version: 2 })).body.state).toBe('ended')
    expect(await record(maaike, clients.vanPutten)).toBe(404)
    expect((await peter.post(path, { version: 3 })).body.code).toBe('limit-ended')
  })

  it('nobody relates themselves, nor somebody who left, nor to a client out of reach', async () => {
    const [peter, sanne] = await Promise.all([hoede.as('peter'), hoede.as('sanne')])
    const attempt = await relate(peter, clients.vanPutten, { personId: people.peter, kind: 'practitioner' })
    expect([attempt.status, attempt.body.code]).toEqual([403, 'limit-for-self'])
    expect((await relate(sanne, clients.vanPutten, { personId: people.joris, kind: 'practitioner' })).status).toBe(403)
    expect((await relate(peter, clients.jansen, { personId: people.maaike, kind: 'practitioner' })).status).toBe(404)
    expect((await relate(peter, clients.vanPutten, { personId: people.maaike, kind: 'vriend' })).body.code).toBe(
      'kind-unknown',
    )
    await database.query('update person set employed_until = now() where id = $1', [people.joris])
    const gone = await relate(peter, clients.vanPutten, { personId: people.joris, kind: 'practitioner' })
    expect(gone.body.code).toBe('person-left')
    await database.query('update person set employed_until = null where id = $1', [people.joris])
  })

  it('of an exclusive kind there is one at a time: the refusal says who and until when, taking over is one step', async () => {
    const [peter, karin] = await Promise.all([hoede.as('peter'), hoede.as('karin')])
    const evv = (personId: string, more: object = {}) =>
      relate(peter, clients.deBoer, { personId, kind: 'first-responsible', ...more })
    const first = await evv(people.sanne)
    expect(first.status).toBe(201)
    const refused = await evv(people.maaike)
    expect([refused.status, refused.body.code]).toEqual([409, 'relation-exclusive'])
    expect(refused.body.detail).toBe('Sanne de Wit heeft haar zonder einde.')
    expect(refused.body.current.person.name).toBe('Sanne de Wit')
    const from = after(7 * day)
    const taken = await evv(people.maaike, { from, takeOver: true })
    expect([taken.status, taken.body.state, taken.body.from]).toEqual([201, 'coming', from])
    const { relations } = (await karin.get('/api/access/clients/100003')).body
    const before = relations.find((each: { id: string }) => each.id === first.body.id)
    expect([before.until, before.state]).toEqual([from, 'active'])
    // A period that fits before the other one is no overlap; one that touches it is.
    expect((await evv(people.joris, { until: after(3 * day) })).body.code).toBe('relation-exclusive')
    expect((await evv(people.joris, { from: after(8 * day), until: after(9 * day) })).body.detail).toMatch(
      /^Maaike Postma heeft haar zonder einde\.$/,
    )
    const answers = await Promise.all([
      relate(peter, clients.vanPutten, { personId: people.sanne, kind: 'case-manager' }),
      relate(peter, clients.vanPutten, { personId: people.joris, kind: 'case-manager' }),
    ])
    expect(answers.map((each) => each.status).sort()).toEqual([201, 409])
    expect(answers.find((each) => each.status === 409)?.body.code).toBe('relation-exclusive')
  })

  it('a role for own clients can count one kind of relation only', async () => {
    const [karin, peter, anna] = await Promise.all([hoede.as('karin'), hoede.as('peter'), hoede.as('anna')])
    const role = (await database.query(`select id from role where key = 'verzorgende'`)).rows[0].id
    await karin.post(`/api/people/${people.anna}/grants`, {
      roleId: role,
      scope: 'own-clients',
      relationKind: 'practitioner',
    })
    await relate(peter, clients.elAmrani, { personId: people.anna, kind: 'first-responsible' })
    expect(await record(anna, clients.elAmrani)).toBe(404)
    await relate(peter, clients.vanPutten, { personId: people.anna, kind: 'practitioner' })
    expect(await record(anna, clients.vanPutten)).toBe(200)
  })

  it('the customer has its own kinds; one out of use keeps what it has', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    const made = await karin.post('/api/care-relation-kinds', { key: 'buddy', name: 'Maatje', exclusive: false })
    expect([made.status, made.body.retired]).toEqual([201, false])
    expect((await karin.post('/api/care-relation-kinds', made.body)).status).toBe(400)
    const again = { key: 'buddy', name: 'Maatje', exclusive: false }
    expect((await karin.post('/api/care-relation-kinds', again)).body.code).toBe('already-exists')
    expect((await peter.post('/api/care-relation-kinds', again)).status).toBe(403)
    const related = await relate(peter, clients.vanPutten, { personId: people.joris, kind: 'buddy' })
    expect(related.status).toBe(201)
    const retired = await karin.post('/api/care-relation-kinds/buddy', { version: 1, retired: true })
    expect(retired.body).toMatchObject({ retired: true, version: 2 })
    expect((await karin.post('/api/care-relation-kinds/buddy', { version: 1, name: 'X' })).status).toBe(409)
    expect((await relate(peter, clients.vanPutten, { personId: people.sanne, kind: 'buddy' })).body.code).toBe(
      'kind-unknown',
    )
    const { careRelations } = (await peter.get(`/api/clients/${clients.vanPutten}`)).body
    expect(careRelations.map((each: { kindName: string }) => each.kindName)).toContain('Maatje')
  })

  it('whoever ends the care ends the relations too, also without the right to make them', async () => {
    const karin = await hoede.as('karin')
    const role = (await database.query(`select id from role where key = 'planner'`)).rows[0].id
    const given = await karin.post(`/api/people/${people.joris}/grants`, { roleId: role, scope: 'organisation' })
    expect(given.status).toBe(201)
    const joris = await hoede.as('joris')
    const open = async () =>
      (
        await database.query(
          'select count(*)::int as n from care_relation where client_id = $1 and (valid_until is null or valid_until > now())',
          [clients.vanPutten],
        )
      ).rows[0].n
    expect(await open()).toBeGreaterThan(0)
    expect((await joris.post(`/api/clients/${clients.vanPutten}/move`, { unitId: null })).status).toBe(204)
    expect(await open()).toBe(0)
  })

  it('a contact person is given family access on a ground, for parts, until a date; it is ended and stays as history', async () => {
    const [peter, karin, fatima] = await Promise.all([hoede.as('peter'), hoede.as('karin'), hoede.as('fatima')])
    const contact = await peter.post(`/api/clients/${clients.deBoer}/contacts`, {
      name: 'Els de Boer',
      relation: 'dochter',
    })
    const path = `/api/clients/${clients.deBoer}/family`
    const request = {
      contactId: contact.body.id,
      ground: 'mentor',
      parts: ['reports', 'reports'],
      until: after(90 * day),
    }
    const given = await karin.post(path, { ...request, document: 'Beschikking rechtbank 12-3-2026' })
    expect(given.status).toBe(201)
    expect(given.body).toMatchObject({ contact: { name: 'Els de Boer' }, parts: ['reports'], state: 'active' })
    const other = await karin.post(`/api/clients/${clients.elAmrani}/family`, request)
    expect(other.body.code).toBe('contact-unknown')
    // Karin reads no records: she sees the contact persons that she can give access, and no name of the client.
    const seen = (await karin.get('/api/access/clients/100003')).body
    expect(seen.name).toBeNull()
    expect(seen.contacts).toEqual([{ id: contact.body.id, name: 'Els de Boer', relation: 'dochter' }])
    const overseen = (await fatima.get('/api/access/clients/100003')).body
    expect(overseen.contacts).toEqual([])
    expect(overseen.family[0]).toMatchObject({ contact: { name: null }, ground: 'mentor' })
    const ended = await peter.post(`${path}/${given.body.id}/end`, { version: 1 })
    expect(ended.body).toMatchObject({ state: 'ended', endedBy: 'Peter Smit' })
    expect((await peter.post(`${path}/${given.body.id}/end`, { version: 2 })).body.code).toBe('limit-ended')
    expect((await fatima.post(path, request)).status).toBe(403)
  })
})
