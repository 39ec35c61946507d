import type { Permission, ScopeName } from '@hoede/contract'
import fc from 'fast-check'

/** An organisation as plain data. Moments are hours from now; a missing end is null. */
export interface World {
  formerDays: number
  units: { id: string; parent: string | null }[]
  people: { id: string; from: number; until: number | null }[]
  memberships: { id: string; person: string; unit: string; from: number; until: number | null }[]
  roles: { id: string; permissions: Permission[] }[]
  grants: WorldGrant[]
  clients: { id: string }[]
  placements: { id: string; client: string; unit: string; from: number; until: number | null }[]
  relations: { id: string; client: string; person: string; from: number; until: number | null }[]
}

export interface WorldGrant {
  id: string
  person: string
  role: string
  scope: ScopeName
  unit: string | null
  client: string | null
  from: number
  until: number | null
  withdrawn: boolean
}

/** The permissions that the property looks at; the last two are different in kind: one for granting, one organisation-wide. */
export const lookedAt: Permission[] = ['client:read', 'report:read', 'measurement:read', 'access:grant', 'log:read']

const id = (kind: number, n: number) =>
  `0190b000-0000-7000-8${String(kind).padStart(3, '0')}-${String(n + 1).padStart(12, '0')}`
const moment = fc.constantFrom(-9600, -1080, -480, -120, -1, 1, 120, 1080)
const end = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: moment })
const index = fc.nat(99)
const period = fc.record({ from: moment, until: end })

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

const parts = fc.record({
  formerDays: fc.constantFrom(0, 10, 30, 30),
  parents: fc.array(index, { maxLength: 6 }),
  people: fc.array(fc.record({ employed: period, steady: fc.integer({ min: 0, max: 4 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  memberships: fc.array(fc.record({ person: index, unit: index, period }), { maxLength: 7 }),
  roles: fc.array(fc.subarray(lookedAt, { minLength: 1 }), { minLength: 1, maxLength: 3 }),
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
        'client',
      ),
      target: index,
      period: fc.oneof(
        { weight: 1, arbitrary: period },
        { weight: 2, arbitrary: fc.constant({ from: -120, until: null }) },
      ),
      withdrawn: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 9 },
  ),
  clients: fc.array(stays, { minLength: 1, maxLength: 9 }),
  relations: fc.array(fc.record({ client: index, person: index, period }), { maxLength: 6 }),
})

/** Organisations of a few units, people and clients, with everything that can be past, present or coming being any of those. */
export const worlds: fc.Arbitrary<World> = parts.map((given) => {
  const pick = <T extends { id: string }>(list: T[], n: number) => list[n % list.length]!.id
  const units = [{ id: id(1, 0), parent: null as string | null }]
  for (const parent of given.parents) units.push({ id: id(1, units.length), parent: pick(units, parent) })
  const people = given.people.map(({ employed, steady }, n) => {
    const { from, until } = readPeriod(employed)
    // Most people are simply employed now.
    return steady > 0
      ? { id: id(2, n), from: -9600, until: null }
      : { id: id(2, n), from, until: until === from ? from + 1 : until }
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
        from,
        until: until === from ? from + 1 : until,
        withdrawn: each.withdrawn === 0,
      }
    }),
  }
})

const isNow = (period: { from: number; until: number | null }) =>
  period.from < 0 && (period.until === null || period.until > 0)

/** The unit and all above it. */
function upwards(world: World, unit: string): string[] {
  const parent = world.units.find((each) => each.id === unit)?.parent
  return parent ? [unit, ...upwards(world, parent)] : [unit]
}

/** Where a client counts as placed: where they are now; otherwise, for a number of days, where they were last. */
function unitsOfClient(world: World, client: string): string[] {
  const real = world.placements.filter((each) => each.client === client && each.from !== each.until)
  const now = real.filter(isNow)
  if (now.length) return now.flatMap((each) => upwards(world, each.unit))
  const past = real.filter((each) => each.until !== null && each.until < 0)
  const last = past.sort((a, b) => b.until! - a.until! || (a.id < b.id ? 1 : -1))[0]
  return last && last.until! > -24 * world.formerDays ? upwards(world, last.unit) : []
}

