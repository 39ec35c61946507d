import type { Environments } from '../../platform/db/environments.ts'
import type { Logger } from '../../platform/log/logger.ts'
import type { Dispatcher } from '../messages/public.ts'
import { tellOfSignIns } from '../sign-in/public.ts'
import { type ControlDatabase, listEnvironments } from './queries.ts'

/** So many environments at a time: a large one must not keep the others waiting. */
const atOnce = 4

/**
 * What a moment brings by itself in every environment: people who are told of attempts at their account. One that fails stops no
 * other, and is tried again a minute later.
 */
export async function takeTurns(
  control: ControlDatabase,
  environments: Pick<Environments, 'transact'>,
  dispatcher: Pick<Dispatcher, 'wake'>,
  logger: Logger,
): Promise<void> {
  const open = (await listEnvironments(control)).filter(({ state }) => state === 'open').values()
  const inTurn = async () => {
    for (const environment of open) {
      try {
        const told = await tellOfSignIns(environments, environment)
        if (told > 0) dispatcher.wake(environment.id)
      } catch (error) {
        logger.error(
          { environment: environment.key, code: (error as { code?: string }).code },
          'telling of sign-ins failed',
        )
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, inTurn))
}
