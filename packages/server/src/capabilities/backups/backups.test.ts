import { mkdir, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { backupStand } from '../../../test/support/backups.ts'
import { newAgeKeys } from '../../platform/crypto/age.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { signReport, verifyReport } from '../../platform/crypto/signed-report.ts'
import { readMigrations } from '../../platform/db/migrate.ts'
import { folderStore } from '../../platform/stores/folder.ts'
import { type Store, StoreProblem } from '../../platform/stores/store.ts'
import { openControl, openEnvironment } from '../environments/public.ts'
import type { BackupAround } from './around.ts'
import { clearExpired } from './clearing.ts'
import { copyWaiting } from './copying.ts'
import { makeBackup } from './making.ts'
import { type Manifest, manifestName } from './manifest.ts'
import { type ProofCertificate, proveBackup } from './proving.ts'
import * as queries from './queries.ts'
import { removeBeside, restoreToSwap, swapIn } from './swapping.ts'

const stand = await backupStand('backups')
const { around, control, work, here, away } = stand
const make = async (using: BackupAround = around, more = {}) =>
  makeBackup(using, { environmentId: (await stand.environment()).id, reason: 'asked', ...more })
const again = async (id: string) => (await queries.findBackup(control, id))!
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  )
await mkdir(join(work, here))

