import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, inject, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { addDataKey, useDataKeys } from '../../../test/support/new-data-key.ts'
import { bsnOfVanPutten, clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { operatorKey } from '../../platform/crypto/key-provider.ts'
import { rolePassword } from '../../platform/crypto/keys.ts'
import { seal, sealedVersion, unseal } from '../../platform/crypto/seal.ts'
import { resealAll, sealedByVersion } from './resealing.ts'
import { sealedTables } from './sealed-columns.ts'

const hoede = await startTestHoede()
const database = await hoede.database()
const { id } = hoede.environment()
const reports = `/api/clients/${clients.vanPutten}/reports`
const words = ['Vijftig', 'tinten', 'grijs', 'met', 'een', 'ë']

/** Many reports with what they were before, sealed with the key of now; as fast as the database takes them. */
async function manyReports(count: number): Promise<string[]> {
  const { seal: keys } = await hoede.environments.keys(id)
  const rows = Array.from({ length: count }, (_, n) => {
    const report = newId()
    return { id: report, text: seal(keys, `${words[n % 6]} ${n} ${'x'.repeat(n % 400)}`, report) }
  })
  await database.query(
    `insert into report (id, client_id, kind, form, text_sealed, author_id, author_name, author_function, care_moment)
     select r.id, $1, 'daily', 'free', r.text, $2, 'Sanne', 'Verzorgende', now()
     from unnest($3::uuid[], $4::bytea[]) r (id, text)`,
    [clients.vanPutten, people.sanne, rows.map((row) => row.id), rows.map((row) => row.text)],
  )
  return rows.map((row) => row.id)
}

async function until0(to: number): Promise<void> {
  for (let round = 0; round < 20; round += 1) if ((await resealAll(hoede.sealing, id, to)) === 0) return
  throw new Error('never done')
}

it('no sealed column is forgotten', async () => {
  const { rows } = await database.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text order by column_name) as columns from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and column_name like '%\\_sealed' group by 1 order by 1`,
  )
  const known = sealedTables.map(({ name, columns }) => ({ name, columns: columns.toSorted() }))
  expect(known.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(rows)
  // What is bytes and not sealed by its name: hashes, public keys, and what others gave. A new one must be thought about here.
  const { rows: others } = await database.query<{ name: string }>(
    `select distinct column_name::text as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and column_name not like '%\\_sealed' order by 1`,
  )
  expect(others.map(({ name }) => name)).toEqual(
    // biome-ignore format: a list of names
    ['browser_hash', 'bsn_hash', 'challenge', 'code_hash', 'content_hash', 'credential_id', 'hash', 'hashes', 'jti_hash', 'key', 'number_hash',
      'public_key', 'recipient_hash', 'report_key', 'report_signature', 'request_hash', 'root', 'settings_hash', 'state_hash', 'token_hash'],
  )
})

it('everything goes to the new key while people write, nothing is lost, and the old one is not needed any more', async () => {
  const sanne = await hoede.as('sanne')
  const peter = await hoede.as('peter')
  const made = await manyReports(1_500)
  const first = await sanne.post(reports, { kind: 'daily', text: 'Voor de nieuwe sleutel.', important: false })
  const corrected = await sanne.post(`${reports}/${first.body.id}/corrections`, {
    version: 1,
    text: 'Verbeterd.',
    important: false,
    reason: 'Tikfout',
  })
  expect(corrected.status).toBe(200)
  await sanne.put(`/api/clients/${clients.vanPutten}/drafts/report`, { content: 'Nog bezig' })
  const putten = `/api/clients/${clients.deBoer}`
  const version = async () => (await peter.get(putten)).body.version
  for (const change of [{ bsn: '999900031' }, { phone: '0612345678' }])
    expect((await peter.post(putten, { version: await version(), ...change })).status).toBe(204)
  const before = await database.query<{ rows: number; versions: number }>(
    'select (select count(*)::int from row_history) as rows, (select sum(version)::int from client) as versions',
  )

  const oldKeys = await hoede.environments.keys(id)
  const added = await addDataKey(hoede)
  // Two people find somebody by BSN under either key, and nobody gets a number that another has.
  const find = async (bsn: string) => (await peter.post('/api/clients/search', { q: bsn })).body.items.length
  expect(await find(bsnOfVanPutten)).toBe(1)
  let writing = true
  const written: string[] = []
  const problems: unknown[] = []
  const writers = Array.from({ length: 3 }, async (_, writer) => {
    for (let n = 0; writing; n += 1) {
      const one = await sanne.post(reports, { kind: 'daily', text: `Schrijver ${writer}, ${n}.`, important: false })
      if (one.status !== 201) problems.push(one.body)
      else written.push(one.body.id)
      const target = made[(writer * 400 + n * 7) % made.length]
      const two = await sanne.post(`${reports}/${target}/corrections`, {
        version: 1,
        text: `Verbeterd door ${writer}, ${n}.`,
        important: false,
        reason: 'Beter zo',
      })
      if (![200, 409].includes(two.status)) problems.push(two.body)
      if ((await find(bsnOfVanPutten)) !== 1) problems.push('not found')
    }
  })
  await until0(added.version).finally(() => {
    writing = false
  })
  await Promise.all(writers)
  expect(problems).toEqual([])
  expect(written.length).toBeGreaterThan(5)
  expect([...(await sealedByVersion(database)).keys()]).toEqual([2])

  // No version went up, no history came; one row in the log for each table.
  const after = await database.query(
    'select (select count(*)::int from row_history) as rows, (select sum(version)::int from client) as versions',
  )
  expect(after.rows).toEqual(before.rows)
  const { rows: logged } = await database.query<{ detail: { table: string; rows: number }; supplier: string }>(
    "select supplier, detail from audit_event where event = 'key.reseal'",
  )
  const tables = logged.map(({ detail }) => detail.table)
  expect(new Set(tables).size).toBeGreaterThan(4)
  expect(logged.find(({ detail }) => detail.table === 'report')?.detail.rows).toBeGreaterThan(1_000)

  await useDataKeys(hoede, [added])
  // What let go of the old keys wiped them.
  expect(() => oldKeys.seal.of(1)).toThrow('wiped')
  const { body: page } = await sanne.get(reports)
  expect(page.items.length).toBeGreaterThan(0)
  const { seal: keys } = await hoede.environments.keys(id)
  const { rows: all } = await database.query<{ id: string; text: Buffer }>(
    'select id, text_sealed as text from report union all select report_id, text_sealed from report_version',
  )
  for (const row of all) expect(unseal(keys, row.text, row.id)).toBeTruthy()
  expect((await sanne.get(`/api/clients/${clients.vanPutten}/drafts/report`)).body.draft.content).toBe('Nog bezig')
  expect(await find(bsnOfVanPutten)).toBe(1)
  const again = { ownName: 'Dubbel', birthDate: '1940-01-02', sex: 'male', unitId: units.berkenhof1 }
  expect((await peter.post('/api/clients', { ...again, bsn: bsnOfVanPutten })).body.code).toBe('bsn-exists')
  // What did not change does not look changed: the BSN was given once.
  const { body: history } = await peter.get(`${putten}/history`)
  const changes = history.items.flatMap((item: { changes: { field: string }[] }) => item.changes)
  expect(changes.map(({ field }: { field: string }) => field)).toEqual(['phone', 'bsn'])
})

it('two clients never get one BSN while there are two keys, whichever key was used', async () => {
  const peter = await hoede.as('peter')
  await addDataKey(hoede)
  const request = { birthDate: '1940-01-02', sex: 'male', unitId: units.berkenhof1 }
  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) => peter.post('/api/clients', { ...request, ownName: `Gelijk${n}`, bsn: '999900043' })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
})

it('goes on where it was after it is killed, at any moment', async () => {
  await manyReports(2_500)
  const added = hoede.environment().dataKeys.at(-1)!
  const folder = join(inject('cluster').dataFolder, 'keys')
  const environment = hoede.environment()
  const given = {
    environment,
    dataKeys: environment.dataKeys.map(({ wrapped, kept, ...rest }) => ({
      ...rest,
      wrapped: wrapped.toString('base64'),
      kept: kept?.toString('base64') ?? null,
    })),
    password: rolePassword(await operatorKey(folder), environment.sealRole),
    folder,
  }
  const program = resolve(import.meta.dirname, '../../../test/support/resealing-process.ts')
  const seen: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const child = fork(program, [JSON.stringify(given)])
    expect(await Promise.race([once(child, 'message'), once(child, 'exit')])).toEqual(['begins', undefined])
    await new Promise((done) => setTimeout(done, 5 + Math.random() * 120))
    child.kill('SIGKILL')
    await once(child, 'exit')
    seen.push((await sealedByVersion(database)).get(added.version) ?? 0)
  }
  // It never goes back.
  expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
  await until0(added.version)
  expect([...(await sealedByVersion(database)).keys()]).toEqual([added.version])
})

it('a value that no key opens is left as it is, and keeps the old key in use', async () => {
  const [report] = await manyReports(50)
  await database.query(
    'update report set text_sealed = set_byte(text_sealed, 20, get_byte(text_sealed, 20) # 1) where id = $1',
    [report],
  )
  const added = await addDataKey(hoede)
  expect(await resealAll(hoede.sealing, id, added.version)).toBe(1)
  const { rows } = await database.query<{ text: Buffer; broken: string }>(
    "select text_sealed as text, (select broken from resealing where table_name = 'report' and version = $2) from report where id = $1",
    [report, added.version],
  )
  expect(sealedVersion(rows[0]!.text)).toBe(added.version - 1)
  await database.query('delete from report where id = $1', [report])
  await until0(added.version)
})

it('waits for nobody: a row that somebody holds is for the next time', async () => {
  const [report] = await manyReports(50)
  const added = await addDataKey(hoede)
  const other = await hoede.database()
  await other.query('begin')
  await other.query('select from report where id = $1 for update', [report])
  expect(await resealAll(hoede.sealing, id, added.version)).toBe(1)
  await other.query('rollback')
  await until0(added.version)
})
