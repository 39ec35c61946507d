import type { Blueprint } from './blueprints.ts'
import { dayOf, momentOf } from './calendar.ts'
import { type ClientSources, makePersona, type Persona } from './clients.ts'
import { FileWriter } from './file.ts'
import { makeGrants, makeMemberships } from './grants.ts'
import { rolesOf } from './jobs.ts'
import { Journal } from './journal.ts'
import { practicesOf, testBsns, towns } from './particulars.ts'
import { makePlaces, type Place, type Stay } from './places.ts'
import { idAt, Random } from './random.ts'
import { type Author, Roster } from './roster.ts'
import { makeShifts } from './shifts.ts'
import type {
  AccountRecord,
  CareRelationRecord,
  ClientFile,
  ClientRecord,
  Moment,
  Organisation,
  PlacementRecord,
} from './types.ts'
import { makeUnits } from './units.ts'
import { makeWorkforce, type Worker } from './workforce.ts'

const msPerDay = 86_400_000

/**
 * Makes a care organisation from its blueprint. The same blueprint, seed and moment give the same organisation to the last
 * character; nothing in it lies after the moment. Clients come one at a time.
 */
export function generate(blueprint: Blueprint, seed: string, at: Date): Organisation {
  const now = at.getTime()
  const today = dayOf(now)
  const random = new Random(`${seed} ${blueprint.name}`)
  const since = now - (blueprint.days + 90) * msPerDay
  const units = makeUnits(blueprint, random.fork('units'), since)
  const workers = makeWorkforce(blueprint, units, random.fork('workforce'), now)
  const roster = new Roster(workers, random.fork('roster'))
  const places = makePlaces(blueprint, units, random.fork('places'), today)
  const sources: ClientSources = {
    blueprint,
    practices: new Map(towns.map((town) => [town.name, practicesOf(random.fork(`practice ${town.name}`), town)])),
    bsns: random.fork('bsn').shuffled(testBsns()),
    today,
  }
  const memberships = makeMemberships(workers, random.fork('memberships'))
  const grants = makeGrants(workers, units, random.fork('grants'), since, now)
  const journal = new Journal({ units, workers, roster, places, grants, memberships, random: random.fork('log'), now })
  const byClient = new Map(places.map((place) => [place.clientId, place]))
  const perClient = blueprint.exactly ?? { reports: 190, measurements: 55 }
  return {
    name: blueprint.name,
    units: units.records,
    people: workers.map((each) => each.person),
    memberships,
    grants,
    accounts: accountsOf(workers, blueprint.exactly !== undefined),
    shifts: blueprint.exactly ? [] : makeShifts(roster, workers, units, random.fork('shifts'), today),
    clientCount: places.length,
    expectedRows: places.length * (perClient.reports + perClient.measurements),
    *clients() {
      for (const place of places) yield makeFile(place, sources, roster, random.fork(`client ${place.index}`), now)
    },
    // A benchmark gets a log of its own, of a size of its own.
    logOf: (file) => (blueprint.exactly ? [] : journal.ofFile(file, byClient.get(file.client.id) as Place)),
    otherLog: () => (blueprint.exactly ? [] : journal.others()),
  }
}

/** The named people of a demo; for benchmarks some of the carers and one of every other job. */
function accountsOf(workers: readonly Worker[], benchmark: boolean): AccountRecord[] {
  const jobs = new Map<string, number>()
  const chosen = benchmark
    ? workers.filter((each) => {
        const seen = (jobs.get(each.job) ?? 0) + 1
        jobs.set(each.job, seen)
        return each.person.employedUntil === null && seen <= (each.job === 'carer' ? 400 : 2)
      })
    : workers.filter((each) => each.named)
  return chosen.map((each) => ({
    personId: each.person.id,
    userName: each.person.userName,
    name: each.name,
    function: each.person.function,
    roles: rolesOf[each.job].flatMap(({ role, reach }) =>
      reach === 'location'
        ? each.locations.map((location) => ({ role, scope: `unit: ${location.name}` }))
        : [{ role, scope: reach === 'own-teams' && each.team ? `own-teams: ${each.team.name}` : reach }],
    ),
    enrolled: each.named?.enrolled ?? true,
  }))
}

