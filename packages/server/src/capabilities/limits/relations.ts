import type { CareRelationKind, ClientRelation, NewRelation } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { sqlState } from '../../platform/db/connection.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { demandEmployed, readPeriod } from './limits.ts'
import * as queries from './relation-queries.ts'

export const listKinds = async (reader: Reader): Promise<{ items: CareRelationKind[] }> => ({
  items: await queries.findKinds(reader),
})

export async function createKind(
  tx: Transaction,
  request: { key: string; name: string; exclusive: boolean },
): Promise<CareRelationKind> {
  if (!(await queries.insertKind(tx, request))) throw new Problem('already-exists')
  return (await queries.findKind(tx, request.key))!
}

/** Renames a kind, or takes it out of use: what has it keeps it. Whether it is exclusive never changes. */
export async function changeKind(
  tx: Transaction,
  key: string,
  change: { version: number; name?: string; retired?: boolean },
): Promise<{ before: CareRelationKind; after: CareRelationKind }> {
  const before = await queries.findKind(tx, key)
  if (!before) throw new Problem('not-found')
  const values = { name: change.name ?? before.name, retired: change.retired ?? before.retired }
  const changed = await queries.updateKind(tx, key, change.version, values)
  const after = (await queries.findKind(tx, key))!
  if (!changed) throw new Problem('conflict', { current: after })
  return { before, after }
}

/**
 * Begins a care relation: never for oneself. Of an exclusive kind somebody else may have it already: then it is refused with who and
 * until when, or taken over from the beginning of this one, in one step. Returns what it ended too.
 */
export async function relate(
  tx: Transaction,
  clientId: string,
  by: string,
  request: NewRelation,
): Promise<{ relation: ClientRelation; ended: string[] }> {
  if (request.personId === by) throw new Problem('limit-for-self')
  const id = request.id ?? newId()
  const known = await queries.findRelation(tx, clientId, id)
  if (known) {
    if (known.person.id !== request.personId || known.kind.key !== request.kind) throw new Problem('already-exists')
    return { relation: present(known), ended: [] }
  }
  const when = readPeriod(request)
  const [kind] = await Promise.all([queries.findKind(tx, request.kind), demandEmployed(tx, [request.personId])])
  if (!kind || kind.retired) throw new Problem('kind-unknown')
  const values = { id, clientId, personId: request.personId, kind: request.kind, by, ...when }
  const ended = kind.exclusive ? await makeRoom(tx, values, request.takeOver === true) : []
  await queries.insertRelation(tx, values).catch((error: unknown) => {
    // Somebody else was first, at the same moment.
    throw sqlState(error) === '23P01' ? new Problem('relation-exclusive') : error
  })
  const relation = await queries.findRelation(tx, clientId, id)
  if (!relation) throw new Problem('already-exists')
  return { relation: present(relation), ended }
}

async function makeRoom(tx: Transaction, values: queries.RelationValues, takeOver: boolean): Promise<string[]> {
  const others = await queries.overlapping(tx, values)
  const [first] = others
  if (!first) return []
  if (!takeOver) {
    const { person, from, until } = present(first)
    throw new Problem('relation-exclusive', {
      detail: `${person.name} heeft haar ${until ? `tot ${inWords(new Date(until))}` : 'zonder einde'}.`,
      current: { person, from, until },
    })
  }
  await queries.endOverlapping(tx, values)
  return others.map((each) => each.id)
}

const day = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'long', timeStyle: 'short' })
const inWords = (moment: Date) => day.format(moment)

export async function endRelation(
  tx: Transaction,
  clientId: string,
  relationId: string,
  ending: { version: number; at?: string },
): Promise<ClientRelation> {
  const before = await queries.findRelation(tx, clientId, relationId)
  if (!before) throw new Problem('not-found')
  const at = ending.at ? new Date(ending.at) : null
  if (!(await queries.endRelation(tx, clientId, relationId, ending.version, at))) throw new Problem('limit-ended')
  return present((await queries.findRelation(tx, clientId, relationId))!)
}

export const present = (row: queries.RelationRow): ClientRelation => ({
  ...row,
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
})