describe('a backup', async () => {
  const backup = await make()
  const file = join(work, here, backup.name!)
  const { report: manifest } = JSON.parse(backup.manifest!) as { report: Manifest }

  it('is whole, says what it is, signed, and shows nothing of anybody', async () => {
    expect(backup).toMatchObject({ state: 'made', reason: 'asked', problem: null })
    expect(verifyReport(backup.manifest!)).toMatchObject({ right: true })
    expect(verifyReport(backup.manifest!.replace(/"public\.client": \d+/, '"public.client": 0')).right).toBe(false)
    const bytes = await readFile(file)
    expect(bytes.length).toBe(manifest.bytes)
    expect(bytes.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n')
    const client = await openEnvironment(around.operator, (await stand.environment()).databaseName)
    const { rows } = await client
      .query('select own_name as name from client where length(own_name) > 6 limit 50')
      .finally(() => client.end())
    for (const { name } of rows) expect(bytes.includes(name)).toBe(false)
    expect(manifest.migration).toBe((await readMigrations('environment')).length)
    expect(backup.copies.map((copy) => [copy.store, copy.state])).toEqual([
      [away, 'waiting'],
      [here, 'kept'],
    ])
  })

  it('is proven by restoring it, opening what is sealed and signing in; nothing of that stays', async () => {
    const proof = await proveBackup(around, backup)
    expect(proof).toMatchObject({ outcome: 'good', differences: [], problem: null })
    const verdict = verifyReport(proof.certificate!)
    const certificate = (verdict as unknown as { report: ProofCertificate }).report
    expect(certificate).toMatchObject({ kind: 'backup-proof', file: backup.name, store: here })
    expect(certificate.check).toMatchObject({ signedIn: true, differences: [] })
    expect(certificate.check.opened).toBeGreaterThan(50)
    expect(certificate.check.rows).toBe(backup.rows)
    expect((await again(backup.id)).proof).toMatchObject({ outcome: 'good', differences: 0 })
    expect(await stand.passing()).toEqual([])
  })

  it('that was changed by one bit, cut off or put in the place of another is found, and nothing of it stays', async () => {
    const whole = await readFile(file)
    const wrong = async (work: () => Promise<unknown>) => {
      await work()
      const { outcome, problem } = await proveBackup(around, backup)
      await writeFile(file, whole)
      expect(await stand.passing()).toEqual([])
      return [outcome, problem]
    }
    // Whichever sees it first: what opens it, or what counts it.
    const changed = expect.stringMatching(/^backup-(changed|unreadable)$/)
    const flipped = Buffer.from(whole)
    flipped.writeUInt8(flipped.readUInt8(5_000) ^ 1, 5_000)
    expect(await wrong(() => writeFile(file, flipped))).toEqual(['wrong', changed])
    expect(await wrong(() => truncate(file, whole.length - 1))).toEqual(['wrong', changed])
    // Whole, and opens with the same key: but it is another one.
    const other = await make()
    expect(await wrong(async () => writeFile(file, await readFile(join(work, here, other.name!))))).toEqual([
      'wrong',
      'backup-changed',
    ])
    expect((await proveBackup(around, backup)).outcome).toBe('good')
  })

  it('whose manifest somebody else signed, or that is newer than this program, is not restored', async () => {
    const beside = join(work, here, manifestName(backup.name!))
    const kept = await readFile(beside, 'utf8')
    await writeFile(beside, JSON.stringify(signReport(Buffer.alloc(32, 7), manifest)))
    expect(await problemOf(restoreToSwap(around, backup))).toBe('backup-not-found')
    await writeFile(beside, JSON.stringify(signReport(around.seed, { ...manifest, migration: 9_999 })))
    expect(await problemOf(restoreToSwap(around, backup))).toBe('backup-newer')
    await writeFile(beside, kept)
    expect(await stand.passing()).toEqual([])
  })

  it('opens with no other key', async () => {
    const other = await newAgeKeys()
    const wrapped = await around.operator.keyProvider.wrap((await customer()).keyName, Buffer.from(other.identity))
    const before = await control.query('select wrapped from backup_key where customer_id = $1', [(await customer()).id])
    await control.query('update backup_key set wrapped = $2 where customer_id = $1', [(await customer()).id, wrapped])
    expect(await problemOf(restoreToSwap(around, backup))).toBe('backup-unreadable')
    await control.query('update backup_key set wrapped = $2 where customer_id = $1', [
      (await customer()).id,
      before.rows[0].wrapped,
    ])
  })
  const customer = async () => (await queries.customerOf(control, (await stand.environment()).id))!
})

describe('the stores', () => {
  it('one that is down gets its copy later, and who looks is told why', async () => {
    const backup = await make()
    const round = await copyWaiting(around)
    expect(round.kept).toBe(0)
    expect(round.failed).toEqual([{ store: away, problem: 'store-unreachable' }])
    const first = await queries.listBackups(control, { environmentId: (await stand.environment()).id, limit: 100 })
    expect(first.at(-1)!.copies.find((copy) => copy.store === away)?.problem).toBe('store-unreachable')
    await mkdir(join(work, away))
    await control.query('update backup_copy set tried_at = null where store = $1', [away])
    expect((await copyWaiting(around)).failed).toEqual([])
    expect((await again(backup.id)).copies.every((copy) => copy.state === 'kept')).toBe(true)
    expect(await stand.files(away)).toHaveLength((await stand.files(here)).length)
    expect((await proveBackup(around, backup, { store: away })).outcome).toBe('good')
  })

  it('when the first is gone the next takes it, and the first is filled when it is back', async () => {
    await rename(join(work, here), join(work, 'weg'))
    const backup = await make()
    expect(backup.copies.find((copy) => copy.state === 'kept')?.store).toBe(away)
    await rename(join(work, 'weg'), join(work, here))
    expect((await copyWaiting(around)).kept).toBe(1)
    expect((await again(backup.id)).copies.every((copy) => copy.state === 'kept')).toBe(true)
  })

  it('that is full half-way, or gives back something else, has no backup afterwards', async () => {
    const broken = (twist: (store: Store) => Store): BackupAround => ({
      ...around,
      stores: [{ name: here, site: 'here', open: async () => twist(folderStore(join(work, here))) }],
    })
    const before = (await stand.files(here)).length
    const full = broken((store) => ({
      ...store,
      put: (name, source) =>
        store.put(
          name,
          (async function* () {
            let bytes = 0
            for await (const piece of source) {
              bytes += piece.length
              if (bytes > 100_000) throw new StoreProblem('full', 'ENOSPC')
              yield piece
            }
          })(),
        ),
    }))
    expect(await problemOf(make(full))).toBe('store-full')
    const lies = broken((store) => ({
      ...store,
      get: async () =>
        (async function* () {
          yield Buffer.from('something else')
        })(),
    }))
    expect(await problemOf(make(lies))).toBe('store-refused')
    expect(await stand.files(here)).toHaveLength(before)
    const newest = await queries.listBackups(control, { environmentId: (await stand.environment()).id, limit: 2 })
    expect(newest.map(({ state, problem }) => [state, problem])).toEqual([
      ['failed', 'store-refused'],
      ['failed', 'store-full'],
    ])
  })
})

describe('bad days', () => {
  it('what a killed program was writing goes after a day, what is written now stays', async () => {
    const folder = join(work, here, (await make()).name!, '..')
    for (const [name, hours] of [
      ['.1.x.dump', 25],
      ['.2.x.dump', 1],
    ] as const) {
      await writeFile(join(folder, name), 'half')
      await utimes(join(folder, name), new Date(), new Date(Date.now() - hours * 3_600_000))
    }
    await make()
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual(['.2.x.dump'])
    await rm(join(folder, '.2.x.dump'))
  })

  it('two at a time of one environment: one is made, the other told so', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => problemOf(make())))
    expect(outcomes.toSorted()).toEqual(['backup-busy', 'backup-busy', 'none'])
  })

  it('broken off at a random moment leaves nothing in a store, and the next one is good', async () => {
    const before = await stand.files(here)
    let broken = 0
    for (let n = 0; n < 20; n += 1) {
      const killing = new AbortController()
      const making = problemOf(make(around, { signal: killing.signal }))
      await wait(Math.random() * 500)
      killing.abort()
      if ((await making) !== 'none') broken += 1
    }
    expect(broken).toBeGreaterThan(0)
    const { id: environmentId } = await stand.environment()
    const all = await queries.listBackups(control, { environmentId, limit: 1_000 })
    const isHere = (copy: queries.CopyState) => copy.store === here && copy.state === 'kept'
    const kept = all.filter(({ copies }) => copies.some(isHere)).length
    const after = await stand.files(here)
    expect(after.length - before.length).toBe(2 * (20 - broken))
    expect(after).toHaveLength(2 * kept)
    expect(all.filter(({ state }) => state === 'running')).toEqual([])
    expect((await proveBackup(around, await make())).outcome).toBe('good')
  }, 60_000)

  it('what a maker that died left running is called broken off by the next', async () => {
    const { id: environmentId } = await stand.environment()
    const id = newId()
    await queries.beginBackup(control, {
      id,
      environmentId,
      name: `x/${id}`,
      reason: 'schedule',
      startedAt: new Date(),
    })
    await make()
    expect(await again(id)).toMatchObject({ state: 'failed', problem: 'broken-off' })
  })

  it('somebody who makes one holds a lock that ends with the connection', async () => {
    const { id } = await stand.environment()
    const other = await openControl(around.operator)
    await queries.lockEnvironment(other, id)
    expect(await problemOf(make())).toBe('backup-busy')
    await other.end()
    expect(await problemOf(make())).toBe('none')
  })
})

