import { recordAudit } from '../../platform/audit/record.ts'
import type { Environment, Environments } from '../../platform/db/environments.ts'
import { reviewToDo, tellByMail } from '../messages/public.ts'
import * as queries from './queries.ts'

/**
 * Reminds reviewers by mail, seven days and one day before the deadline; at the deadline what is open goes up, and whoever has it then
 * is told. Answers how many messages there are to send.
 */
export async function tellReviewers(
  environments: Pick<Environments, 'transact'>,
  environment: Pick<Environment, 'id' | 'customerName'>,
): Promise<number> {
  return environments.transact(environment.id, async (tx) => {
    const turns = await queries.takeReviewTurns(tx)
    for (const { personId, what, ...review } of turns) {
      if (personId === null) continue
      await tellByMail(tx, personId, `review-${what}`, reviewToDo(environment.customerName, what, review))
    }
    for (const [reviewId, what] of new Map(turns.map((turn) => [turn.reviewId, turn.what]))) {
      await recordAudit(tx, {
        event: `review.${what}`,
        action: 'U',
        outcome: 'success',
        supplier: 'hoede',
        part: 'access-review',
        objectId: reviewId,
        detail: { people: turns.filter((turn) => turn.reviewId === reviewId && turn.personId).length },
      })
    }
    return turns.filter((turn) => turn.personId).length
  })
}
