import {
  type EmergencyEntry,
  type EmergencyFind,
  type EmergencyOverview,
  emergencyJudgements,
  emergencyOftenInMonth,
  emergencyReasons,
} from '@hoede/contract'
import { searchable } from '../../platform/text/normalise.ts'
import { readBsn } from '../clients/public.ts'

/** What was given to find one client, or which field is not right. */
export type Sought =
  | { by: 'number'; number: string }
  | { by: 'bsn'; bsn: string }
  | { by: 'name'; words: string[]; birthDate: string }
  | { wrong: 'bsn' | 'name' | 'birthDate' | 'number'; message: string }

/** Words that stand before family names and say nothing by themselves. */
const prefixes = new Set(
  'van de der den het t ten ter te in op aan bij uit voor onder over s la le du des di da von zu el al'.split(' '),
)

/** One way of asking at a time: number, BSN, or family name with birth date. A name of prefixes alone finds half of a day's births. */
export function readSought(asked: EmergencyFind): Sought {
  const ways = [asked.number, asked.bsn, asked.name ?? asked.birthDate].filter((each) => each !== undefined).length
  if (ways !== 1)
    return {
      wrong: 'number',
      message: 'Vul één ding in: het cliëntnummer, het BSN, of de achternaam met geboortedatum.',
    }
  if (asked.number !== undefined) return { by: 'number', number: asked.number.trim() }
  if (asked.bsn !== undefined) {
    const bsn = readBsn(asked.bsn)
    return bsn ? { by: 'bsn', bsn } : { wrong: 'bsn', message: 'Dit is geen BSN. Controleer de negen cijfers.' }
  }
  if (!asked.birthDate) return { wrong: 'birthDate', message: 'Vul ook de geboortedatum in.' }
  const words = searchable(asked.name ?? '')
    .split(' ')
    .filter(Boolean)
  if (!words.some((word) => word.length > 1 && !prefixes.has(word)))
    return { wrong: 'name', message: 'Vul de hele achternaam in.' }
  return { by: 'name', words, birthDate: asked.birthDate }
}

/** What was asked, for the log: never the BSN itself. */
export function soughtInWords(sought: Sought, found: number): string {
  const outcome = found === 0 ? 'niet gevonden' : found === 1 ? 'gevonden' : `${found} gevonden`
  if ('wrong' in sought) return 'niet goed ingevuld'
  if (sought.by === 'number') return `cliëntnummer ${sought.number}: ${outcome}`
  if (sought.by === 'bsn') return `een BSN: ${outcome}`
  return `achternaam ${sought.words.join(' ')} en een geboortedatum: ${outcome}`
}

type Counts = Pick<EmergencyOverview, 'total' | 'open' | 'justified' | 'explained' | 'notJustified'>

const none = (): Counts => ({ total: 0, open: 0, justified: 0, explained: 0, notJustified: 0 })
const column = { justified: 'justified', explained: 'explained', 'not-justified': 'notJustified' } as const

function count(counts: Counts, judgement: EmergencyEntry['judgement']): void {
  counts.total += 1
  counts[judgement === null ? 'open' : column[judgement]] += 1
}

/** One use of emergency access, as far as an overview looks at it. */
export interface Used {
  person: EmergencyEntry['person']
  unit: EmergencyEntry['unit']
  client: { number: string; name: string | null } | null
  judgement: EmergencyEntry['judgement']
  hour: number
}

/** A month by person, unit, hour and client; whoever used it often stands out. The most come first. */
export function overviewOf(month: string, used: readonly Used[]): EmergencyOverview {
  const all = none()
  const hours = Array.from({ length: 24 }, () => 0)
  const people = new Map<string, EmergencyOverview['people'][number]>()
  const units = new Map<string, EmergencyOverview['units'][number]>()
  const clients = new Map<string, { name: string | null; total: number; people: Set<string> }>()
  for (const each of used) {
    count(all, each.judgement)
    hours[each.hour] = (hours[each.hour] ?? 0) + 1
    const person = people.get(each.person.id) ?? { person: each.person, ...none(), often: false }
    count(person, each.judgement)
    person.often = person.total > emergencyOftenInMonth
    people.set(each.person.id, person)
    const unit = units.get(each.unit?.id ?? '') ?? { unit: each.unit, ...none() }
    count(unit, each.judgement)
    units.set(each.unit?.id ?? '', unit)
    if (!each.client) continue
    const client = clients.get(each.client.number) ?? { name: each.client.name, total: 0, people: new Set() }
    client.total += 1
    client.people.add(each.person.id)
    clients.set(each.client.number, client)
  }
  const most = (a: { total: number }, b: { total: number }) => b.total - a.total
  return {
    month,
    ...all,
    people: [...people.values()].sort((a, b) => most(a, b) || a.person.name.localeCompare(b.person.name, 'nl')),
    units: [...units.values()].sort(
      (a, b) => most(a, b) || (a.unit?.name ?? '').localeCompare(b.unit?.name ?? '', 'nl'),
    ),
    hours,
    clients: [...clients]
      .filter(([, client]) => client.total > 1)
      .map(([number, client]) => ({ number, name: client.name, total: client.total, people: client.people.size }))
      .sort((a, b) => most(a, b) || a.number.localeCompare(b.number)),
  }
}

const local = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const time = (moment: string | null) => (moment === null ? '' : local.format(new Date(moment)))

/** The columns of the file of a month: times in the Netherlands; no words of anybody, as those stay sealed. */
export const fileColumns: readonly [string, (entry: EmergencyEntry) => string][] = [
  ['Begonnen', (entry) => time(entry.startedAt)],
  ['Geëindigd', (entry) => time(entry.endedAt ?? (entry.state === 'running' ? null : entry.until))],
  ['Medewerker', (entry) => entry.person.name],
  ['Functie', (entry) => entry.person.function],
  ['Cliëntnummer', (entry) => entry.client?.number ?? ''],
  ['Locatie of team', (entry) => entry.unit?.name ?? ''],
  ['Hele afdeling', (entry) => (entry.client ? '' : 'ja')],
  ['Reden', (entry) => emergencyReasons[entry.reason]],
  ['Oordeel', (entry) => (entry.judgement ? emergencyJudgements[entry.judgement] : 'open')],
  ['Beoordeeld', (entry) => time(entry.judgedAt)],
  ['Beoordeeld door', (entry) => entry.judgedBy ?? ''],
  ['Kenmerk', (entry) => entry.id],
]

const clock = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', timeStyle: 'short' })
/** The time of day in the Netherlands. */
export const clockOf = (moment: Date): string => clock.format(moment)
