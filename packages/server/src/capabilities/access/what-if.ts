import type { Effect, NewGrant, ReachChange } from '@hoede/contract'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { clientName } from '../clients/public.ts'
import { giveGrant } from './access.ts'
import { findRole } from './queries.ts'
import { changeRole, type RoleEdit } from './roles.ts'
import * as queries from './what-if-queries.ts'
import { odditiesOf, without } from './what-if-rules.ts'

/** Of so many people is looked what a change of their role does; their records are compared one by one. */
const mostPeople = 50
const mostShown = 100
const mostClients = 20

interface Difference {
  person: queries.PersonRow
  before: number
  gained: string[]
  lost: string[]
}

/**
 * What giving these roles would do: it is done by the same rules, looked at and undone. A grant for later is looked at as if it began
 * now. Throws what giving it throws.
 */
export async function effectOfGrants(
  tx: Transaction,
  giverId: string,
  personId: string,
  grants: readonly NewGrant[],
): Promise<Effect> {
  const roles = await Promise.all(grants.map((each) => findRole(tx, each.roleId)))
  let waits = false
  const differences = await compare(tx, [personId], async () => {
    for (const { id: _id, from: _from, ...grant } of grants) {
      const given = await giveGrant(tx, giverId, personId, grant)
      waits ||= given.state === 'waiting'
    }
  })
  if (differences.length === 0) throw new Problem('not-found')
  const whole = grants.some(
    (each) => each.scope === 'organisation' && !each.exceptUnits?.length && !each.exceptClientNumbers?.length,
  )
  const permissions = roles.flatMap((role) => role?.permissions ?? [])
  return effect(tx, differences, { waits, looked: 1, permissions, whole })
}

/** The same for a change of a role, for whoever holds it now. Throws what changing it throws. */
export async function effectOfRole(
  tx: Transaction,
  editorId: string,
  roleId: string,
  change: RoleEdit,
): Promise<Effect> {
  const [role, holders] = await Promise.all([findRole(tx, roleId), queries.holdersOf(tx, roleId, mostPeople)])
  if (!role) throw new Problem('not-found')
  const differences = await compare(tx, holders.ids, () => changeRole(tx, editorId, roleId, change, 'tried'))
  const added = (change.permissions ?? []).filter((each) => !(role.permissions as string[]).includes(each))
  return effect(tx, differences, { waits: false, looked: holders.ids.length, permissions: added, whole: false })
}

async function compare(
  tx: Transaction,
  people: readonly string[],
  apply: () => Promise<unknown>,
): Promise<Difference[]> {
  const [rows, before] = await Promise.all([queries.findPeople(tx, people), queries.reachOf(tx, people)])
  const after = await queries.undone(tx, apply, () => queries.reachOf(tx, people))
  const none: ReadonlySet<string> = new Set()
  return rows.map((person) => {
    const [was, is] = [before.get(person.id) ?? none, after.get(person.id) ?? none]
    return { person, before: was.size, gained: without(is, was), lost: without(was, is) }
  })
}

async function effect(
  tx: Transaction,
  differences: readonly Difference[],
  about: { waits: boolean; looked: number; permissions: readonly string[]; whole: boolean },
): Promise<Effect> {
  const changed = differences.filter(({ gained, lost }) => gained.length + lost.length > 0)
  changed.sort((one, other) => other.gained.length + other.lost.length - one.gained.length - one.lost.length)
  const people: Effect['people'] = []
  for (const { person, gained, lost } of changed.slice(0, mostShown)) {
    people.push({ person, gains: await some(tx, gained), loses: await some(tx, lost) })
  }
  const counts = differences.map(({ before, gained, lost }) => ({
    before,
    gained: gained.length,
    lost: lost.length,
  }))
  const { waits, looked, permissions, whole } = about
  return { waits, looked, people, odd: odditiesOf({ permissions, whole, people: counts }) }
}

async function some(tx: Transaction, clients: readonly string[]): Promise<ReachChange> {
  if (clients.length === 0) return { count: 0, some: [] }
  const rows = await queries.findClients(tx, clients.slice(0, mostClients))
  return {
    count: clients.length,
    some: rows.flatMap(({ number, names }) => (number ? [{ number, name: names ? clientName(names) : null }] : [])),
  }
}
