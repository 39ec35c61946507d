import { setTimeout as wait } from 'node:timers/promises'
import type { LogEntry, LogLiveBegun, LogLiveEnded, LogLiveQuery, LogLiveRows } from '@hoede/contract'
import { recordAudit } from '../../platform/audit/record.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { Following } from '../../platform/http/endpoint.ts'
import { refusalOf } from '../../platform/http/entering.ts'
import { Problem } from '../../platform/http/problem.ts'
import { entriesNumbered, liveInWords, whileLogReader } from '../audit-trail/public.ts'
import { sealedNumbers, sealedSize } from '../log-proof/public.ts'

/** How often is looked for new rows and whether who looks still may, and how long a line is silent, in milliseconds. */
const looksEvery = 1_000
const silentAtMost = 15_000
const rowsAtOnce = 200
/** Who comes back after more rows than this begins anew, and is told how many there were. */
const furthestBack = 2_000
/** So many people at once in one environment, on one server process: each asks the database once a second. */
const mostWatchers = 10
/** Whom it showed goes into the log at the end, and when it is so many. */
const shownInRow = 1_000

interface Watcher {
  personId: string
  sessionId: string
  ground: string | undefined
  token: string
  address: string
  traceId: string
}

export interface LiveStart {
  query: LogLiveQuery
  question: string
  position: number
  missed: number
  watcher: Watcher
}

const watching = new Map<string, number>()

/** Where somebody begins who looks along, asked as the reader of the log. Throws Problem too-many-watching. */
export async function beginLive(
  reader: Reader,
  environmentId: string,
  query: LogLiveQuery,
  lastEventId: string | undefined,
): Promise<Omit<LiveStart, 'watcher'>> {
  if ((watching.get(environmentId) ?? 0) >= mostWatchers) throw new Problem('too-many-watching', { retryAfter: 60 })
  const size = await sealedSize(reader)
  // The standard's own header is the newer of the two: a browser sends it when it comes back to the same address.
  const asked = Number(/^\d{1,15}$/.test(lastEventId ?? '') ? lastEventId : (query.after ?? size))
  const position = Math.min(Math.max(asked, size - furthestBack), size)
  return { query, question: liveInWords(query), position, missed: Math.max(0, position - asked) }
}

/** One event of the stream; its id is the position to go on from. */
function eventOf(name: string, data: LogLiveBegun | LogLiveRows | LogLiveEnded, position: number): string {
  return `id: ${position}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

/** The rows from the start on, until who looks goes away or may no longer. */
export async function* follow(start: LiveStart, following: Following): AsyncGenerator<string> {
  const { environments, environment, gone } = following
  const shown = new Set<string>()
  let { position } = start
  let rows = 0
  watching.set(environment.id, (watching.get(environment.id) ?? 0) + 1)
  const keepShown = () => {
    const clients = [...shown]
    shown.clear()
    return environments.transact(environment.id, (tx) => recordShown(tx, start, { until: position, rows, clients }))
  }
  try {
    yield eventOf('begun', { position, missed: start.missed }, position)
    let spoke = performance.now()
    while (!gone.aborted) {
      const look = await environments
        .transact(environment.id, (tx) => lookOn(tx, following, start, position))
        .catch(refused)
      if ('code' in look) {
        yield eventOf('ended', look, position)
        return
      }
      const { until, entries } = look
      const moved = until > position
      position = until
      rows += entries.length
      for (const { client } of entries) if (client) shown.add(client.id)
      if (shown.size >= shownInRow) await keepShown()
      if (entries.length > 0) yield eventOf('rows', { items: entries }, position)
      // A position without rows is an id alone, and a comment keeps the line open.
      else if (moved) yield `id: ${position}\n\n`
      else if (performance.now() - spoke >= silentAtMost) yield ':\n\n'
      else {
        await pause(looksEvery, gone)
        continue
      }
      spoke = performance.now()
      if (entries.length < rowsAtOnce) await pause(looksEvery, gone)
    }
  } finally {
    watching.set(environment.id, (watching.get(environment.id) ?? 1) - 1)
    await keepShown()
  }
}

/** One look: may this person still, and what came since. */
async function lookOn(
  tx: Transaction,
  { environment }: Following,
  { query, watcher }: LiveStart,
  position: number,
): Promise<{ until: number; entries: LogEntry[] }> {
  await tx.rows('select access.go_on($1, $2, $3, $4)', [
    watcher.sessionId,
    hashToken(watcher.token),
    'log:read',
    watcher.address,
  ])
  return whileLogReader(tx, environment.logRole, async () => {
    const until = Math.min(await sealedSize(tx), position + rowsAtOnce)
    if (until <= position) return { until: position, entries: [] }
    const numbers = await sealedNumbers(tx, position, until - position)
    return { until, entries: await entriesNumbered(tx, numbers, query) }
  })
}

function refused(error: unknown): LogLiveEnded {
  const problem = refusalOf(error)
  if (!problem) throw error
  return { code: problem.code }
}

const recordShown = (
  tx: Transaction,
  { watcher, question, position }: LiveStart,
  { until, rows, clients }: { until: number; rows: number; clients: string[] },
) =>
  recordAudit(tx, {
    event: 'log.live-shown',
    action: 'R',
    outcome: 'success',
    part: 'log',
    personId: watcher.personId,
    sessionId: watcher.sessionId,
    ground: watcher.ground,
    question,
    shown: clients,
    detail: { from: position, until, rows },
    address: watcher.address,
    traceId: watcher.traceId,
  })

/** Waits, or less when nobody listens any more. */
function pause(milliseconds: number, gone: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, { signal: gone }).catch(() => undefined)
}
