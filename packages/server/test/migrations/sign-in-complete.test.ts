import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { createCustomer, type Operator, openControl } from '../../src/capabilities/environments/provision.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { fileKeyProvider, operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { rolePassword } from '../../src/platform/crypto/keys.ts'
import { seal, unseal } from '../../src/platform/crypto/seal.ts'
import { VersionedKeys } from '../../src/platform/crypto/versioned-keys.ts'
import { connect, quoteName } from '../../src/platform/db/connection.ts'
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts'

/** An environment as it was before migration 0009, with somebody who had coupled an authenticator and somebody who had not. */
const cluster = inject('cluster')
const root = await operatorKey(join(cluster.dataFolder, 'keys'))
const operator: Operator = {
  address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
  administrator: cluster.administrator,
  keyProvider: fileKeyProvider(join(cluster.dataFolder, 'keys')),
  rolePassword: (role) => rolePassword(root, role),
}
const name = `oud_${newId().slice(-8)}`
const roles = { login: `${name}_app`, log_reader: `${name}_log`, sealer: `${name}_seal`, owner: `${name}_owner` }
const control = await openControl(operator)
await createCustomer(control, operator, { key: `oud${newId().slice(-6)}`, name: 'Oude klant' })
for (const role of Object.values(roles)) await control.query(`create role ${quoteName(role)}`)
await control.query(`create database ${quoteName(name)} owner ${quoteName(roles.owner)}`)
const database = await connect(operator.address, { ...cluster.administrator, database: name })

afterAll(async () => {
  await database.end()
  await control.query(`drop database ${quoteName(name)} with (force)`)
  for (const role of Object.values(roles)) await control.query(`drop role ${quoteName(role)}`)
  await control.end()
})

it('keeps the authenticators that were coupled, with their keys, their last step and their moment', async () => {
  const all = await readMigrations('environment')
  expect(await migrate(database, all.slice(0, 8), roles.owner, roles)).toBe(8)
  const [coupled, fresh] = [newId(), newId()]
  const key = new VersionedKeys([{ version: 1, key: Buffer.alloc(32, 7) }])
  await database.query('begin')
  await database.query("select set_config('hoede.audited', 'yes', true)")
  for (const id of [coupled, fresh])
    await database.query(
      `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
       values ($1, $2, 'Truus', 'Dam', 'verzorgende IG', 'truus dam', now())`,
      [id, `u${id.slice(-8)}`],
    )
  await database.query(
    `insert into credential (person_id, password_hash, totp_sealed, totp_confirmed_at, totp_last_step)
     values ($1, 'hash', $2, '2026-01-02T03:04:05Z', 42), ($3, 'hash', null, null, 0)`,
    [coupled, seal(key, 'GEZDGNBVGY3TQOJQ', coupled), fresh],
  )
  await database.query(
    `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at)
     values ($1, 'x', $2, 'complete', '{password,totp}', 900, now() + interval '1 hour')`,
    [newId(), coupled],
  )
  await database.query('commit')

  expect(await migrate(database, all, roles.owner, roles)).toBe(all.length)

  const { rows } = await database.query(
    'select id, person_id, kind, secret_sealed, last_step::int as step, confirmed_at, removed_at from factor',
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ person_id: coupled, kind: 'totp', step: 42, removed_at: null })
  expect(rows[0].confirmed_at.toISOString()).toBe('2026-01-02T03:04:05.000Z')
  expect(unseal(key, rows[0].secret_sealed, rows[0].id)).toBe('GEZDGNBVGY3TQOJQ')
  const { rows: passwords } = await database.query('select password_hash from credential order by person_id')
  expect(passwords.map((row) => row.password_hash)).toEqual(['hash', 'hash'])
  const { rows: sessions } = await database.query(
    "select stage, proven_at > now() - interval '1 hour' as proven from session",
  )
  expect(sessions).toEqual([{ stage: 'complete', proven: true }])
  // Everybody may use everything to begin with, and the change stands in the log.
  const { rows: allowed } = await database.query('select access.allowed_factors($1) as methods', [fresh])
  expect(allowed[0].methods).toEqual(['totp', 'sms', 'voice', 'passkey', 'recovery-code'])
  const { rows: logged } = await database.query("select detail from audit_event where event = 'environment.migrated'")
  expect(logged[0]).toEqual({ detail: { migration: 9 } })
})
