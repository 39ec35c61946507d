import type { SiemFailure } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { type Line, LineProblem, openLine } from '../../platform/tls/outgoing.ts'
import { eventText } from '../audit-trail/public.ts'
import { sealedRows, sealedSize } from '../log-proof/public.ts'
import * as queries from './queries.ts'
import { frameOf, type Origin } from './rules.ts'

/** How often is looked for targets, and for new rows, in milliseconds. */
const looksForTargets = 3_000
const looksForRows = 500
/** So many rows are in memory at a time. */
const rowsAtOnce = 250
/**
 * One line carries at most so many rows and lasts at most so long; then it is closed, and the other side's own close confirms
 * them. What a line that breaks carried goes again: that is the most that can arrive twice, with the margin below.
 */
const rowsOnLine = 5_000
const usualLineMilliseconds = 10_000
/** A quiet log is not waited for: the line closes, so that what it carried is confirmed. */
const quietMilliseconds = 1_000
/** After a failure so many confirmed rows go once more: a receiver that fell over may have read them and not kept them. */
export const margin = 500

export interface SiemSending {
  /** The environments through the login that follows the log. */
  sealing: Pick<Environments, 'transact'>
  usualAuthorities: readonly string[]
  logger: Logger
  timeoutMilliseconds?: number
  /** How long one line lasts at most. */
  lineMilliseconds?: number
}

type Named = { id: string; key: string; host: string; customerName: string }

export interface SiemSender {
  /** Stops after confirming what is under way. */
  stop(): Promise<void>
}

/** Sends the sealed rows of each environment to the targets that its customer chose. One target that is away holds up no other. */
export function startSiem(sending: SiemSending, list: () => Promise<readonly Named[]>): SiemSender {
  const worker = newId()
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()

  const follow = async (environment: Named, id: string) => {
    const context = { ...sending, environment, id, worker, stopping: stopping.signal }
    try {
      while (!stopping.signal.aborted && (await turn(context)));
    } catch (error) {
      const { code } = error as { code?: string }
      sending.logger.error({ environment: environment.key, target: id, code }, 'sending to a SIEM failed')
      await pause(looksForTargets, stopping.signal)
    } finally {
      running.delete(id)
    }
  }
  const look = async () => {
    for (const environment of await list()) {
      if (stopping.signal.aborted) return
      const ids = await sending.sealing.transact(environment.id, queries.listActive).catch(() => [])
      for (const id of ids) if (!running.has(id)) running.set(id, follow(environment, id))
    }
  }
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error: { code?: string }) =>
        sending.logger.error({ code: error.code }, 'the sender to SIEMs could not list environments'),
      )
      await pause(looksForTargets, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await looking
      await Promise.all(running.values())
    },
  }
}

interface Following extends SiemSending {
  environment: Named
  id: string
  worker: string
  stopping: AbortSignal
}

/** One look at a target, and one line when there is something to send. False when the target is off. */
async function turn(following: Following): Promise<boolean> {
  const { sealing, environment, id, worker, stopping } = following
  const found = await sealing.transact(environment.id, async (tx) => ({
    target: await queries.readTarget(tx, id),
    size: await sealedSize(tx),
    keys: tx.keys,
  }))
  const { target, size } = found
  if (!target) return false
  const privateKey = target.privateKeySealed && unseal(found.keys.seal, target.privateKeySealed, id)
  if (target.wait > 0 || size <= target.position) {
    await pause(target.wait > 0 ? Math.min(target.wait, 1_000) : looksForRows, stopping)
    return true
  }
  if (!(await sealing.transact(environment.id, (tx) => queries.lease(tx, id, worker)))) {
    await pause(looksForTargets, stopping)
    return true
  }
  const outcome = await sendOn(following, target, privateKey ?? undefined).catch((error) => {
    if (error instanceof LineProblem) return error.code
    throw error
  })
  await sealing.transact(environment.id, async (tx) => {
    if (typeof outcome === 'number') await queries.storeArrival(tx, id, worker, outcome)
    else await queries.storeFailure(tx, id, worker, outcome)
    await queries.release(tx, id, worker)
  })
  return true
}

/** One line: from where it was, with the margin after a failure, until the log is quiet or the line is full. Returns how far. */
async function sendOn(
  following: Following,
  target: queries.Sent,
  privateKey: string | undefined,
): Promise<number | SiemFailure> {
  const line = await openLine({
    host: target.host,
    port: target.port,
    authority: target.authority ?? undefined,
    usualAuthorities: following.usualAuthorities,
    clientCertificate: target.certificate && privateKey ? { certificate: target.certificate, privateKey } : undefined,
    timeoutMilliseconds: following.timeoutMilliseconds ?? 10_000,
  })
  try {
    const from = target.failures > 0 ? Math.max(target.fromPosition, target.position - margin) : target.position
    const until = await carry(following, target, line, from)
    await line.finish()
    return until
  } finally {
    line.drop()
  }
}

async function carry(following: Following, target: queries.Sent, line: Line, from: number): Promise<number> {
  const { sealing, environment, id, worker, stopping, lineMilliseconds = usualLineMilliseconds } = following
  const origin: Origin = { host: environment.host, customer: environment.customerName }
  const began = performance.now()
  let quietSince: number | undefined
  let position = from
  for (;;) {
    const { mine, next, rows } = await sealing.transact(environment.id, async (tx) => {
      const size = await sealedSize(tx)
      const until = Math.min(position + rowsAtOnce, Math.max(size, position))
      return {
        mine: await queries.lease(tx, id, worker),
        next: until,
        rows: until > position ? await sealedRows(tx, position, until - position) : [],
      }
    })
    // Switched off, or another worker took over: what this line carried is not counted.
    if (!mine) return target.position
    if (rows.length > 0)
      await line.write(
        Buffer.concat(
          rows.map((each) => frameOf(target.format, origin, each.position, each.row, eventText(each.row.event))),
        ),
      )
    quietSince = next > position ? undefined : (quietSince ?? performance.now())
    position = next
    const isQuiet = quietSince !== undefined && performance.now() - quietSince >= quietMilliseconds
    const isFull = position - from >= rowsOnLine || performance.now() - began >= lineMilliseconds
    if (isQuiet || isFull || stopping.aborted) return position
    if (quietSince !== undefined) await pause(looksForRows, stopping)
  }
}

/** Waits, or less when there is a stop. */
function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    stopping.addEventListener('abort', done)
  })
}
