import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type Client, connect } from '../../platform/db/connection.ts'
import { requireClasses, unclassified } from './catalogue.ts'
import { classes, copied, copiedTables } from './classes.ts'

const { host, port, caFile, administrator, templates } = inject('cluster')
const address = { host, port, caFile }
const name = `classes_${process.pid}`
let admin: Client
let client: Client

beforeAll(async () => {
  admin = await connect(address, administrator)
  await admin.query(`create database ${name} template ${templates.linde.databaseName}`)
  client = await connect(address, { ...administrator, database: name })
})
afterAll(async () => {
  await client?.end()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
})

it('every table and column that the migrations make has a class, and no class is for nothing', async () => {
  expect(await unclassified(client)).toEqual([])
  expect(Object.keys(classes).filter((table) => copied(table))).toEqual(
    expect.arrayContaining([...copiedTables] as string[]),
  )
  expect(copiedTables).toHaveLength(Object.keys(classes).filter((table) => copied(table)).length)
})

it.each([
  ['a column', 'alter table client add column shoe_size integer', 'client.shoe_size'],
  ['a table', 'create table diary (text text)', 'public.diary'],
  ['a table in another schema', 'create table access.diary (text text)', 'access.diary'],
  ['a view that is stored', 'create materialized view names as select own_name from client', 'public.names'],
  ['a large object', 'select lo_from_bytea(0, $$\\x00$$)', '1 large objects'],
  ['a code without its list', 'alter table report drop constraint report_kind_check', 'report.kind (geen lijst)'],
  ['a column that went', 'alter table client drop column nickname', 'client.nickname (is er niet)'],
])('refuses to copy %s that nobody classified', async (_what, change, found) => {
  await client.query('begin')
  try {
    await client.query(change)
    await expect(requireClasses(client)).rejects.toMatchObject({ code: 'column-without-class', found: [found] })
  } finally {
    await client.query('rollback')
  }
})
