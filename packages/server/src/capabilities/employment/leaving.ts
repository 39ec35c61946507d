import type { HeldItem, LeavingPreview, LeavingStatement } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { findWithin, personName, refuseSelf } from '../organisation/public.ts'
import { present } from './present.ts'
import * as queries from './queries.ts'

/**
 * Ends everything that somebody's employment carried, once it is over, and writes the statement of it: sessions, short codes, second
 * factors, accounts at providers, invitations, grants (emergency access too), teams, care relations, shifts, groups of the directory,
 * what they had to review, messages that wait. Does nothing to whoever has not left. Answers how many things ended.
 */
export const completeLeaving = (tx: Transaction, personId: string): Promise<number | undefined> =>
  queries.completeLeaving(tx, personId)

/** What would end if somebody left now. Throws Problem not-found. */
export async function previewLeaving(reader: Reader, personId: string): Promise<LeavingPreview> {
  await findWithin(reader, personId, 'people:manage')
  return { items: (await queries.wouldEnd(reader, personId)).map(present) }
}

/** What ended when somebody last left. Throws Problem not-found, also in the half minute before everything has ended. */
export async function readStatement(reader: Reader, personId: string): Promise<LeavingStatement> {
  const [person, statement] = await Promise.all([
    findWithin(reader, personId, 'people:read'),
    queries.findStatement(reader, personId),
  ])
  if (!statement) throw new Problem('not-found', { detail: 'Er is nog geen verklaring: niet alles is al beëindigd.' })
  return {
    person: { id: personId, name: personName(person), userName: person.userName, function: person.function },
    leftAt: statement.leftAt.toISOString(),
    madeAt: statement.madeAt.toISOString(),
    items: statement.items.map((row): LeavingStatement['items'][number] => ({
      ...(present(row) satisfies HeldItem),
      ended: new Date(row.ended).toISOString(),
      by: row.by,
    })),
  }
}

const longestAhead = 366 * 24 * 3_600_000

/**
 * Employs somebody again who left, from now or a later day: none of what they had comes along, and nothing works before that day.
 * Throws Problem not-left, period-invalid.
 */
export async function comeBack(
  tx: Transaction,
  askerId: string,
  personId: string,
  from: string | undefined,
): Promise<{ employedFrom: string }> {
  const person = await findWithin(tx, personId, 'people:manage')
  refuseSelf(askerId, personId, 'Je kunt jezelf niet in dienst nemen. Vraag het aan een collega.')
  const now = new Date()
  if (!person.employedUntil || person.employedUntil > now) throw new Problem('not-left')
  const start = from ? new Date(from) : null
  if (start && (start.getTime() < now.getTime() - 24 * 3_600_000 || start.getTime() > now.getTime() + longestAhead)) {
    throw new Problem('period-invalid')
  }
  // What the half minute after leaving had not ended yet must not come along.
  await queries.completeLeaving(tx, personId)
  const employedFrom = await queries.startAgain(tx, personId, person.version, start)
  return { employedFrom: employedFrom.toISOString() }
}
