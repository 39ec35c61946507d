import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { keysOf, startTestHoede } from '../../test/support/hoede.ts'
import { sealerOf } from '../../test/support/sealing.ts'
import { connect } from '../platform/db/connection.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import { logCheck, logDrop, logExport, logRotateKey, logStatus } from './log.ts'
import type { OperatorSession } from './operator.ts'

describe('hoede log', async () => {
  const hoede = await startTestHoede()
  const environment = hoede.environment()
  const database = await hoede.database()
  const folder = await mkdtemp(join(tmpdir(), 'hoede-log-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const session = {
    supplier: 'hoede cli (test)',
    environment: async () => environment,
    within: async (_: unknown, work: never) => {
      const client = await connect(environment.address, {
        ...inject('cluster').administrator,
        database: environment.databaseName,
      })
      try {
        const owner = environment.roleName.replace(/_app$/, '_owner')
        return await maintenance(client, owner, await keysOf(environment), work)
      } finally {
        await client.end()
      }
    },
  } as unknown as OperatorSession
  const options = { environment: 'linde' }
  const seal = sealerOf(hoede)

  it('refuses what was not sealed yet', async () => {
    await expect(logStatus(session, options)).rejects.toMatchObject({ code: 'not-sealed' })
  })

  it('tells how far it is, and gives the checkpoint', async () => {
    await seal()
    const lines = await logStatus(session, options)
    expect(lines[0]).toMatch(/^\d+ regels verzegeld/)
    expect(lines.join('\n')).toContain(`— hoede/linde/${environment.id} `)
  })

  it('writes the log to a new file that only its owner reads, and never over another', async () => {
    const [plain, packed] = [join(folder, 'log.txt'), join(folder, 'log.gz')]
    expect((await logExport(session, options, plain))[0]).toMatch(/^\d+ regels, van 0 tot/)
    await logExport(session, { ...options, from: 1 }, packed)
    expect((await stat(plain)).mode & 0o777).toBe(0o600)
    expect(await readFile(plain, 'utf8')).toMatch(/^hoede-log-export\/v1\n/)
    expect(gunzipSync(await readFile(packed)).toString()).toContain('\nfrom 1\n')
    await expect(logExport(session, options, plain)).rejects.toMatchObject({ code: 'file-exists' })
    await expect(logExport(session, options, join(folder, 'no', 'where'))).rejects.toMatchObject({
      code: 'file-unwritable',
    })
    await expect(logExport(session, { ...options, from: 1e9 }, join(folder, 'x'))).rejects.toMatchObject({
      code: 'position-unknown',
    })
  })

  it('archives a month after its retention, and every proof goes on working', async () => {
    const old = new Date(Date.UTC(new Date().getUTCFullYear() - 16, 2, 10))
    const month = old.toISOString().slice(0, 7)
    const recent = new Date(Date.UTC(new Date().getUTCFullYear() - 6, 2, 10))
    await database.query('select ensure_audit_partitions($1::date, $1::date)', [old.toISOString()])
    await database.query('select ensure_audit_partitions($1::date, $1::date)', [recent.toISOString()])
    for (const at of [old, old, recent])
      await database.query(
        `insert into audit_event (id, recorded_at, event, action, outcome, part) values (gen_random_uuid(), $1, 'test.old', 'R', 'success', 'log')`,
        [at.toISOString()],
      )
    await expect(logDrop(session, { ...options, month }, join(folder, 'a'))).rejects.toMatchObject({
      code: 'month-changed',
    })
    await seal()
    const archive = join(folder, 'archive')
    await expect(logDrop(session, { ...options, month: '2010-13' }, archive)).rejects.toMatchObject({
      code: 'month-wrong',
    })
    await expect(logDrop(session, { ...options, month: '1999-01' }, archive)).rejects.toMatchObject({
      code: 'month-gone',
    })
    const kept = recent.toISOString().slice(0, 7)
    await expect(logDrop(session, { ...options, month: kept }, archive)).rejects.toMatchObject({ code: 'month-kept' })
    await expect(stat(archive)).rejects.toMatchObject({ code: 'ENOENT' })
    expect((await logDrop(session, { ...options, month }, archive))[0]).toMatch(/^2 regels/)
    expect((await readFile(archive, 'utf8')).match(/^a /gm)).toHaveLength(2)
    expect((await database.query(`select from audit_event where event = 'test.old'`)).rowCount).toBe(1)
    await seal()
    expect((await logCheck(session, options))[0]).toMatch(/^GOED/)
    const file = join(folder, 'after.txt')
    await logExport(session, options, file)
    expect((await readFile(file, 'utf8')).match(new RegExp(`^d \\S+ ${month}$`, 'gm'))).toHaveLength(2)
    // A partition that is dropped by hand is noticed.
    await database.query(`drop table audit_event_${kept.replace('-', '_')}`)
    await expect(logCheck(session, options)).rejects.toThrow('1 weg')
    await expect(logDrop(session, { ...options, month: kept }, join(folder, 'b'))).rejects.toMatchObject({
      code: 'month-gone',
    })
  })

  it('gives it a new key, and all of that stands in the log', async () => {
    expect((await logRotateKey(session, options)).join('\n')).toContain('\nnext-key hoede/linde/')
    const { rows } = await database.query<{ event: string }>(
      `select distinct event from audit_event where supplier = 'hoede cli (test)' order by 1`,
    )
    expect(rows.map(({ event }) => event)).toEqual(['log.check', 'log.drop', 'log.export', 'log.key', 'log.proof'])
    await seal()
    await database.query(`delete from audit_event where number = 1`)
    await expect(logCheck(session, options)).rejects.toMatchObject({ code: 'log-changed' })
  })
})
