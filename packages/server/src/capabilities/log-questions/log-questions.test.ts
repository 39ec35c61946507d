import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'

describe('questions to the log that are kept', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  // A second reader of the log.
  await database.query(
    `insert into access_grant (id, person_id, role_id, scope, valid_from, granted_by)
     select gen_random_uuid(), $1, role_id, 'organisation', now(), granted_by from access_grant where person_id = $2 limit 1`,
    [people.joris, people.fatima],
  )
  const [fatima, joris, sanne] = await Promise.all([hoede.as('fatima'), hoede.as('joris'), hoede.as('sanne')])
  const question = { name: 'Noodtoegang deze week', shared: false, query: { emergency: true }, days: 7 }
  const list = async (who = fatima) => (await who.get('/api/log/questions')).body.items

  it('are one’s own until they are shared, with what they ask and the last days', async () => {
    const kept = await fatima.post('/api/log/questions', question)
    expect(kept).toMatchObject({ status: 201, body: { ...question, own: true, from: null, by: 'Fatima El Idrissi' } })
    expect(await list(joris)).toEqual([])
    const { id, version } = kept.body
    expect((await joris.post(`/api/log/questions/${id}`, { version, shared: true })).status).toBe(404)
    expect((await joris.delete(`/api/log/questions/${id}`)).status).toBe(404)
    expect((await fatima.post(`/api/log/questions/${id}`, { version, shared: true })).body.shared).toBe(true)
    expect(await list(joris)).toMatchObject([{ id, own: false, by: 'Fatima El Idrissi' }])
    expect((await joris.delete(`/api/log/questions/${id}`)).status).toBe(404)
    expect((await fatima.post(`/api/log/questions/${id}`, { version, name: 'Oud' })).body.code).toBe('conflict')
  })

  it('can have two days that stay the same, and are removed', async () => {
    const body = {
      name: 'Maart',
      shared: false,
      query: { client: clients.jansen, action: 'U' },
      from: '2026-03-01',
      until: '2026-03-31',
    }
    const { body: kept } = await fatima.post('/api/log/questions', body)
    expect(kept).toMatchObject({ ...body, days: null })
    expect((await fatima.delete(`/api/log/questions/${kept.id}`)).status).toBe(204)
    expect((await list()).map(({ name }: { name: string }) => name)).toEqual(['Noodtoegang deze week'])
  })

  it('are sent twice and kept once', async () => {
    const body = { ...question, id: '0190a000-0000-7000-8999-000000000001', name: 'Twee keer' }
    const first = await fatima.post('/api/log/questions', body, { 'idempotency-key': body.id })
    const second = await fatima.post('/api/log/questions', body, { 'idempotency-key': body.id })
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, body.id])
  })

  it('are for who reads the log, and what makes no sense is refused at its field', async () => {
    expect((await sanne.get('/api/log/questions')).status).toBe(403)
    expect((await sanne.post('/api/log/questions', question)).status).toBe(403)
    for (const [wrong, path] of [
      [{ name: 'Noodtoegang deze week' }, 'body.name'],
      [{ name: '  ' }, 'body.name'],
      [{ name: 'x', days: undefined }, 'body.days'],
      [{ name: 'x', from: '2026-01-01', until: '2026-01-02' }, 'body.days'],
      [{ name: 'x', days: undefined, from: '2026-02-01', until: '2026-01-02' }, 'body.until'],
    ] as const)
      expect((await fatima.post('/api/log/questions', { ...question, ...wrong })).body.fields[0].path).toBe(path)
    for (const wrong of [{ days: 0 }, { days: 1000 }, { query: { cursor: 'x' } }, { query: { kind: 'x' } }])
      expect((await fatima.post('/api/log/questions', { ...question, name: 'x', ...wrong })).status).toBe(400)
  })

  it('stand in the log with what they ask', async () => {
    const { rows } = await database.query(
      `select event, detail from audit_event where event like 'log.question-%' order by number`,
    )
    expect(rows[0]).toMatchObject({
      event: 'log.question-keep',
      detail: { to: { name: 'Noodtoegang deze week', query: { emergency: true }, days: 7 } },
    })
    expect(new Set(rows.map(({ event }) => event))).toEqual(
      new Set(['log.question-keep', 'log.question-change', 'log.question-remove']),
    )
  })
})
