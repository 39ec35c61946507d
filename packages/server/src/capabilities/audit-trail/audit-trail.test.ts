import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { bsnOfVanPutten, clients, people, units } from '../../../test/support/organisation.ts'

interface Entry {
  id: string
  at: string
  event: string
  outcome: string
  person: { id: string; name: string } | null
  client: { id: string; name: string } | null
  ground: { text: string } | null
  question: string | null
  shown: number
  detail: unknown
}

describe('the log', async () => {
  const hoede = await startTestHoede()
  const read = async (fatima: Visitor, query: Record<string, string> = {}): Promise<Entry[]> => {
    const { status, body } = await fatima.get(`/api/log?${new URLSearchParams(query)}`)
    expect(status).toBe(200)
    return body.items
  }

  it('tells Fatima who opened a record, on what ground, and whose list it stood in', async () => {
    const [sanne, fatima] = await Promise.all([hoede.as('sanne'), hoede.as('fatima')])
    await sanne.get('/api/caseload')
    await sanne.get(`/api/clients/${clients.vanPutten}`)
    const entries = await read(fatima, { client: clients.vanPutten })
    expect(entries.map((entry) => entry.event)).toEqual(['client.read', 'client.list'])
    const [opened, listed] = entries
    expect(opened?.person?.name).toBe('Sanne de Wit')
    expect(opened?.client?.name).toBe('Mw. J. van Putten-van der Giessen')
    expect(opened?.ground?.text).toBe('Verzorgende voor de eigen teams')
    expect(listed?.client).toBeNull()
    expect(listed?.shown).toBe(2)
  })

  it('shows all that one employee did, refused attempts included', async () => {
    const [joris, fatima] = await Promise.all([hoede.as('joris'), hoede.as('fatima')])
    await joris.get(`/api/clients/${clients.jansen}`)
    expect((await joris.get(`/api/clients/${clients.vanPutten}`)).status).toBe(404)
    expect((await joris.get('/api/log')).status).toBe(403)
    const entries = await read(fatima, { person: people.joris })
    expect(entries.map((entry) => [entry.event, entry.outcome])).toEqual([
      ['log.read', 'refused'],
      ['client.read', 'refused'],
      ['client.read', 'success'],
    ])
    expect(entries[1]?.client?.id).toBe(clients.vanPutten)
    const refused = await read(fatima, { outcome: 'refused' })
    expect(refused.every((entry) => entry.outcome === 'refused')).toBe(true)
    expect(refused.length).toBeGreaterThanOrEqual(2)
  })

  it('holds that the log was looked at, with the question, in the log of that client too', async () => {
    const fatima = await hoede.as('fatima')
    await read(fatima, { client: clients.jansen })
    const [looked] = await read(fatima, { client: clients.jansen, event: 'log.read' })
    expect(looked?.person?.id).toBe(people.fatima)
    expect(looked?.question).toContain(`cliënt ${clients.jansen}`)
  })

  it('is not for the application manager, nor for anybody whose right is for less than the whole organisation', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    for (const visitor of [karin, peter]) expect((await visitor.get('/api/log')).status).toBe(403)
    const { body: roles } = await karin.get('/api/roles')
    const role = roles.items.find((each: { key: string }) => each.key === 'functionaris-gegevensbescherming')
    const given = await karin.post(`/api/people/${people.peter}/grants`, {
      roleId: role.id,
      scope: 'unit',
      unitId: units.berkenhof,
    })
    expect(given.status).toBe(201)
    expect((await peter.get('/api/log')).status).toBe(403)
  })

  it('gives pages that follow each other without a gap or a double', async () => {
    const [sanne, fatima] = await Promise.all([hoede.as('sanne'), hoede.as('fatima')])
    for (let times = 0; times < 60; times++) await sanne.get(`/api/clients/${clients.elAmrani}`)
    const until = new Date().toISOString()
    const seen: string[] = []
    const moments: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string> = { person: people.sanne, until, ...(cursor ? { cursor } : {}) }
      const { body } = await fatima.get(`/api/log?${new URLSearchParams(query)}`)
      seen.push(...body.items.map((entry: Entry) => entry.id))
      moments.push(...body.items.map((entry: Entry) => entry.at))
      cursor = body.next
    } while (cursor)
    expect(seen.length).toBeGreaterThan(60)
    expect(new Set(seen).size).toBe(seen.length)
    expect(moments).toEqual([...moments].sort().reverse())
  })

  it('asks for a client or a person with a period of more than 31 days', async () => {
    const fatima = await hoede.as('fatima')
    const from = new Date(Date.now() - 60 * 86_400_000).toISOString()
    expect((await fatima.get(`/api/log?from=${from}`)).body.code).toBe('period-too-long')
    expect((await fatima.get(`/api/log?from=${from}&person=${people.sanne}`)).status).toBe(200)
    expect((await fatima.get('/api/log?cursor=x')).body.code).toBe('invalid-cursor')
    expect((await fatima.get('/api/log?client=x')).body.code).toBe('invalid-input')
  })

  it('answers by unit at that time, ground, grant, action and connection, and says what cannot be together', async () => {
    const [sanne, joris, fatima] = await Promise.all([hoede.as('sanne'), hoede.as('joris'), hoede.as('fatima')])
    await sanne.get('/api/caseload')
    await sanne.get(`/api/clients/${clients.vanPutten}`)
    await joris.get(`/api/clients/${clients.jansen}`)
    const about = async (query: Record<string, string>) =>
      new Set((await read(fatima, query)).map((entry) => entry.client?.id))
    expect(await about({ unit: units.berkenhof })).toContain(clients.vanPutten)
    expect(await about({ unit: units.lindehof1, event: 'client.read' })).not.toContain(clients.vanPutten)
    // From now on she is in care elsewhere: what was done before stays with where she was then.
    const database = await hoede.database()
    const before = await about({ unit: units.berkenhof2, event: 'client.read' })
    expect(before).toContain(clients.vanPutten)
    await database.query('update placement set valid_until = now() where client_id = $1 and valid_until is null', [
      clients.vanPutten,
    ])
    await database.query(
      `insert into placement (id, client_id, unit_id, valid_from) values (gen_random_uuid(), $1, $2, now())`,
      [clients.vanPutten, units.lindehof1],
    )
    expect(await about({ unit: units.berkenhof2, event: 'client.read' })).toEqual(before)
    expect(await about({ unit: units.lindehof1, event: 'client.read' })).not.toContain(clients.vanPutten)
    await joris.get(`/api/clients/${clients.vanPutten}`)
    expect(await about({ unit: units.lindehof1, event: 'client.read' })).toContain(clients.vanPutten)

    const own = await read(fatima, { ground: 'own-teams' })
    expect(own.length).toBeGreaterThan(0)
    expect(own.every((entry) => entry.ground?.text.includes('eigen teams'))).toBe(true)
    const [{ ground }] = (await fatima.get(`/api/log?ground=own-teams`)).body.items
    const long = new Date(Date.now() - 400 * 86_400_000).toISOString()
    const ofGrant = (await fatima.get(`/api/log?grant=${ground.grantId}&from=${long}`)).body.items
    expect(new Set(ofGrant.map((entry: { ground: { grantId: string } }) => entry.ground.grantId))).toEqual(
      new Set([ground.grantId]),
    )
    expect((await read(fatima, { ground: 'none' })).every((entry) => entry.ground === null)).toBe(true)
    expect(await read(fatima, { action: 'D' })).toEqual([])
    expect((await read(fatima, { action: 'R', event: 'client.read' })).length).toBeGreaterThan(0)
    expect(await read(fatima, { partner: 'true' })).toEqual([])
    const file = (await fatima.get(`/api/log/export?unit=${units.berkenhof2}&event=client.read`)).text
    expect(file).toContain('100001')
    const [asked] = await read(fatima, { event: 'log.export' })
    expect(asked?.question).toContain(`in zorg bij ${units.berkenhof2}`)

    for (const query of [
      'ground=none&emergency=true',
      `partner=true&person=${people.sanne}`,
      'ground=x',
      'unit=x',
      'action=X',
    ])
      expect((await fatima.get(`/api/log?${query}`)).body.code).toBe('invalid-input')
    expect((await fatima.get(`/api/log?unit=${units.berkenhof}&from=${long}`)).body.code).toBe('period-too-long')
  })

  it('finds people and clients to ask about, whoever they are in care with, and nothing of their records', async () => {
    const fatima = await hoede.as('fatima')
    const find = async (q: string) => (await fatima.post('/api/log/subjects', { q })).body
    expect((await find('jansen')).clients.map((each: { id: string }) => each.id)).toEqual([clients.jansen])
    expect((await find('100002')).clients.map((each: { id: string }) => each.id)).toEqual([clients.elAmrani])
    expect(await find(bsnOfVanPutten)).toEqual({
      clients: [
        { id: clients.vanPutten, name: 'Mw. J. van Putten-van der Giessen', number: '100001', birthDate: '1934-04-28' },
      ],
      people: [],
    })
    expect((await find('meijer')).people).toEqual([
      { id: people.joris, name: 'Joris Meijer', function: 'verpleegkundige' },
    ])
    const entries = await read(fatima, { event: 'log.subjects' })
    expect(entries.length).toBe(4)
    expect(JSON.stringify(entries)).not.toContain(bsnOfVanPutten)
  })

  it('exports the same rows as one file, and that is an event of its own', async () => {
    const [sanne, fatima] = await Promise.all([hoede.as('sanne'), hoede.as('fatima')])
    await sanne.post('/api/clients/search', { q: '=cmd, "x"' })
    const answer = await fatima.get(`/api/log/export?person=${people.sanne}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const lines = answer.text.split('\r\n')
    expect(lines[0]).toContain('Gebeurtenis')
    expect(lines.some((line) => line.includes(`"'=cmd, ""x"""`))).toBe(true)
    const [exported] = await read(fatima, { event: 'log.export' })
    expect(exported?.detail).toEqual({ rows: lines.length - 2 })
  })

  it('names every event in words', async () => {
    const fatima = await hoede.as('fatima')
    const { body } = await fatima.get('/api/log/events')
    expect(body.items).toContainEqual({ event: 'client.read', text: 'Dossier geopend' })
  })

  it('is asked by kind of event, and for the supplier alone', async () => {
    const [sanne, fatima] = [await hoede.as('sanne'), await hoede.as('fatima')]
    await sanne.get('/api/caseload')
    await sanne.get(`/api/clients/${clients.vanPutten}`)
    const database = await hoede.database()
    await database.query(
      `insert into audit_event (id, event, action, outcome, supplier, part) values (gen_random_uuid(), 'import.run', 'C', 'success', 'hoede cli (test)', 'client')`,
    )
    const about = { client: clients.vanPutten, kind: 'record-read' }
    const read = await fatima.get(`/api/log?${new URLSearchParams(about)}`)
    const named = new Set(read.body.items.map(({ event }: Entry) => event))
    expect([...named].sort()).toEqual(['client.list', 'client.read'])
    expect((await fatima.get(`/api/log?${new URLSearchParams({ ...about, kind: 'emergency' })}`)).body.items).toEqual(
      [],
    )
    const supplier = (await fatima.get('/api/log?supplier=true')).body.items
    expect(supplier.length).toBeGreaterThan(0)
    expect(supplier.every((entry: { supplier: string | null }) => entry.supplier !== null)).toBe(true)
    expect((await fatima.get('/api/log?kind=everything')).status).toBe(400)
    for (const query of ['kind=emergency&event=client.read', `supplier=true&person=${people.sanne}`])
      expect(await fatima.get(`/api/log?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
    const { rows } = await database.query(
      `select question from audit_event where event = 'log.read' and question like '%soort record-read%'`,
    )
    expect(rows).not.toHaveLength(0)
  })
})
