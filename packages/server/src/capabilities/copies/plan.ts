import { Random } from '../../demo/random.ts'
import type { Pseudonyms } from '../../platform/crypto/pseudonyms.ts'
import { coarse, coarseDays, groupsAlike, leastAlike } from './alike.ts'
import { CopyProblem } from './problem.ts'

/** A client or employee as the source knows it: what narrows down who it is, in whole days since 1970. */
export interface Known {
  id: string
  /** Day of coming, and of leaving where that was. */
  from: number
  until: number | null
}
export interface KnownClient extends Known {
  birthYear: number
  sex: string
  /** The first two digits of the postal code, or nothing. */
  region: string
  deceased: boolean
  resuscitation: string
}
export interface KnownPerson extends Known {
  function: string
}

/** At least ten who are alike: what they all get, and the secret order in which what hangs on them is dealt. */
export interface Group<K extends Known> {
  index: number
  members: readonly K[]
  from: number
  until: number | null
  /** In whole weeks, so that weekdays stay. */
  offset: number
}
interface Place<K extends Known> {
  group: Group<K>
  index: number
  known: K
}

/** Weeks that a group may be moved back by; never forward: nothing of a copy lies in the future by that. */
const mostWeeks = 13
const stillHere = 100_000

/** Who is in which group, and who gets what hangs on whom. */
export class Groups<K extends Known> {
  readonly all: readonly Group<K>[]
  readonly #places = new Map<string, Place<K>>()
  /** By group and part: who gets what hangs on whom, by their places. */
  readonly #orders = new Map<string, number[]>()
  readonly #pseudonyms: Pseudonyms
  readonly #kind: string

  constructor(kind: 'client' | 'person', groups: readonly (readonly K[])[], pseudonyms: Pseudonyms) {
    this.#kind = kind
    this.#pseudonyms = pseudonyms
    const inOrder = (members: readonly K[]) =>
      members
        .map((known) => ({ known, order: pseudonyms.seed(`${kind} order`, known.id) }))
        .sort((a, b) => (a.order < b.order ? -1 : 1))
        .map(({ known }) => known)
    this.all = groups.map((members, index) => {
      const from = Math.max(...members.map((each) => coarse(each.from)))
      const ends = members.map((each) => each.until)
      const last = ends.some((end) => end === null) ? null : Math.min(...ends.map((end) => coarse(end ?? 0)))
      const until = last === null ? null : Math.max(last, from) + coarseDays
      const offset = -7 * (1 + pseudonyms.number(`${kind} offset`, String(index), mostWeeks))
      return { index, members: inOrder(members), from, until, offset }
    })
    for (const group of this.all)
      for (const [index, known] of group.members.entries()) this.#places.set(known.id, { group, index, known })
  }

  /** Where somebody stands. Throws CopyProblem for an id that the source did not have: nothing is guessed. */
  of(id: string): Place<K> {
    const place = this.#places.get(id)
    if (!place) throw new CopyProblem('row-not-understood', `Een rij noemt een ${this.#kind} die er niet is.`)
    return place
  }

  /** Who gets a part of somebody: another member of the group, or by chance the same one. */
  dealtTo(id: string, part: string): K {
    const { group, index } = this.of(id)
    return group.members[this.#order(group, part)[index] as number] as K
  }

  /** Whose part somebody gets. */
  dealtFrom(id: string, part: string): K {
    const { group, index } = this.of(id)
    return group.members[this.#order(group, part).indexOf(index)] as K
  }

  /** Any order is as likely as any other: that somebody keeps a part says nothing of who else does. */
  #order(group: Group<K>, part: string): number[] {
    const key = `${group.index} ${part}`
    const known = this.#orders.get(key)
    if (known) return known
    const order = new Random(this.#pseudonyms.seed(`${this.#kind} deal`, key)).shuffled([...group.members.keys()])
    this.#orders.set(key, order)
    return order
  }
}

const sexes = ['female', 'male', 'undifferentiated', 'unknown']

/** Groups of clients. Throws CopyProblem when there are some but not enough of them to hide one. */
export function groupClients(clients: readonly KnownClient[], pseudonyms: Pseudonyms): Groups<KnownClient> {
  requireEnough(clients.length, 'cliënten')
  const dimensions = clients.map((each) => [
    // Whether somebody is still here comes first: an end or none is what a record shows at once.
    each.until === null ? 1 : 0,
    sexes.indexOf(each.sex),
    each.birthYear,
    Number(each.region || 0),
    each.from,
    each.until ?? stillHere,
  ])
  // An end is compared among those who have one.
  const ends = clients.flatMap(({ until }) => (until === null ? [] : [until]))
  const latest = Math.max(...ends, 0)
  for (const row of dimensions) row[5] = Math.min(row[5] as number, latest)
  return new Groups(
    'client',
    groupsAlike(dimensions, leastAlike).map((group) => group.map((index) => clients[index] as KnownClient)),
    pseudonyms,
  )
}

export const otherFunction = 'medewerker'

/** Functions that at least ten employees share; of the others there are at least ten together, or none. */
export function commonFunctions(people: readonly KnownPerson[]): Set<string> {
  const counts = Map.groupBy(people, (each) => each.function)
  const shared = [...counts].filter(([name, all]) => all.length >= leastAlike && name !== otherFunction)
  shared.sort((a, b) => b[1].length - a[1].length)
  const others = () => people.length - shared.reduce((sum, [, all]) => sum + all.length, 0)
  while (shared.length > 0 && others() > 0 && others() < leastAlike) shared.pop()
  return new Set(shared.map(([name]) => name))
}

export function groupPeople(people: readonly KnownPerson[], pseudonyms: Pseudonyms): Groups<KnownPerson> {
  requireEnough(people.length, 'medewerkers')
  const common = commonFunctions(people)
  const byFunction = Map.groupBy(people, (each) => (common.has(each.function) ? each.function : otherFunction))
  const groups = [...byFunction.values()].flatMap((same) => {
    const dimensions = same.map((each) => [each.until === null ? 1 : 0, each.from])
    return groupsAlike(dimensions, leastAlike).map((group) => group.map((index) => same[index] as KnownPerson))
  })
  return new Groups('person', groups, pseudonyms)
}

function requireEnough(count: number, who: string): void {
  if (count > 0 && count < leastAlike)
    throw new CopyProblem(
      'too-few',
      `Er zijn maar ${count} ${who}: met minder dan ${leastAlike} is iedereen te herkennen. Gebruik voor proeven een demo-omgeving.`,
    )
}

/** What most of a group have. */
export function mostCommon<T>(values: readonly T[]): T {
  const counts = Map.groupBy(values, (value) => value)
  return [...counts].reduce((best, each) => (each[1].length > best[1].length ? each : best))[0]
}
