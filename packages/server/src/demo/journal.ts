import { dayOf, momentOf, weekday } from './calendar.ts'
import { Grounds } from './grounds.ts'
import type { Place, Stay } from './places.ts'
import { idAt, type Random } from './random.ts'
import type { Roster, Shift } from './roster.ts'
import type { ClientFile, GrantRecord, LogRecord, MembershipRecord, Moment } from './types.ts'
import type { Team, Units } from './units.ts'
import type { Worker } from './workforce.ts'

const days = 31

export interface JournalSources {
  units: Units
  workers: readonly Worker[]
  roster: Roster
  places: readonly Place[]
  grants: readonly GrantRecord[]
  memberships: readonly MembershipRecord[]
  random: Random
  now: Moment
}

type Entry = Partial<LogRecord> & Pick<LogRecord, 'at' | 'event' | 'action' | 'part' | 'personId'>

/** The log of the last month, as it would stand there if the generated people had worked in Hoede. */
export class Journal {
  readonly #sources: JournalSources
  readonly #grounds: Grounds
  readonly #since: Moment

  constructor(sources: JournalSources) {
    this.#sources = sources
    this.#grounds = new Grounds(sources.grants, sources.memberships, sources.units)
    this.#since = sources.now - days * 86_400_000
  }

  /** What happened in one record: whoever wrote opened it first, and colleagues read along. */
  ofFile(file: ClientFile, place: Place): LogRecord[] {
    const random = this.#sources.random.fork(`file ${place.index}`)
    const entries: Entry[] = []
    const recent = <T extends { recordedAt: Moment }>(all: T[]) => all.filter((each) => each.recordedAt >= this.#since)
    for (const report of recent(file.reports)) {
      const { author, recordedAt, version } = report
      entries.push(...opening(author.id, file, recordedAt - random.between(90, 420) * 1000))
      const event = version > 1 ? 'report.correct' : 'report.write'
      entries.push({
        at: recordedAt,
        event,
        action: version > 1 ? 'U' : 'C',
        part: 'report',
        personId: author.id,
        clientId: file.client.id,
        objectId: report.id,
      })
    }
    for (const each of recent(file.measurements)) {
      const at = each.recordedAt + random.between(0, 900)
      entries.push({
        at,
        event: each.replacesId ? 'measurement.correct' : 'measurement.take',
        action: each.replacesId ? 'U' : 'C',
        part: 'measurement',
        personId: each.performer.id,
        clientId: file.client.id,
        objectId: each.replacesId ?? each.id,
      })
    }
    entries.push(...this.#readers(file, place, random))
    const { now } = this.#sources
    return entries
      .map((entry) => this.#record(entry, random, file))
      .filter((row) => row.at >= this.#since && row.at <= now && row.ground !== null)
  }

  /** Signing in and the lists of everybody at work, management, supervision, and what was refused. */
  *others(): Iterable<LogRecord> {
    const { random, units, now } = this.#sources
    const present = this.#presentClients()
    for (let day = dayOf(this.#since); day <= dayOf(now); day += 1) {
      const today = random.fork(`day ${day}`)
      for (const team of units.teams) {
        for (const entry of this.#shifts(team, day, present.get(team.index) ?? [], today))
          yield this.#record(entry, today)
      }
      for (const entry of this.#office(day, today)) {
        if (entry.at <= now && entry.at >= this.#since) yield this.#record(entry, today)
      }
    }
    for (const grant of this.#sources.grants) yield* this.#granting(grant)
  }

  #presentClients(): Map<number, string[]> {
    const present = new Map<number, string[]>()
    for (const place of this.#sources.places) {
      const last = place.stays.at(-1) as Stay
      if (last.until !== null) continue
      const list = present.get(last.team.index) ?? []
      list.push(place.clientId)
      present.set(last.team.index, list)
    }
    return present
  }

  /** Those who read without writing: a colleague on most days, the team leader, planner and practitioners now and then. */
  *#readers(file: ClientFile, place: Place, random: Random): Iterable<Entry> {
    const { roster } = this.#sources
    for (const stay of place.stays) {
      const first = Math.max(stay.from, dayOf(this.#since))
      const last = Math.min(stay.until ?? Infinity, dayOf(this.#sources.now))
      const { location } = roster.around(stay.team)
      for (let day = first; day <= last; day += 1) {
        const at = momentOf(day, random.between(430, 1340))
        if (random.chance(0.55)) {
          const shift: Shift = at > momentOf(day, 930) ? 'evening' : 'day'
          const reader = roster.carer(stay.team, day, shift, random.between(0, 1))
          if (reader) yield* opening(reader.id, file, at, random.chance(0.2))
        }
        if (weekday(day) === 0 || weekday(day) === 6 || !random.chance(0.07) || location.length === 0) continue
        const other = random.pick(location)
        if (other.job === 'planner') yield entryOf(other.person.id, file, at, 'client.read', 'client')
        else yield* opening(other.person.id, file, at, random.chance(0.5))
        if (other.job === 'teamLead' && random.chance(0.15)) {
          yield entryOf(other.person.id, file, at + 40_000, 'client.bsn', 'bsn')
        }
      }
    }
  }

  *#shifts(team: Team, day: number, clients: string[], random: Random): Iterable<Entry> {
    const { roster, now } = this.#sources
    const shifts: [Shift, number][] = [
      ['day', 425],
      ['evening', 905],
      ['night', 1375],
    ]
    for (const [shift, minute] of shifts) {
      for (const which of shift === 'night' ? [0] : [0, 1]) {
        const person = roster.carer(team, day, shift, which)
        const at = momentOf(day, minute + random.between(0, 20)) + random.between(0, 59_999)
        if (!person || at > now || at < this.#since) continue
        yield* signIn(person.id, at, random.chance(0.03))
        yield {
          at: at + random.between(2, 8) * 1000,
          event: 'client.list',
          action: 'R',
          part: 'caseload',
          personId: person.id,
          question: 'alle',
          shown: clients.slice(0, 50),
        }
      }
    }
  }

  /** What the application manager, the privacy officer and whoever has no grant did. */
  *#office(day: number, random: Random): Iterable<Entry> {
    const work = weekday(day) !== 0 && weekday(day) !== 6
    const of = (job: Worker['job']) => this.#sources.workers.find((each) => each.job === job)?.person.id ?? null
    const at = (minute: number) => momentOf(day, minute + random.between(0, 45)) + random.between(0, 59_999)
    if (work && random.chance(0.6)) {
      const start = at(525)
      yield* signIn(of('manager') as string, start)
      yield {
        at: start + 50_000,
        event: 'person.list',
        action: 'R',
        part: 'person',
        personId: of('manager'),
        question: '',
      }
      yield { at: start + 95_000, event: 'role.list', action: 'R', part: 'role', personId: of('manager') }
    }
    if (work && random.chance(0.25)) {
      const start = at(600)
      const officer = of('privacyOfficer')
      yield* signIn(officer as string, start)
      const question = `uitkomst refused, van ${iso(start - 7 * 86_400_000)} tot ${iso(start)}`
      yield { at: start + 60_000, event: 'log.read', action: 'R', part: 'log', personId: officer, question }
    }
    if (random.chance(0.12)) {
      const flex = this.#sources.workers.find((each) => each.job === 'flex')?.person.id ?? null
      const start = at(430)
      yield* signIn(flex as string, start)
      yield refused(
        { at: start + 20_000, event: 'client.list', action: 'R', part: 'caseload', personId: flex },
        'not-allowed',
      )
    }
    if (random.chance(0.3)) yield* this.#stranger(day, random)
  }

  /** Somebody tries a record of another team, and is told that it does not exist. */
  *#stranger(day: number, random: Random): Iterable<Entry> {
    const { places, units, roster } = this.#sources
    const team = random.pick(units.teams)
    const person = roster.carer(team, day, 'day')
    const place = random.pick(places)
    if (!person || place.stays.some((stay) => stay.team.location === team.location)) return
    const at = momentOf(day, random.between(500, 1000))
    const { clientId } = place
    yield refused({ at, event: 'client.read', action: 'R', part: 'client', personId: person.id, clientId }, 'not-found')
  }

  *#granting(grant: GrantRecord): Iterable<LogRecord> {
    const random = this.#sources.random.fork(grant.id)
    const unit = this.#sources.units.records.find((each) => each.id === grant.unitId)?.name ?? null
    const detail = { person: grant.personId, role: grant.role, scope: grant.scope, unit }
    const row = (at: Moment, event: string, action: 'C' | 'U', personId: string | null) =>
      this.#record({ at, event, action, part: 'access-grant', personId, objectId: grant.id, detail }, random)
    if (grant.grantedAt >= this.#since && grant.grantedBy)
      yield row(grant.grantedAt, 'grant.give', 'C', grant.grantedBy)
    if (grant.withdrawnAt !== null && grant.withdrawnAt >= this.#since && grant.withdrawnAt <= this.#sources.now) {
      yield row(grant.withdrawnAt, 'grant.withdraw', 'U', grant.withdrawnBy)
    }
  }

  #record(entry: Entry, random: Random, file?: ClientFile): LogRecord {
    const { at, personId } = entry
    const open = entry.outcome !== 'refused' && personId !== null && !entry.event.startsWith('sign-')
    const ground = !open ? null : file ? this.#grounds.for(personId, file, at) : this.#grounds.any(personId, at)
    const machine = personId ? Number.parseInt(personId.slice(-4), 16) : 0
    return {
      id: idAt(at, random),
      outcome: 'success',
      problem: null,
      clientId: null,
      objectId: null,
      question: null,
      shown: null,
      detail: null,
      sessionId: personId && entry.event !== 'sign-in.password' ? sessionOf(personId, at) : null,
      address: `10.20.${machine % 12}.${(machine >> 4) % 250}`,
      ...entry,
      ground,
    }
  }
}

const iso = (moment: Moment) => new Date(moment).toISOString()

/** One session a person and half day: the same id for all that was done in it. */
function sessionOf(personId: string, at: Moment): string {
  const half = Math.floor(at / 43_200_000)
    .toString(16)
    .padStart(12, '0')
  return `${half.slice(0, 8)}-${half.slice(8)}-7${personId.slice(15, 18)}-8${personId.slice(20)}`
}

const entryOf = (personId: string, file: ClientFile, at: Moment, event: string, part: string): Entry => ({
  at,
  event,
  action: 'R',
  part,
  personId,
  clientId: file.client.id,
})

function* opening(personId: string, file: ClientFile, at: Moment, measurements = false): Iterable<Entry> {
  yield entryOf(personId, file, at, 'client.read', 'client')
  yield entryOf(personId, file, at + 350, 'report.list', 'report')
  if (measurements) yield entryOf(personId, file, at + 14_000, 'measurement.list', 'measurement')
}

function* signIn(personId: string, at: Moment, mistyped = false): Iterable<Entry> {
  const step = (shift: number, event: string): Entry => ({
    at: at + shift,
    event,
    action: 'E',
    part: 'sign-in',
    personId,
  })
  if (mistyped) yield refused(step(-21_000, 'sign-in.password'), 'sign-in-failed')
  yield step(-12_000, 'sign-in.password')
  yield step(0, 'sign-in.totp')
}

const refused = (entry: Entry, problem: string): Entry => ({ ...entry, outcome: 'refused', problem })
