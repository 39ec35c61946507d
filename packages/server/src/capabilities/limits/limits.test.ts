import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'

const day = 86_400_000
const after = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('limits on one client', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const page = async (visitor: Visitor, number = '100001') => (await visitor.get(`/api/access/clients/${number}`)).body
  const record = async (visitor: Visitor, client = clients.vanPutten) =>
    (await visitor.get(`/api/clients/${client}`)).status
  const logged = async (event: string) =>
    (
      await database.query(
        'select person_id, client_id, outcome, problem, detail from audit_event where event = $1 order by recorded_at',
        [event],
      )
    ).rows

  /** Every list and page in which a client of the record can stand, as what of this client comes out. */
  async function everywhere(visitor: Visitor, client = clients.vanPutten) {
    const holds = (body: { items: { id: string }[] }) => body.items.some((each) => each.id === client)
    const caseload = (await visitor.get('/api/caseload')).body
    const filtered = (await visitor.get(`/api/caseload?unit=${units.berkenhof2}`)).body
    const find = async (q: string) => holds((await visitor.post('/api/clients/search', { q })).body)
    const status = async (path: string) => (await visitor.get(`/api/clients/${client}${path}`)).status
    const write = async (path: string, body: object) =>
      (await visitor.post(`/api/clients/${client}${path}`, body)).status
    const report = { kind: 'daily', form: 'free', text: 'Rustige nacht.' }
    return {
      lists: [holds(caseload), holds(filtered), await find('putten'), await find('100001'), await find('28-04-1934')],
      pages: await Promise.all(['', '/history', '/reports', '/measurements', '/drafts/report'].map(status)),
      write: [
        await write('/reports', report),
        await write('/measurements', { kind: 'weight', value: 61 }),
        (await visitor.put(`/api/clients/${client}/drafts/report`, { content: 'Rustig' })).status,
      ],
    }
  }

  it('a record that is closed is there for named people only, in every list and on every page', async () => {
    const [peter, sanne] = await Promise.all([hoede.as('peter'), hoede.as('sanne')])
    const before = await everywhere(sanne)
    expect(before.lists).toEqual([true, true, true, true, true])
    expect(before.pages.every((status) => status !== 404)).toBe(true)

    const closed = await peter.post(`/api/clients/${clients.vanPutten}/closures`, {
      ground: 'known-person',
      reason: 'Moeder van de burgemeester',
      people: [people.peter, people.maaike],
    })
    expect(closed.status).toBe(201)
    expect(closed.body).toMatchObject({ ground: 'known-person', reason: 'Moeder van de burgemeester', state: 'active' })

    const now = await everywhere(sanne)
    expect(now.lists).toEqual([false, false, false, false, false])
    expect(now.pages).toEqual([404, 404, 404, 404, 404])
    expect(now.write).toEqual([404, 404, 404])
    // Named people keep what their own role reaches: Peter does, Maaike has no grant that reaches this client.
    const own = await everywhere(peter)
    expect(own.lists).toEqual([true, true, true, true, true])
    expect(own.pages.slice(0, 4)).toEqual([200, 200, 200, 200])
    const maaike = await hoede.as('maaike')
    expect(await record(maaike)).toBe(404)
    expect((await peter.get(`/api/clients/${clients.vanPutten}`)).body.closed).toBe(true)
    expect((await peter.get(`/api/clients/${clients.deBoer}`)).body.closed).toBe(false)
    // Everybody else's records are untouched.
    expect(await record(sanne, clients.elAmrani)).toBe(200)
  })

  it('the log tells who closed the record and for whom it stays open, never why', async () => {
    const [row] = await logged('closure.start')
    expect(row).toMatchObject({ person_id: people.peter, client_id: clients.vanPutten, outcome: 'success' })
    expect(JSON.stringify(row.detail)).not.toMatch(/burgemeester|known-person/)
    const { rows } = await database.query('select reason_sealed from client_closure')
    expect(rows[0].reason_sealed.toString('latin1')).not.toContain('burgemeester')
  })

  it('whoever looks after access sees the limit by client number, without the name of the client', async () => {
    const [karin, fatima, peter, joris] = await Promise.all([
      hoede.as('karin'),
      hoede.as('fatima'),
      hoede.as('peter'),
      hoede.as('joris'),
    ])
    const seen = await page(fatima)
    expect(seen).toMatchObject({ number: '100001', name: null, units: [{ name: 'Berkenhof 2' }], may: [] })
    expect(seen.closures[0]).toMatchObject({ ground: 'known-person', reason: null, closedBy: 'Peter Smit' })
    expect(seen.closures[0].people.map((each: { person: { name: string } }) => each.person.name)).toEqual([
      'Maaike Postma',
      'Peter Smit',
    ])
    expect((await page(karin)).may).toEqual(['client:close', 'client:relate', 'family:grant'])
    // Karin is kept out herself, so the reason is not for her.
    expect((await page(karin)).closures[0].reason).toBeNull()
    const own = await page(peter)
    expect(own.name).toContain('Putten')
    expect(own.closures[0].reason).toBe('Moeder van de burgemeester')
    expect((await joris.get('/api/access/clients/100001')).status).toBe(403)
    const elsewhere = await peter.get('/api/access/clients/100004')
    const nowhere = await peter.get('/api/access/clients/999999')
    expect([elsewhere.status, elsewhere.body.code, elsewhere.body.detail]).toEqual([
      nowhere.status,
      nowhere.body.code,
      nowhere.body.detail,
    ])
    expect((await logged('client-access.read')).at(0)).toMatchObject({ client_id: clients.vanPutten })
  })

  it('nobody closes a record for themselves alone, and somebody always stays named', async () => {
    const peter = await hoede.as('peter')
    const close = (list: string[]) =>
      peter.post(`/api/clients/${clients.deBoer}/closures`, { ground: 'employee', people: list })
    expect((await close([people.peter])).body.code).toBe('closure-needs-people')
    const { body } = await page(peter).then((own) => ({ body: own.closures[0] }))
    const entryOf = (id: string) => body.people.find((each: { person: { id: string } }) => each.person.id === id)
    const [maaike, self] = [entryOf(people.maaike), entryOf(people.peter)]
    const path = `/api/clients/${clients.vanPutten}/closures/${body.id}/people`
    const attempt = await peter.post(`${path}/${maaike.id}/end`, { version: maaike.version })
    expect([attempt.status, attempt.body.code]).toEqual([422, 'closure-needs-people'])
    const named = await peter.post(path, { personId: people.sanne })
    expect(named.status).toBe(201)
    expect(await record(await hoede.as('sanne'))).toBe(200)
    expect((await peter.post(path, { personId: people.sanne })).body.code).toBe('already-exists')
    expect((await peter.post(`${path}/${maaike.id}/end`, { version: maaike.version })).status).toBe(204)
    expect((await peter.post(`${path}/${self.id}/end`, { version: self.version })).status).toBe(204)
    expect(await record(peter)).toBe(404)
    expect((await peter.post(`${path}`, { personId: people.peter })).body.code).toBe('limit-for-self')
  })

  it('whoever is kept out and reads records does not open it for themselves; a colleague does', async () => {
    const [peter, karin, sanne] = await Promise.all([hoede.as('peter'), hoede.as('karin'), hoede.as('sanne')])
    const [closure] = (await page(karin)).closures
    const end = (visitor: Visitor) =>
      visitor.post(`/api/clients/${clients.vanPutten}/closures/${closure.id}/end`, { version: closure.version })
    expect((await end(peter)).body.code).toBe('limit-for-self')
    expect((await end(sanne)).status).toBe(403)
    expect((await end(karin)).status).toBe(204)
    expect((await end(karin)).body.code).toBe('limit-ended')
    expect(await record(peter)).toBe(200)
    expect((await page(karin)).closures[0]).toMatchObject({ state: 'ended' })
  })

  it('a named person cannot be brought back around the rules, in the database neither', async () => {
    const login = await hoede.loginRole()
    const tried = async (sql: string) => {
      await login.query('begin')
      await login.query(`select set_config('hoede.person', $1, true)`, [people.peter])
      const result = await login.query(sql).catch((error) => error.code)
      await login.query('rollback')
      return typeof result === 'string' ? result : result.rowCount
    }
    expect(await tried(`update client_closure_person set valid_until = null where person_id = '${people.peter}'`)).toBe(
      'HO409',
    )
    expect(
      await tried(`insert into client_closure_person (id, closure_id, client_id, person_id, added_by)
        select gen_random_uuid(), id, client_id, '${people.peter}', '${people.peter}' from client_closure limit 1`),
    ).toBe('42501')
    expect(
      await tried(`insert into care_relation (id, client_id, person_id, kind, valid_from)
        values (gen_random_uuid(), '${clients.vanPutten}', '${people.peter}', 'practitioner', now())`),
    ).toBe('42501')
  })

  it('an objection keeps a named person out, whatever role; the person does not end it', async () => {
    const [peter, sanne] = await Promise.all([hoede.as('peter'), hoede.as('sanne')])
    const path = `/api/clients/${clients.vanPutten}/objections`
    expect((await peter.post(path, { personId: people.peter })).body.code).toBe('limit-for-self')
    const made = await peter.post(path, { personId: people.sanne, reason: 'Ruzie in de straat' })
    expect(made.status).toBe(201)
    const kept = await everywhere(sanne)
    expect(kept.lists).toEqual([false, false, false, false, false])
    expect(kept.pages).toEqual([404, 404, 404, 404, 404])
    expect(await record(sanne, clients.elAmrani)).toBe(200)
    const role = (await database.query(`select id from role where key = 'teamleider'`)).rows[0].id
    const karin = await hoede.as('karin')
    const lead = await karin.post(`/api/people/${people.sanne}/grants`, { roleId: role, scope: 'organisation' })
    expect(lead.status).toBe(201)
    expect(await record(sanne)).toBe(404)
    const own = await sanne.post(`${path}/${made.body.id}/end`, { version: 1 })
    expect(own.body.code).toBe('limit-for-self')
    expect((await page(sanne)).objections[0].reason).toBeNull()
    expect((await peter.post(`${path}/${made.body.id}/end`, { version: 1 })).status).toBe(204)
    expect(await record(sanne)).toBe(200)
    await karin.post(`/api/grants/${lead.body.id}/withdraw`)
    expect(JSON.stringify(await logged('objection.start'))).not.toContain('Ruzie')
  })

  it('a closed part keeps some functions from that part only, and not the others', async () => {
    const [peter, sanne] = await Promise.all([hoede.as('peter'), hoede.as('sanne')])
    const made = await peter.post(`/api/clients/${clients.vanPutten}/closed-parts`, {
      part: 'reports',
      functions: ['Verzorgende IG', 'verzorgende ig', 'helpende'],
    })
    expect(made.body.functions).toEqual(['Verzorgende IG', 'helpende'])
    const status = async (visitor: Visitor, path: string) =>
      (await visitor.get(`/api/clients/${clients.vanPutten}${path}`)).status
    expect(await status(sanne, '/reports')).toBe(404)
    expect(await status(sanne, '')).toBe(200)
    expect(await status(sanne, '/measurements')).toBe(200)
    expect(await status(peter, '/reports')).toBe(200)
    const caseload = (await sanne.get('/api/caseload')).body.items
    const row = caseload.find((each: { id: string }) => each.id === clients.vanPutten)
    expect(row.newReports).toBe(0)
    expect(row.lastReportAt).toBeNull()
    const end = { version: made.body.version }
    const path = `/api/clients/${clients.vanPutten}/closed-parts/${made.body.id}/end`
    expect((await peter.post(path, end)).status).toBe(204)
    expect(await status(sanne, '/reports')).toBe(200)
  })

  it('refuses a period in the past, an employee who left, and a limit on a client out of reach', async () => {
    const peter = await hoede.as('peter')
    const object = (client: string, body: object) => peter.post(`/api/clients/${client}/objections`, body)
    const past = await object(clients.deBoer, { personId: people.joris, until: after(-day) })
    expect(past.body.code).toBe('period-invalid')
    expect((await object(clients.jansen, { personId: people.joris })).status).toBe(404)
    await database.query('update person set employed_until = now() where id = $1', [people.anna])
    expect((await object(clients.deBoer, { personId: people.anna })).body.code).toBe('person-left')
    await database.query('update person set employed_until = null where id = $1', [people.anna])
    const parts = await peter.post(`/api/clients/${clients.deBoer}/closed-parts`, { part: 'bsn', functions: [' '] })
    expect(parts.body.fields[0].path).toBe('body.functions')
  })

  it('an emergency passes a closed record, never an objection: the decision itself', async () => {
    const mine = await database.query(`select access.unbarred('{client:read}', 'emergency', $1, $2, now()) as open`, [
      people.sanne,
      clients.vanPutten,
    ])
    expect(mine.rows[0].open).toEqual(['client:read'])
  })
})
