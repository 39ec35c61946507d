import { type Checkpoint, emptyRoot, rowHash, rowText, type SealedRow, saltOf, signCheckpoint } from '@hoede/verify'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { type SealerNote, writeNote } from './notes.ts'
import * as queries from './queries.ts'
import { joined, missingFrom, type Range, rangesOf } from './ranges.ts'
import { currentSigner, newKey, newSaltKey, openSaltKey, originOf } from './tree-keys.ts'
import { openEdge } from './tree-store.ts'

/** So many rows at a time: what is sealed together is in memory together. */
const mostAtOnce = 10_000
/** Longer than this without a look, while rows came, is said in the log. */
const behindAfterSeconds = 60
/** Numbers that were given up are said together, at most so long after the first. */
const abandonedAfterSeconds = 60

export interface Sealing {
  /** Rows that got their place. */
  rows: number
  /** Rows that were there and did not fit. */
  left: number
}

/** What the process knows that the database does not. */
export interface SealerMemory {
  /** This sealer has just started. */
  started: boolean
  /** The database's clock went by so many seconds more than time did, since the last look. */
  clockStep: number | undefined
}

type Named = { id: string; key: string }

/**
 * Seals what was committed since the last time: gives rows their places, extends the tree and signs a checkpoint, in one
 * transaction. Rows that come later with a lower number get a later place; a number that no transaction can bring any more is
 * given up. Two at once: the second waits, and then finds the work done.
 */
export async function sealNext(tx: Transaction, environment: Named, memory: SealerMemory): Promise<Sealing> {
  const tree = await openTree(tx, environment)
  const [found, signer] = [await queries.look(tx), await currentSigner(tx, tree.origin)]
  const notes: SealerNote[] = memory.started ? [{ kind: 'started', size: tree.size, highest: tree.highest }] : []
  const waiting = found.last - tree.highest
  const silent = (found.now.getTime() - tree.lookedAt.getTime()) / 1000
  if (silent > behindAfterSeconds && waiting > 0)
    notes.push({ kind: 'behind', seconds: Math.round(silent), rows: waiting })
  const step = memory.clockStep ?? (silent < -2 ? silent : undefined)
  if (step !== undefined)
    notes.push({ kind: 'clock-step', seconds: Math.round(step), numbers: [[tree.highest + 1, found.last + 1]] })

  const until = Math.min(found.last, tree.highest + mostAtOnce)
  const late = await settle(tx, tree.pending)
  const come = await newRows(tx, tree, until)
  if (late.rows.length) notes.push({ kind: 'late', numbers: rangesOf(late.rows.map(({ number }) => Number(number))) })
  const abandoned = joined([...tree.abandoned, ...late.abandoned])
  const since = abandoned.length ? (tree.abandonedSince ?? found.now) : null
  const sayAbandoned = since !== null && found.now.getTime() - since.getTime() >= abandonedAfterSeconds * 1000
  if (sayAbandoned) notes.push({ kind: 'abandoned', numbers: abandoned })
  for (const note of notes) await writeNote(tx, signer, note)

  const rows = [...late.rows, ...come.rows]
  const edge = await openEdge(tx, tree.size)
  const salt = openSaltKey(tx, tree.saltSealed)
  for (const row of rows) edge.add(rowHash(saltOf(salt, row.number), rowText(row)), Number(row.number), row.at)
  const checkpoint = rows.length ? signCheckpoint(headOf(tree.origin, edge, found.now), [signer]) : tree.checkpoint
  await Promise.all([
    edge.store(tx),
    queries.storeTree(tx, {
      size: edge.size,
      root: edge.root(),
      highest: until,
      pending: [...late.pending, ...come.pending],
      abandoned: sayAbandoned ? [] : abandoned,
      abandonedSince: sayAbandoned ? null : since,
      checkpoint,
    }),
    ...(rows.length ? [queries.keepCheckpoint(tx, edge.size, checkpoint)] : []),
  ])
  return { rows: rows.length, left: found.last - until }
}

