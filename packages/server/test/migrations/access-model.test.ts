import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { createCustomer, type Operator, openControl } from '../../src/capabilities/environments/provision.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { fileKeyProvider, operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { rolePassword } from '../../src/platform/crypto/keys.ts'
import { connect, quoteName } from '../../src/platform/db/connection.ts'
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts'

/** An environment as it was before migration 0011, with roles in use. */
const cluster = inject('cluster')
const root = await operatorKey(join(cluster.dataFolder, 'keys'))
const operator: Operator = {
  address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
  administrator: cluster.administrator,
  keyProvider: fileKeyProvider(join(cluster.dataFolder, 'keys')),
  rolePassword: (role) => rolePassword(root, role),
}
const name = `voor_${newId().slice(-8)}`
const roles = { login: `${name}_app`, log_reader: `${name}_log`, sealer: `${name}_seal`, owner: `${name}_owner` }
const control = await openControl(operator)
await createCustomer(control, operator, { key: `voor${newId().slice(-6)}`, name: 'Oude klant' })
for (const role of Object.values(roles)) await control.query(`create role ${quoteName(role)}`)
await control.query(`create database ${quoteName(name)} owner ${quoteName(roles.owner)}`)
const database = await connect(operator.address, { ...cluster.administrator, database: name })

afterAll(async () => {
  await database.end()
  await control.query(`drop database ${quoteName(name)} with (force)`)
  for (const role of Object.values(roles)) await control.query(`drop role ${quoteName(role)}`)
  await control.end()
})

it('gives roles in use what comes with four eyes and emergency access, and leaves changed ones alone', async () => {
  const all = await readMigrations('environment')
  expect(await migrate(database, all.slice(0, 10), roles.owner, roles)).toBe(10)
  const [person, manager, own] = [newId(), newId(), newId()]
  await database.query('begin')
  await database.query("select set_config('hoede.audited', 'yes', true)")
  await database.query(
    `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
     values ($1, 'truus', 'Truus', 'Dam', 'applicatiebeheerder', 'truus dam', now())`,
    [person],
  )
  await database.query(
    `insert into role (id, key, name, permissions, version) values
       ($1, 'applicatiebeheerder', 'Applicatiebeheerder', '{access:grant,role:change}', 1),
       ($2, 'verzorgende', 'Verzorgende', '{client:read}', 2)`,
    [manager, own],
  )
  for (const role of [manager, own])
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from) values ($1, $2, $3, 'organisation', now())`,
      [newId(), person, role],
    )
  await database.query('commit')

  // A starting role as an environment got it that was made before access reviews were there.
  expect(await migrate(database, all.slice(0, 13), roles.owner, roles)).toBe(13)
  await database.query('begin')
  await database.query("select set_config('hoede.audited', 'yes', true)")
  await database.query(
    `insert into role (id, key, name, permissions)
     values ($1, 'functionaris-gegevensbescherming', 'Functionaris gegevensbescherming', '{access:approve,log:read}')`,
    [newId()],
  )
  await database.query('commit')
  expect(await migrate(database, all, roles.owner, roles)).toBe(all.length)

  const { rows } = await database.query('select key, permissions from role where not system order by key')
  expect(rows[0].permissions).toEqual(
    expect.arrayContaining(['access:approve', 'access:grant', 'access:review', 'role:change']),
  )
  expect(rows[1].permissions).toEqual(['access:approve', 'access:review', 'log:read'])
  expect(rows[2].permissions).toEqual(['client:read'])
  const { rows: grants } = await database.query('select distinct source from access_grant')
  expect(grants).toEqual([{ source: 'operator' }])
  // From here on such permissions do not come into a role in use.
  await database.query("select set_config('hoede.audited', 'yes', false)")
  await expect(
    database.query(
      `update role set permissions = permissions || '{role:change}', version = version + 1 where id = $1`,
      [own],
    ),
  ).rejects.toMatchObject({ code: '42501' })
})
