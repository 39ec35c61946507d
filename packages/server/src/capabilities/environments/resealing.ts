import { bsnHashes } from '../../platform/crypto/keys.ts'
import { reseal, sealedVersion, unseal } from '../../platform/crypto/seal.ts'
import type { Client } from '../../platform/db/connection.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import * as queries from './resealing-queries.ts'
import { historyTable, type SealedTable, sealedTables } from './sealed-columns.ts'

/** Blocks of a table (8 kB each) in one transaction: some hundreds of rows, a few hundredths of a second. */
const blocksAtOnce = 32
const everything: readonly string[] = [...sealedTables.map(({ name }) => name), historyTable]
const columnsOf = (name: string) => sealedTables.find((table) => table.name === name)?.columns ?? []

interface Step {
  /** Nothing of the table is left to look at in this round. */
  finished: boolean
  /** Somebody else is at it. */
  busy: boolean
  rows: number
}

/** Values of one row, sealed with the newest key; undefined for a row with one that no key opens. */
function sealAnew({ keys }: Reader, rowId: string, sealed: readonly (Buffer | null)[]): (Buffer | null)[] | undefined {
  try {
    return sealed.map((value) =>
      value === null || sealedVersion(value) === keys.seal.newest ? value : reseal(keys.seal, value, rowId),
    )
  } catch (error) {
    if ((error as { code?: string }).code !== 'seal-broken') throw error
    return undefined
  }
}

interface Done {
  rows: number
  broken: number
}

async function resealTable(
  tx: Transaction,
  table: SealedTable,
  blocks: { from: number; until: number },
): Promise<Done> {
  const withHash = table.name === 'client' ? [...table.columns, 'bsn_hash'] : table.columns
  const found = await queries.sealedRows(tx, table.name, withHash, blocks, tx.keys.seal.newest)
  const given = found.map(({ place, key, sealed }) => {
    const values = sealed.slice(0, table.columns.length)
    const young = sealAnew(tx, table.rowOf(key), values)
    if (young && table.name === 'client' && values[0])
      young.push(bsnHashes(tx.keys, unseal(tx.keys.seal, values[0], table.rowOf(key)))[0])
    return { place, old: sealed, young }
  })
  const good = given.flatMap(({ place, old, young }) => (young ? [{ place, old, young }] : []))
  const rows = good.length === 0 ? 0 : await queries.putSealed(tx, table.name, withHash, good)
  return { rows, broken: given.length - good.length }
}

const bytesOf = (text: string) => Buffer.from(text.slice(2), 'hex')
const textOf = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`

async function resealHistory(tx: Transaction, blocks: { from: number; until: number }): Promise<Done> {
  const found = await queries.sealedHistory(tx, blocks, tx.keys.seal.newest)
  const given = found.map(({ place, row_id: rowId, sealed: { bsn_hash: hash, ...old } }) => {
    const names = Object.keys(old)
    const young = sealAnew(
      tx,
      rowId,
      names.map((name) => bytesOf(old[name]!)),
    )
    if (!young) return undefined
    const anew = Object.fromEntries(names.map((name, index) => [name, textOf(young[index]!)]))
    if (hash === undefined || !old['bsn_sealed']) return { place, old, new: anew }
    const bsn = unseal(tx.keys.seal, bytesOf(old['bsn_sealed']), rowId)
    const bsnHash = textOf(bsnHashes(tx.keys, bsn)[0])
    return { place, old: { ...old, bsn_hash: hash }, new: { ...anew, bsn_hash: bsnHash } }
  })
  const good = given.filter((each) => each !== undefined)
  const rows = good.length === 0 ? 0 : await queries.putHistory(tx, good)
  return { rows, broken: given.length - good.length }
}

/** One batch of one table, in one transaction: what is done and how far that is, or neither. */
async function step(sealing: Pick<Environments, 'transact'>, id: string, to: number, name: string): Promise<Step> {
  return sealing.transact(id, async (tx) => {
    if (tx.keys.seal.newest !== to) return { finished: false, busy: true, rows: 0 }
    await tx.rows("select set_config('lock_timeout', '2s', true)")
    const progress = await queries.holdProgress(tx, to, name)
    if (!progress) return { finished: false, busy: true, rows: 0 }
    if (progress.finished) return { finished: true, busy: false, rows: 0 }
    const blocks = { from: progress.nextBlock, until: progress.nextBlock + blocksAtOnce }
    const table = sealedTables.find((each) => each.name === name)
    const done = await (table ? resealTable(tx, table, blocks) : resealHistory(tx, blocks))
    const finished = blocks.until >= progress.untilBlock
    const rows = progress.rows + done.rows
    await queries.storeProgress(tx, to, name, {
      nextBlock: blocks.until,
      rows,
      broken: progress.broken + done.broken,
      finished,
    })
    if (finished && rows > 0) await queries.insertNote(tx, { version: to, table: name, rows })
    return { finished, busy: false, rows: done.rows }
  })
}

export interface ResealOptions {
  /** Asked before each batch: whoever says yes is obeyed after the one that is under way. */
  stopping?(): boolean
  /** After a batch, with the milliseconds that it took: to give way to people who work. */
  rest?(took: number): Promise<void>
}

/**
 * Seals everything of an environment with data key `to` that is not yet. Goes on where it was, also after a kill; two at once
 * do each a part. What is written meanwhile is left as it is. Answers how many values were left on another version after the last
 * look over every sealed column: those that somebody held, or that came since, are for the next time; `undefined` when it was not
 * finished.
 */
export async function resealAll(
  sealing: Pick<Environments, 'transact' | 'read'>,
  id: string,
  to: number,
  { stopping = () => false, rest = async () => undefined }: ResealOptions = {},
): Promise<number | undefined> {
  for (const name of everything) {
    for (;;) {
      if (stopping()) return undefined
      const since = performance.now()
      const { finished, busy } = await step(sealing, id, to, name)
      if (busy) return undefined
      if (finished) break
      await rest(performance.now() - since)
    }
  }
  let left = 0
  for (const name of everything) {
    if (stopping()) return undefined
    const counted = await countSealed(sealing, id, name)
    const old = counted.filter(({ version }) => version !== to).reduce((sum, { count }) => sum + count, 0)
    left += old
    if (old > 0) await sealing.transact(id, (tx) => queries.beginAgain(tx, to, name))
  }
  return left
}

/** How many sealed values of an environment there are on each version, asked by its owner. Goes through every table. */
export async function sealedByVersion(client: Client): Promise<Map<number, number>> {
  const rows = async <R extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query(sql, [...values])).rows as R[]
  const counts = new Map<number, number>()
  for (const name of everything)
    for (const { version, count } of await queries.countSealed(
      { rows: (sql, values) => rows(sql, values as unknown[]) },
      name,
      columnsOf(name),
    ))
      counts.set(version, (counts.get(version) ?? 0) + count)
  return counts
}

/** How many sealed values of a table there are on each version of the data key. */
const countSealed = (sealing: Pick<Environments, 'read'>, id: string, name: string) =>
  sealing.read(id, (reader) => queries.countSealed(reader, name, columnsOf(name)))
