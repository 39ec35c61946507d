import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { benchmark } from '../../demo/blueprints.ts'
import { generate } from '../../demo/generate.ts'
import { loadOrganisation } from '../../demo/load.ts'
import { fileKeyProvider, operatorKey } from '../../platform/crypto/key-provider.ts'
import { bsnHashes, type EnvironmentKeys, openKeys, rolePassword } from '../../platform/crypto/keys.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Client } from '../../platform/db/connection.ts'
import { findPostgres } from '../../platform/postgres/binaries.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  removeEnvironment,
} from '../environments/provision.ts'
import { findEnvironment } from '../environments/queries.ts'
import { type Anonymised, anonymise } from './anonymise.ts'
import { classes, copied } from './classes.ts'
import { lookFor } from './leaks.ts'
import { linkageControl } from './linkage.ts'
import { type CopyReport, prove } from './proof.ts'

interface Place {
  key: string
  databaseName: string
  client: Client
  keys: EnvironmentKeys
  owner: string
}

const blueprint = { ...benchmark(0.02), days: 120, exactly: { reports: 25, measurements: 30 } }
const cluster = inject('cluster')
const customer = `kopie${process.pid}`
let operator: Operator
let control: Client
const places: Place[] = []
let [source, target]: (Place | undefined)[] = []
let result: Anonymised
let report: CopyReport
/** Planted by column; each is a word (or more) that nobody has. */
const canaries = new Map<string, string>()
const rare = [
  'Zeldzaamziektebeeld van Kienholtz',
  'Ge\u0301rlinde-Marië O’Dönk',
  '123456782',
  '0611-22334455',
  'kanarie.vogel@kooi.test',
]

async function environment(kind: 'production' | 'test' | 'training'): Promise<Place> {
  const made = await createEnvironment(control, operator, {
    customerKey: customer,
    kind,
    host: `${customer}-${kind}.localhost`,
  })
  const row = await findEnvironment(control, 'id', made.id)
  const client = await openEnvironment(operator, made.databaseName)
  const keys = await openKeys(operator.keyProvider, row!.dataKeys)
  const place = { ...made, client, owner: `${made.databaseName}_owner`, keys }
  places.push(place)
  return place
}

