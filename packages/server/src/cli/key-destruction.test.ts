import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import { recipientsOf } from '../capabilities/backups/keys.ts'
import { type BackupAround, makeBackup, restoreOnly } from '../capabilities/backups/public.ts'
import type { DestructionStatement } from '../capabilities/environments/destruction-statement.ts'
import { environmentDirectory } from '../capabilities/environments/directory.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
} from '../capabilities/environments/provision.ts'
import { findCustomer, findEnvironment, insertDataKey } from '../capabilities/environments/queries.ts'
import { KeyProblem } from '../platform/crypto/key-problem.ts'
import { fileKeyProvider, operatorKey } from '../platform/crypto/key-provider.ts'
import { backupSeed, openKeys, rolePassword } from '../platform/crypto/keys.ts'
import { seal, unseal } from '../platform/crypto/seal.ts'
import { verifyReport } from '../platform/crypto/signed-report.ts'
import { Environments } from '../platform/db/environments.ts'
import { folderStore } from '../platform/stores/folder.ts'
import { registerKeyCommands } from './keys.ts'
import type { OperatorSession } from './operator.ts'

describe('hoede key destroy', async () => {
  const cluster = inject('cluster')
  const folder = join(cluster.dataFolder, 'keys')
  const root = await operatorKey(folder)
  const files = fileKeyProvider(folder)
  let falls = false
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: cluster.administrator,
    keyProvider: {
      ...files,
      destroy: async (name) => {
        if (falls) throw new KeyProblem('key-unreachable', 'the network is away')
        return files.destroy(name)
      },
    },
    rolePassword: (role) => rolePassword(root, role),
  }
  const control = await openControl(operator)
  afterAll(() => control.end())
  const key = `weg${process.pid}`
  const name = 'Zorg die weggaat'
  await createCustomer(control, operator, { key, name })
  await createEnvironment(control, operator, { customerKey: key, kind: 'production', host: `${key}.localhost` })
  const customer = (await findCustomer(control, key))!
  const environment = async () => (await findEnvironment(control, 'key', key))!
  await recipientsOf(control, files, customer)

  const store = await mkdtemp(join(tmpdir(), 'hoede-destroyed-'))
  afterAll(() => rm(store, { recursive: true, force: true }))
  const backups: BackupAround = {
    operator,
    control,
    stores: [{ name: `weg-${process.pid}`, site: 'here', open: async () => folderStore(store) }],
    seed: backupSeed(root),
    supplier: 'hoede test',
    signIn: () => Promise.resolve(),
  }

  const run = async (who: string, ...words: string[]) => {
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
    const own = await openControl(operator)
    const session = {
      control: own,
      operator,
      config: { keyProviders: {}, dataFolder: cluster.dataFolder, keyDestroyDays: 14 },
      supplier: `hoede cli (${who})`,
      close: () => own.end(),
    } as unknown as OperatorSession
    const program = new Command().exitOverride()
    registerKeyCommands(program, async () => session)
    await program.parseAsync(['node', 'hoede', 'key', 'destroy', key, ...words]).finally(() => log.mockRestore())
    return printed.join('\n')
  }
  const order = () => run('anna', '--order', '--word', 'Brief van 3 november, kenmerk 12')
  const later = (days: number) =>
    control.query(
      `update key_destruction set ordered_at = ordered_at - make_interval(days => $2), not_before = not_before - make_interval(days => $2)
       where customer_id = $1`,
      [customer.id, days],
    )
  const kept = async (file: string) =>
    access(join(folder, file)).then(
      () => true,
      () => false,
    )

  it('takes an order with a reason, fourteen days, and somebody else who knows whose key it is', async () => {
    await expect(run('anna', '--order')).rejects.toMatchObject({ code: 'destroy-word' })
    await expect(run('bram', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-not-ordered' })
    await expect(run('bram', '--withdraw')).rejects.toMatchObject({ code: 'destroy-not-ordered' })
    await order()
    await expect(order()).rejects.toMatchObject({ code: 'destroy-ordered' })
    await later(13)
    await expect(run('bram', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-too-soon' })
    await later(1)
    await expect(run('anna', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-same-person' })
    await expect(run('bram', '--confirm', 'Zorg')).rejects.toMatchObject({ code: 'destroy-name' })
    expect((await environment()).state).toBe('open')
    expect(await kept(`${key}.key`)).toBe(true)
  })

  it('is withdrawn by anybody until then, and then begins anew', async () => {
    expect(await run('carla', '--withdraw')).toContain('de sleutel blijft')
    await expect(run('bram', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-not-ordered' })
    expect(await run('bram')).toContain('niets opgedragen')
    await order()
    await expect(run('bram', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-too-soon' })
  })

  it('is refused for a key that another customer has as well', async () => {
    await later(14)
    const other = `${key}-b`
    await createCustomer(control, operator, { key: other, name: 'Buur', keyName: key })
    await expect(run('bram', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-shared' })
    expect(await kept(`${key}.key`)).toBe(true)
    await control.query('delete from customer where key = $1', [other])
  })

  it('destroys what opens: not the text, nor the database from before, nor the control database from before', async () => {
    const before = await environment()
    const keys = await openKeys(files, before.dataKeys)
    const sealed = seal(keys.seal, 'Dit was van iemand.', 'rij')
    const saved = {
      data: (await control.query('select * from data_key where environment_id = $1', [before.id])).rows,
      backup: (await control.query('select * from backup_key where customer_id = $1', [customer.id])).rows,
    }
    expect([saved.data.length, saved.backup.length]).toEqual([1, 1])
    const backup = await makeBackup(backups, { environmentId: before.id, reason: 'asked' })
    await restoreOnly(backups, backup)
    const keyFile = await readFile(join(folder, `${key}.key`))
    const directory = environmentDirectory(control, files, operator.rolePassword, cluster.caFile)
    const running = new Environments(directory)
    const inMemory = await running.keys(before.id)

    // Broken off: closed, and not said to be destroyed.
    falls = true
    await expect(run('bram', '--confirm', name)).rejects.toMatchObject({ code: 'key-unreachable' })
    expect((await environment()).state).toBe('destroyed')
    expect(await run('bram')).not.toContain('Verklaring')
    await expect(run('bram', '--withdraw')).rejects.toMatchObject({ code: 'destroy-begun' })
    falls = false
    const text = await run('bram', '--confirm', name)
    expect(text).toContain(`Verklaring: de sleutel van ${name} (${key}) is vernietigd`)
    expect(text).toContain('het bestand is overschreven en verwijderd')
    expect(text).toContain('geen van de 2 geheimen')
    expect(text).toContain('niemand het bestand eerder kopieerde')

    expect(await kept(`${key}.key`)).toBe(false)
    expect((await environment()).dataKeys).toEqual([])
    // Everything that was copied before is put back, but the key.
    for (const row of saved.data) {
      const { wrapped, key_name: keyName, version } = row
      await expect(openKeys(files, [{ version, wrapped, keyName }])).rejects.toMatchObject({ code: 'key-withdrawn' })
      const put = { environmentId: before.id, version, wrapped, keyName, kept: Buffer.alloc(0), seconds: 0 }
      expect(await insertDataKey(control, put)).toBe(true)
    }
    await expect(openKeys(files, before.dataKeys)).rejects.toMatchObject({ code: 'key-withdrawn' })
    for (const row of saved.backup)
      await expect(files.unwrap(row.key_name, row.wrapped)).rejects.toMatchObject({ code: 'key-withdrawn' })
    // A backup from before, with its key from a control database from before: nothing of it opens, and no database of it stays.
    await expect(restoreOnly(backups, backup)).rejects.toMatchObject({ code: 'backup-key-absent' })
    for (const row of saved.backup)
      await control.query('insert into backup_key select * from json_populate_record(null::backup_key, $1)', [
        JSON.stringify({ ...row, wrapped: `\\x${row.wrapped.toString('hex')}` }),
      ])
    await expect(restoreOnly(backups, backup)).rejects.toMatchObject({ code: 'key-withdrawn' })
    await control.query('delete from backup_key where customer_id = $1', [customer.id])
    const left = await control.query('select datname from pg_database where datname like $1', [`restore_${key}%`])
    expect(left.rows).toEqual([])
    // A key of the same name made anew is another key.
    await files.ensure(key)
    expect(await readFile(join(folder, `${key}.key`))).not.toEqual(keyFile)
    await expect(openKeys(files, before.dataKeys)).rejects.toMatchObject({ code: 'key-broken' })
    await files.destroy(key)
    await control.query('delete from data_key where environment_id = $1', [before.id])

    // A server that had it open lets go of it.
    await expect
      .poll(
        async () => {
          await running.watched()
          return inMemory.lookup.equals(Buffer.alloc(32))
        },
        { timeout: 20_000 },
      )
      .toBe(true)
    expect(() => unseal(inMemory.seal, sealed, 'rij')).toThrow('wiped')
    await running.close()
  })

  it('leaves a signed statement, and rows in the log', async () => {
    const { rows } = await control.query(
      'select statement from key_destruction where customer_id = $1 and destroyed_at is not null',
      [customer.id],
    )
    const verdict = verifyReport(rows[0].statement)
    expect(verdict.right).toBe(true)
    const { report } = verdict as { report: DestructionStatement }
    expect(report).toMatchObject({
      kind: 'key-destruction',
      orderedBy: 'hoede cli (anna)',
      confirmedBy: 'hoede cli (bram)',
      keys: [{ reference: key, how: 'file', wrappedSecrets: 2, opened: 0 }],
      environments: [{ key, removed: false, dataKeys: [1] }],
    })
    expect(verifyReport(rows[0].statement.replace('bram', 'dirk')).right).toBe(false)
    expect(await run('carla')).toContain('Verklaring')
    await expect(run('carla', '--confirm', name)).rejects.toMatchObject({ code: 'destroy-done' })
    const client = await openEnvironment(operator, (await environment()).databaseName)
    const logged = await client.query("select event from audit_event where event like 'key.%' order by number")
    await client.end()
    expect(logged.rows.map(({ event }) => event)).toEqual([
      'key.destroy-order',
      'key.destroy-withdraw',
      'key.destroy-order',
      'key.destroy',
    ])
  })

  it('does nothing to other customers', async () => {
    const linde = cluster.templates.linde
    const dataKey = { version: 1, wrapped: Buffer.from(linde.wrappedDataKey, 'base64'), keyName: linde.keyName }
    expect((await openKeys(files, [dataKey])).seal.newest).toBe(1)
  })
})
