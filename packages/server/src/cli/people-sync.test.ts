import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { keysOf, startTestHoede } from '../../test/support/hoede.ts'
import { connect } from '../platform/db/connection.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import type { OperatorSession } from './operator.ts'
import { runPersonSync, type SyncOptions } from './people-sync.ts'

describe('hoede person sync', async () => {
  const hoede = await startTestHoede()
  const cluster = inject('cluster')
  const database = await hoede.database()
  const environment = hoede.environment()
  const session = {
    supplier: 'hoede cli (test)',
    environment: async () => environment,
    within: async (_: unknown, work: never) => {
      const client = await connect(environment.address, {
        ...cluster.administrator,
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
  let folder = ''
  let printed: string[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoede-sync-'))
    printed = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await rm(folder, { recursive: true, force: true })
  })
  const header = 'user_name;given_name;prefix;family_name;function;team;email;phone;from;until'
  const run = async (lines: string[], options: Partial<SyncOptions> = {}, answer = false) => {
    const file = join(folder, 'people.csv')
    await writeFile(file, [header, ...lines].join('\r\n'))
    return runPersonSync(session, file, { environment: 'linde', ...options }, async () => answer)
  }
  const employed = async () =>
    (
      await database.query(
        'select user_name from person where employed_until is null or employed_until > now() order by 1',
      )
    ).rows.map((row) => row.user_name as string)
  const line = (userName: string) => `${userName};Fee;;Nieuw;helpende;;;;;`

  it('shows a preview, asks, carries it out, and changes nothing the second time', async () => {
    await run([line('cli.one')], { preview: true })
    expect(printed.join('\n')).toMatch(/nieuw +cli.one +Fee Nieuw/)
    expect(await employed()).not.toContain('cli.one')
    await expect(run([line('cli.one')])).rejects.toMatchObject({ code: 'not-confirmed' })
    expect(await employed()).not.toContain('cli.one')
    await run([line('cli.one')], {}, true)
    expect(await employed()).toContain('cli.one')
    expect(printed.at(-1)).toContain('1 nieuw')
    printed = []
    await run([line('cli.one')], { yes: true })
    expect(printed[0]).toBe('0 nieuw, 0 gewijzigd, 0 terug, 0 uit dienst, 1 ongewijzigd.')
    const { rows } = await database.query(
      `select event, supplier from audit_event where supplier = 'hoede cli (test)' order by recorded_at`,
    )
    expect(rows.map(({ event }) => event)).toEqual(['person.create', 'people.sync'])
  })

  it('names each wrong line and changes nothing', async () => {
    await expect(run([line('cli.two'), 'x;;;;;;;;;'], { yes: true })).rejects.toMatchObject({ code: 'people-file' })
    expect(printed).toContain('regel 3: given_name is leeg.')
    expect(await employed()).not.toContain('cli.two')
    await expect(
      runPersonSync(session, join(folder, 'none.csv'), { environment: 'linde' }, async () => true),
    ).rejects.toMatchObject({
      code: 'file-unreadable',
    })
  })

  it('guards against mass removal, and never ends the last application manager', async () => {
    const all = await employed()
    const missing = all.length
    const half = { yes: true, endMissing: true }
    await expect(run([line('cli.three')], half)).rejects.toMatchObject({ code: 'sync-too-many' })
    await expect(run([line('cli.three')], { ...half, allowRemovals: 'veel' })).rejects.toMatchObject({
      code: 'count-invalid',
    })
    await expect(run([line('cli.three')], { ...half, allowRemovals: String(missing) })).rejects.toMatchObject({
      code: 'last-manager',
    })
    expect(await employed()).toEqual(all)
    const karin = 'karin;Karin;;Bakker;applicatiebeheerder;;;;;'
    await run([karin], { ...half, allowRemovals: String(missing - 1) })
    expect(await employed()).toEqual(['karin'])
  })
})
