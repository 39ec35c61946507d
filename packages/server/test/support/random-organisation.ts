import type { Permission, ScopeName } from '@hoede/contract'
import fc from 'fast-check'

/** An organisation as plain data. Moments are hours from now; a missing end is null. */
export interface World {
  formerDays: number
  units: { id: string; parent: string | null }[]
  people: { id: string; function: string; from: number; until: number | null }[]
  memberships: { id: string; person: string; unit: string; from: number; until: number | null }[]
  roles: { id: string; permissions: Permission[] }[]
  grants: WorldGrant[]
  clients: { id: string }[]
  placements: { id: string; client: string; unit: string; from: number; until: number | null }[]
  relations: { id: string; client: string; person: string; kind: RelationKind; from: number; until: number | null }[]
  /** Half an hour at most; an empty one was cancelled. */
  shifts: {
    id: string
    person: string
    unit: string
    from: number
    until: number
    cancelled: boolean
    cancelledAt?: number
  }[]
  /** Closed records, and whom each names. */
  closures: (Limit & { named: { person: string; from: number; until: number | null }[] })[]
  objections: (Limit & { person: string })[]
  closedParts: (Limit & { part: 'reports' | 'measurements' | 'bsn'; functions: string[] })[]
}

/** Kinds that more than one person can have at a time for a client. */
export type RelationKind = 'practitioner' | 'supervisor'

interface Limit {
  id: string
  client: string
  from: number
  until: number | null
}

export interface WorldGrant {
  id: string
  person: string
  role: string
  scope: ScopeName
  unit: string | null
  client: string | null
  relationKind: RelationKind | null
  /** Hours before and after a shift. */
  window: { before: number; after: number }
  within: string | null
  exceptUnits: string[]
  exceptClients: string[]
  emergency: boolean
  from: number
  until: number | null
  withdrawn: boolean
  /** An hour ago, unless it is said. */
  withdrawnAt?: number
}

/**
 * The permissions that the property looks at. The last ones are different in kind: limits on a client leave them alone, one is for
 * granting, one works for the whole organisation only.
 */
export const lookedAt: Permission[] = [
  'client:read',
  'report:read',
  'report:write',
  'measurement:read',
  'bsn:read',
  'client:close',
  'access:grant',
  'log:read',
]

const functions = ['verzorgende', 'arts'] as const

const id = (kind: number, n: number) =>
  `0190b000-0000-7000-8${String(kind).padStart(3, '0')}-${String(n + 1).padStart(12, '0')}`
const moment = fc.constantFrom(-9600, -1080, -480, -120, -1, 1, 120, 1080)
const end = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: moment })
const index = fc.nat(99)
const period = fc.record({ from: moment, until: end })
const lasting = fc.oneof(
  { weight: 1, arbitrary: period },
  { weight: 3, arbitrary: fc.constant({ from: -120, until: null }) },
)
const none: fc.Arbitrary<number[]> = fc.constant([])
const few = fc.oneof({ weight: 5, arbitrary: none }, { weight: 1, arbitrary: fc.array(index, { maxLength: 2 }) })

/** Something that holds from a moment until a later one or the same (taken back before it began), or without end. */
function readPeriod({ from, until }: { from: number; until: number | null }) {
  return { from, until: until === null ? null : Math.max(from, until) }
}