/** Puts a canary in every column of a row of every table that takes it: what the database refuses to hold needs no test. */
async function plant({ client, keys }: Place): Promise<void> {
  await client.query('set session_replication_role = replica')
  const { rows: people } = await client.query('select id from person limit 2')
  const { rows: clients } = await client.query('select id from client limit 1')
  const [someone, other, about] = [people[0].id, people[1].id, clients[0].id]
  await client.query(`insert into shift (id, person_id, unit_id, starts_at, ends_at)
    select gen_random_uuid(), '${someone}', id, now(), now() + interval '8 hours' from unit limit 1`)
  await client.query(`insert into family_access (id, client_id, contact_person_id, ground, parts, valid_from, granted_by)
    select gen_random_uuid(), client_id, id, 'consent', '{reports}', now(), '${someone}' from contact_person limit 1`)
  await client.query(
    `insert into role_rule (id, function, role_id, scope) select gen_random_uuid(), 'x', id, 'own-teams' from role limit 1`,
  )
  await client.query(`insert into client_objection (id, client_id, person_id, valid_from, recorded_by)
    values (gen_random_uuid(), '${about}', '${someone}', now(), '${other}')`)
  await client.query(`insert into draft values ('${someone}', '${about}', 'x', '\\x00')`)
  await client.query(`insert into credential (person_id) values ('${someone}') on conflict do nothing`)
  await client.query(
    `insert into row_history (table_name, row_id, version, row) values ('client', '${about}', 1, '{}')`,
  )
  for (const table of Object.keys(classes)) {
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `select attname as name, atttypid::regtype::text as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and atttypid::regtype::text in ('text', 'text[]', 'jsonb', 'bytea')`,
      [table],
    )
    for (const { name, type } of columns) {
      // What is no form of a report stops the copy; the last test looks at that.
      if (name === 'form') continue
      // It refers to another table, whose own column is planted in.
      if (`${table}.${name}` === 'care_relation.kind') continue
      const word = `kanarie${canaries.size + 100}x`
      const value =
        type === 'text'
          ? word
          : type === 'text[]'
            ? [word]
            : type === 'jsonb'
              ? JSON.stringify({ [word]: [word] })
              : undefined
      const idName = table === 'report_version' ? 'report_id' : 'id'
      const { rows } = await client.query(`select ctid::text as place, * from ${table} order by ctid limit 1`)
      if (!rows[0]) continue
      const put =
        value ??
        (name.endsWith('_sealed')
          ? seal(keys.seal, `Mw. ${word} woont nu hier.`, rows[0][idName] ?? '')
          : Buffer.from(word))
      const done = await client
        .query(`update ${table} set "${name}" = $1 where ctid = $2`, [put, rows[0].place])
        .catch(() => undefined)
      if (done) canaries.set(`${table}.${name}`, word)
    }
  }
  const { rows: reports } = await client.query<{ id: string }>('select id from report order by id limit 5')
  for (const [index, text] of rare.entries()) {
    const id = reports[index]?.id as string
    await client.query('update report set text_sealed = $1, form = $3 where id = $2', [
      seal(keys.seal, `Vandaag ${text} besproken.`, id),
      id,
      'free',
    ])
    await client.query(
      'update client set nickname = $1 where id = (select id from client order by id offset $2 limit 1)',
      [text, index + 20],
    )
  }
  await client.query(`update client set bsn_sealed = $1, bsn_hash = $2 where id = $3`, [
    seal(keys.seal, '123456782', about),
    bsnHashes(keys, '123456782')[0],
    about,
  ])
  await client.query(
    "update measurement set value = 287.4, second_value = 311.7 where id = (select id from measurement where status = 'final' order by id limit 1)",
  )
  await client.query('reset session_replication_role')
}

beforeAll(async () => {
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
  source = await environment('production')
  await loadOrganisation(source, generate(blueprint, 'copies', new Date()), { supplier: 'test', transactions: 'one' })
  await plant(source)
  target = await environment('test')
  result = await anonymise({ source: source.client, target: target.client, keys: target.keys })
  report = await prove(source.client, target.client, result)
})
afterAll(async () => {
  for (const { client, key } of places) {
    await client.end()
    await removeEnvironment(control, operator, key)
  }
  await control?.end()
})

const all = () => [...canaries.values(), ...rare]

