import type { Environments } from '../../platform/db/environments.ts'
import type { Logger } from '../../platform/log/logger.ts'
import * as queries from './queries.ts'
import { sealNext } from './sealing.ts'

/** How often each environment is looked at, in milliseconds: sealed at most a second after the commit. */
const every = 400
/** So many environments at a time. */
const atOnce = 4
/** An environment in which sealing fails is tried again after ever longer, up to half a minute. */
const longestWait = 30_000
/** An idle sealer leaves a sign of life this often, so that a stop can be told from silence. */
const signOfLife = 20_000
const aDay = 24 * 3_600_000
/** A clock that goes otherwise than time by more than this stepped. */
const stepSeconds = 2

/** The database's clock at a look, and that of this process before and after it, which only goes on; in milliseconds. */
interface Clock {
  database: number
  before: number
  after: number
}

interface Known {
  started: boolean
  clock: Clock | undefined
  /** When old checkpoints were thinned, by the clock of this process. */
  thinnedAt: number
  failures: number
  notBefore: number
}

type Named = { id: string; key: string }

export interface Sealer {
  /** Stops after what is under way. */
  stop(): Promise<void>
}

/**
 * Keeps the logs of all environments sealed. What fails in one (a full disk, a database that is away) stops no other, loses
 * nothing, and is tried again.
 */
export function startSealer(
  environments: Pick<Environments, 'transact'>,
  list: () => Promise<readonly Named[]>,
  logger: Logger,
): Sealer {
  const known = new Map<string, Known>()
  let stopping = false
  let wake = () => {}

  const turn = async () => {
    const all = (await list()).values()
    const inTurn = async () => {
      for (const environment of all) {
        if (stopping) return
        const state = known.get(environment.id) ?? {
          started: true,
          clock: undefined,
          thinnedAt: Number.NEGATIVE_INFINITY,
          failures: 0,
          notBefore: 0,
        }
        known.set(environment.id, state)
        if (performance.now() >= state.notBefore) await attempt(environments, environment, state, logger)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, inTurn))
  }

  const running = (async () => {
    while (!stopping) {
      await turn().catch((error: { code?: string }) =>
        logger.error({ code: error.code }, 'the sealer could not list environments'),
      )
      if (!stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, every)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  })()
  return {
    async stop() {
      stopping = true
      wake()
      await running
    },
  }
}

async function attempt(
  environments: Pick<Environments, 'transact'>,
  environment: Named,
  state: Known,
  logger: Logger,
): Promise<void> {
  try {
    await sealWhatCame(environments, environment, state)
    if (performance.now() - state.thinnedAt > aDay) {
      await environments.transact(environment.id, (tx) => queries.thinCheckpoints(tx))
      state.thinnedAt = performance.now()
    }
    if (state.failures > 0) logger.info({ environment: environment.key }, 'sealing goes on')
    state.failures = 0
  } catch (error) {
    state.failures += 1
    state.notBefore = performance.now() + Math.min(longestWait, every * 2 ** state.failures)
    logger.error({ environment: environment.key, code: (error as { code?: string }).code }, 'sealing failed')
  }
}

/** One environment: looks, and seals until nothing is left. */
async function sealWhatCame(
  environments: Pick<Environments, 'transact'>,
  environment: Named,
  state: Known,
): Promise<void> {
  for (;;) {
    const before = performance.now()
    const found = await environments.transact(environment.id, queries.look)
    const clock = { database: found.now.getTime(), before, after: performance.now() }
    const clockStep = state.clock && stepBetween(state.clock, clock)
    state.clock = clock
    const idle = found.highest !== null && found.last === found.highest && !found.unsettled && clockStep === undefined
    if (idle && !state.started) {
      if (found.now.getTime() - found.lookedAt!.getTime() > signOfLife)
        await environments.transact(environment.id, (tx) => queries.storeLook(tx))
      return
    }
    const { left } = await environments.transact(environment.id, (tx) =>
      sealNext(tx, environment, { started: state.started && found.highest !== null, clockStep }),
    )
    state.started = false
    if (left <= 0) return
  }
}

/** By how many seconds the database's clock went otherwise than time did; an answer that took long is no step. */
function stepBetween(one: Clock, other: Clock): number | undefined {
  const went = other.database - one.database
  const least = (went - (other.after - one.before)) / 1000
  const most = (went - (other.before - one.after)) / 1000
  return least > stepSeconds ? least : most < -stepSeconds ? most : undefined
}
