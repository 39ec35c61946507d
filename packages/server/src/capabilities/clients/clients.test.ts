import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { bsnOfVanPutten, clients, people, units } from '../../../test/support/organisation.ts'

describe('clients', async () => {
  const hoede = await startTestHoede()

  it('shows Sanne the people now in care with her team, and nobody else', async () => {
    const sanne = await hoede.as('sanne')
    const { status, body } = await sanne.get('/api/caseload')
    expect(status).toBe(200)
    expect(body.items.map((each: { id: string }) => each.id)).toEqual([clients.elAmrani, clients.vanPutten])
    expect(body.total).toBe(2)
    expect(body.items[1].name).toBe('Mw. J. van Putten-van der Giessen')
    expect(body.items[1].alerts[0].text).toBe('Penicilline')
  })

  it('opens a record of her team, says why, and logs it with that ground', async () => {
    const sanne = await hoede.as('sanne')
    const { status, body } = await sanne.get(`/api/clients/${clients.vanPutten}`)
    expect(status).toBe(200)
    expect(body.ground.scope).toBe('own-teams')
    expect(body.may).toContain('report:write')
    expect(body.may).not.toContain('bsn:read')
    const database = await hoede.database()
    const { rows } = await database.query(
      `select event, outcome, ground, part, checks from audit_event where person_id = $1 and client_id = $2 and event = 'client.read'`,
      [people.sanne, clients.vanPutten],
    )
    expect(rows).toEqual([
      { event: 'client.read', outcome: 'success', ground: body.ground.grantId, part: 'client', checks: 'TTFF' },
    ])
  })

  it('does not know a client of another team, and logs the attempt as refused', async () => {
    const sanne = await hoede.as('sanne')
    const { status, body } = await sanne.get(`/api/clients/${clients.jansen}`)
    expect([status, body.code]).toEqual([404, 'not-found'])
    const database = await hoede.database()
    const { rows } = await database.query(`select outcome, problem from audit_event where client_id = $1`, [
      clients.jansen,
    ])
    expect(rows).toEqual([{ outcome: 'refused', problem: 'not-found' }])
  })

  it('keeps the record of a former client open for a while, outside of the caseload', async () => {
    const sanne = await hoede.as('sanne')
    const { status, body } = await sanne.get(`/api/clients/${clients.former}`)
    expect(status).toBe(200)
    expect(body.formerSince).not.toBeNull()
  })

  it.each([
    ['name', 'putten'],
    ['own name with capitals and diacritics', 'GIËSSEN'],
    ['birth date', '28-04-1934'],
    ['client number', '100001'],
    ['BSN', bsnOfVanPutten],
  ])('finds a client by %s', async (_what, q) => {
    const sanne = await hoede.as('sanne')
    const { body } = await sanne.post('/api/clients/search', { q })
    expect(body.items.map((each: { id: string }) => each.id)).toEqual([clients.vanPutten])
  })

  it('finds nobody outside of the own reach, and writes no BSN in the log', async () => {
    const joris = await hoede.as('joris')
    const { body } = await joris.post('/api/clients/search', { q: bsnOfVanPutten })
    expect(body.items).toEqual([])
    const database = await hoede.database()
    const { rows } = await database.query(`select question from audit_event where event = 'client.search'`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(bsnOfVanPutten)
  })

  it('lets the team leader register a client within Berkenhof, with a BSN that passes its test', async () => {
    const peter = await hoede.as('peter')
    const request = {
      ownName: 'Dijkstra',
      initials: 'T.',
      birthDate: '1940-01-02',
      sex: 'male',
      bsn: '999900031',
      unitId: units.berkenhof1,
    }
    expect((await peter.post('/api/clients', { ...request, bsn: '999900030' })).body.code).toBe('bsn-invalid')
    expect((await peter.post('/api/clients', { ...request, bsn: bsnOfVanPutten })).body.code).toBe('bsn-exists')
    expect((await peter.post('/api/clients', { ...request, birthDate: '2999-01-01' })).body.code).toBe('date-in-future')
    expect((await peter.post('/api/clients', { ...request, unitId: units.lindehof1 })).body.code).toBe('invalid-input')
    const made = await peter.post('/api/clients', request, { 'idempotency-key': 'dijkstra-1' })
    expect(made.status).toBe(201)
    const again = await peter.post('/api/clients', request, { 'idempotency-key': 'dijkstra-1' })
    expect(again.body).toEqual(made.body)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const bsn = await peter.get(`/api/clients/${made.body.id}/bsn`)
    expect(bsn.body.bsn).toBe('999900031')
  })

  it('changes particulars as a new version, refuses a change of an older one, and keeps what was there before', async () => {
    const peter = await hoede.as('peter')
    const { body: before } = await peter.get(`/api/clients/${clients.deBoer}`)
    expect(
      (await peter.post(`/api/clients/${clients.deBoer}`, { version: before.version, phone: '0612345678' })).status,
    ).toBe(204)
    expect(
      (await peter.post(`/api/clients/${clients.deBoer}`, { version: before.version, phone: '0687654321' })).body.code,
    ).toBe('conflict')
    const { body: history } = await peter.get(`/api/clients/${clients.deBoer}/history`)
    expect(history.items[0].changes).toEqual([{ field: 'phone', before: null, after: '0612345678' }])
  })

  it('moves a client: the old team is out at once, the new one in', async () => {
    const [peter, sanne] = await Promise.all([hoede.as('peter'), hoede.as('sanne')])
    expect((await sanne.get(`/api/clients/${clients.elAmrani}`)).status).toBe(200)
    expect(
      (await peter.post(`/api/clients/${clients.elAmrani}/move`, { unitId: units.berkenhof1, room: '4' })).status,
    ).toBe(204)
    expect((await sanne.get(`/api/clients/${clients.elAmrani}`)).status).toBe(404)
    expect((await peter.get(`/api/clients/${clients.elAmrani}`)).body.unit.name).toBe('Berkenhof 1')
  })
})
