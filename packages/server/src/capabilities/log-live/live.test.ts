import { describe, expect, it } from 'vitest'
import { type Listening, startTestHoede } from '../../../test/support/hoede.ts'
import { sealerOf } from '../../../test/support/sealing.ts'

describe('looking along in the log', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const seal = sealerOf(hoede)
  await seal()
  const officer = await hoede.as('fatima')
  const nurse = await hoede.as('sanne')
  const rowsOf = async (listening: Listening, event: string) => {
    for (;;) {
      const found = await listening.next()
      if (!found || found.event === 'ended') return { found, rows: [] }
      const rows =
        found.event === 'rows' ? found.data.items.filter((row: { event: string }) => row.event === event) : []
      if (rows.length > 0) return { found, rows }
    }
  }
  const log = async (event: string) =>
    (await database.query('select * from audit_event where event = $1 order by number', [event])).rows

  it('shows what happens now, in words, with the position to come back to', async () => {
    const listening = await officer.listen('/api/log/live')
    expect(listening.status).toBe(200)
    const begun = await listening.next()
    expect(begun).toMatchObject({ event: 'begun', data: { missed: 0 } })
    await nurse.get('/api/caseload')
    await seal()
    const { found, rows } = await rowsOf(listening, 'client.list')
    expect(rows[0]).toMatchObject({
      eventText: expect.any(String),
      outcome: 'success',
      person: { name: expect.any(String) },
    })
    expect(Number(found!.id)).toBeGreaterThan(Number(begun!.id))
    listening.stop()

    await nurse.get('/api/caseload')
    await seal()
    const again = await officer.listen('/api/log/live', { 'last-event-id': found!.id })
    expect((await again.next())!.data).toEqual({ position: Number(found!.id), missed: 0 })
    expect((await rowsOf(again, 'client.list')).rows).toHaveLength(1)
    again.stop()
  })

  it('leaves a row at its beginning, and one with what it showed at its end', async () => {
    await expect.poll(async () => (await log('log.live-shown')).length).toBe(2)
    const [began] = await log('log.live')
    const [ended] = await log('log.live-shown')
    expect(began).toMatchObject({ question: 'meekijken', part: 'log', outcome: 'success' })
    expect(ended).toMatchObject({ person_id: began.person_id, session_id: began.session_id, ground: began.ground })
    expect(ended.detail.rows).toBeGreaterThan(0)
  })

  it('narrows to a kind, and says the position all the same', async () => {
    const listening = await officer.listen('/api/log/live?kind=sign-in')
    await listening.next()
    await nurse.get('/api/caseload')
    await nurse.post('/api/sign-out')
    await seal()
    const found = await listening.next()
    expect(found!.data.items.map((row: { event: string }) => row.event)).toEqual(['sign-out'])
    listening.stop()
  })

  it('tells who comes back from too long ago how much was missed', async () => {
    const { rows } = await database.query('select size from audit_tree')
    await database.query(
      `insert into audit_event (id, event, action, outcome, part) select gen_random_uuid(), 'test.row', 'R', 'success', 'log' from generate_series(1, 2500)`,
    )
    await seal()
    const listening = await officer.listen(`/api/log/live?after=${rows[0].size}`)
    const begun = await listening.next()
    expect(begun!.data.missed).toBeGreaterThanOrEqual(500)
    let count = 0
    while (count < 2_000) count += (await listening.next())!.data.items.length
    expect(count).toBeGreaterThanOrEqual(2_000)
    listening.stop()
  })

  it('is for who may read the log, and refuses what it does not know', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.listen('/api/log/live')).status).toBe(403)
    expect((await hoede.visitor().listen('/api/log/live')).status).toBe(401)
    for (const query of ['after=-1', 'after=x', 'kind=nothing', 'client=x'])
      expect((await officer.get(`/api/log/live?${query}`)).status).toBe(400)
  })

  it('ends within seconds when the session ends, or the right to read the log', async () => {
    const other = await hoede.as('fatima')
    const listening = await other.listen('/api/log/live')
    await listening.next()
    await other.post('/api/sign-out')
    expect((await rowsOf(listening, 'none')).found).toMatchObject({ event: 'ended', data: { code: 'no-session' } })
    expect(await listening.next()).toBeUndefined()

    const third = await officer.listen('/api/log/live')
    await third.next()
    const { rows } = await database.query(
      `update access_grant set withdrawn_at = now() where withdrawn_at is null and person_id = (select person_id from audit_event where event = 'log.live' limit 1) returning id`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect((await rowsOf(third, 'none')).found).toMatchObject({ event: 'ended', data: { code: 'not-allowed' } })
    await database.query('update access_grant set withdrawn_at = null where id = any ($1)', [rows.map(({ id }) => id)])
  })

  it('breaks off when the database does not answer any more, and nothing else does', async () => {
    const listening = await officer.listen('/api/log/live')
    await listening.next()
    await database.query('alter function access.go_on(uuid, bytea, text, inet) rename to gone_on')
    await expect(rowsOf(listening, 'none')).rejects.toThrow()
    await database.query('alter function access.gone_on(uuid, bytea, text, inet) rename to go_on')
    expect((await officer.get('/api/log?kind=log')).status).toBe(200)
  })

  it('is for ten at a time, and each who leaves makes room', async () => {
    const all: Listening[] = []
    for (let count = 0; count < 10; count += 1) {
      const listening = await officer.listen('/api/log/live')
      await listening.next()
      all.push(listening)
    }
    expect(await officer.get('/api/log/live')).toMatchObject({ status: 429, body: { code: 'too-many-watching' } })
    all[0]!.stop()
    await expect.poll(async () => (await officer.get('/api/log/live')).status, { timeout: 5_000 }).toBe(200)
    for (const each of all) each.stop()
  })
})
