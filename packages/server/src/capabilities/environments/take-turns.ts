import type { Environments } from '../../platform/db/environments.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { tellReviewers } from '../access-reviews/public.ts'
import { carryOutMoves, clearUpLeavers } from '../employment/public.ts'
import type { Dispatcher } from '../messages/public.ts'
import { tellOfSignIns } from '../sign-in/public.ts'
import { type ControlDatabase, listEnvironments } from './queries.ts'

/** So many environments at a time: a large one must not keep the others waiting. */
const atOnce = 4

/**
 * What a moment brings by itself in every environment: people whose employment ended lose what is left of it, functions that were
 * planned, reviewers whose deadline comes near, and who is told of attempts at their account. One that fails stops no other, and is tried again half a minute later.
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
      const attempt = async (what: string, work: () => Promise<number>) =>
        work().catch((error: { code?: string }) => {
          logger.error({ environment: environment.key, code: error.code }, `${what} failed`)
          return 0
        })
      const left = await attempt('clearing up leavers', () => clearUpLeavers(environments, environment))
      const moves = await attempt('planned moves', async () => (await carryOutMoves(environments, environment)).told)
      const told = await attempt('reminding reviewers', () => tellReviewers(environments, environment))
      const warned = await attempt('telling of sign-ins', () => tellOfSignIns(environments, environment))
      if (moves + told + warned > 0) dispatcher.wake(environment.id)
      if (left > 0) logger.info({ environment: environment.key, people: left }, 'leavers cleared up')
    }
  }
  await Promise.all(Array.from({ length: atOnce }, inTurn))
}
