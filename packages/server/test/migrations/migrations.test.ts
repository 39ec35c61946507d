import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { migrateAll } from '../../src/capabilities/environments/migrate-all.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  removeEnvironment,
} from '../../src/capabilities/environments/provision.ts'
import { findEnvironment, listEnvironments } from '../../src/capabilities/environments/queries.ts'
import { createContext } from '../../src/context.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { fileKeyProvider, operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { rolePassword } from '../../src/platform/crypto/keys.ts'
import { connect } from '../../src/platform/db/connection.ts'
import { databaseVersion, migrate, readMigrations } from '../../src/platform/db/migrate.ts'

describe('environments and their migrations', async () => {
  const cluster = inject('cluster')
  const keys = join(cluster.dataFolder, 'keys')
  const root = await operatorKey(keys)
  const address = { host: cluster.host, port: cluster.port, caFile: cluster.caFile }
  const operator: Operator = {
    address,
    administrator: cluster.administrator,
    keyProvider: fileKeyProvider(keys),
    rolePassword: (role) => rolePassword(root, role),
  }
  const control = await openControl(operator)
  const key = `proef${newId().slice(-6)}`
  await createCustomer(control, operator, { key, name: 'Proefklant' })
  const make = (kind: 'production' | 'test' | 'training') =>
    createEnvironment(control, operator, { customerKey: key, kind, host: `${key}-${kind}.localhost` })

  afterAll(async () => {
    for (const kind of ['', '-test', '-training'])
      await removeEnvironment(control, operator, `${key}${kind}`).catch(() => undefined)
    await control.end()
  })

  it('are made with a database and roles of their own, once', async () => {
    const made = await make('production')
    expect((await findEnvironment(control, 'key', key))?.state).toBe('open')
    await expect(make('production')).rejects.toMatchObject({ code: 'environment-exists' })
    await expect(
      createEnvironment(control, operator, { customerKey: key, kind: 'test', host: made.host }),
    ).rejects.toMatchObject({ code: 'host-exists' })
  })

  it('are out of reach for the login role of another environment', async () => {
    const [production, test] = [await findEnvironment(control, 'key', key), await make('test')]
    const user = production!.roleName
    const login = { user, password: operator.rolePassword(user), database: test.databaseName }
    await expect(connect(address, login)).rejects.toMatchObject({ code: '42501' })
  })

  it('go to the newest version, also after one that fails, which is named', async () => {
    const environments = (await listEnvironments(control)).filter((each) => each.customerKey === key)
    const broken = { ...environments[0]!, key: 'kapot', databaseName: 'env_that_is_not_there' }
    const seen: number[] = []
    const outcomes = await migrateAll(control, operator, [broken, ...environments], (_outcome, done) => seen.push(done))
    expect(seen).toEqual(outcomes.map((_, index) => index + 1))
    const newest = (await readMigrations('environment')).length
    expect(outcomes.map(({ key: name, version }) => [name, version])).toEqual([
      ['kapot', undefined],
      ...environments.map((each) => [each.key, newest]),
    ])
    expect(outcomes[0]?.failure).toMatch(/does not exist/)
  })

  it('are migrated once when two start at the same moment', async () => {
    const { databaseName } = (await findEnvironment(control, 'key', key))!
    const one = { number: 1, name: '0001-one.sql', sql: 'create table made_once (id integer)' }
    const clients = await Promise.all([1, 2].map(() => openEnvironment(operator, databaseName)))
    await clients[0]!.query('create schema side; alter schema side owner to current_user')
    for (const client of clients) await client.query('set search_path = side')
    await clients[0]!.query('grant all on schema side to public')
    const versions = await Promise.all(clients.map((client) => migrate(client, [one], `${databaseName}_owner`, {})))
    expect(versions).toEqual([1, 1])
    expect(await databaseVersion(clients[0]!)).toBe(1)
    await Promise.all(clients.map((client) => client.end()))
  })

  it('leave nothing of a migration that fails half-way', async () => {
    const { databaseName } = (await findEnvironment(control, 'key', key))!
    const client = await openEnvironment(operator, databaseName)
    const existing = await readMigrations('environment')
    const bad = { number: existing.length + 1, name: 'bad.sql', sql: 'create table half (id integer); select 1 / 0' }
    await expect(migrate(client, [...existing, bad], `${databaseName}_owner`, {})).rejects.toMatchObject({
      code: 'migration-failed',
    })
    expect((await client.query("select to_regclass('half') as there")).rows[0].there).toBeNull()
    expect(await databaseVersion(client)).toBe(existing.length)
    await client.end()
  })

  it('that are newer than the program are refused by it', async () => {
    const environment = (await findEnvironment(control, 'key', key))!
    const client = await openEnvironment(operator, environment.databaseName)
    await client.query("insert into migration (number, name) values (9999, 'from the future')")
    await expect(
      migrate(client, await readMigrations('environment'), `${environment.databaseName}_owner`, {}),
    ).rejects.toMatchObject({ code: 'database-newer' })
    await control.query('update environment set migration = 9999 where id = $1', [environment.id])
    const context = await createContext({ dataFolder: cluster.dataFolder, keyProviders: {} }, address)
    await expect(context.refuseNewerDatabases()).rejects.toMatchObject({ code: 'database-newer' })
    await context.close()
    await client.query('delete from migration where number = 9999')
    await control.query('update environment set migration = 8 where id = $1', [environment.id])
    await client.end()
  })

  it('can be removed, and made anew under the same name', async () => {
    const { databaseName } = (await findEnvironment(control, 'key', key))!
    await removeEnvironment(control, operator, key)
    expect(await findEnvironment(control, 'key', key)).toBeUndefined()
    await expect(openEnvironment(operator, databaseName)).rejects.toMatchObject({ code: '3D000' })
    expect((await make('production')).key).toBe(key)
  })
})