/** Where one client was, is and will be; often somebody who left, as that is where the decision is hardest. */
const stays = fc.oneof(
  fc.array(fc.record({ unit: index, period }), { maxLength: 3 }),
  fc.array(
    fc.record({
      unit: fc.nat(2),
      period: fc.oneof(
        { weight: 3, arbitrary: fc.record({ from: fc.constant(-1080), until: fc.constantFrom(-960, -480, -120, -1) }) },
        { weight: 1, arbitrary: fc.constantFrom({ from: -1, until: -1 }, { from: -120, until: -120 }) },
        { weight: 1, arbitrary: fc.constant({ from: 120, until: null }) },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
)

const partsOf = (size: number) =>
  fc.record({
    formerDays: fc.constantFrom(0, 10, 30, 30),
    parents: fc.array(index, { maxLength: 6 * size }),
    people: fc.array(
      fc.record({ employed: period, steady: fc.integer({ min: 0, max: 4 }), function: fc.constantFrom(...functions) }),
      { minLength: 1, maxLength: 4 * size },
    ),
    memberships: fc.array(fc.record({ person: index, unit: index, period }), { maxLength: 7 * size }),
    roles: fc.array(fc.subarray(lookedAt, { minLength: 1 }), { minLength: 1, maxLength: 3 * size }),
    grants: fc.array(
      fc.record({
        person: index,
        role: index,
        scope: fc.constantFrom<ScopeName>(
          'organisation',
          'unit',
          'unit',
          'own-teams',
          'own-teams',
          'own-clients',
          'roster',
          'roster',
          'client',
        ),
        target: index,
        relationKind: fc.constantFrom<RelationKind | null>(null, null, 'practitioner', 'supervisor'),
        window: fc.record({ before: fc.constantFrom(0, 2, 12), after: fc.constantFrom(0, 2, 12) }),
        // Most grants are as plain as their scope.
        within: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: index }),
        exceptUnits: few,
        exceptClients: few,
        emergency: fc.integer({ min: 0, max: 7 }),
        period: lasting,
        withdrawn: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: size === 1 ? 0 : 9 * size, maxLength: size === 1 ? 9 : 18 * size },
    ),
    clients: fc.array(stays, { minLength: 1, maxLength: 9 * size }),
    relations: fc.array(
      fc.record({
        client: index,
        person: index,
        kind: fc.constantFrom<RelationKind>('practitioner', 'supervisor'),
        period,
      }),
      { maxLength: 6 * size },
    ),
    shifts: fc.array(
      fc.record({
        person: index,
        unit: index,
        from: fc.constantFrom(-30, -11, -3, -1, 1, 5, 11, 30),
        cancelled: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 6 * size },
    ),
    closures: fc.array(
      fc.record({
        client: index,
        period: lasting,
        named: fc.array(fc.record({ person: index, period: lasting }), { maxLength: 2 * size }),
      }),
      { maxLength: 2 * size },
    ),
    objections: fc.array(fc.record({ client: index, person: index, period: lasting }), { maxLength: 2 * size }),
    closedParts: fc.array(
      fc.record({
        client: index,
        part: fc.constantFrom('reports' as const, 'measurements' as const, 'bsn' as const),
        functions: fc.subarray([...functions], { minLength: 1 }),
        period: lasting,
      }),
      { maxLength: 3 * size },
    ),
  })

type Parts = ReturnType<typeof partsOf> extends fc.Arbitrary<infer Given> ? Given : never

/** Organisations of a few units, people and clients, with everything that can be past, present or coming being any of those. */
export const worldsOf = (size: number): fc.Arbitrary<World> => partsOf(size).map(readWorld)
export const worlds = worldsOf(1)

function readWorld(given: Parts): World {
  const pick = <T extends { id: string }>(list: T[], n: number) => list[n % list.length]!.id
  const units = [{ id: id(1, 0), parent: null as string | null }]
  for (const parent of given.parents) units.push({ id: id(1, units.length), parent: pick(units, parent) })
  const people = given.people.map(({ employed, steady, function: does }, n) => {
    const { from, until } = readPeriod(employed)
    const person = { id: id(2, n), function: does }
    // Most people are simply employed now.
    return steady > 0
      ? { ...person, from: -9600, until: null }
      : { ...person, from, until: until === from ? from + 1 : until }
  })
  const clients = given.clients.map((_, n) => ({ id: id(3, n) }))
  const roles = given.roles.map((permissions, n) => ({ id: id(4, n), permissions }))
  return {
    formerDays: given.formerDays,
    units,
    people,
    roles,
    clients,
    memberships: given.memberships.map((each, n) => ({
      id: id(6, n),
      person: pick(people, each.person),
      unit: pick(units, each.unit),
      ...readPeriod(each.period),
    })),
    placements: given.clients
      .flatMap((lives, client) => lives.map((each) => ({ ...each, client: clients[client]!.id })))
      .map((each, n) => ({
        id: id(5, n),
        client: each.client,
        unit: pick(units, each.unit),
        ...readPeriod(each.period),
      })),
    relations: given.relations.map((each, n) => ({
      id: id(7, n),
      client: pick(clients, each.client),
      person: pick(people, each.person),
      kind: each.kind,
      ...readPeriod(each.period),
    })),
    shifts: given.shifts.map((each, n) => ({
      id: id(9, n),
      person: pick(people, each.person),
      unit: pick(units, each.unit),
      from: each.from,
      until: each.from + 0.5,
      cancelled: each.cancelled === 0,
    })),
    closures: given.closures.map((each, n) => ({
      id: id(10, n),
      client: pick(clients, each.client),
      named: each.named.map((one) => ({ person: pick(people, one.person), ...readPeriod(one.period) })),
      ...readPeriod(each.period),
    })),
    objections: given.objections.map((each, n) => ({
      id: id(11, n),
      client: pick(clients, each.client),
      person: pick(people, each.person),
      ...readPeriod(each.period),
    })),
    closedParts: given.closedParts.map((each, n) => ({
      id: id(12, n),
      client: pick(clients, each.client),
      part: each.part,
      functions: each.functions,
      ...readPeriod(each.period),
    })),
    grants: given.grants.map((each, n) => {
      const { from, until } = readPeriod(each.period)
      return {
        id: id(8, n),
        person: pick(people, each.person),
        role: pick(roles, each.role),
        scope: each.scope,
        unit: each.scope === 'unit' ? pick(units, each.target) : null,
        client: each.scope === 'client' ? pick(clients, each.target) : null,
        relationKind: each.scope === 'own-clients' ? each.relationKind : null,
        window: each.window,
        within: each.within === null ? null : pick(units, each.within),
        exceptUnits: each.exceptUnits.map((n) => pick(units, n)),
        exceptClients: each.exceptClients.map((n) => pick(clients, n)),
        // Somebody in an emergency: for one client or one unit, and it always ends.
        emergency: each.emergency === 0 && ['client', 'unit'].includes(each.scope),
        from,
        until: until === from ? from + 1 : each.emergency === 0 ? (until ?? from + 24) : until,
        withdrawn: each.withdrawn === 0,
      }
    }),
  }
}
