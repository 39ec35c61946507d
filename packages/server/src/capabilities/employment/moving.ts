import type { MoveDone, MovePreview, PersonMove } from '@hoede/contract'
import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { keepingAManager } from '../access/public.ts'
import { endRelation, relate } from '../limits/public.ts'
import { endMembership, findWithin, refuseSelf, startMembership } from '../organisation/public.ts'
import * as queries from './queries.ts'

/** What a move away from units would touch. Throws Problem not-found. */
export async function previewMove(reader: Reader, personId: string, from: readonly string[]): Promise<MovePreview> {
  await findWithin(reader, personId, 'people:manage')
  const { grants, relations } = await queries.findMoveEffects(reader, personId, from)
  return {
    grants: grants.map((each) => ({
      ...each,
      scope: each.scope as MovePreview['grants'][number]['scope'],
      until: each.until && new Date(each.until).toISOString(),
    })),
    relations: relations.map(({ id, number, kind, exclusive, mayChange }) => ({
      id,
      clientNumber: number,
      kind,
      exclusive,
      mayChange,
    })),
  }
}

/** So long ago a day may lie: whoever types "today" means this morning. */
const mayBePast = 24 * 3_600_000

/**
 * Moves somebody to another team, at once or from a day on, in one step: out of the old teams, into the new one, the chosen grants and
 * care relations end. All of it is a period in the database, so at that moment the old reach is gone in open sessions too, without
 * anything having to run; only another function is carried out by the worker then. Throws Problem not-member, move-nowhere,
 * move-grant, move-relation, period-invalid, person-left, last-manager.
 */
export async function move(tx: Transaction, askerId: string, personId: string, request: PersonMove): Promise<MoveDone> {
  const person = await findWithin(tx, personId, 'people:manage')
  refuseSelf(askerId, personId, 'Je kunt jezelf niet overplaatsen. Vraag het aan een collega.')
  const now = new Date()
  const at = request.at && new Date(request.at) > now ? new Date(request.at) : undefined
  if (request.at && new Date(request.at).getTime() < now.getTime() - mayBePast) throw new Problem('period-invalid')
  if (person.employedUntil && person.employedUntil <= (at ?? now)) throw new Problem('person-left')
  if (request.from.includes(request.to)) throw new Problem('move-nowhere')
  const effects = await queries.findMoveEffects(tx, personId, request.from)
  const leaving = person.memberships.filter(
    (each) => request.from.includes(each.unit.id) && (!each.until || new Date(each.until) > (at ?? now)),
  )
  const left = new Set(leaving.map((each) => each.unit.id))
  if (!request.from.every((unit) => left.has(unit))) throw new Problem('not-member')
  const moment = at?.toISOString()
  for (const membership of leaving) await endMembership(tx, askerId, membership.id, moment)
  await startMembership(tx, askerId, personId, { unitId: request.to, ...(moment ? { from: moment } : {}) })
  const grants = await endGrants(tx, effects, request.endGrants ?? [], at ?? now)
  const relations = await settleRelations(tx, askerId, effects, request.relations ?? [], at)
  const job = request.function?.replace(/\s+/g, ' ').trim()
  const changed = job && job !== person.function ? job : null
  if (changed && at) {
    if (!(await queries.keepsAManager(tx, personId, changed))) throw new Problem('last-manager')
    await queries.planFunction(tx, { id: newId(), personId, at, job: changed, by: askerId })
  } else if (changed) await keepingAManager(tx, () => queries.setFunction(tx, personId, changed))
  return { at: (at ?? now).toISOString(), memberships: leaving.length, grants, relations, function: changed }
}

async function endGrants(
  tx: Transaction,
  effects: queries.MoveEffects,
  ids: readonly string[],
  at: Date,
): Promise<number> {
  const known = new Map(effects.grants.map((grant) => [grant.id, grant]))
  for (const id of ids) {
    const grant = known.get(id)
    // What a function or a group brought would come back; it ends with those.
    if (!grant?.tied || !['given', 'operator'].includes(grant.source)) throw new Problem('move-grant')
    await queries.endGrantAt(tx, id, at)
  }
  return ids.length
}

async function settleRelations(
  tx: Transaction,
  askerId: string,
  effects: queries.MoveEffects,
  choices: NonNullable<PersonMove['relations']>,
  at: Date | undefined,
): Promise<number> {
  const known = new Map(effects.relations.map((relation) => [relation.id, relation]))
  let settled = 0
  for (const { id, choice, to } of choices) {
    const relation = known.get(id)
    if (!relation || (choice === 'hand-over') !== (to !== undefined)) throw new Problem('move-relation')
    if (choice === 'keep') continue
    if (!relation.mayChange) throw new Problem('not-allowed')
    const ending = { version: relation.version, ...(at ? { at: at.toISOString() } : {}) }
    await endRelation(tx, relation.clientId, id, ending)
    await logRelation(tx, 'relation.end', relation.clientId, id, relation.kindKey)
    if (to) {
      const request = { personId: to, kind: relation.kindKey, ...(at ? { from: at.toISOString() } : {}) }
      const made = await relate(tx, relation.clientId, askerId, request)
      await logRelation(tx, 'relation.start', relation.clientId, made.relation.id, relation.kindKey)
    }
    settled += 1
  }
  return settled
}

/** In the log of the client too: who looks there later sees whose it became. */
function logRelation(tx: Transaction, event: string, clientId: string, objectId: string, kind: string): Promise<void> {
  const action = event === 'relation.start' ? 'C' : 'U'
  return recordAudit(tx, {
    event,
    action,
    outcome: 'success',
    part: 'care-relation',
    clientId,
    objectId,
    detail: { kind },
  })
}
