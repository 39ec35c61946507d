import { criticalPermissions, type Oddity, type Permission } from '@hoede/contract'

/** From so many records on, and a fourth of what somebody could open already, a gain is large. */
const many = 50
/** From so many people on whose reach changes at once, a change is large. */
const manyPeople = 25

export interface Change {
  before: number
  gained: number
  lost: number
}

/** What deserves a second look before it is saved. */
export function odditiesOf(change: {
  permissions: readonly string[]
  /** It reaches the whole organisation, without a limit or an exception. */
  whole: boolean
  people: readonly Change[]
}): Oddity[] {
  const critical = change.permissions.some((each) => criticalPermissions.includes(each as Permission))
  const large = change.people.some(({ before, gained }) => gained >= many && gained * 4 > before)
  const changed = change.people.filter(({ gained, lost }) => gained + lost > 0).length
  const emptied = change.people.some(({ before, gained, lost }) => before > 0 && gained === 0 && lost === before)
  const list: [boolean, Oddity][] = [
    [change.whole, 'whole-organisation'],
    [large, 'many-clients'],
    [changed >= manyPeople, 'many-people'],
    [critical, 'critical'],
    [emptied, 'nobody-left'],
  ]
  return list.filter(([is]) => is).map(([, oddity]) => oddity)
}

/** What is in the one and not in the other. */
export function without(one: readonly string[], other: readonly string[]): string[] {
  const there = new Set(other)
  return one.filter((each) => !there.has(each))
}