describe('clearing up', () => {
  it('removes what is over its time in every store, but not what is held, and never the newest', async () => {
    const { id: environmentId } = await stand.environment()
    const made = (await queries.listBackups(control, { environmentId, limit: 100 })).filter(
      ({ state }) => state === 'made',
    )
    await copyWaiting(around)
    const held = made.at(-1)!
    await queries.holdBackup(control, held.id, { by: 'test', because: 'onderzoek' })
    await control.query(
      "update backup set started_at = started_at - interval '400 days' where environment_id = $1 and state = 'made'",
      [environmentId],
    )
    expect(await clearExpired(around)).toBeGreaterThan(0)
    const left = await queries.listBackups(control, { environmentId, limit: 100 })
    const standing = left.filter(({ copies }) => copies.some((copy) => copy.state === 'kept')).map(({ id }) => id)
    expect(standing.toSorted()).toEqual([held.id, made[0]!.id].toSorted())
    for (const store of [here, away]) expect(await stand.files(store)).toHaveLength(4)
    await queries.holdBackup(control, held.id, undefined)
    expect(await clearExpired(around)).toBe(2)
    expect(await clearExpired(around)).toBe(0)
  })
})

describe('restoring over a running environment', () => {
  it('goes beside it, is swapped in with the log carried along, and can be gone back from', async () => {
    const environment = await stand.environment()
    const before = await make()
    const change = async (sql: string) => {
      const { databaseName } = await stand.environment()
      const client = await openEnvironment(around.operator, databaseName)
      await client.query('set session_replication_role = replica')
      return (await client.query(sql).finally(() => client.end())).rows
    }
    await change("update client set own_name = 'Na-de-kopie'")
    await change(
      "insert into audit_event (id, event, action, outcome, supplier, part) values (gen_random_uuid(), 'client.read', 'R', 'success', 'na de kopie', 'client')",
    )
    await restoreToSwap(around, before)
    expect(await problemOf(restoreToSwap(around, before))).toBe('restored-already')
    expect((await change("select from client where own_name = 'Na-de-kopie'")).length).toBeGreaterThan(0)

    const told: string[] = []
    await swapIn(around, environment.key, 'restored', (step) => told.push(step), { pause: 10 })
    expect(told).toHaveLength(3)
    const swapped = await stand.environment()
    expect(swapped.databaseName).not.toBe(environment.databaseName)
    expect(swapped.state).toBe('open')
    expect((await change("select from client where own_name = 'Na-de-kopie'")).length).toBe(0)
    // The log did not go back.
    expect((await change("select from audit_event where supplier = 'na de kopie'")).length).toBe(1)
    expect((await change("select from audit_event where event = 'backup.restored'")).length).toBe(1)
    expect(await problemOf(removeBeside(around, environment.key, 'restored'))).toBe('nothing-beside')

    await swapIn(around, environment.key, 'left', () => undefined, { pause: 10 })
    expect((await stand.environment()).databaseName).toBe(environment.databaseName)
    expect((await change("select from client where own_name = 'Na-de-kopie'")).length).toBeGreaterThan(0)
    expect((await change("select from audit_event where event = 'backup.restored'")).length).toBe(2)
    await removeBeside(around, environment.key, 'restored')
    expect(await stand.passing()).toEqual([])
  })
})

it('cannot be ordered of an environment that is not there', async () => {
  expect(await problemOf(makeBackup(around, { environmentId: newId(), reason: 'asked' }))).toBe('environment-unknown')
})
