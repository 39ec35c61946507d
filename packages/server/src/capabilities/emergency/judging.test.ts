import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'

describe('judging emergency access', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const [joris, peter, fatima, sanne] = await Promise.all([
    hoede.as('joris'),
    hoede.as('peter'),
    hoede.as('fatima'),
    hoede.as('sanne'),
  ])
  const start = async (visitor: Visitor, clientId: string) =>
    (
      await visitor.post('/api/emergency', {
        clientId,
        reason: 'handover',
        words: 'Overdracht uit het ziekenhuis, team niet bereikbaar.',
        minutes: 20,
      })
    ).body.emergency.id as string
  const list = async (visitor: Visitor, query = '') => (await visitor.get(`/api/emergency${query}`)).body
  const judge = (visitor: Visitor, id: string, rest: object = {}) =>
    visitor.post(`/api/emergency/${id}/judge`, {
      judgement: 'justified',
      words: 'Nagebeld met het team, terecht.',
      version: 2,
      ...rest,
    })
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date()).slice(0, 7)

  const first = await start(joris, clients.vanPutten)
  const second = await start(sanne, clients.jansen)

  it('stands in the list of who judges there, and of nobody else', async () => {
    const forPeter = await list(peter)
    expect(forPeter.items).toMatchObject([
      {
        id: first,
        person: { id: people.joris, name: 'Joris Meijer', function: 'verpleegkundige' },
        client: { number: '100001', name: 'Mw. J. van Putten-van der Giessen' },
        unit: { name: 'Berkenhof 2' },
        reason: 'handover',
        state: 'running',
        judgement: null,
        own: false,
      },
    ])
    // The privacy officer judges everywhere and opens no record: numbers, no names.
    const forFatima = await list(fatima)
    expect(forFatima.items.map((each: { id: string }) => each.id)).toEqual([second, first])
    expect(forFatima.items.map((each: { client: { name: string | null; number: string } }) => each.client)).toEqual([
      { id: clients.jansen, number: '100004', name: null },
      { id: clients.vanPutten, number: '100001', name: null },
    ])
    for (const each of [joris, sanne, await hoede.as('karin')])
      expect((await each.get('/api/emergency')).status).toBe(403)
    expect((await peter.get(`/api/emergency/${second}`)).status).toBe(404)
    expect((await judge(peter, second)).status).toBe(404)
    expect((await peter.get('/api/emergency/open')).body).toEqual({ open: 0, running: 1 })
    expect((await fatima.get('/api/emergency/open')).body).toEqual({ open: 0, running: 2 })
  })

  it('shows the words and what was done meanwhile, by part and never what', async () => {
    const record = `/api/clients/${clients.vanPutten}`
    await joris.get(record)
    await joris.get(record)
    await joris.get(`${record}/reports`)
    await joris.post(`${record}/reports`, { kind: 'daily', text: 'Overgedragen door het ziekenhuis.' })
    await joris.get(`${record}/bsn`)
    await joris.get('/api/caseload')
    const { body } = await peter.get(`/api/emergency/${first}`)
    expect(body).toMatchObject({
      words: 'Overdracht uit het ziekenhuis, team niet bereikbaar.',
      judgementWords: null,
      inMonth: 1,
    })
    const used = (event: string) => body.use.find((each: { event: string }) => each.event === event)
    expect(used('client.read')).toMatchObject({
      eventText: 'Dossier geopend',
      part: 'client',
      action: 'R',
      times: 2,
      clients: 1,
    })
    expect(used('report.list')).toMatchObject({ times: 1 })
    expect(used('report.write')).toMatchObject({ action: 'C', times: 1, outcome: 'success' })
    expect(used('client.bsn')).toMatchObject({ outcome: 'refused', times: 1 })
    expect(used('client.list')).toMatchObject({ times: 1 })
    expect(JSON.stringify(body.use)).not.toContain('ziekenhuis')
    expect((await fatima.get(`/api/emergency/${first}`)).body.use).toEqual(body.use)
    const looked = await database.query(
      `select client_id, object_id from audit_event where event = 'emergency.read' and person_id = $1 order by number desc`,
      [people.peter],
    )
    expect(looked.rows[0]).toEqual({ client_id: clients.vanPutten, object_id: first })
  })

  it('is judged when it is over, with words, once, and never by whoever used it', async () => {
    expect((await judge(peter, first)).body.code).toBe('emergency-still-running')
    await joris.post(`/api/emergency/${first}/end`, {})
    expect((await list(peter, '?state=open')).items).toMatchObject([
      { id: first, state: 'open', endedBy: 'Joris Meijer' },
    ])
    expect((await peter.get('/api/emergency/open')).body).toEqual({ open: 1, running: 0 })
    expect((await judge(peter, first, { words: 'ok' })).status).toBe(400)
    expect((await judge(peter, first, { judgement: 'fine' })).status).toBe(400)
    expect((await judge(peter, first, { version: 1 })).body.code).toBe('conflict')
    const judged = await judge(peter, first, { judgement: 'explained' })
    expect(judged.body).toMatchObject({
      entry: { state: 'judged', judgement: 'explained', judgedBy: 'Peter Smit' },
      judgementWords: 'Nagebeld met het team, terecht.',
    })
    const again = await judge(fatima, first, { version: 3 })
    expect([again.status, again.body.code]).toEqual([409, 'emergency-judged'])
    expect((await list(peter, '?state=open')).items).toEqual([])
    expect((await list(peter, '?state=judged')).items).toHaveLength(1)
    const { rows } = await database.query('select judgement_sealed from emergency where id = $1', [first])
    expect(rows[0].judgement_sealed.toString('latin1')).not.toContain('Nagebeld')
    const logged = await database.query(
      `select detail, client_id from audit_event where event = 'emergency.judge' and outcome = 'success'`,
    )
    expect(logged.rows).toEqual([{ detail: { judgement: 'explained' }, client_id: clients.vanPutten }])
  })

  it('Peter uses it himself: somebody else judges, though he sees it', async () => {
    await peter.post('/api/emergency', {
      clientId: clients.jansen,
      reason: 'cover',
      words: 'Ik neem de dienst van een zieke collega over.',
      minutes: 5,
    })
    const [own] = (await list(peter, '?state=open')).items
    expect(own).toMatchObject({ own: true, client: { number: '100004' } })
    await peter.post(`/api/emergency/${own.id}/end`, {})
    const refused = await judge(peter, own.id)
    expect([refused.status, refused.body.code]).toEqual([403, 'emergency-own'])
    expect((await peter.get('/api/emergency/open')).body).toEqual({ open: 0, running: 0 })
    expect((await judge(fatima, own.id, { judgement: 'not-justified' })).status).toBe(200)
  })

  it('a month by person, unit, hour and client, with what stands out, and as a file', async () => {
    await database.query(
      `with g as (
         insert into access_grant (id, person_id, role_id, scope, client_id, valid_from, valid_until, source)
         select gen_random_uuid(), $1, r.id, 'client', $2, now() - interval '1 hour', now() - interval '50 minutes', 'emergency'
         from role r, generate_series(1, 3) where r.key = 'noodtoegang' returning id)
       insert into emergency (id, grant_id, person_id, client_id, care_unit_id, reason, words_sealed, started_at, until)
       select gen_random_uuid(), g.id, $1, $2, $3, 'acute', '\\x00', now(), now() from g`,
      [people.joris, clients.vanPutten, units.berkenhof2],
    )
    const { body } = await fatima.get(`/api/emergency/overview?month=${month}`)
    expect(body).toMatchObject({ month, total: 6, open: 4, justified: 0, explained: 1, notJustified: 1 })
    expect(body.people[0]).toMatchObject({ person: { name: 'Joris Meijer' }, total: 4, often: true })
    expect(body.people[1].often).toBe(false)
    expect(body.units.map((each: { unit: { name: string }; total: number }) => [each.unit.name, each.total])).toEqual([
      ['Berkenhof 2', 4],
      ['Lindehof 1', 2],
    ])
    expect(body.hours.reduce((a: number, b: number) => a + b)).toBe(6)
    expect(body.clients).toEqual([
      { number: '100001', name: null, total: 4, people: 1 },
      { number: '100004', name: null, total: 2, people: 2 },
    ])
    // Peter sees of it what he judges, and his own.
    expect((await peter.get(`/api/emergency/overview?month=${month}`)).body.total).toBe(5)
    expect((await fatima.get('/api/emergency/overview?month=2020-01')).body.total).toBe(0)
    expect((await fatima.get('/api/emergency/overview?month=2020-13')).status).toBe(400)
    const file = await fatima.get(`/api/emergency/export?month=${month}`)
    expect(file.headers.get('content-type')).toContain('text/csv')
    const lines = file.text.trim().split('\r\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]).toContain('Begonnen,Geëindigd,Medewerker')
    expect(file.text).toContain('100001')
    expect(file.text).not.toContain('Putten')
    expect((await joris.get(`/api/emergency/export?month=${month}`)).status).toBe(403)
  })

  it('a long list goes by pages, and can be asked by person, unit and period', async () => {
    await database.query(
      `with g as (
         insert into access_grant (id, person_id, role_id, scope, client_id, valid_from, valid_until, source)
         select gen_random_uuid(), $1, r.id, 'client', $2, '2026-01-05T10:00:00Z', '2026-01-05T10:30:00Z', 'emergency'
         from role r, generate_series(1, 60) where r.key = 'noodtoegang' returning id)
       insert into emergency (id, grant_id, person_id, client_id, care_unit_id, reason, words_sealed, started_at, until)
       select gen_random_uuid(), g.id, $1, $2, $3, 'acute', '\\x00', '2026-01-05T10:00:00Z', '2026-01-05T10:30:00Z' from g`,
      [people.sanne, clients.jansen, units.lindehof1],
    )
    const query = `?person=${people.sanne}&unit=${units.lindehof}&from=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z`
    const one = await list(fatima, query)
    expect(one.items).toHaveLength(50)
    const two = await list(fatima, `${query}&cursor=${one.next}`)
    expect([two.items.length, two.next]).toEqual([10, null])
    const ids = [...one.items, ...two.items].map((each: { id: string }) => each.id)
    expect(new Set(ids).size).toBe(60)
    expect((await list(fatima, `?unit=${units.berkenhof}&until=2026-02-01T00:00:00Z`)).items).toEqual([])
    expect((await fatima.get('/api/emergency?cursor=nonsense')).status).toBe(400)
  })
})
