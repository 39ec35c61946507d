import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { benchmark } from '../../demo/blueprints.ts'
import { generate } from '../../demo/generate.ts'
import { loadOrganisation } from '../../demo/load.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { fileKeyProvider, operatorKey } from '../../platform/crypto/key-provider.ts'
import { openKeys, rolePassword } from '../../platform/crypto/keys.ts'
import type { Client } from '../../platform/db/connection.ts'
import { proveSignIn } from '../../prove-sign-in.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  removeEnvironment,
} from '../environments/provision.ts'
import { findEnvironment } from '../environments/queries.ts'
import { type CopyAround, orderCopy } from './make.ts'
import { insertCopy, lockTarget } from './queries.ts'
import { inWords } from './report-text.ts'

const customer = `make${process.pid}`
const [from, to] = [customer, `${customer}-test`]
let operator: Operator
let control: Client
let around: CopyAround
const steps: string[] = []

const place = async (key: string) => (await findEnvironment(control, 'key', key))!
const databases = async () =>
  (
    await control.query<{ name: string }>(`select datname as name from pg_database where datname ~ '^copy_${customer}'`)
  ).rows.map(({ name }) => name)

beforeAll(async () => {
  const cluster = inject('cluster')
  const keyFolder = join(cluster.dataFolder, 'keys')
  const root = await operatorKey(keyFolder)
  operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: cluster.administrator,
    keyProvider: fileKeyProvider(keyFolder),
    rolePassword: (role) => rolePassword(root, role),
  }
  control = await openControl(operator)
  await createCustomer(control, operator, { key: customer, name: 'Kopie' })
  for (const kind of ['production', 'test'] as const)
    await createEnvironment(control, operator, { customerKey: customer, kind, host: `${customer}-${kind}.localhost` })
  const source = await place(from)
  const client = await openEnvironment(operator, source.databaseName)
  const keys = await openKeys(operator.keyProvider, source.dataKeys)
  const blueprint = { ...benchmark(0.02), days: 60, exactly: { reports: 4, measurements: 4 } }
  await loadOrganisation(
    { client, owner: `${source.databaseName}_owner`, keys },
    generate(blueprint, 'make', new Date()),
    {
      supplier: 'test',
      transactions: 'one',
    },
  )
  await client.end()
  around = { operator, control, orderedBy: 'hoede test', progress: (step) => void steps.push(step) }
})
afterAll(async () => {
  for (const key of [to, from]) await removeEnvironment(control, operator, key).catch(() => undefined)
  await control?.end()
})

it('goes where it may go only', async () => {
  const refused = { code: 'not-a-copy-target' }
  await expect(orderCopy(around, to, from)).rejects.toMatchObject(refused)
  await expect(orderCopy(around, to, to)).rejects.toMatchObject(refused)
  await expect(orderCopy(around, 'linde', to)).rejects.toMatchObject(refused)
  await expect(orderCopy(around, from, 'nergens')).rejects.toMatchObject(refused)
})

it('lets the environment go on in a copy that people can sign in to, and removes what it left and what was broken off before', async () => {
  const before = await place(to)
  // What a killed program left: written down, and half there.
  const half = `copy_${customer}_half`
  await insertCopy(control, {
    id: newId(),
    sourceId: (await place(from)).id,
    targetId: before.id,
    databaseName: half,
    orderedBy: 'killed',
  })
  await control.query(`create database ${half}`)
  const { report, seconds } = await orderCopy(around, from, to)
  expect(report.good).toBe(true)
  const after = await place(to)
  expect(after.id).toBe(before.id)
  expect(after.databaseName).not.toBe(before.databaseName)
  expect(await databases()).toEqual([after.databaseName])
  const { rows } = await control.query('select 1 from pg_database where datname = $1', [before.databaseName])
  expect(rows).toEqual([])
  const { rows: kept } = await control.query<{ state: string; problem: string }>(
    'select state, problem from environment_copy where target_id = $1 order by started_at',
    [after.id],
  )
  expect(kept).toEqual([
    { state: 'failed', problem: 'afgebroken' },
    { state: 'in-use', problem: null },
  ])
  await proveSignIn(operator, control, { environmentId: after.id, databaseName: after.databaseName })
  expect(steps).toEqual(expect.arrayContaining(['database maken', 'report', 'meten', 'in gebruik nemen', 'opruimen']))
  const words = inWords(report, { from, to, at: new Date(), seconds })
  expect(words).toContain('Uitkomst: **goed**')
  expect(words).not.toContain('undefined')
})

it('stands in the logs of both', async () => {
  for (const key of [from, to]) {
    const client = await openEnvironment(operator, (await place(key)).databaseName)
    const { rows } = await client.query("select supplier, detail from audit_event where event = 'environment.copied'")
    await client.end()
    expect(rows).toEqual([{ supplier: 'hoede test', detail: expect.objectContaining({ anonymised: true }) }])
  }
})

it('one that goes wrong leaves the environment where it is, and nothing of itself', async () => {
  const before = await place(to)
  const source = await openEnvironment(operator, (await place(from)).databaseName)
  await source.query('alter table client add column shoe_size integer')
  await expect(orderCopy(around, from, to)).rejects.toMatchObject({
    code: 'column-without-class',
    found: ['client.shoe_size'],
  })
  await source.query('alter table client drop column shoe_size')
  await source.end()
  expect((await place(to)).databaseName).toBe(before.databaseName)
  expect(await databases()).toEqual([before.databaseName])
})

it('one at a time', async () => {
  const other = await openControl(operator)
  try {
    expect(await lockTarget(other, (await place(to)).id)).toBe(true)
    await expect(orderCopy(around, from, to)).rejects.toMatchObject({ code: 'copy-under-way' })
  } finally {
    await other.end()
  }
})
