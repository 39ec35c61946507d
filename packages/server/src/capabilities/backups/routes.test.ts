import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { ownBackups } from '../../../test/support/own-backups.ts'
import { runReviewVerify } from '../../cli/review.ts'
import { newId } from '../../platform/crypto/ids.ts'

describe('the backups of an environment, for its own people', async () => {
  const stand = await ownBackups()
  const horizonId = inject('cluster').templates.horizon.id
  const hoede = await startTestHoede({
    backupsOf: stand.backupsOf((id) => (id === horizonId ? 'horizon' : 'linde')),
  })
  const database = await hoede.database()
  const [karin, fatima, sanne] = await Promise.all([hoede.as('karin'), hoede.as('fatima'), hoede.as('sanne')])
  const horizon = await hoede.as('karin', 'horizon')
  const failed = await stand.insert({ state: 'failed', hoursAgo: 60, problem: 'store-unreachable' })
  const removed = await stand.insert({ state: 'made', hoursAgo: 54, removed: true })
  const proven = await stand.insert({ state: 'made', hoursAgo: 8, proof: 'good' })
  const newest = await stand.insert({ state: 'made', hoursAgo: 2, waiting: 'elders' })
  const listed = async (query = '') =>
    (await karin.get(`/api/backups${query}`)).body.items.map((each: { id: string }) => each.id)
  const logged = async (event: string) =>
    (
      await database.query('select outcome, object_id, detail from audit_event where event = $1 order by recorded_at', [
        event,
      ])
    ).rows

  it('are listed newest first, with what is known and a summary', async () => {
    const { status, body } = await karin.get('/api/backups')
    expect(status).toBe(200)
    expect(body.items.map((each: { id: string; state: string }) => [each.id, each.state])).toEqual([
      [newest, 'made'],
      [proven, 'made'],
      [removed, 'removed'],
      [failed, 'failed'],
    ])
    expect(body.items[0].copies).toMatchObject([
      { store: 'elders', site: 'away', state: 'waiting', keptAt: null, problem: 'unreachable' },
      { store: 'hier', site: 'here', state: 'kept' },
    ])
    expect(body.items[1]).toMatchObject({
      bytes: 12_345_678,
      rows: 48_211,
      certificate: true,
      proof: { outcome: 'good', seconds: 41, differences: 0 },
    })
    expect(body.summary).toMatchObject({
      last: { id: newest },
      proven: { seconds: 41, differences: 0, store: 'elders' },
      worries: ['copies-behind'],
      stores: [
        { name: 'hier', waiting: 0 },
        { name: 'elders', waiting: 1 },
      ],
    })
    expect((await logged('backup.list')).length).toBeGreaterThan(0)
  })

  it('are looked for by state and by day', async () => {
    expect(await listed('?look=made')).toEqual([newest, proven])
    expect(await listed('?look=proven')).toEqual([proven])
    expect(await listed('?look=removed')).toEqual([removed])
    expect(await listed('?look=failed')).toEqual([failed])
    expect(await listed('?look=busy')).toEqual([])
    expect(await listed('?day=2020-02-29')).toEqual([])
    expect(await listed(`?cursor=${proven}`)).toEqual([removed, failed])
    for (const query of ['?look=alles', '?day=gisteren', '?day=2026-02-31', '?cursor=1', '?environment=x'])
      expect([query, (await karin.get(`/api/backups${query}`)).status]).toEqual([query, 400])
  })

  it('of one environment are nothing to another', async () => {
    const theirs = await stand.insert({ state: 'made', hoursAgo: 1, proof: 'good' }, 'horizon')
    expect(await listed()).not.toContain(theirs)
    const { body } = await horizon.get('/api/backups')
    expect(body.items.map((each: { id: string }) => each.id)).toEqual([theirs])
    expect((await horizon.get(`/api/backups?cursor=${proven}`)).body.items).toEqual([])
    for (const id of [proven, newId()]) {
      expect((await horizon.get(`/api/backups/${id}/certificate`)).status).toBe(404)
      expect((await horizon.put(`/api/backups/${id}/hold`, { because: 'x' })).status).toBe(404)
      expect((await horizon.delete(`/api/backups/${id}/hold`)).status).toBe(404)
    }
    const { rows } = await stand.admin.query('select held_at from backup where id = $1', [proven])
    expect(rows).toEqual([{ held_at: null }])
  })

  it('are seen by who supervises, managed by who manages, and nothing to who cares', async () => {
    expect((await fatima.get('/api/backups')).status).toBe(200)
    expect((await fatima.post('/api/backups', { id: newId() })).status).toBe(403)
    expect((await fatima.put(`/api/backups/${proven}/hold`, { because: 'onderzoek' })).status).toBe(403)
    expect((await fatima.delete(`/api/backups/${proven}/hold`)).status).toBe(403)
    for (const path of ['/api/backups', '/api/backups/busy', `/api/backups/${proven}/certificate`]) {
      expect((await sanne.get(path)).status).toBe(403)
      expect((await hoede.visitor().get(path)).status).toBe(401)
    }
  })

  it('are held with a reason and let go, by name and in the log', async () => {
    const held = await karin.put(`/api/backups/${proven}/hold`, { because: ' onderzoek naar een incident ' })
    expect(held.body.hold).toMatchObject({ because: 'onderzoek naar een incident', by: 'Karin Bakker' })
    expect((await fatima.get('/api/backups?look=held')).body.items).toMatchObject([{ id: proven }])
    expect(await logged('backup.held')).toContainEqual(
      expect.objectContaining({ outcome: 'success', object_id: proven }),
    )
    expect((await karin.delete(`/api/backups/${proven}/hold`)).status).toBe(204)
    expect((await karin.delete(`/api/backups/${proven}/hold`)).status).toBe(404)
    expect(await listed('?look=held')).toEqual([])
    for (const because of ['', '   ', 'x'.repeat(501), null, ['a', 'b']])
      expect((await karin.put(`/api/backups/${proven}/hold`, { because })).status).toBeGreaterThanOrEqual(400)
    for (const id of [failed, removed])
      expect((await karin.put(`/api/backups/${id}/hold`, { because: 'x' })).body.code).toBe('backup-not-kept')
    expect(await listed('?look=held')).toEqual([])
  })

  it('have a certificate that can be checked with the file alone', async () => {
    const { body, status } = await fatima.get(`/api/backups/${proven}/certificate`)
    expect(status).toBe(200)
    expect((await fatima.get(`/api/backups/${newest}/certificate`)).status).toBe(404)
    const folder = await mkdtemp(join(tmpdir(), 'hoede-certificate-'))
    const file = join(folder, 'bewijs.json')
    await writeFile(file, JSON.stringify(body))
    const { fingerprint } = (await karin.get('/api/backups')).body.summary
    expect((await runReviewVerify(file, fingerprint)).join('\n')).toMatch(/GOED: reservekopie .*\n.*0 verschillen/)
    await writeFile(file, JSON.stringify({ ...body, report: { ...body.report, seconds: 1 } }))
    await expect(runReviewVerify(file)).rejects.toThrow('NIET GOED')
    await rm(folder, { recursive: true })
  })

  it('are asked for once as long as it has not begun; how far it is stands in no log', async () => {
    const first = await karin.post('/api/backups', { id: newId() })
    expect([first.status, first.body.state, first.body.askedBy]).toEqual([201, 'asked', 'Karin Bakker'])
    const again = await karin.post('/api/backups', { id: newId() })
    expect([again.status, again.body.id]).toEqual([201, first.body.id])
    await stand.admin.query(
      "update backup set state = 'running', name = 'x', started_at = now(), done_bytes = 6000000, expected_bytes = 12000000 where id = $1",
      [first.body.id],
    )
    const rows = async () => (await database.query('select count(*)::int as n from audit_event')).rows[0].n
    const before = await rows()
    expect((await karin.get('/api/backups/busy')).body.items).toMatchObject([
      { id: first.body.id, state: 'running', doneBytes: 6_000_000, expectedBytes: 12_000_000 },
    ])
    expect(await rows()).toBe(before)
    expect((await karin.post('/api/backups', { id: 'x' })).status).toBe(400)
    expect(await logged('backup.asked')).toHaveLength(3)
  })
})
