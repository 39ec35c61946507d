import { rolesOf } from './jobs.ts'
import { idAt, type Random } from './random.ts'
import type { GrantRecord, MembershipRecord, Moment } from './types.ts'
import type { Units } from './units.ts'
import type { Worker } from './workforce.ts'

const msPerDay = 86_400_000

/** In which team or location people work. */
export function makeMemberships(workers: readonly Worker[], random: Random): MembershipRecord[] {
  return workers.flatMap((worker) =>
    [...(worker.team ? [worker.team] : []), ...worker.locations].map((unit) => ({
      id: idAt(worker.person.employedFrom, random),
      personId: worker.person.id,
      unitId: unit.id,
      from: worker.person.employedFrom,
      until: worker.person.employedUntil,
    })),
  )
}

/** The grants that go with everybody's job, given by the first application manager since the record came into use. */
export function makeGrants(
  workers: readonly Worker[],
  units: Units,
  random: Random,
  inUseSince: Moment,
  now: Moment,
): GrantRecord[] {
  const manager = workers.find((each) => each.job === 'manager') as Worker
  const grants = workers.flatMap((worker) => jobGrants(worker, manager, random, inUseSince))
  const flex = workers.filter((each) => each.job === 'flex' && !each.named)
  const rostered = flex.slice(0, 2).map((worker) => rosterGrant(worker, manager, random, now))
  return [
    ...grants,
    ...flex.flatMap((worker, index) => flexGrants(worker, index, manager, units, random, now)),
    ...rostered,
  ]
}

/** Wherever the roster puts somebody from the flex pool, from an hour before until two hours after. */
function rosterGrant(worker: Worker, manager: Worker, random: Random, now: Moment): GrantRecord {
  const from = Math.max(worker.person.employedFrom, Math.floor(now / msPerDay - 30) * msPerDay + 6 * 3_600_000)
  return {
    id: idAt(from, random),
    personId: worker.person.id,
    role: 'verzorgende',
    scope: 'roster',
    unitId: null,
    clientId: null,
    minutes: [60, 120],
    from,
    until: null,
    grantedBy: manager.person.id,
    grantedAt: from,
    withdrawnAt: null,
    withdrawnBy: null,
  }
}

function jobGrants(worker: Worker, manager: Worker, random: Random, inUseSince: Moment): GrantRecord[] {
  const from = Math.max(worker.person.employedFrom, inUseSince)
  const left = worker.person.employedUntil
  return rolesOf[worker.job].flatMap(({ role, reach }) =>
    (reach === 'location' ? worker.locations : [undefined]).map((location) => ({
      id: idAt(from, random),
      personId: worker.person.id,
      role,
      scope: reach === 'location' ? ('unit' as const) : reach,
      unitId: location?.id ?? null,
      clientId: null,
      from,
      until: null,
      grantedBy: worker === manager ? null : manager.person.id,
      grantedAt: from,
      withdrawnAt: left,
      withdrawnBy: left ? manager.person.id : null,
    })),
  )
}

/** Flex workers have had a role for a while here and there; one has one now, one was withdrawn early. */
function flexGrants(
  worker: Worker,
  index: number,
  manager: Worker,
  units: Units,
  random: Random,
  now: Moment,
): GrantRecord[] {
  const periods: [from: number, until: number][] =
    index % 2 === 0
      ? [
          [-60, -46],
          [-3, 11],
        ]
      : [[-25, -4]]
  return periods.map(([first, last]) => {
    const location = random.pick(units.locations)
    const from = Math.max(worker.person.employedFrom, Math.floor(now / msPerDay + first) * msPerDay + 6 * 3_600_000)
    const withdrawn = index % 2 === 1
    return {
      id: idAt(from, random),
      personId: worker.person.id,
      role: 'verzorgende' as const,
      scope: 'unit' as const,
      unitId: location.id,
      clientId: null,
      from,
      until: from + (last - first) * msPerDay,
      grantedBy: manager.person.id,
      grantedAt: from - 2 * 3_600_000,
      withdrawnAt: withdrawn ? from + 9 * msPerDay : null,
      withdrawnBy: withdrawn ? manager.person.id : null,
    }
  })
}
