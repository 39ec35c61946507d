import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { bsnOfVanPutten, clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

const asked = {
  clientId: clients.vanPutten,
  reason: 'acute',
  words: 'Mevrouw is gevallen en er is niemand van het team.',
  minutes: 30,
}

describe('emergency access', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  await database.query(`update person set email = user_name || '@linde.example'`)
  const joris = await hoede.as('joris')
  const [peter, fatima, sanne] = await Promise.all([hoede.as('peter'), hoede.as('fatima'), hoede.as('sanne')])
  const start = (visitor: Visitor, body: object = {}) => visitor.post('/api/emergency', { ...asked, ...body })
  const open = async (visitor: Visitor, client = clients.vanPutten) =>
    (await visitor.get(`/api/clients/${client}`)).status
  const logged = async (event: string, person = people.joris) =>
    (
      await database.query(
        `select event, outcome, problem, client_id, object_id, ground, checks, question, shown, detail from audit_event
         where event = $1 and person_id = $2 order by recorded_at`,
        [event, person],
      )
    ).rows
  const rowOf = async (id: string) => (await database.query('select * from emergency where id = $1', [id])).rows[0]

  it('Joris stands in at Berkenhof: he finds the client by number, BSN, or name and birth date, and sees no more than he needs', async () => {
    const find = async (body: object) => (await joris.post('/api/emergency/find', body)).body
    const found = await find({ number: '100001' })
    expect(found.items).toEqual([
      {
        id: clients.vanPutten,
        name: 'Mw. J. van Putten-van der Giessen',
        birthDate: '1934-04-28',
        unit: { id: units.berkenhof2, name: 'Berkenhof 2' },
        reachable: false,
        running: false,
        told: [
          { id: people.fatima, name: 'Fatima El Idrissi', function: 'functionaris gegevensbescherming' },
          { id: people.peter, name: 'Peter Smit', function: 'teamleider' },
        ],
      },
    ])
    expect(await find({ bsn: bsnOfVanPutten })).toEqual(found)
    expect(await find({ name: 'Giessen', birthDate: '1934-04-28' })).toEqual(found)
    expect((await find({ name: 'Giessen', birthDate: '1934-04-29' })).items).toEqual([])
    expect((await find({ name: 'Gie', birthDate: '1934-04-28' })).items).toEqual([])
    const rows = await logged('emergency.find')
    expect(rows.map((row) => row.question)).toEqual([
      'cliëntnummer 100001: gevonden',
      'een BSN: gevonden',
      'achternaam giessen en een geboortedatum: gevonden',
      'achternaam giessen en een geboortedatum: niet gevonden',
      'achternaam gie en een geboortedatum: niet gevonden',
    ])
    expect(rows[0].shown).toEqual([clients.vanPutten])
    expect(JSON.stringify(rows)).not.toContain(bsnOfVanPutten)
    // Five tries a minute: the sixth waits, and is answered nothing.
    const sixth = await joris.post('/api/emergency/find', { number: '100002' })
    expect([sixth.status, sixth.body.code]).toEqual([429, 'emergency-too-many-tries'])
    expect(sixth.body.retryAfter).toBeGreaterThan(0)
    expect(sixth.body.retryAfter).toBeLessThanOrEqual(60)
  })

  it('many tries at the same moment do not pass together, and forty a day is the end of it', async () => {
    const maaike = await hoede.as('maaike')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => maaike.post('/api/emergency/find', { number: `${100001 + n}` })),
    )
    expect(answers.filter((each) => each.status === 200)).toHaveLength(5)
    await database.query(
      `update audit_event set recorded_at = recorded_at - interval '2 minutes' where event = 'emergency.find' and person_id = $1`,
      [people.maaike],
    )
    await database.query(
      `insert into audit_event (id, recorded_at, event, action, outcome, person_id, part)
       select gen_random_uuid(), now() - interval '3 hours', 'emergency.find', 'R', 'success', $1, 'emergency' from generate_series(1, 35)`,
      [people.maaike],
    )
    const next = await maaike.post('/api/emergency/find', { number: '100001' })
    expect([next.status, next.body.code]).toEqual([429, 'emergency-too-many-tries'])
    expect(next.body.retryAfter).toBeGreaterThan(3600)
  })

  it.each([
    [{ reason: 'curious' }],
    [{ words: 'kort' }],
    [{ words: '            ' }],
    [{ minutes: 0 }],
    [{ minutes: 61 }],
    [{ clientId: undefined }],
    [{ unitId: units.berkenhof2 }],
  ])('is not begun with %j', async (body) => {
    const answer = await start(joris, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-input'])
    expect(await open(joris)).toBe(404)
  })

  it('asks a second factor that was proven just now, of everybody', async () => {
    await database.query(`update session set proven_at = now() - interval '11 minutes' where person_id = $1`, [
      people.joris,
    ])
    const stale = await start(joris)
    expect([stale.status, stale.body.code]).toEqual([403, 'proof-needed'])
    expect(await logged('emergency.start')).toMatchObject([{ outcome: 'refused', problem: 'proof-needed' }])
    await database.query('update session set proven_at = now() where person_id = $1', [people.joris])
    // Karin looks after access and has no emergency of her own.
    expect((await start(await hoede.as('karin'))).status).toBe(403)
    expect((await start(await hoede.as('anna'))).status).toBe(403)
  })

  const id = newId()
  it('opens one record for as long as was asked; whoever judges it is told at once', async () => {
    expect(await open(joris)).toBe(404)
    const answer = await start(joris, { id })
    expect(answer.status).toBe(201)
    const { emergency, told } = answer.body
    expect(emergency).toMatchObject({
      id,
      client: { name: 'Mw. J. van Putten-van der Giessen' },
      unit: null,
      reason: 'acute',
    })
    expect(Math.round((Date.parse(emergency.until) - Date.parse(emergency.startedAt)) / 60_000)).toBe(30)
    expect(told.map((each: { name: string }) => each.name)).toEqual(['Fatima El Idrissi', 'Peter Smit'])
    const { rows } = await database.query(
      `select person_id, kind from message where purpose = 'emergency-began' order by person_id`,
    )
    expect(rows).toEqual([
      { person_id: people.fatima, kind: 'mail' },
      { person_id: people.peter, kind: 'mail' },
    ])

    expect(await open(joris)).toBe(200)
    expect(await open(joris, clients.elAmrani)).toBe(404)
    const record = (await joris.get(`/api/clients/${clients.vanPutten}`)).body
    expect(record.ground).toMatchObject({ emergency: true, scope: 'client', role: 'Noodtoegang' })
    expect(record.ground.text).toMatch(/^Je ziet dit door noodtoegang, tot .*\. Alles wat je doet wordt beoordeeld\.$/)
    expect(record.may.sort()).toEqual([
      'client:read',
      'measurement:read',
      'measurement:write',
      'report:read',
      'report:write',
    ])
    expect((await joris.get('/api/emergency/own')).body).toMatchObject({
      items: [{ id, client: { id: clients.vanPutten } }],
      terms: { minutes: 60, units: [], left: 4 },
    })
  })

  it('the reason is sealed; the log has reason, bound and who was told, and no words', async () => {
    const { words_sealed: sealed } = await rowOf(id)
    expect(sealed.toString('latin1')).not.toContain('gevallen')
    const [row] = (await logged('emergency.start')).slice(-1)
    expect(row).toMatchObject({ outcome: 'success', client_id: clients.vanPutten, object_id: id, checks: 'TFFT' })
    expect(row.detail).toMatchObject({ reason: 'acute', minutes: 30, told: [people.fatima, people.peter] })
    expect(JSON.stringify(row)).not.toContain('gevallen')
  })

  it('gives reading and reporting', async () => {
    const record = `/api/clients/${clients.vanPutten}`
    expect((await joris.get(`${record}/reports`)).body.items).toHaveLength(1)
    expect((await joris.get(`${record}/measurements`)).status).toBe(200)
    const report = { kind: 'daily', text: 'Gevallen bij het bed, geen letsel gezien.' }
    expect((await joris.post(`${record}/reports`, report)).status).toBe(201)
    expect((await joris.post(`${record}/measurements`, { kind: 'weight', value: 62 })).status).toBe(201)
    expect((await joris.put(`${record}/drafts/report`, { content: 'Rustig' })).status).toBe(200)
    // It stands among his clients as long as it lasts.
    const list = (await joris.get('/api/caseload')).body.items.map((each: { id: string }) => each.id)
    expect(list).toContain(clients.vanPutten)
  })

  it('and nothing else: no BSN, no changing, placing, registering, relating, closing, giving, exporting or looking at the log', async () => {
    const { body } = await joris.get(`/api/clients/${clients.vanPutten}`)
    const { version } = body
    const record = `/api/clients/${clients.vanPutten}`
    const others = (await joris.get(`${record}/reports`)).body.items.find(
      (each: { author: { id: string } }) => each.author.id === people.sanne,
    )
    const later = new Date(Date.now() + 3_600_000).toISOString()
    const tries: [string, string, object?][] = [
      ['GET', `${record}/bsn`],
      ['POST', record, { version, phone: '0612345678' }],
      ['POST', `${record}/move`, { unitId: units.lindehof1, version: 1 }],
      ['POST', `${record}/contacts`, { name: 'Jan', roles: ['contact'] }],
      ['POST', `${record}/alerts`, { kind: 'allergy', text: 'Noten' }],
      ['POST', `${record}/reports/${others.id}/corrections`, { text: 'Anders', reason: 'Niet waar', version: 1 }],
      ['POST', `${record}/relations`, { personId: people.joris, kind: 'practitioner' }],
      ['POST', `${record}/closures`, { ground: 'other', people: [people.joris] }],
      ['POST', `${record}/objections`, { personId: people.sanne }],
      ['POST', `${record}/closed-parts`, { part: 'reports', functions: ['verzorgende IG'] }],
      ['POST', `${record}/family`, { contactId: newId(), ground: 'consent', parts: ['reports'] }],
      ['POST', '/api/clients', { ownName: 'Nieuw', unitId: units.berkenhof2 }],
      [
        'POST',
        `/api/people/${people.anna}/grants`,
        { roleId: newId(), scope: 'client', clientId: clients.vanPutten, until: later },
      ],
      ['GET', `/api/people/${people.joris}/grants`],
      ['GET', `/api/log?client=${clients.vanPutten}`],
      ['GET', `/api/log/export?client=${clients.vanPutten}`],
      ['GET', '/api/emergency'],
      ['GET', '/api/emergency/export?month=2026-11'],
      ['GET', '/api/access/clients/100001'],
    ]
    for (const [method, path, content = {}] of tries) {
      const answer = method === 'GET' ? await joris.get(path) : await joris.post(path, content)
      expect([path, answer.status]).toEqual([path, 403])
    }
  })

  it('every row of the log that stands on it says so, and can be asked for apart', async () => {
    const { grant_id: grant } = await rowOf(id)
    const { rows } = await database.query('select event, outcome, checks from audit_event where ground = $1', [grant])
    expect(new Set(rows.map((row) => row.event))).toEqual(
      new Set(['client.read', 'report.list', 'measurement.list', 'report.write', 'report.correct', 'measurement.take']),
    )
    const checks = (outcome: string) => rows.flatMap((row) => (row.outcome === outcome ? [row.checks] : []))
    expect(new Set(checks('success'))).toEqual(new Set(['TFFT']))
    // Somebody else's report that was not his to correct: emergency access too.
    expect(checks('refused')).toEqual(['FFFT'])
    const others = await database.query(
      `select count(*) from audit_event where checks like '___T' and person_id <> $1`,
      [people.joris],
    )
    expect(others.rows[0].count).toBe(0)
    const log = (await fatima.get(`/api/log?client=${clients.vanPutten}&emergency=true`)).body.items
    expect(log.length).toBeGreaterThan(4)
    expect(log.every((each: { emergency: boolean }) => each.emergency)).toBe(true)
    const all = (await fatima.get(`/api/log?client=${clients.vanPutten}`)).body.items
    expect(all.length).toBeGreaterThan(log.length)
    expect((await fatima.get('/api/log/export?emergency=true')).text).toContain(',ja,')
  })

  it('a refusal inside the record stands in the log as emergency access too', async () => {
    const [own] = (await joris.get(`/api/clients/${clients.vanPutten}/reports`)).body.items
    const path = `/api/clients/${clients.vanPutten}/reports/${own.id}/corrections`
    const correct = (version: number) => joris.post(path, { text: 'Beter', reason: 'Typfout', version })
    expect((await correct(99)).status).toBe(409)
    expect((await logged('report.correct')).at(-1)).toMatchObject({
      outcome: 'error',
      problem: 'conflict',
      checks: 'FFFT',
    })
  })

  it('twice at once is once; who gets in anyway is sent to the open door', async () => {
    const again = await start(joris)
    expect([again.status, again.body.code]).toEqual([409, 'emergency-running'])
    expect((await logged('emergency.start')).at(-1)).toMatchObject({ outcome: 'error', problem: 'emergency-running' })
    const needless = await start(sanne)
    expect([needless.status, needless.body.code]).toEqual([409, 'emergency-needless'])
    await database.query(`delete from audit_event where event = 'emergency.find'`)
    const shown = (await sanne.post('/api/emergency/find', { number: '100001' })).body.items[0]
    expect([shown.reachable, shown.running]).toEqual([true, false])
    expect((await joris.post('/api/emergency/find', { number: '100001' })).body.items[0].running).toBe(true)
    const race = await Promise.all([1, 2, 3, 4].map(() => start(joris, { clientId: clients.deBoer })))
    expect(race.map((each) => each.status).sort()).toEqual([201, 409, 409, 409])
  })

  it('ends when the person says so, at once', async () => {
    expect((await sanne.post(`/api/emergency/${id}/end`, {})).status).toBe(404)
    expect((await joris.post(`/api/emergency/${id}/end`, {})).status).toBe(204)
    expect(await open(joris)).toBe(404)
    const again = await joris.post(`/api/emergency/${id}/end`, {})
    expect([again.status, again.body.code]).toEqual([409, 'emergency-ended'])
    expect(await rowOf(id)).toMatchObject({ ended_by: people.joris })
    expect((await logged('emergency.end'))[0]).toMatchObject({ client_id: clients.vanPutten, object_id: id })
  })

  it('ends when whoever judges it says so, when its grant is withdrawn, and by itself', async () => {
    const { rows } = await database.query(
      'select id, grant_id from emergency where client_id = $1 and person_id = $2 and ended_at is null',
      [clients.deBoer, people.joris],
    )
    expect(await open(joris, clients.deBoer)).toBe(200)
    expect((await peter.post(`/api/emergency/${rows[0].id}/end`, {})).status).toBe(204)
    expect(await open(joris, clients.deBoer)).toBe(404)
    expect(await rowOf(rows[0].id)).toMatchObject({ ended_by: people.peter })

    const second = (await start(joris, { clientId: clients.elAmrani })).body.emergency.id
    expect(await open(joris, clients.elAmrani)).toBe(200)
    const karin = await hoede.as('karin')
    const { grant_id: grant } = await rowOf(second)
    expect((await karin.post(`/api/grants/${grant}/withdraw`, {})).status).toBe(200)
    expect(await open(joris, clients.elAmrani)).toBe(404)
    expect(await rowOf(second)).toMatchObject({ ended_by: people.karin })

    const third = (await start(joris, { clientId: clients.elAmrani })).body.emergency.id
    const { grant_id: last } = await rowOf(third)
    await database.query(`update access_grant set valid_until = now() where id = $1`, [last])
    await database.query(`update emergency set until = now() where id = $1`, [third])
    expect(await open(joris, clients.elAmrani)).toBe(404)
    expect((await joris.get('/api/emergency/own')).body.items).toEqual([])
  })

  it('so often a day, and no more', async () => {
    const { rows } = await database.query('select count(*)::int as n from emergency where person_id = $1', [
      people.joris,
    ])
    expect(rows[0].n).toBe(4)
    expect((await joris.get('/api/emergency/own')).body.terms.left).toBe(1)
    expect((await start(joris, { minutes: 5 })).status).toBe(201)
    const next = await start(joris, { clientId: clients.elAmrani })
    expect([next.status, next.body.code]).toEqual([409, 'emergency-limit'])
    await database.query(
      `update emergency set started_at = started_at - interval '25 hours', until = until - interval '25 hours'`,
    )
    await database.query(`update access_grant set valid_from = valid_from - interval '25 hours', valid_until = valid_until - interval '25 hours'
      where source = 'emergency'`)
    expect((await joris.get('/api/emergency/own')).body.terms.left).toBe(5)
  })
})