/** UTC with six decimals, as everywhere in the sealed log. */
export const momentText = (moment: Date): string => moment.toISOString().replace('Z', '000Z')

const headOf = (origin: string, edge: { size: number; root(): Uint8Array }, now: Date): Checkpoint => ({
  origin,
  size: edge.size,
  root: edge.root(),
  at: momentText(now),
  nextKey: undefined,
})

async function openTree(tx: Transaction, environment: Named): Promise<queries.TreeState> {
  const tree = (await queries.holdTree(tx)) ?? (await begin(tx, environment))
  return tree
}

/** The first time: a key, a salt, and in the log itself how much was there already. */
async function begin(tx: Transaction, environment: Named): Promise<queries.TreeState> {
  const origin = originOf(environment)
  const { signer, row } = newKey(tx, origin, 1)
  const head = { origin, size: 0, root: emptyRoot, at: undefined, nextKey: undefined }
  const checkpoint = signCheckpoint(head, [signer])
  // Two that begin at once: the second breaks on the primary key, and finds a tree at its next look.
  await queries.beginTree(tx, { origin, root: emptyRoot, checkpoint, saltSealed: newSaltKey(tx) })
  await queries.insertKey(tx, { ...row, fromSize: 0, change: null })
  const { last } = await queries.look(tx)
  await writeNote(tx, signer, { kind: 'began', highest: last })
  return (await queries.holdTree(tx))!
}

/** Rows above the highest number that was looked at, and the numbers among them that are not there yet. */
async function newRows(tx: Transaction, tree: queries.TreeState, until: number) {
  const range: Range = [tree.highest + 1, until]
  if (until <= tree.highest) return { rows: [], pending: [] }
  // A long way behind, the index on numbers is the better one.
  const near = until - tree.highest < mostAtOnce
  const recent = near
    ? (await queries.recentRows(tx, tree.lookedAt, tree.highest, mostAtOnce)).filter(
        ({ number }) => Number(number) <= until,
      )
    : []
  const elsewhere = missingFrom(range, numbersOf(recent))
  const found = elsewhere.length ? await queries.rowsNumbered(tx, elsewhere) : []
  const rows = [...recent, ...found].toSorted((a, b) => Number(a.number) - Number(b.number))
  const missing = missingFrom(range, numbersOf(rows))
  if (!missing.length) return { rows, pending: [] }
  // Asked after looking for the rows: who had drawn a number and was not done then, is under way now or is done at the next look.
  const underWay = await queries.transactionsUnderWay(tx)
  return { rows, pending: missing.map(([from, last]) => ({ from, until: last, underWay })) }
}

const numbersOf = (rows: readonly SealedRow[]) => rows.map(({ number }) => Number(number))

/** Of the numbers that had not come: those that did since, those that cannot any more, and those that still can. */
async function settle(tx: Reader, pending: readonly queries.Pending[]) {
  if (!pending.length) return { rows: [], abandoned: [], pending: [] }
  // Asked before looking for the rows: what a transaction brought that is done by now, is seen.
  const now = new Set(await queries.transactionsUnderWay(tx))
  const still = pending.map((each) => ({ ...each, underWay: each.underWay.filter((one) => now.has(one)) }))
  const changed = still.filter(
    ({ underWay }, at) => underWay.length === 0 || underWay.length < pending[at]!.underWay.length,
  )
  const ranges = changed.map(({ from, until }): Range => [from, until])
  const rows = ranges.length ? await queries.rowsNumbered(tx, ranges) : []
  const numbers = numbersOf(rows)
  const rest = still.flatMap(({ from, until, underWay }) =>
    missingFrom([from, until], numbers).map(([first, last]) => ({ from: first, until: last, underWay })),
  )
  return {
    rows,
    abandoned: rest.filter(({ underWay }) => !underWay.length).map(({ from, until }): Range => [from, until]),
    pending: rest.filter(({ underWay }) => underWay.length),
  }
}
