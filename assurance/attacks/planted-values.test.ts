import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { findPostgres } from '../../packages/server/src/platform/postgres/binaries.ts'
import { startTestHoede } from '../../packages/server/test/support/hoede.ts'
import { clients, units } from '../../packages/server/test/support/organisation.ts'

/**
 * N-31: who has the disk, a dump, or the write-ahead log (a replica gets nothing else) finds no BSN and no free text. Values are
 * planted by the ways that people have, and looked for in every form in which a program may write them; one that was not sealed is
 * planted in the same way and must be found, or the looking is what is wrong.
 */
const run = promisify(execFile)
const word = (name: string) => `Zeldzaamwoord${name}${Math.random().toString(36).slice(2, 10)}`
const sealed = { report: word('Verslag'), correction: word('Wijziging'), reason: word('Reden'), bsn: '999957314' }
const open = { text: word('Onverzegeld'), bytes: word('Bytes') }

/** A value as text, in UTF-16, in hex (as a dump writes bytes), and in base64 however it lies among other bytes. */
function formsOf(value: string): Buffer[] {
  const bytes = Buffer.from(value)
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // The characters at both ends also hold bits of the neighbours.
    return Buffer.from(text.slice(shift && shift + 1, -4))
  })
  return [bytes, Buffer.from(value, 'utf16le'), Buffer.from(bytes.toString('hex')), ...base64]
}

/** Which of the values are in these bytes; a part that runs over the edge of two pieces is looked for too. */
async function valuesIn(pieces: AsyncIterable<Buffer>, values: readonly string[]): Promise<Set<string>> {
  const forms = values.map((value) => ({ value, forms: formsOf(value) }))
  const longest = Math.max(...forms.flatMap((each) => each.forms.map((form) => form.length)))
  const found = new Set<string>()
  let tail = Buffer.alloc(0)
  for await (const piece of pieces) {
    const bytes = Buffer.concat([tail, piece])
    for (const each of forms) if (each.forms.some((form) => bytes.includes(form))) found.add(each.value)
    tail = bytes.subarray(-longest)
  }
  return found
}

/** A file that was not written since can hold nothing of what was planted since. */
async function valuesInFolder(folder: string, since: number, values: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || ((await stat(path).catch(() => undefined))?.mtimeMs ?? 0) < since) continue
    // What PostgreSQL removed while we looked is not there to be found.
    const file = createReadStream(path, { highWaterMark: 4_000_000 })
    const here = await valuesIn(file, values).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return new Set<string>()
    })
    for (const value of here) found.add(value)
  }
  return found
}

describe('planted values, looked for by who has the database in hand', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const all = [...Object.values(sealed), ...Object.values(open)]
  let folder: string
  const since = Date.now() - 2_000

  beforeAll(async () => {
    const sanne = await hoede.as('sanne')
    const reports = `/api/clients/${clients.vanPutten}/reports`
    const made = await sanne.post(reports, {
      kind: 'daily',
      text: `Vandaag ${sealed.report} gezien.`,
      important: false,
    })
    expect(made.status).toBe(201)
    const corrected = await sanne.post(`${reports}/${made.body.id}/corrections`, {
      version: 1,
      text: `Vandaag ${sealed.correction} gezien.`,
      reason: `Het was ${sealed.reason}.`,
    })
    expect(corrected.status, corrected.text).toBeLessThan(300)
    const peter = await hoede.as('peter')
    const client = await peter.post('/api/clients', {
      ownName: 'Dijkstra',
      initials: 'T.',
      birthDate: '1940-01-02',
      sex: 'male',
      bsn: sealed.bsn,
      unitId: units.berkenhof1,
    })
    expect(client.status, client.text).toBe(201)
    // Asked for as well: questions may be written somewhere too.
    await peter.post('/api/clients/search', { q: sealed.bsn })
    expect((await peter.get(`/api/clients/${client.body.id}/bsn`)).body.bsn).toBe(sealed.bsn)
    await database.query('create table planted (words text, bytes bytea)')
    await database.query('insert into planted values ($1, $2)', [open.text, Buffer.from(open.bytes)])
    await database.query('checkpoint')
    folder = (await database.query('show data_directory')).rows[0].data_directory
  })

  it('in the files of the data folder, of tables and all else', async () => {
    expect(await valuesInFolder(folder, since, all)).toEqual(new Set(Object.values(open)))
  })

  it('in the write-ahead log, which is all that a replica gets', async () => {
    expect(await valuesInFolder(join(folder, 'pg_wal'), since, all)).toEqual(new Set(Object.values(open)))
  })

  it('in a dump made by the superuser', async () => {
    const { host, port, caFile, administrator } = inject('cluster')
    const { bindir } = (await findPostgres())!
    const { stdout } = await run(join(bindir, 'pg_dump'), ['--format=plain', hoede.environment().databaseName], {
      env: {
        PGHOST: host,
        PGPORT: String(port),
        PGUSER: administrator.user,
        PGPASSWORD: administrator.password,
        PGSSLMODE: 'verify-ca',
        PGSSLROOTCERT: caFile,
      },
      encoding: 'buffer',
      maxBuffer: 1_000_000_000,
    })
    expect(stdout.length).toBeGreaterThan(100_000)
    expect(
      await valuesIn(
        (async function* () {
          yield stdout
        })(),
        all,
      ),
    ).toEqual(new Set(Object.values(open)))
  })

  it('in what the superuser asks of every column of every table', async () => {
    const { rows } = await database.query<{ schema: string; name: string }>(
      `select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    expect(rows.length).toBeGreaterThan(50)
    const found = new Set<string>()
    for (const { schema, name } of rows) {
      const { rows: texts } = await database.query<{ text: string }>(
        `select t::text as text from "${schema}"."${name}" t`,
      )
      const here = await valuesIn(
        (async function* () {
          for (const { text } of texts) yield Buffer.from(text)
        })(),
        all,
      )
      for (const value of here) found.add(value)
    }
    expect(found).toEqual(new Set(Object.values(open)))
  })
})
