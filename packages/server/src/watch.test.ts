import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { backupStand } from '../test/support/backups.ts'
import { startTestHoede } from '../test/support/hoede.ts'
import { mailServer } from '../test/support/stand-in.ts'
import { backupMetrics, makeBackup, proveBackup, tellWorries } from './capabilities/backups/public.ts'
import { findBackup } from './capabilities/backups/queries.ts'
import type { ControlDatabase } from './capabilities/environments/public.ts'
import type { MailSettings } from './platform/config-watch.ts'
import { createLogger } from './platform/log/logger.ts'
import { letterSender } from './watch.ts'

const stand = await backupStand('watch')
const { control, around, work, here, away } = stand
const { id: environmentId, key } = await stand.environment()
await mkdir(join(work, here))
await mkdir(join(work, away))
/** The control database as if this environment were the only one: others on the cluster belong to other tests. */
const alone: ControlDatabase = {
  async query(sql, values) {
    const { rows } = await control.query(sql, values)
    return { rows: rows.filter((row: { key?: string; environment?: string }) => (row.key ?? row.environment) === key) }
  },
}
const rules = { everyHours: 6, stores: around.stores }
const ages = (hours: number) =>
  control.query('update backup set started_at = started_at - make_interval(hours => $2) where environment_id = $1', [
    environmentId,
    hours,
  ])

describe('whoever watches over an installation', async () => {
  const server = await mailServer({ user: 'hoede', password: 'geheim' })
  const settings: MailSettings = {
    to: 'wacht@example.org, reserve@example.org',
    from: 'hoede@example.org',
    host: 'localhost',
    port: server.port,
    user: 'hoede',
    password: async () => 'geheim',
  }
  const look = (change: Partial<MailSettings> = {}, minutes = 0) =>
    tellWorries(alone, rules, {
      logger: createLogger('silent'),
      send: letterSender({ ...settings, ...change }, server.ca),
      minutes,
    })
  const letters = () => server.mails.map((mail) => mail.replaceAll(/=\n/g, ''))

  it('is not woken by what passes by itself', async () => {
    await look({}, 15)
    expect(server.mails).toEqual([])
  })

  it('is told once, by mail, also when the mail server was away the first time', async () => {
    await expect(look({ port: 1 })).rejects.toMatchObject({ code: 'unreachable' })
    await expect(look({ password: async () => 'fout' })).rejects.toMatchObject({ code: 'bad-credentials' })
    expect(server.mails).toEqual([])
    await look()
    await look()
    expect(server.mails).toHaveLength(1)
    expect(letters()[0]).toContain('To: wacht@example.org, reserve@example.org')
    expect(letters()[0]).toMatch(/- watch\d+-test: nog geen enkele/)
  })

  it('is told that it is over, and what is wrong by then, of the backups of that moment', async () => {
    const { id } = await makeBackup(around, { environmentId, reason: 'asked' })
    await proveBackup(around, (await findBackup(control, id))!)
    await control.query("update backup_copy set state = 'kept', kept_at = now() where backup_id = $1", [id])
    await look()
    expect(letters()[1]).toContain('weer in orde')
    expect(letters()[1]).not.toContain('Dit vraagt aandacht')
    await ages(7)
    await look()
    await look()
    expect(server.mails).toHaveLength(3)
    expect(letters()[2]).toMatch(/Dit vraagt aandacht:\n- watch\d+-test: te lang geleden/)
    await ages(-7)
    await look()
    expect(letters()[3]).toMatch(/Dit is weer in orde:\n- watch\d+-test: te lang geleden/)
    await look()
    expect(server.mails).toHaveLength(4)
  })
})

describe('the figures for a program that watches', async () => {
  let token = 'a-token-of-more-than-sixteen'
  const watched = await startTestHoede({ metrics: { token: async () => token, text: backupMetrics(alone, rules) } })
  const unwatched = await startTestHoede()
  const ask = (shown: string, hoede = watched) => hoede.visitor().get('/metrics', { authorization: `Bearer ${shown}` })
  afterAll(() => ages(0))

  it('say how the backups of each environment are, and how the server is', async () => {
    const { status, text, headers } = await ask(token)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const of = (name: string) =>
      Number(new RegExp(`^hoede_${name}\\{environment="${key}"\\} (\\S+)$`, 'm').exec(text)?.[1])
    expect(of('backup_bytes')).toBeGreaterThan(10_000)
    expect(Date.now() / 1_000 - of('backup_made_timestamp_seconds')).toBeLessThan(3_600)
    expect(of('backup_proof_differences')).toBe(0)
    expect(of('backup_failed_in_a_row')).toBe(0)
    expect(text).toContain(`hoede_backup_store_waiting{store="${away}"} 0`)
    expect(text).toContain('process_resident_memory_bytes')
    expect(text).not.toContain('hoede_backup_worry{')
    await ages(7)
    expect((await ask(token)).text).toContain(`hoede_backup_worry{environment="${key}",worry="overdue"} 1`)
    await ages(-7)
    expect((await ask(token)).text).not.toContain('hoede_backup_worry{')
  })

  it('are for whoever shows the token, which can be changed and taken away', async () => {
    for (const shown of ['', 'another-token-of-sixteen', token.slice(1)]) expect((await ask(shown)).status).toBe(404)
    expect((await watched.visitor().get('/metrics')).status).toBe(404)
    expect((await ask(token, unwatched)).status).toBe(404)
    const before = token
    token = 'the-next-token-of-sixteen'
    expect((await ask(before)).status).toBe(404)
    expect((await ask(token)).status).toBe(200)
    token = ''
    expect((await ask('')).status).toBe(404)
  })
})
