import type { Logger } from '../../platform/log/logger.ts'
import type { Dispatcher } from '../messages/public.ts'
import { type ControlDatabase, listEnvironments } from './queries.ts'

/** So many environments at a time: one whose gateway is slow must not keep the others waiting. */
const atOnce = 8

/** Sends what waits in the outbox of every environment; one that fails stops no other. */
export async function sweep(
  control: ControlDatabase,
  dispatcher: Pick<Dispatcher, 'sendWaiting'>,
  logger: Logger,
): Promise<void> {
  const open = (await listEnvironments(control)).filter(({ state }) => state === 'open').values()
  const sendInTurn = async () => {
    for (const { id, key } of open) {
      await dispatcher.sendWaiting(id).catch((error: { code?: string }) => {
        logger.error({ environment: key, code: error.code }, 'sending what waits failed')
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sendInTurn))
}
