import {
  GrowingTree,
  isNoteOf,
  readCheckpoint,
  readNote,
  readVerifier,
  rowHash,
  rowText,
  saltOf,
  sameHash,
  verified,
} from '@hoede/verify'
import { expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { createLogger } from '../../platform/log/logger.ts'
import * as queries from './queries.ts'
import { rangesOf } from './ranges.ts'
import { startSealer } from './sealer.ts'
import { sealNext } from './sealing.ts'
import { openSaltKey } from './tree-keys.ts'
import { storedHashes } from './tree-store.ts'

const hoede = await startTestHoede()
const environment = hoede.environment()
const database = await hoede.database()
const quiet = { started: false, clockStep: undefined }

const seal = (memory: Parameters<typeof sealNext>[2] = quiet) =>
  hoede.sealing.transact(environment.id, (tx) => sealNext(tx, environment, memory))

async function sealAll() {
  while ((await seal()).rows > 0);
}

const write = (client: { query: (sql: string, values: unknown[]) => Promise<unknown> }, event: string) =>
  client.query(
    `insert into audit_event (id, event, action, outcome, part, address) values ($1, $2, 'R', 'success', 'log', '10.1.2.3')`,
    [newId(), event],
  )

/** What stands in the tree, in its order, as the database tells it. */
async function sealedNumbers(): Promise<number[]> {
  const { rows } = await database.query<{ runs: string[] }>(
    'select runs::text[] from audit_tile where level = 0 order by index',
  )
  const tiles = rows.flatMap(({ runs }) =>
    Array.from(
      { length: runs.length / 2 },
      (_, at) => [Number(runs[2 * at]), Number(runs[2 * at + 1])] as const,
    ).flatMap(([from, count]) => Array.from({ length: count }, (_, n) => from + n)),
  )
  const edge = await database.query<{ number: number }>('select number from audit_edge where level = 0 order by index')
  return [...tiles, ...edge.rows.map(({ number }) => Number(number))]
}

/** Makes the tree anew from the rows themselves and holds it against the checkpoint, its signature and the stored hashes. */
async function expectSealed() {
  const numbers = await sealedNumbers()
  await hoede.sealing.transact(environment.id, async (tx) => {
    const state = (await queries.readTree(tx))!
    const rows = new Map((await queries.rowsNumbered(tx, rangesOf(numbers))).map((row) => [Number(row.number), row]))
    const salt = openSaltKey(tx, state.saltSealed)
    const tree = new GrowingTree()
    for (const number of numbers) {
      const row = rows.get(number)!
      tree.add(rowHash(saltOf(salt, row.number), rowText(row)))
    }
    const note = readNote(state.checkpoint)
    const checkpoint = readCheckpoint(note.text)
    expect(checkpoint).toMatchObject({ origin: `hoede/linde/${environment.id}`, size: numbers.length })
    expect(sameHash(checkpoint.root, tree.root())).toBe(true)
    const key = (await queries.readKeys(tx)).at(-1)!
    expect(verified(note, readVerifier(key.verifier))).toBeDefined()
    const [first] = await storedHashes(tx)([{ level: Math.floor(Math.log2(numbers.length)), index: 0 }])
    const begin = new GrowingTree()
    for (const number of numbers.slice(0, 2 ** Math.floor(Math.log2(numbers.length))))
      begin.add(rowHash(saltOf(salt, String(number)), rowText(rows.get(number)!)))
    expect(sameHash(begin.root(), first!)).toBe(true)
  })
  return numbers
}

async function notes(): Promise<{ kind: string; [member: string]: unknown }[]> {
  const { rows } = await database.query<{ id: string; detail: { note: string; signature: string } }>(
    `select id, detail from audit_event where event = 'log.sealing' order by number`,
  )
  const { rows: keys } = await database.query<{ verifier: string }>('select verifier from audit_tree_key')
  for (const { id, detail } of rows) expect(isNoteOf(readVerifier(keys[0]!.verifier), id, detail)).toBe(true)
  return rows.map(({ detail }) => JSON.parse(detail.note))
}

it('begins with what is there, and seals every row in the order of its number', async () => {
  for (let at = 0; at < 700; at += 1) await write(database, 'test.first')
  await sealAll()
  const numbers = await expectSealed()
  expect(numbers.length).toBeGreaterThan(700)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(await notes()).toMatchObject([{ kind: 'began', highest: numbers.length - 1 }])
  expect((await seal()).rows).toBe(0)
})

it('keeps up with what people do, in small steps and large ones', async () => {
  const fatima = await hoede.as('fatima')
  for (let at = 0; at < 5; at += 1) {
    await fatima.get('/api/session')
    for (let row = 0; row < 120; row += 1) await write(database, 'test.more')
    await seal()
  }
  await sealAll()
  const { rows } = await database.query<{ all: number }>('select count(*)::int as all from audit_event')
  expect(await expectSealed()).toHaveLength(rows[0]!.all)
})

it('gives a row that is committed late a later place, says so, and waits for nobody', async () => {
  const slow = await hoede.database()
  await slow.query('begin')
  await write(slow, 'test.late')
  await write(database, 'test.after')
  await seal()
  const before = await sealedNumbers()
  await slow.query('commit')
  await sealAll()
  const numbers = await expectSealed()
  const { rows } = await database.query<{ number: number }>(
    `select number::int from audit_event where event = 'test.late'`,
  )
  const late = rows[0]!.number
  expect(before).not.toContain(late)
  expect(numbers.indexOf(late)).toBeGreaterThan(numbers.indexOf(late + 1))
  expect(await notes()).toContainEqual({ kind: 'late', numbers: [[late, late]] })
})

it('gives up the numbers of a transaction that was undone, and says so after a minute', async () => {
  await database.query('begin')
  await write(database, 'test.undone')
  const { rows } = await database.query<{ last: number }>('select last_value::int as last from audit_number')
  await database.query('rollback')
  await write(database, 'test.after')
  await sealAll()
  await database.query(`update audit_tree set abandoned_since = now() - interval '2 minutes'`)
  await sealAll()
  await seal()
  expect(await notes()).toContainEqual({ kind: 'abandoned', numbers: [[rows[0]!.last, rows[0]!.last]] })
  await expectSealed()
})

it('finds rows whose clock stepped back an hour, and says that it did', async () => {
  await database.query(
    `insert into audit_event (id, recorded_at, event, action, outcome, part) values ($1, now() - interval '1 hour', 'test.stepped', 'R', 'success', 'log')`,
    [newId()],
  )
  await seal({ started: false, clockStep: -3600 })
  await sealAll()
  expect((await notes()).find(({ kind }) => kind === 'clock-step')).toMatchObject({ seconds: -3600 })
  const { rows } = await database.query<{ number: number }>(
    `select number::int from audit_event where event = 'test.stepped'`,
  )
  expect(await expectSealed()).toContain(rows[0]!.number)
})

it('keeps a checkpoint a minute, and of old ones the first of each hour', async () => {
  await database.query(
    `insert into audit_checkpoint (size, at, note) select 1000000 + i, date_trunc('hour', now()) - interval '40 days' + make_interval(mins => i), 'x' from generate_series(0, 119) i`,
  )
  const sealer = startSealer(hoede.sealing, async () => [environment], createLogger('silent'))
  const left = async () =>
    (await database.query<{ left: number }>(`select count(*)::int as left from audit_checkpoint where note = 'x'`))
      .rows[0]!.left
  await expect.poll(left, { timeout: 10_000 }).toBe(2)
  await sealer.stop()
  await sealAll()
  await expectSealed()
})

it('two sealers at once: one waits, and every row is sealed once', async () => {
  for (let at = 0; at < 50; at += 1) await write(database, 'test.two')
  const sealed = await Promise.all([seal(), seal(), seal()])
  expect(sealed.map(({ rows }) => rows).toSorted((a, b) => a - b)).toEqual([0, 0, 50])
  const numbers = await expectSealed()
  expect(new Set(numbers).size).toBe(numbers.length)
})

it('says that it was behind', async () => {
  await write(database, 'test.behind')
  await database.query(`update audit_tree set looked_at = now() - interval '10 minutes'`)
  await sealAll()
  expect((await notes()).find(({ kind }) => kind === 'behind')).toMatchObject({
    seconds: 600,
    rows: expect.any(Number),
  })
})

it('what fails half way leaves nothing, and the next one goes on', async () => {
  await write(database, 'test.failed')
  const before = await sealedNumbers()
  await expect(
    hoede.sealing.transact(environment.id, async (tx) => {
      await sealNext(tx, environment, quiet)
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await sealedNumbers()).toEqual(before)
  await sealAll()
  await expectSealed()
})

it('is killed at any moment, with the disk full at others, and loses or doubles nothing', async () => {
  const role = environment.sealRole
  await database.query(`create sequence disk_luck;
    create function disk_is_full() returns trigger language plpgsql security definer as $$
    begin
      if nextval('disk_luck') % 7 = 3 then
        raise exception 'could not extend file' using errcode = '53100';
      end if;
      return new;
    end $$;
    create trigger disk_is_full before insert or update on audit_edge for each row execute function disk_is_full();
    alter table audit_edge enable always trigger disk_is_full`)
  const outcomes = { sealed: 0, killed: 0 }
  for (let round = 0; round < 40; round += 1) {
    for (let at = 0; at < 20; at += 1) await write(database, 'test.kill')
    const sealing = seal().then(
      () => 'sealed' as const,
      () => 'killed' as const,
    )
    await new Promise((done) => setTimeout(done, Math.random() * 12))
    await database.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = current_database()',
      [role],
    )
    outcomes[await sealing] += 1
  }
  await database.query('drop trigger disk_is_full on audit_edge; drop function disk_is_full; drop sequence disk_luck')
  expect(outcomes.killed).toBeGreaterThan(5)
  await sealAll()
  await expectSealed()
  const { rows } = await database.query(`select count(*)::int as count from audit_event where event = 'test.kill'`)
  expect(rows[0].count).toBe(800)
})

it('neither the sealer nor a request can change or remove a row, and a request cannot touch the tree', async () => {
  const refused = { code: '42501' }
  await expect(
    hoede.sealing.transact(environment.id, (tx) => tx.rows(`update audit_event set part = 'x'`)),
  ).rejects.toMatchObject(refused)
  await expect(
    hoede.sealing.transact(environment.id, (tx) => tx.rows('delete from audit_event')),
  ).rejects.toMatchObject(refused)
  await expect(hoede.sealing.transact(environment.id, (tx) => tx.rows('delete from audit_tile'))).rejects.toMatchObject(
    refused,
  )
  await expect(hoede.sealing.transact(environment.id, (tx) => tx.rows('select from client'))).rejects.toMatchObject(
    refused,
  )
  const login = await hoede.loginRole()
  for (const sql of [
    'select from audit_tree',
    'select from audit_tile',
    'delete from audit_edge',
    `update audit_tree set size = 0`,
    'select from audit_tree_key',
  ])
    await expect(login.query(sql)).rejects.toMatchObject(refused)
})
