import { setTimeout as wait } from 'node:timers/promises'
import { connect, quoteName } from '../../platform/db/connection.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { listEnvironments, openControl } from '../environments/public.ts'
import type { BackupAround } from './around.ts'
import { clearExpired } from './clearing.ts'
import { expectStore } from './copy-queries.ts'
import { copyWaiting } from './copying.ts'
import { knownDatabases } from './database-queries.ts'
import { codeOf, makeBackup } from './making.ts'
import { proveBackup } from './proving.ts'
import * as queries from './queries.ts'
import { isPassing } from './restoring.ts'
import { dueAt, isSampled } from './rules.ts'
import { type SendLetter, tellWorries } from './telling.ts'

export interface ProgramOptions {
  everyHours: number
  atOnce: number
  logger: Logger
  /** How whoever watches over this installation is told; absent: by the log alone. */
  send?: SendLetter | undefined
  /** Milliseconds between two looks at what is due. */
  pause?: number
}

const hour = 3_600_000
const day = 24 * hour

/** Proven at least each week; looked for a day earlier. */
const provenEvery = 6 * day

/**
 * Makes what is due, copies it to the other stores, proves and clears up, again and again, until it is stopped. Of two such programs
 * the second waits. What fails is told in the log of the program and tried again.
 */
export function startBackups(around: BackupAround, options: ProgramOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const { logger, pause = 15_000 } = options
  const running = (async () => {
    while (!signal.aborted) {
      const lock = await onlyOne(around, signal)
      if (!lock) return
      // Whose connection is gone is no longer the only one: everything stops, and waits for its turn again.
      const lost = new AbortController()
      lock.once('end', () => lost.abort())
      await goRound(around, options, pause, AbortSignal.any([signal, lost.signal]))
      await lock.end().catch(() => undefined)
    }
  })()
  running.catch((error: Error) => logger.error({ code: codeOf(error) }, 'backups stopped'))
  return {
    async stop() {
      stopping.abort()
      await running.catch(() => undefined)
    },
  }
}

/** Everything that comes back, until the signal. What fails is told, and tried again at the next turn. */
async function goRound(
  around: BackupAround,
  options: ProgramOptions,
  pause: number,
  signal: AbortSignal,
): Promise<void> {
  const { logger } = options
  const attempt = (what: string, work: () => Promise<unknown>) =>
    work().catch((error: Error) => {
      if (!signal.aborted) logger.error({ code: codeOf(error) }, `${what} failed`)
    })
  const again = async (what: string, every: number, work: () => Promise<unknown>) => {
    while (!signal.aborted) {
      await attempt(what, work)
      await wait(every, undefined, { signal }).catch(() => undefined)
    }
  }
  await attempt('removing what was left behind', () => dropAbandoned(around))
  for (const { name } of around.stores) await attempt('looking at a store', () => expectStore(around.control, name))
  await Promise.all([
    again('making backups', pause, () => makeDue(around, options, signal)),
    again('copying backups', pause, () => copy(around, logger)),
    again('proving backups', 4 * pause, () => proveDue(around, logger, signal)),
    again('removing expired backups', hour, () => clearExpired(around)),
    again('telling what asks for attention', 20 * pause, () =>
      tellWorries(around.control, { everyHours: options.everyHours, stores: around.stores }, options),
    ),
  ])
}

/** Waits until no other program of this kind works on these environments. */
async function onlyOne(around: BackupAround, signal: AbortSignal) {
  while (!signal.aborted) {
    const lock = await openControl(around.operator).catch(() => undefined)
    const taken = await lock?.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('backups', 0)) as taken",
    )
    if (taken?.rows[0]?.taken) return lock
    await lock?.end()
    await wait(5_000, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

/** What was asked for, then what is due, the most overdue first, so many at a time. */
async function makeDue(around: BackupAround, options: ProgramOptions, signal: AbortSignal): Promise<void> {
  const { logger } = options
  const now = new Date()
  const due = (await queries.findDue(around.control))
    .map((each) => ({
      ...each,
      at: each.askedId ? new Date(0) : dueAt(each.id, each.lastTriedAt, options.everyHours, now),
    }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .values()
  const inTurn = async () => {
    for (const each of due) {
      if (signal.aborted) return
      try {
        const wish = {
          environmentId: each.id,
          reason: each.askedId ? ('asked' as const) : ('schedule' as const),
          signal,
        }
        const made = await makeBackup(around, { ...wish, ...(each.askedId ? { id: each.askedId } : {}) })
        logger.info({ environment: each.key, bytes: made.bytes, rows: made.rows }, 'backup made')
      } catch (error) {
        logger.error({ environment: each.key, code: codeOf(error) }, 'making a backup failed')
      }
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, inTurn))
}

async function copy(around: BackupAround, logger: Logger): Promise<void> {
  const { kept, failed } = await copyWaiting(around)
  if (kept) logger.info({ kept }, 'backups copied')
  for (const failure of failed) logger.error(failure, 'copying a backup failed: the gap is filled later')
}

/** The newest of each environment that has not been proven for a week, and whatever is new of today's sample; one at a time. */
async function proveDue(around: BackupAround, logger: Logger, signal: AbortSignal): Promise<void> {
  const environments = (await listEnvironments(around.control)).filter(({ state }) => state === 'open')
  const ids = environments.map(({ id }) => id)
  for (const { id, key } of environments) {
    if (signal.aborted) return
    const newest = await queries.newestBackup(around.control, id)
    if (!newest || newest.proof) continue
    const last = await queries.lastProvenAt(around.control, id)
    const isDue = !last || Date.now() - last.getTime() > provenEvery
    if (!isDue && !isSampled(id, ids, new Date())) continue
    const { outcome, seconds, differences } = await proveBackup(around, newest)
    const told = { environment: key, outcome, seconds, differences }
    if (outcome === 'good') logger.info(told, 'backup proven by restoring')
    else logger.error(told, 'a backup could not be proven')
  }
}

/** Removes databases that a killed program left: called like a passing one, and long past the time that anything takes. */
async function dropAbandoned({ operator, control }: BackupAround): Promise<void> {
  const known = new Set(await knownDatabases(control))
  const admin = await connect(operator.address, operator.administrator)
  try {
    const { rows } = await admin.query<{ name: string }>('select datname as name from pg_database')
    for (const { name } of rows)
      if (isPassing(name, new Date()) && !known.has(name))
        await admin.query(`drop database if exists ${quoteName(name)} with (force)`)
  } finally {
    await admin.end()
  }
}
