import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, describe, expect, it } from 'vitest'
import { archivedCluster } from '../../test/support/archived-cluster.ts'
import { backupsAround } from '../backups.ts'
import { removeBeside, swapIn } from '../capabilities/backups/public.ts'
import { openOperator } from './operator.ts'

const cli = resolve(import.meta.dirname, '../../bin/cli.ts')
const planted = 'Mevrouw Plantinga 999990019'

describe('hoede moment', async () => {
  const here = await archivedCluster()
  const linde = await here.open(here.environments.linde.databaseName)
  const berk = await here.open(here.environments.berk.databaseName)
  const home = here.at('data/postgres/cluster')
  const moments = { before: new Date(), one: '', two: '', gap: '' }

  /** Writes in both environments, and gives a moment at which that was so. */
  const write = async (text: string) => {
    for (const database of [linde, berk]) await database.query('insert into kept values ($1)', [`${text} ${planted}`])
    const { rows } = await linde.query<{ at: Date }>(
      "select date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' as at",
    )
    await new Promise((done) => setTimeout(done, 20))
    return rows[0]!.at.toISOString()
  }
  const textsIn = async (database: string) => {
    const client = await here.open(database)
    const { rows } = await client.query<{ text: string }>('select text from kept order by text')
    await client.end()
    return rows.map(({ text }) => text.split(' ')[0])
  }
  const restored = (text: string) => /in de database (moment_\w+)/.exec(text)?.[1] ?? ''
  const leftovers = async () => (await readdir(home)).filter((name) => name.startsWith('moment-'))
  const refusal = (words: string) =>
    here.moment(words).then(
      () => 'done',
      (error: Error) => error.message,
    )

  beforeAll(async () => {
    for (const database of [linde, berk]) await database.query('create table kept (text text)')
    await write('zero')
    await here.seal('linde')
    moments.before = new Date(Date.now() - 60_000)
    await here.moment('backup --kind full')
    moments.one = await write('one')
    moments.two = await write('two')
    await write('three')
  })

  it('keeps backups and changes in two repositories, and tells so', async () => {
    expect(here.said).toEqual([])
    expect(await here.moment('check --thorough')).toMatch(/GOED/)
    const status = await here.moment('status')
    expect(status).toMatch(/Elke minuut vanaf .* is terug te halen/)
    expect(status.match(/ {2}in orde/g)).toHaveLength(2)
    expect(status.match(/volledig/g)).toHaveLength(2)
  })

  it('keeps nothing that can be read there, and shows its passphrases to nobody', async () => {
    for (const folder of ['repo1', 'repo2']) {
      const files = await readdir(here.at(folder), { recursive: true, withFileTypes: true })
      const contents = await Promise.all(
        files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
      )
      expect(contents.length).toBeGreaterThan(5)
      for (const text of contents) expect(text).not.toMatch(/Plantinga|999990019|CREATE TABLE|hoede_control/)
    }
    const conf = join(home, 'pgbackrest/pgbackrest.conf')
    expect((await stat(conf)).mode & 0o777).toBe(0o600)
    const passphrases = (await readFile(conf, 'utf8')).match(/(?<=cipher-pass=).+/g) ?? []
    expect(new Set(passphrases).size).toBe(2)
    const log = await readFile(join(home, 'postgres.log'), 'utf8')
    for (const passphrase of passphrases) expect(log).not.toContain(passphrase)
  })

  it('brings one environment back as it was, beside the running one, and the other one nowhere', async () => {
    const { rows } = await berk.query<{ oid: number }>('select oid from pg_database where datname = current_database()')
    const base = () => {
      const folder = readdirSync(home).find((name) => name.startsWith('moment-'))!
      return join(home, folder, 'data/base', String(rows[0]!.oid))
    }
    const read: Buffer[] = []
    let others: string[] | undefined
    const said = await here.moment(`restore linde --at ${moments.one}`, (line) => {
      if (line.startsWith('wijzigingen'))
        read.push(...readdirSync(base()).map((name) => readFileSync(join(base(), name))))
      if (line.includes('gecontroleerd'))
        others = readdirSync(dirname(base())).filter((name) => basename(base()) === name)
    })
    expect(said).toMatch(/Klaar in \d+ s: linde zoals het was op/)
    expect(said).toMatch(/[1-9]\d* regels van de logging staan er zoals ze verzegeld zijn/)
    expect(said).not.toMatch(/Let op/)
    // What was in its backup is nothing but zeroes, and before anything is looked at the rest is gone.
    expect(Buffer.concat(read).length).toBeGreaterThan(1_000_000)
    expect(Buffer.concat(read).includes('zero')).toBe(false)
    expect(others).toEqual([])
    expect(await textsIn(restored(said))).toEqual(['one', 'zero'])
    for (const running of [here.environments.linde, here.environments.berk])
      expect(await textsIn(running.databaseName)).toEqual(['one', 'three', 'two', 'zero'])
    expect(await leftovers()).toEqual([])
  }, 60_000)

  it('lets no role of the environment in there, and stands in its log', async () => {
    const list = await here.moment('list')
    expect(list).toMatch(/moment_linde_\d{14} +linde .* heel, dicht/)
    const { rows } = await linde.query(
      `select has_database_privilege($2, datname, 'connect') as "connect", datconnlimit as limit from pg_database where datname = $1`,
      [restored(`in de database ${/moment_\w+/.exec(list)}`), here.environments.linde.roleName],
    )
    expect(rows).toEqual([{ connect: false, limit: 0 }])
    const { rows: log } = await linde.query(
      "select supplier, detail from audit_event where event = 'environment.moment'",
    )
    expect(log).toMatchObject([{ supplier: expect.stringContaining('hoede cli'), detail: { repository: 1 } }])
    expect(await refusal(`restore linde --at ${moments.one}`)).toMatch(/Dit moment is er al/)
    await here.moment(`remove ${/moment_\w+/.exec(list)}`)
    expect(await here.moment('list')).toBe('Er is niets teruggehaald.')
    expect(await refusal('remove postgres')).toMatch(/is niet teruggehaald/)
  })

  it('refuses what cannot be, and says what can', async () => {
    expect(await refusal(`restore linde --at ${new Date(Date.now() + 3_600_000).toISOString()}`)).toMatch(
      /moet nog komen/,
    )
    expect(await refusal(`restore linde --at ${moments.before.toISOString()}`)).toMatch(/De vroegste minuut is 20/)
    expect(await refusal(`restore eik --at ${moments.one}`)).toMatch(/«eik» bestaat niet/)
    expect(await refusal('restore linde --at gisteren')).toMatch(/schrijf het als/)
    expect(await refusal('renew 1')).toMatch(/wordt niet weggegooid/)
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    expect(await refusal('status')).toMatch(/sudo apt install pgbackrest/)
    process.env['PATH'] = path
    expect(await leftovers()).toEqual([])
  })

  it('cleans up what a killed one left, and goes on with the other repository when the first is gone', async () => {
    const env = {
      ...process.env,
      HOEDE_DATA: here.config.dataFolder,
      HOEDE_PITR_REPO1: here.at('repo1'),
      HOEDE_PITR_REPO2: here.at('repo2'),
    }
    const child = spawn(process.execPath, [cli, 'moment', 'restore', 'linde', '--at', moments.one], { env })
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('bestanden')) break
    expect(await refusal(`restore berk --at ${moments.one}`)).toMatch(/Er wordt al iets teruggehaald/)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await leftovers()).toHaveLength(1)
    await rename(here.at('repo1'), here.at('away'))
    const said = await here
      .moment(`restore linde --at ${moments.two}`)
      .finally(() => rename(here.at('away'), here.at('repo1')))
    expect(said).toMatch(/opgeruimd/)
    expect(said).toMatch(/Let op: opslagplaats 1 .* koppel de schijf weer aan/)
    expect(said).toMatch(/Opslagplaats 2, back-up/)
    expect(await textsIn(restored(said))).toEqual(['one', 'two', 'zero'])
    expect(await leftovers()).toEqual([])
  }, 60_000)

  it('lets the environment go on in it, with its log carried along, and back', async () => {
    const [database] = /moment_linde_\d{14}/.exec(await here.moment('list'))!
    expect(await refusal('use moment_linde_20200101000000')).toMatch(/is niet teruggehaald/)
    expect(await here.moment(`use ${database}`)).toMatch(/hoede backup swap linde/)
    expect(await here.moment('list')).toBe('Er is niets teruggehaald.')
    const session = await openOperator(here.config)
    const around = await backupsAround(session)
    const seen = async () => (await session.environment('linde')).databaseName
    const logged = async () => {
      const client = await here.open(await seen())
      const { rows } = await client.query(
        "select count(*)::int as count from audit_event where event = 'environment.moment'",
      )
      return rows[0].count
    }
    const before = await logged()
    await swapIn(around, 'linde', 'restored', () => undefined, { pause: 10 })
    expect(await seen()).toBe(database)
    expect(await textsIn(database)).toEqual(['one', 'two', 'zero'])
    // What was done after that moment is not in the records, and is in the log.
    expect(await logged()).toBe(before)
    await swapIn(around, 'linde', 'left', () => undefined, { pause: 10 })
    await removeBeside(around, 'linde', 'restored')
    expect(await seen()).toBe(here.environments.linde.databaseName)
    await session.close()
  }, 60_000)

  it('says which key does not fit', async () => {
    const file = here.at('data/keys/repositories/1.key')
    const key = await readFile(file, 'utf8')
    await writeFile(file, await readFile(here.at('data/keys/repositories/2.key'), 'utf8'))
    expect(await here.moment('status')).toMatch(/opslagplaats 1 .* gaat niet open met de sleutel/)
    await rm(file)
    expect(await refusal('status')).toMatch(/1\.key is weg/)
    await writeFile(file, key, { mode: 0o600 })
    expect(await here.moment('status')).not.toMatch(/sleutel/)
  })

  it('names the changes that are missing, and does not go over them', async () => {
    await linde.query('select pg_switch_wal()')
    await write('four')
    await here.moment('check')
    const afterwards = await write('five')
    await here.moment('check')
    for (const repository of ['repo1', 'repo2']) {
      const folder = here.at(`${repository}/archive/hoede/15-1/0000000100000000`)
      const pieces = (await readdir(folder)).filter((name) => name.endsWith('.zst')).sort()
      await rm(join(folder, pieces.at(-2)!))
    }
    expect(await here.moment('status')).toMatch(/ontbreekt: 1 stuk tussen 0{7}1/)
    expect(await refusal(`restore linde --at ${afterwards}`)).toMatch(/gaat niet door tot [\s\S]*opslagplaats 2: van/)
    expect(await leftovers()).toEqual([])
  }, 60_000)
})
