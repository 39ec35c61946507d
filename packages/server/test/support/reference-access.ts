import type { Permission, ScopeName } from '@hoede/contract'
import type { World, WorldGrant } from './random-organisation.ts'

/** Who may do what for whom, said as plainly as possible over an organisation as plain data: what the database is held against. */

const isNow = (period: { from: number; until: number | null }) =>
  period.from < 0 && (period.until === null || period.until > 0)

/** The unit and all above it. */
function upwards(world: World, unit: string): string[] {
  const parent = world.units.find((each) => each.id === unit)?.parent
  return parent ? [unit, ...upwards(world, parent)] : [unit]
}

/** Where a client counts as placed: where they are now; otherwise, for a number of days, where they were last. */
export function placesOfClient(world: World, client: string): string[] {
  const real = world.placements.filter((each) => each.client === client && each.from !== each.until)
  const now = real.filter(isNow)
  if (now.length) return now.map((each) => each.unit)
  const past = real.filter((each) => each.until !== null && each.until < 0)
  const last = past.sort((a, b) => b.until! - a.until! || (a.id < b.id ? 1 : -1))[0]
  return last && last.until! > -24 * world.formerDays ? [last.unit] : []
}

const unitsOfClient = (world: World, client: string) =>
  placesOfClient(world, client).flatMap((unit) => upwards(world, unit))

export const onlyForTheWhole: Permission[] = [
  'people:manage',
  'organisation:change',
  'role:change',
  'setting:change',
  'log:read',
  'access:approve',
  'access:review',
  'roster:change',
  'backup:read',
  'backup:manage',
]

/** What limits on a client take away; what manages them stays. */
export const ofTheRecord: Permission[] = ['client:read', 'report:read', 'report:write', 'measurement:read', 'bsn:read']
export const ofPart: Record<string, Permission[]> = {
  reports: ['report:read', 'report:write'],
  measurements: ['measurement:read'],
  bsn: ['bsn:read'],
}

/** Nothing but its scope says whom a grant reaches. */
const isPlain = (grant: WorldGrant) => !grant.within && !grant.exceptUnits.length && !grant.exceptClients.length
const isWide = (grant: WorldGrant) => grant.scope === 'organisation' && isPlain(grant)

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
      (isWide(grant) || !onlyForTheWhole.includes(permission)),
  )
}

const works = (world: World, person: string, units: string[]) =>
  world.memberships.some((each) => each.person === person && isNow(each) && units.includes(each.unit))

const onDuty = (world: World, grant: WorldGrant, units: string[]) =>
  world.shifts.some(
    (each) =>
      each.person === grant.person &&
      !each.cancelled &&
      units.includes(each.unit) &&
      each.from - grant.window.before < 0 &&
      each.until + grant.window.after > 0,
  )

/** Does the scope of a grant hold a client, within its bounds and minus its exceptions? */
function holds(world: World, grant: WorldGrant, client: string): boolean {
  const units = unitsOfClient(world, client)
  if (grant.within && !units.includes(grant.within)) return false
  if (grant.exceptClients.includes(client) || grant.exceptUnits.some((unit) => units.includes(unit))) return false
  switch (grant.scope) {
    case 'organisation':
      return true
    case 'unit':
      return units.includes(grant.unit!)
    case 'own-teams':
      return works(world, grant.person, units)
    case 'roster':
      return onDuty(world, grant, units)
    case 'own-clients':
      return world.relations.some(
        (each) =>
          each.person === grant.person &&
          each.client === client &&
          isNow(each) &&
          (!grant.relationKind || each.kind === grant.relationKind),
      )
    case 'client':
      return grant.client === client
  }
}

/** Do limits on the client keep a permission from a person who comes in through a grant? */
function isBarred(world: World, grant: WorldGrant, client: string, permission: Permission): boolean {
  if (!ofTheRecord.includes(permission)) return false
  const { person } = grant
  const about = <T extends { client: string; from: number; until: number | null }>(limits: T[]) =>
    limits.filter((each) => each.client === client && isNow(each))
  if (about(world.objections).some((each) => each.person === person)) return true
  if (grant.emergency) return false
  const names = (each: World['closures'][number]) => each.named.some((one) => one.person === person && isNow(one))
  if (about(world.closures).some((each) => !names(each))) return true
  const does = world.people.find((each) => each.id === person)!.function
  return about(world.closedParts).some(
    (each) => each.functions.includes(does) && ofPart[each.part]!.includes(permission),
  )
}

/** THE reference: the grants through which a person reaches a client for a permission. None means no access. */
export const referenceDoors = (world: World, person: string, client: string, permission: Permission): WorldGrant[] =>
  countingGrants(world, person, permission).filter(
    (grant) => holds(world, grant, client) && !isBarred(world, grant, client, permission),
  )

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
  if (grants.some(isWide)) return true
  const coversUnit = (unit: string) => {
    const path = upwards(world, unit)
    const below = world.units.map((each) => upwards(world, each.id)).filter((each) => each.includes(unit))
    return grants.some(
      (grant) =>
        (grant.scope === 'organisation' ||
          (grant.scope === 'unit' && path.includes(grant.unit!)) ||
          (grant.scope === 'own-teams' && works(world, giver, path))) &&
        (!grant.within || path.includes(grant.within)) &&
        !grant.exceptClients.length &&
        !below.some((each) => grant.exceptUnits.some((left) => each.includes(left))),
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