function makeFile(place: Place, sources: ClientSources, roster: Roster, random: Random, now: Moment): ClientFile {
  const { blueprint, today } = sources
  const persona = makePersona(place, sources, random.fork('persona'))
  const ended = endOf(place, persona, random)
  const first = firstResponsible(place, roster, random, now)
  const from = today - blueprint.days
  let density = blueprint.density
  let writer = writeFile(density)
  // A benchmark asks for so many rows each: more is written where a client would have too few.
  for (let tries = 0; blueprint.exactly && tries < 6 && tooFew(writer); tries += 1) {
    density *= 1.7
    writer = writeFile(density)
  }
  const { reports, measurements } = trimmed(writer)
  attribute(persona, place, roster, first, random.fork('changes'), now)
  return {
    client: persona.record,
    placements: placementsOf(place, ended, random),
    careRelations: careRelations(place, first, roster, random, ended, today),
    contacts: persona.contacts,
    alerts: persona.alerts,
    reports,
    measurements,
  }

  function writeFile(dense: number): FileWriter {
    const period = {
      from,
      today,
      now: Math.min(now, ended ?? now),
      density: dense,
      measuring: blueprint.exactly ? 5 : 1,
    }
    const file = new FileWriter(place, persona, roster, random.fork('file'), period)
    file.write(from, today, first)
    return file
  }

  function tooFew(file: FileWriter): boolean {
    const { reports, measurements } = blueprint.exactly as NonNullable<Blueprint['exactly']>
    return file.reports.length < reports || file.measurements.length < measurements
  }

  function trimmed(file: FileWriter) {
    if (!blueprint.exactly) return file
    // The newest ones; of a measurement that was corrected both rows or none.
    const last = file.measurements.slice(-blueprint.exactly.measurements)
    const ids = new Set(last.map((each) => each.id))
    return {
      reports: file.reports.slice(-blueprint.exactly.reports),
      measurements: last.map((each) =>
        each.replacesId && !ids.has(each.replacesId) ? { ...each, replacesId: null } : each,
      ),
    }
  }
}

/** Who registered the client and wrote down the alerts, and who changed something since. */
function attribute(
  persona: Persona,
  place: Place,
  roster: Roster,
  first: Author | undefined,
  random: Random,
  now: Moment,
): void {
  const { record, alerts } = persona
  const { team } = place.stays[0] as Stay
  const lead = roster.others('teamLead', team)[0]?.person
  if (lead && lead.employedFrom < record.createdAt) record.createdBy = lead.id
  for (const alert of alerts) {
    if (first && first.worker.person.employedFrom < alert.recordedAt) alert.recordedBy = first.id
  }
  const change = (changedAt: Moment, before: ClientRecord['history'][0]['before']) => {
    const by = roster.professional('doctor', team, dayOf(changedAt)) ?? roster.nurse(team, dayOf(changedAt))
    if (!by || changedAt > now) return
    record.history.push({ changedAt, changedBy: by.id, before })
    record.changedAt = changedAt
  }
  if (record.resuscitationRecordedAt && record.resuscitationRecordedAt > record.createdAt) {
    change(record.resuscitationRecordedAt, { resuscitation: 'unknown', resuscitationRecordedAt: null })
  }
  if (record.mobile && random.chance(0.2)) {
    change(record.changedAt + random.between(20, 200) * msPerDay, { mobile: null })
  }
}

/** The moment at which the care ended: of death, or of leaving in the course of a morning. */
function endOf(place: Place, persona: Persona, random: Random): Moment | null {
  const last = place.stays.at(-1) as Stay
  if (last.until === null) return null
  // What belongs to the last day is still written on that day.
  return persona.record.deceasedAt
    ? persona.record.deceasedAt + 3 * 3_600_000
    : momentOf(last.until, 600 + random.between(0, 120))
}

function placementsOf(place: Place, ended: Moment | null, random: Random): PlacementRecord[] {
  const stays = place.beside ? [...place.stays, place.beside] : place.stays
  return stays.map((stay) => {
    const from = momentOf(stay.from, stay === place.stays[0] || stay === place.beside ? 540 : 630)
    const next = place.stays[place.stays.indexOf(stay) + 1]
    const until = stay === place.beside || !next ? ended : momentOf(next.from, 630)
    return { id: idAt(from, random), clientId: place.clientId, unitId: stay.team.id, room: stay.room, from, until }
  })
}

/** One carer of the team, the same for as long as the client stays there. */
function firstResponsible(place: Place, roster: Roster, random: Random, now: Moment): Author | undefined {
  const last = place.stays.at(-1) as Stay
  const until = last.until === null ? now : momentOf(last.until, 600)
  const candidates = roster.candidates(last.team, momentOf(last.from, 600), until)
  const worker = candidates.length ? candidates[random.between(0, candidates.length - 1)] : undefined
  const fallback = worker ?? roster.candidates(last.team, until - 30 * msPerDay, until)[0]
  return fallback && roster.author(fallback)
}

function careRelations(
  place: Place,
  first: Author | undefined,
  roster: Roster,
  random: Random,
  ended: Moment | null,
  today: number,
): CareRelationRecord[] {
  const last = place.stays.at(-1) as Stay
  const relations: CareRelationRecord[] = []
  const add = (author: Author | undefined, kind: CareRelationRecord['kind'], days: number) => {
    if (!author) return
    const from = Math.max(momentOf(last.from + days, 660), author.worker.person.employedFrom)
    const until = ended
    if (until !== null && until < from) return
    relations.push({ id: idAt(from, random), clientId: place.clientId, personId: author.id, kind, from, until })
  }
  add(first, 'first-responsible', 0)
  const { team } = last
  const day = Math.min(last.until ?? today, today)
  if (team.setting === 'home') add(roster.firstNurse(team, day), 'case-manager', 0)
  else add(roster.professional('doctor', team, day), 'practitioner', 1)
  if (team.location.residential && random.chance(0.3)) {
    add(roster.professional('psychologist', team, day), 'practitioner', 14)
  }
  return relations.filter((each) => each.from <= momentOf(today, 0))
}