describe('an anonymised copy', () => {
  it('is good by its own measure, row for row', () => {
    expect(report.references.broken).toEqual([])
    expect(report.references.checked).toBeGreaterThan(80)
    expect(report.leaks).toMatchObject({ found: 0, where: [] })
    expect(report.leaks.lookedFor).toBeGreaterThan(100)
    expect(report.likeness.clients).toBeGreaterThanOrEqual(10)
    expect(report.likeness.people).toBeGreaterThanOrEqual(10)
    for (const { table, source: before, copy, dropped } of report.tables)
      expect([table, copy]).toEqual([table, before - dropped])
    expect(report.good).toBe(true)
  })

  it('has no canary in any column, JSON, or opened text; where they were planted they are found', async () => {
    expect(canaries.size).toBeGreaterThan(75)
    const before = await lookFor(all(), source!.client, source!.keys)
    expect(before.found).toBeGreaterThan(60)
    expect(await lookFor(all(), target!.client, target!.keys)).toMatchObject({ found: 0, where: [] })
  })

  it('has none in a dump of it, nor in its files', async () => {
    const { bindir } = (await findPostgres())!
    const { user, password } = cluster.administrator
    const env = { ...process.env, PGPASSWORD: password, PGSSLMODE: 'verify-full', PGSSLROOTCERT: cluster.caFile }
    const dump = async (place: Place) =>
      (
        await promisify(execFile)(
          join(bindir, 'pg_dump'),
          ['-h', cluster.host, '-p', String(cluster.port), '-U', user, '-d', place.databaseName],
          { env, maxBuffer: 512_000_000 },
        )
      ).stdout
    const words = all()
    const copy = await dump(target!)
    expect(words.filter((word) => copy.includes(word))).toEqual([])
    expect(copy).not.toMatch(/287\.400|311\.700/)
    const original = await dump(source!)
    expect(words.filter((word) => original.includes(word)).length).toBeGreaterThan(40)
    await target!.client.query('checkpoint')
    const { rows } = await target!.client.query(
      "select setting || '/base/' || (select oid from pg_database where datname = current_database()) as folder from pg_settings where name = 'data_directory'",
    )
    const inFiles = new Set<string>()
    for (const file of await readdir(rows[0].folder)) {
      // PostgreSQL makes and removes files of its own meanwhile (pg_internal.init).
      const bytes = await readFile(join(rows[0].folder, file)).catch(() => Buffer.alloc(0))
      for (const word of words) if (bytes.includes(word)) inFiles.add(word)
    }
    expect([...inFiles]).toEqual([])
  })

  it('links nobody to the source beyond chance, with an attack that finds everybody where it can', async () => {
    const unhidden = await linkageControl(source!.client)
    expect(unhidden.attacks.at(-1)?.found).toBeGreaterThan(unhidden.tried * 0.95)
    for (const { knows, found, most } of report.linkage.attacks) expect(found, knows).toBeLessThanOrEqual(most)
    expect(report.linkage.good).toBe(true)
  })

  it('keeps what a test needs: shares, weekdays, hours, and who is still here', () => {
    for (const { what, distance } of report.distributions.filter((each) => /rapportages|metingen/.test(each.what)))
      expect(distance, what).toBeLessThan(0.02)
  })

  it('has names that are the same everywhere, BSNs of the range for tests, and texts that read like care', async () => {
    const { client, keys } = target!
    const { rows: authors } = await client.query(
      `select count(*)::int as n from report r join person p on p.id = r.author_id
       where r.author_name <> concat_ws(' ', p.given_name, p.prefix, p.family_name)`,
    )
    expect(authors[0].n).toBe(0)
    const { rows: clients } = await client.query('select id, bsn_sealed as sealed, bsn_hash as hash from client')
    for (const { id, sealed, hash } of clients) {
      const bsn = unseal(keys.seal, sealed, id)
      expect(bsn).toMatch(/^9999\d{5}$/)
      expect([...bsn].reduce((sum, digit, at) => sum + Number(digit) * (at === 8 ? -1 : 9 - at), 0) % 11).toBe(0)
      expect(hash).toEqual(bsnHashes(keys, bsn)[0])
    }
    const { rows: reports } = await client.query(
      "select id, text_sealed as sealed from report where form = 'free' limit 50",
    )
    const texts = reports.map(({ id, sealed }) => unseal(keys.seal, sealed, id))
    expect(texts.join(' ').split(' ').length / texts.length).toBeGreaterThan(8)
    expect(texts.every((text) => /\p{L}{3}/u.test(text))).toBe(true)
  })

  it('brings nothing to sign in with, and nothing that goes out', async () => {
    for (const table of Object.keys(classes).filter(
      (each) => !copied(each) && !/^(migration|setting|duty_conflict|audit)/.test(each),
    )) {
      const { rows } = await target!.client.query(`select count(*)::int as n from ${table}`)
      expect([table, rows[0].n]).toEqual([table, 0])
    }
  })
})

it('stops at a row that is not what its class says, and at too few people to hide one', async () => {
  const place = await environment('training')
  await source!.client.query('set session_replication_role = replica')
  await source!.client.query(
    "update report_version set form = 'haiku' where (report_id, version) = (select report_id, version from report_version limit 1)",
  )
  await expect(anonymise({ source: source!.client, target: place.client, keys: place.keys })).rejects.toMatchObject({
    code: 'row-not-understood',
  })
  await source!.client.query(`delete from client where id not in (select id from client limit 7)`)
  await expect(anonymise({ source: source!.client, target: place.client, keys: place.keys })).rejects.toMatchObject({
    code: 'too-few',
  })
})
