import type { Membership } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { checkTeams, findWithin, presentMembership, refuseSelf } from './within.ts'

const notOwn = 'Je kunt je eigen teams niet wijzigen. Vraag het aan een collega.'

/** Puts somebody in a team from a moment (absent: now). The same id with the same content sent twice is one. */
export async function startMembership(
  tx: Transaction,
  askerId: string,
  personId: string,
  request: { id?: string; unitId: string; from?: string; until?: string | null },
): Promise<Membership> {
  const person = await findWithin(tx, personId, 'people:manage')
  refuseSelf(askerId, personId, notOwn)
  await checkTeams(tx, [request.unitId])
  const now = new Date()
  const { from, until = null } = request
  const start = from ? new Date(from) : now
  if (until && (new Date(until) <= start || new Date(until) <= now)) throw new Problem('period-invalid')
  if (person.employedUntil && person.employedUntil <= (start > now ? start : now)) throw new Problem('person-left')
  const membership = { id: request.id ?? newId(), personId, unitId: request.unitId, from, until }
  if (await queries.overlapsMembership(tx, membership)) {
    throw new Problem('already-exists', { detail: 'Deze medewerker werkt in die tijd al in dit team.' })
  }
  await queries.insertMembership(tx, membership)
  const made = await membershipOf(tx, personId, membership.id)
  if (made?.unit.id !== membership.unitId) throw new Problem('already-exists')
  return made
}

/** Ends a membership at a moment (absent: now); one that has not begun is as if it never was. Returns whose it is, and as it is now. */
export async function endMembership(
  tx: Transaction,
  askerId: string,
  membershipId: string,
  at: string | undefined,
): Promise<{ personId: string; membership: Membership }> {
  const personId = await queries.findMemberOf(tx, membershipId)
  if (!personId) throw new Problem('not-found')
  await findWithin(tx, personId, 'people:manage')
  refuseSelf(askerId, personId, notOwn)
  const before = await membershipOf(tx, personId, membershipId)
  if (!before) throw new Problem('not-found')
  if (at && before.until && new Date(at) > new Date(before.until)) throw new Problem('period-invalid')
  const ended = await queries.endMembership(tx, membershipId, before.version, at)
  const membership = await membershipOf(tx, personId, membershipId)
  if (!membership || !ended) throw new Problem('conflict', { current: membership })
  return { personId, membership }
}

async function membershipOf(tx: Transaction, personId: string, id: string): Promise<Membership | undefined> {
  const { memberships } = await findWithin(tx, personId, 'people:manage')
  const row = memberships.find((each) => each.id === id)
  return row && presentMembership(row)
}

/** What a membership is, for the log. */
export const membershipForLog = (personId: string, membership: Membership) => ({
  person: personId,
  unit: membership.unit.id,
  from: membership.from,
  until: membership.until,
})
