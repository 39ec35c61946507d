import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { findCustomer, findEnvironment } from '../../src/capabilities/environments/queries.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { fileKeyProvider } from '../../src/platform/crypto/key-provider.ts'
import { openKeys } from '../../src/platform/crypto/keys.ts'
import { unseal } from '../../src/platform/crypto/seal.ts'
import { connect, quoteName } from '../../src/platform/db/connection.ts'
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts'

const cluster = inject('cluster')
const address = { host: cluster.host, port: cluster.port, caFile: cluster.caFile }
const name = `control_${newId().slice(-12)}`
const roles = { owner: `${name}_owner`, login: `${name}_login` }
const admin = await connect(address, cluster.administrator)
for (const role of Object.values(roles)) await admin.query(`create role ${quoteName(role)}`)
await admin.query(`create database ${quoteName(name)} owner ${quoteName(roles.owner)}`)
const control = await connect(address, { ...cluster.administrator, database: name })

afterAll(async () => {
  await control.end()
  await admin.query(`drop database ${quoteName(name)} with (force)`)
  for (const role of Object.values(roles)) await admin.query(`drop role ${quoteName(role)}`)
  await admin.end()
})

// Made by the program of before there were versions: a data key of 32 times 7, wrapped with a key of 32 times 9, and what it sealed.
const keyFile = `${Buffer.alloc(32, 9).toString('base64url')}\n`
const rowId = '0190a1b2-0000-7000-8000-000000000001'
const sealedBefore = 'AfbULe2+9ZMPDuSip85UGdPiUduk6qVKIvxRxREE6h4TSr3HWhzZCB1hZbMT0JhOfA=='
const lookupBefore = '04k38CkgphdgcJxm9xENq/vPzt5ka1fOpSv7cjZK1RA='

it('opens what was sealed before there were versions, with the data key as version 1', async () => {
  const keys = join(cluster.dataFolder, 'keys')
  const keyName = `oud${newId().slice(-8)}`
  await writeFile(join(keys, `${keyName}.key`), keyFile, { mode: 0o600 })
  const provider = fileKeyProvider(keys)
  const wrapped = await provider.wrap(keyName, Buffer.alloc(32, 7))

  const all = await readMigrations('control')
  await migrate(control, all.slice(0, 2), roles.owner, { login: roles.login })
  const [placed, customer, environment] = [newId(), newId(), newId()]
  await control.query("insert into cluster (id, name, host, port) values ($1, 'first', 'localhost', 5432)", [placed])
  await control.query("insert into customer (id, key, name) values ($1, $2, 'Oude klant')", [customer, keyName])
  await control.query(
    `insert into environment (id, customer_id, key, kind, host, cluster_id, database_name, role_name, state, wrapped_data_key, key_name)
     values ($1, $2, $3, 'production', $3, $4, $3, $3, 'open', $5, $3)`,
    [environment, customer, keyName, placed, wrapped],
  )
  await migrate(control, all, roles.owner, { login: roles.login })

  expect(await findCustomer(control, keyName)).toMatchObject({ keyName })
  const found = (await findEnvironment(control, 'id', environment))!
  expect(found.dataKeys).toEqual([{ version: 1, wrapped, keyName, kept: undefined, sealsFrom: expect.any(Date) }])
  const opened = await openKeys(provider, found.dataKeys)
  expect(unseal(opened.seal, Buffer.from(sealedBefore, 'base64'), rowId)).toBe('Heeft goed geslapen.')
  expect(opened.lookup.toString('base64')).toBe(lookupBefore)
})

it('keeps nothing wrapped where a rotation would not reach it, and lets the server only read', async () => {
  const { rows } = await control.query(
    `select column_name from information_schema.columns where table_name = 'environment' and column_name in ('wrapped_data_key', 'key_name')`,
  )
  expect(rows).toEqual([])
  for (const what of ['insert', 'update', 'delete'])
    expect(
      (await control.query(`select has_table_privilege($1, 'data_key', $2) as may`, [roles.login, what])).rows[0],
    ).toEqual({ may: false })
})
