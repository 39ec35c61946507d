import type { FilePerson, LineError } from './people-file.ts'

/** What a file means against what there is. Pure. */

export interface KnownPerson {
  id: string
  userName: string
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  email: string | null
  phone: string | null
  /** First and last day in service by the clock in the Netherlands; no last day: without an end. */
  firstDay: string
  lastDay: string | null
  employed: boolean
  teams: { membershipId: string; unitId: string; name: string }[]
}

export interface KnownUnit {
  id: string
  name: string
}

export interface Step {
  person: FilePerson | undefined
  known: KnownPerson | undefined
  outcome: 'add' | 'change' | 'return' | 'end' | 'same'
  /** In words, for who looks. */
  changes: string[]
  /** Particulars differ. */
  rewrites: boolean
  joins: KnownUnit[]
  leaves: { membershipId: string; name: string }[]
  /** The last day to set; undefined: as it is, null: none. */
  lastDay: string | null | undefined
}

export interface Plan {
  steps: Step[]
  errors: LineError[]
  /** In service and not in the file. */
  missing: KnownPerson[]
  employed: number
}

export interface Situation {
  people: readonly KnownPerson[]
  units: readonly KnownUnit[]
  today: string
  /** Who looks, at a screen: nobody changes themselves by a file. */
  askerId: string | undefined
}

/** What would happen to each person of a file, and to those who are not in it. */
export function planSync(file: readonly FilePerson[], situation: Situation, endMissing: boolean): Plan {
  const byName = new Map(situation.people.map((each) => [each.userName, each]))
  const units = unitsByName(situation.units)
  const errors: LineError[] = []
  const steps: Step[] = []
  for (const person of file) {
    const step = stepFor(person, byName.get(person.userName), units, situation, (message) =>
      errors.push({ line: person.line, message }),
    )
    if (step.known && step.known.id === situation.askerId && step.outcome !== 'same')
      errors.push({
        line: person.line,
        message: 'Je kunt jezelf niet met een bestand wijzigen. Haal deze regel eruit.',
      })
    steps.push(step)
  }
  const named = new Set(file.map(({ userName }) => userName))
  const missing = situation.people.filter(
    ({ id, userName, employed }) => employed && !named.has(userName) && id !== situation.askerId,
  )
  if (endMissing) steps.push(...missing.map(ending))
  return { steps, errors, missing, employed: situation.people.filter(({ employed }) => employed).length }
}

const ending = (known: KnownPerson): Step => ({
  person: undefined,
  known,
  outcome: 'end',
  changes: ['staat niet in het bestand: nu uit dienst'],
  rewrites: false,
  joins: [],
  leaves: [],
  lastDay: undefined,
})

function unitsByName(units: readonly KnownUnit[]): Map<string, KnownUnit[]> {
  const byName = new Map<string, KnownUnit[]>()
  for (const unit of units) {
    const key = unit.name.toLowerCase()
    byName.set(key, [...(byName.get(key) ?? []), unit])
  }
  return byName
}

function stepFor(
  person: FilePerson,
  known: KnownPerson | undefined,
  units: ReadonlyMap<string, KnownUnit[]>,
  { today }: Situation,
  fault: (message: string) => void,
): Step {
  const teams = person.teams.flatMap((name) => {
    const found = units.get(name.toLowerCase()) ?? []
    if (found.length === 1) return found
    fault(
      found.length === 0
        ? `Er is geen open locatie of team met de naam «${name.slice(0, 80)}».`
        : `Er is meer dan één locatie of team met de naam «${name.slice(0, 80)}».`,
    )
    return []
  })
  const leftBy = person.until !== null && person.until < today
  const base = { person, known, changes: [], rewrites: false, joins: [], leaves: [], lastDay: undefined }
  if (!known) {
    // Somebody who left before Hoede knew them has nothing to end.
    if (leftBy) return { ...base, outcome: 'same' }
    const changes = [
      ...teams.map(({ name }) => `team ${name}`),
      ...(person.until ? [`tot en met ${person.until}`] : []),
    ]
    return { ...base, outcome: 'add', changes, joins: teams, lastDay: person.until }
  }
  if (leftBy)
    return known.employed
      ? { ...ending(known), person, changes: [`uit dienst sinds ${person.until}`] }
      : { ...base, outcome: 'same' }
  return compared(base, person, known, teams)
}

function compared(base: Omit<Step, 'outcome'>, person: FilePerson, known: KnownPerson, teams: KnownUnit[]): Step {
  const differing = (
    [
      ['givenName', 'voornaam'],
      ['prefix', 'tussenvoegsel'],
      ['familyName', 'achternaam'],
      ['function', 'functie'],
      ['email', 'e-mail'],
      ['phone', 'telefoon'],
    ] as const
  ).filter(([field]) => person[field] !== known[field])
  const changes = differing.map(([field, word]) => `${word}: ${known[field] ?? 'leeg'} → ${person[field] ?? 'leeg'}`)
  const joins = teams.filter(({ id }) => !known.teams.some(({ unitId }) => unitId === id))
  const leaves = known.teams.filter(({ unitId }) => !teams.some(({ id }) => id === unitId))
  changes.push(...joins.map(({ name }) => `naar team ${name}`), ...leaves.map(({ name }) => `uit team ${name}`))
  const returns = !known.employed
  const lastDay = returns || person.until !== known.lastDay ? person.until : undefined
  if (!returns && lastDay !== undefined)
    changes.push(lastDay ? `in dienst tot en met ${lastDay}` : 'zonder einddatum in dienst')
  const rewrites = differing.length > 0
  if (returns)
    return {
      ...base,
      outcome: 'return',
      changes: ['weer in dienst', ...changes],
      rewrites,
      joins: teams,
      leaves: [],
      lastDay,
    }
  return { ...base, outcome: changes.length ? 'change' : 'same', changes, rewrites, joins, leaves, lastDay }
}

/** How many would leave, in hundredths of those in service, rounded up: one of thirty is more than three. */
export const leavingPercent = (leaving: number, employed: number) =>
  employed === 0 ? 0 : Math.ceil((leaving / employed) * 100)