const onlyForTheWhole: Permission[] = [
  'people:manage',
  'organisation:change',
  'role:change',
  'setting:change',
  'log:read',
]

/** The grants of a person that count now for a permission. */
export function countingGrants(world: World, person: string, permission: Permission): WorldGrant[] {
  const employed = isNow(world.people.find((each) => each.id === person)!)
  return world.grants.filter(
    (grant) =>
      employed &&
      grant.person === person &&
      !grant.withdrawn &&
      isNow(grant) &&
      world.roles.find((role) => role.id === grant.role)!.permissions.includes(permission) &&
      (grant.scope === 'organisation' || !onlyForTheWhole.includes(permission)),
  )
}

const works = (world: World, person: string, units: string[]) =>
  world.memberships.some((each) => each.person === person && isNow(each) && units.includes(each.unit))

/** Does the scope of a grant hold a client? */
function holds(world: World, grant: WorldGrant, client: string): boolean {
  const units = unitsOfClient(world, client)
  switch (grant.scope) {
    case 'organisation':
      return true
    case 'roster':
      return false
    case 'unit':
      return units.includes(grant.unit!)
    case 'own-teams':
      return works(world, grant.person, units)
    case 'own-clients':
      return world.relations.some((each) => each.person === grant.person && each.client === client && isNow(each))
    case 'client':
      return grant.client === client
  }
}

/** THE reference: the grants through which a person reaches a client for a permission. None means no access. */
export const referenceDoors = (world: World, person: string, client: string, permission: Permission): WorldGrant[] =>
  countingGrants(world, person, permission).filter((grant) => holds(world, grant, client))

/** The clients that a person reaches for a permission. */
export const referenceClients = (world: World, person: string, permission: Permission): string[] =>
  world.clients.map((each) => each.id).filter((client) => referenceDoors(world, person, client, permission).length > 0)

/** Those among them who are in care now. */
export const inCareNow = (world: World, clients: string[]): string[] =>
  clients.filter((client) => world.placements.some((each) => each.client === client && isNow(each)))

/** May a person give a role with a scope to another? Said as the reference of that decision, apart from rules.ts. */
export function referenceMayGrant(
  world: World,
  giver: string,
  receiver: string,
  wanted: { scope: ScopeName; unit: string | null; client: string | null },
): boolean {
  const grants = countingGrants(world, giver, 'access:grant')
  if (grants.some((grant) => grant.scope === 'organisation')) return true
  const coversUnit = (unit: string) => {
    const path = upwards(world, unit)
    return grants.some(
      (grant) =>
        (grant.scope === 'unit' && path.includes(grant.unit!)) ||
        (grant.scope === 'own-teams' && works(world, giver, path)),
    )
  }
  const coversClient = (client: string) => referenceDoors(world, giver, client, 'access:grant').length > 0
  const notOver = (each: { until: number | null }) => each.until === null || each.until > 0
  const every = <T>(list: T[], covers: (each: T) => boolean) => list.length > 0 && list.every(covers)
  switch (wanted.scope) {
    case 'organisation':
    case 'roster':
      return false
    case 'unit':
      return coversUnit(wanted.unit!)
    case 'client':
      return coversClient(wanted.client!)
    case 'own-teams':
      return every(
        world.memberships.filter((each) => each.person === receiver && notOver(each)),
        (each) => coversUnit(each.unit),
      )
    case 'own-clients':
      return every(
        world.relations.filter((each) => each.person === receiver && notOver(each)),
        (each) => coversClient(each.client),
      )
  }
}

export const scopeWidth: Record<ScopeName, number> = {
  client: 1,
  'own-clients': 2,
  roster: 3,
  'own-teams': 4,
  unit: 5,
  organisation: 6,
}

/** Those who are in care now in one place, there or below a unit; who is in two places at once is left out of this question. */
export function onlyBelow(world: World, clients: string[], unit: string): string[] {
  return clients.filter((client) => {
    const now = world.placements.filter((each) => each.client === client && isNow(each))
    return now.length === 1 && upwards(world, now[0]!.unit).includes(unit)
  })
}
