import { setTimeout as sleep } from 'node:timers/promises'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { type ControlDatabase, listRenewals, type Renewal, retireDataKeys } from './queries.ts'
import { resealAll } from './resealing.ts'

/** How often is looked for environments with a new data key, in milliseconds. */
const every = 10_000
/** A day: whatever runs with the keys of before (an import, a report) has ended by then. */
const settleSeconds = 86_400
/** After a round that left values on an earlier key: held by somebody, or not to be opened. Twice as long each time, up to an hour. */
const firstWait = 30_000
const longestWait = 3_600_000

export interface RenewalParts {
  control: ControlDatabase
  environments: Pick<Environments, 'transact'>
  sealing: Pick<Environments, 'transact' | 'read' | 'refuses'>
  logger: Logger
}

/** Takes an earlier data key out of use when a count says that nothing is sealed with it; answers whether it did. */
export async function finishRenewal(
  { control, environments, sealing, logger }: RenewalParts,
  { environmentId, environment, to, settled }: Renewal,
  options: Parameters<typeof resealAll>[3] = {},
): Promise<'goes on' | 'left' | 'waits' | 'retired'> {
  const left = await resealAll(sealing, environmentId, to, options)
  if (left === undefined) return 'goes on'
  if (left > 0) {
    logger.info({ environment, version: to, left }, 'some values are still sealed with an earlier data key')
    return 'left'
  }
  if (!settled) return 'waits'
  await environments.transact(environmentId, (tx) =>
    recordAudit(tx, {
      event: 'key.retire',
      action: 'U',
      outcome: 'success',
      supplier: 'hoede',
      part: 'setting',
      detail: { before: to },
    }),
  )
  await retireDataKeys(control, environmentId, to)
  logger.info({ environment, version: to }, 'everything is sealed with the new data key')
  return 'retired'
}

/** Seals environments anew where there is a new data key, one after the other, half of the time at most; until stop(). */
export function startRenewals(parts: RenewalParts): { stop(): Promise<void> } {
  const { control, sealing, logger } = parts
  const known = new Map<string, { to: number; notBefore: number; wait: number; counted: boolean }>()
  const stopping = new AbortController()
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)

  const turn = async () => {
    for (const renewal of await listRenewals(control, settleSeconds)) {
      if (stopping.signal.aborted) return
      const { environmentId, environment, to, settled } = renewal
      if (sealing.refuses(environmentId)) continue
      const before = known.get(environmentId)
      const state = before?.to === to ? before : { to, notBefore: 0, wait: firstWait, counted: false }
      known.set(environmentId, state)
      if (performance.now() < state.notBefore || (state.counted && !settled)) continue
      const rest = async (took: number) => void (await pause(took))
      const outcome = await finishRenewal(parts, renewal, { stopping: () => stopping.signal.aborted, rest }).catch(
        (error: { code?: string }) => {
          logger.error({ environment, code: error.code }, 'sealing with the new data key failed')
          return 'left' as const
        },
      )
      state.counted = outcome === 'waits'
      if (outcome !== 'left') state.wait = firstWait
      else {
        state.notBefore = performance.now() + state.wait
        state.wait = Math.min(longestWait, state.wait * 2)
      }
    }
  }
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await turn().catch((error: { code?: string }) =>
        logger.error({ code: error.code }, 'looking for new data keys failed'),
      )
      await pause(every)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
