import {
  type Permission,
  type ProblemCode,
  permissions,
  type ScopeName,
  type SettingKey,
  settingBounds,
} from '@hoede/contract'

/** How far the giver's right to give roles reaches: the whole organisation, or units with all below them. */
export interface GivingReach {
  everything: boolean
  units: readonly string[]
}

/** What a grant would reach, as far as it matters for who may give it; with the unit that it is limited to. */
export type WantedScope = WantedReach & { withinUnitId?: string | null }
type WantedReach =
  | { scope: 'organisation' }
  | { scope: 'unit'; unitId: string }
  /** The teams of the receiver, now and coming. */
  | { scope: 'own-teams'; teams: readonly string[] }
  /** How many clients the receiver has a care relation with, now and coming, and how many of those the giver reaches. */
  | { scope: 'own-clients'; clients: number; within: number }
  | { scope: 'client'; within: boolean }
  /** Wherever the receiver is put on the roster. */
  | { scope: 'roster' }

/**
 * Does the giver's reach cover the wanted one? Nobody gives more than their own reach. "Own teams" and "own clients" grow with
 * the receiver's work: whoever gives less than the whole organisation gives them only to somebody whose teams or clients are all
 * known and all within reach, so not to somebody who has none yet. Row security asks the same (access.may_grant).
 */
export function covers(reach: GivingReach, wanted: WantedScope): boolean {
  if (reach.everything) return true
  const within = (unitId: string) => reach.units.includes(unitId)
  // Nothing lies outside of a unit that the giver covers, whatever the scope says.
  if (wanted.withinUnitId && within(wanted.withinUnitId)) return true
  switch (wanted.scope) {
    case 'organisation':
    case 'roster':
      return false
    case 'unit':
      return within(wanted.unitId)
    case 'own-teams':
      return wanted.teams.length > 0 && wanted.teams.every(within)
    case 'own-clients':
      return wanted.clients > 0 && wanted.clients === wanted.within
    case 'client':
      return wanted.within
  }
}

export interface GrantQuestion {
  giverId: string
  receiver: { id: string; employedUntil: Date | null }
  reach: GivingReach
  wanted: WantedScope
  from: Date
  until: Date | null
  now: Date
}

/** So long ago "from" may lie: whoever types "today" means this morning. The grant itself never works before it was given. */
const fromMayBePast = 24 * 3_600_000

/** Why a grant may not be given, or undefined when it may. */
export function refusalOfGrant(question: GrantQuestion): ProblemCode | undefined {
  const { giverId, receiver, from, until, now } = question
  if (giverId === receiver.id) return 'grant-to-self'
  if (!covers(question.reach, question.wanted)) return 'grant-beyond-reach'
  if (receiver.employedUntil && (receiver.employedUntil <= now || receiver.employedUntil <= from)) return 'person-left'
  if (from.getTime() < now.getTime() - fromMayBePast) return 'period-invalid'
  if (until && (until <= from || until <= now)) return 'period-invalid'
  return undefined
}

export const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name)

/** Whoever holds a role cannot add to it: that would be a grant to oneself. Taking away is allowed. */
export function addsForSelf(before: readonly string[], after: readonly string[], holdsRole: boolean): boolean {
  return holdsRole && after.some((permission) => !before.includes(permission))
}

export const isSetting = (key: string): key is SettingKey => Object.hasOwn(settingBounds, key)

export const isWithinBounds = (key: SettingKey, value: number) =>
  value >= settingBounds[key].min && value <= settingBounds[key].max

export interface GrantWords {
  role: string
  emergency?: boolean
  scope: ScopeName
  unit: { kind: string; name: string } | null
  until: Date | null
}

/** "Verzorgende in team Berkenhof 2, tot 29 november 2026 18:00": a grant for whoever judges it. */
export function grantInWords(grant: GrantWords): string {
  const where = {
    organisation: 'voor de hele organisatie',
    unit: place(grant.unit),
    'own-teams': 'voor de eigen teams',
    'own-clients': 'voor de eigen cliënten',
    roster: 'voor de cliënten tijdens de dienst',
    client: 'voor één cliënt',
  }[grant.scope]
  return `${grant.role} ${where}${grant.until ? `, ${untilWords(grant.until)}` : ''}`
}

/** "Je ziet dit omdat je verzorgende bent in team Berkenhof 2.": the same for the person who looks at a record. */
export function groundText(grant: GrantWords): string {
  if (grant.emergency)
    return `Je ziet dit door noodtoegang${grant.until ? `, ${untilWords(grant.until)}` : ''}. Alles wat je doet wordt beoordeeld.`
  const where = {
    organisation: 'voor de hele organisatie',
    unit: place(grant.unit),
    'own-teams': grant.unit ? place(grant.unit) : 'in je eigen team',
    'own-clients': 'en een zorgrelatie hebt met deze cliënt',
    roster: 'en dienst hebt (of net had of krijgt) waar deze cliënt woont',
    client: 'voor deze cliënt',
  }[grant.scope]
  const ends = grant.until ? ` Dit geldt ${untilWords(grant.until)}.` : ''
  return `Je ziet dit omdat je ${uncapitalised(grant.role)} bent ${where}.${ends}`
}

/** "in team Berkenhof 2", "op locatie Berkenhof"; a name that says so itself does not get the word twice. */
function place(unit: GrantWords['unit']): string {
  if (!unit) return 'in een team'
  if (unit.kind === 'organisation') return `bij ${unit.name}`
  const word = unit.kind === 'team' ? 'team' : 'locatie'
  const name = unit.name.toLowerCase().startsWith(word) ? uncapitalised(unit.name) : `${word} ${unit.name}`
  return `${unit.kind === 'team' ? 'in' : 'op'} ${name}`
}

/** "Verzorgende" in a sentence; "ICT-beheerder" stays as it is. */
const uncapitalised = (text: string) =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

const day = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'full' })
const time = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', timeStyle: 'short' })

/** "tot en met zondag 29 november 2026" when it ends at midnight, otherwise with the time. */
function untilWords(until: Date): string {
  if (time.format(until) === '00:00') return `tot en met ${day.format(new Date(until.getTime() - 1))}`
  return `tot ${day.format(until)} ${time.format(until)}`
}
