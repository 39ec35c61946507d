import {
  type Obstacle,
  organisationWide,
  type Permission,
  type Remedy,
  type ScopeName,
  type WhyAnswer,
} from '@hoede/contract'

/** What is known of one grant for one client and one permission. */
export interface Judged {
  permissions: readonly string[]
  open: readonly string[]
  wide: boolean
  employed: boolean
  inPeriod: boolean
  inScope: boolean
  inWithin: boolean
  excepted: boolean
  waiting: boolean
}

/** What the client's limits keep from this person of this permission, whatever role they have. */
export interface Barred {
  objected: boolean
  closed: boolean
  closedPart: boolean
}

type Way = WhyAnswer['needed'][number]

/** Everything that keeps a grant from letting somebody in; nothing means that it does. */
export function obstaclesOf(judged: Judged, permission: Permission, limits: Barred): Obstacle[] {
  const { waiting } = judged
  const given = judged.permissions.includes(permission)
  const barred = given && !judged.open.includes(permission)
  const list: [boolean, Obstacle][] = [
    [!judged.employed, 'not-employed'],
    [!judged.inPeriod && waiting, 'waiting'],
    [!judged.inPeriod && !waiting, 'not-in-period'],
    [!given, 'not-in-role'],
    [given && !judged.wide && organisationWide.includes(permission), 'organisation-only'],
    [!judged.inScope, 'out-of-scope'],
    [!judged.inWithin, 'out-of-within'],
    [judged.excepted, 'excepted'],
    [barred && limits.objected, 'objection'],
    [barred && !limits.objected && limits.closed, 'closed'],
    [barred && !limits.objected && !limits.closed, 'closed-part'],
  ]
  return list.filter(([is]) => is).map(([, obstacle]) => obstacle)
}

/** What takes each obstacle away; of a scope that does not hold the client it depends on the kind of scope. */
const remedies: Record<Exclude<Obstacle, 'out-of-scope'>, Remedy> = {
  'not-employed': 'employ',
  'not-in-period': 'give-again',
  waiting: 'confirm',
  'not-in-role': 'permission-in-role',
  'organisation-only': 'whole-organisation',
  'out-of-within': 'wider-limit',
  excepted: 'no-exception',
  objection: 'withdraw-objection',
  closed: 'name-on-closure',
  'closed-part': 'open-part',
}
const intoScope: Record<ScopeName, Remedy> = {
  'own-teams': 'join-team',
  'own-clients': 'care-relation',
  roster: 'shift',
  unit: 'wider-scope',
  client: 'wider-scope',
  organisation: 'wider-scope',
}

/** So many ways over a role that somebody has are told; a role of another kind comes after them. */
const mostWays = 3

interface Closed {
  role: string
  scope: ScopeName
  source: string
  obstacles: readonly Obstacle[]
}

/**
 * The ways in, each the steps that it takes together: over a role that the person has (those with the fewest steps), or by another
 * role. What stands in the client's own limits is a step of every way; emergency access ends and is not given again.
 */
export function waysIn(chains: readonly Closed[], employed: boolean, limits: Barred): Way[] {
  const barred: Remedy[] = limits.objected
    ? ['withdraw-objection']
    : limits.closed
      ? ['name-on-closure']
      : limits.closedPart
        ? ['open-part']
        : []
  const anew: Way = { role: null, steps: [...(employed ? [] : ['employ' as const]), 'new-role', ...barred] }
  // Who left lost every role; and a role that never had the permission is no nearer than another one.
  const near = employed
    ? chains.filter(({ source, obstacles }) => source !== 'emergency' && !obstacles.includes('not-in-role'))
    : []
  const ways = near.map(({ role, scope, obstacles }): Way => {
    const steps = obstacles.map((each) => (each === 'out-of-scope' ? intoScope[scope] : remedies[each]))
    return { role, steps: [...new Set([...steps, ...barred])] }
  })
  const fewest = Math.min(...ways.map((way) => way.steps.length))
  const shortest = ways.filter((way) => way.steps.length === fewest)
  const told = new Map(shortest.map((way) => [`${way.role} ${way.steps.join(' ')}`, way]))
  return [...[...told.values()].slice(0, mostWays), anew]
}
