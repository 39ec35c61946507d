import { recordAudit } from '../../platform/audit/record.ts'
import type { Environment, Environments } from '../../platform/db/environments.ts'
import { moveRefused, tellByMail } from '../messages/public.ts'
import * as queries from './queries.ts'

const program = 'hoede'
const atOnce = 50

/**
 * Ends what is left of everybody whose employment is over and writes their statements; each in a transaction of its own, so that one
 * that fails keeps nobody else. Access itself ended at the moment: every way in asks it. Answers how many there were.
 */
export async function clearUpLeavers(
  environments: Pick<Environments, 'transact'>,
  environment: Pick<Environment, 'id'>,
): Promise<number> {
  let done = 0
  const failed = new Set<string>()
  for (;;) {
    const leavers = await environments.transact(environment.id, (tx) => queries.findLeavers(tx, atOnce + failed.size))
    const next = leavers.filter((id) => !failed.has(id))
    if (next.length === 0) break
    for (const personId of next) {
      const ended = await environments
        .transact(environment.id, async (tx) => {
          const items = await queries.completeLeaving(tx, personId)
          if (items === undefined) return false
          await recordAudit(tx, {
            event: 'person.cleared',
            action: 'U',
            outcome: 'success',
            supplier: program,
            part: 'person',
            objectId: personId,
            detail: { items },
          })
          return true
        })
        .catch(() => undefined)
      if (ended === undefined) failed.add(personId)
      else if (ended) done += 1
    }
  }
  if (failed.size > 0) throw Object.assign(new Error('leavers could not be cleared up'), { code: 'leavers-left' })
  return done
}

/**
 * Gives everybody the function that was planned and whose moment has come; roles by function come and go with it. Where that would
 * leave nobody who can give roles, it does not happen, which the log says and whoever planned it hears by mail. Answers how many
 * people have another function, and how many messages there are to send.
 */
export async function carryOutMoves(
  environments: Pick<Environments, 'transact'>,
  environment: Pick<Environment, 'id' | 'customerName'>,
): Promise<{ moved: number; told: number }> {
  return environments.transact(environment.id, async (tx) => {
    const moves = await queries.carryOutMoves(tx)
    let told = 0
    for (const { personId, name, job, before, refused, planner } of moves) {
      if (refused && planner) {
        const mail = moveRefused(environment.customerName, { name, before, after: job })
        if (await tellByMail(tx, planner, 'move-refused', mail)) told += 1
      }
      await recordAudit(tx, {
        event: 'person.change',
        action: 'U',
        outcome: refused ? 'refused' : 'success',
        problem: refused ? 'last-manager' : undefined,
        supplier: program,
        part: 'person',
        objectId: personId,
        detail: { function: { before, after: job } },
      })
    }
    return { moved: moves.filter((each) => !each.refused).length, told }
  })
}
