import type { BulkGrant, BulkWithdrawal, Effect, NewGrant, ReachChange, ScopeRequest } from '@hoede/contract'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { clientName } from '../clients/public.ts'
import { giveGrant } from './access.ts'
import { giveBulk, previewBulk, previewWithdrawal, withdrawBulk } from './bulk.ts'
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
  const whole = grants.some(isWhole)
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

/**
 * The same for a role given to many people in one go: what the one button would do to each of them. Throws what giving it throws, for
 * one who is refused too.
 */
export async function effectOfBulk(tx: Transaction, giverId: string, request: BulkGrant): Promise<Effect> {
  const { from: _from, ...now } = request
  const [{ items }, role] = await Promise.all([previewBulk(tx, giverId, now), findRole(tx, request.roleId)])
  const people = [...new Set(items.map((line) => line.person.id))]
  const differences = await compare(tx, people, () => giveBulk(tx, giverId, now))
  const permissions = items.some((line) => line.outcome === 'give') ? (role?.permissions ?? []) : []
  const whole = request.scopes.some(isWhole)
  return effect(tx, differences, { waits: false, looked: people.length, permissions, whole })
}

/** The same for a role, or a batch, that ends for many people in one go. Throws what ending it throws. */
export async function effectOfBulkWithdrawal(
  tx: Transaction,
  giverId: string,
  request: BulkWithdrawal,
): Promise<Effect> {
  const { items } = await previewWithdrawal(tx, request)
  const people = [...new Set(items.map(({ grant }) => grant.person.id))]
  const differences = await compare(tx, people, () => withdrawBulk(tx, giverId, request))
  return effect(tx, differences, { waits: false, looked: people.length, permissions: [], whole: false })
}

const isWhole = (each: ScopeRequest) =>
  each.scope === 'organisation' && !each.exceptUnits?.length && !each.exceptClientNumbers?.length

async function compare(
  tx: Transaction,
  people: readonly string[],
  apply: () => Promise<unknown>,
): Promise<Difference[]> {
  const known = new Map<string, string>()
  const [rows, before] = await Promise.all([queries.findPeople(tx, people), queries.reachOf(tx, people, known)])
  const after = await queries.undone(tx, apply, () => queries.reachOf(tx, people, known))
  return rows.map((person) => {
    const [was, is] = [before.get(person.id) ?? [], after.get(person.id) ?? []]
    return { person, before: was.length, gained: without(is, was), lost: without(was, is) }
  })
}

async function effect(
  tx: Transaction,
  differences: readonly Difference[],
  about: { waits: boolean; looked: number; permissions: readonly string[]; whole: boolean },
): Promise<Effect> {
  const changed = differences.filter(({ gained, lost }) => gained.length + lost.length > 0)
  changed.sort((one, other) => other.gained.length + other.lost.length - one.gained.length - one.lost.length)
  const shown = changed.slice(0, mostShown)
  const named = await nameSome(tx, shown)
  const people = shown.map(({ person, gained, lost }) => ({
    person,
    gains: some(named, gained),
    loses: some(named, lost),
  }))
  const counts = differences.map(({ before, gained, lost }) => ({
    before,
    gained: gained.length,
    lost: lost.length,
  }))
  const { waits, looked, permissions, whole } = about
  return { waits, looked, changed: changed.length, people, odd: odditiesOf({ permissions, whole, people: counts }) }
}

type Named = ReachChange['some'][number]

/** The first clients of each difference, each asked for once, in the order of their numbers. */
async function nameSome(tx: Transaction, differences: readonly Difference[]): Promise<Map<string, Named>> {
  const ids = differences.flatMap(({ gained, lost }) => [
    ...gained.slice(0, mostClients),
    ...lost.slice(0, mostClients),
  ])
  const rows = ids.length > 0 ? await queries.findClients(tx, [...new Set(ids)]) : []
  return new Map(
    rows.flatMap(({ id, number, names }) =>
      number ? [[id, { number, name: names ? clientName(names) : null }] as const] : [],
    ),
  )
}

function some(named: ReadonlyMap<string, Named>, clients: readonly string[]): ReachChange {
  const first = new Set(clients.slice(0, mostClients))
  return { count: clients.length, some: [...named].flatMap(([id, client]) => (first.has(id) ? [client] : [])) }
}
