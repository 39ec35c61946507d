import type { Blueprint } from './blueprints.ts'
import { momentOf } from './calendar.ts'
import { idAt, type Random } from './random.ts'
import type { Team, Units } from './units.ts'

/** A time that a client spends in a team, in local days; until is the day of leaving. */
export interface Stay {
  team: Team
  room: string | null
  from: number
  until: number | null
}

/** A client as a place in the organisation: who it is follows from the number. */
export interface Place {
  index: number
  clientId: string
  /** In order of time; the last one is the present or last one. */
  stays: Stay[]
  /** A place in daytime activities beside living here. */
  beside: Stay | null
  ending: 'died' | 'left' | null
}

interface Vacancy {
  stay: Stay
  /** Whether somebody else can have had this room before. */
  free: boolean
}

/** Who stays where and when: a room has one client at a time, and one who comes now follows one who left. */
export function makePlaces(blueprint: Blueprint, units: Units, random: Random, today: number): Place[] {
  const windowStart = today - blueprint.days
  const present: Stay[] = units.teams.flatMap((team) =>
    Array.from({ length: team.places }, (_, room) => ({
      team,
      room: team.setting === 'home' || team.setting === 'daytime' ? null : roomName(team, room),
      from: arrival(random, today, blueprint, team),
      until: null,
    })),
  )
  const vacancies: Vacancy[] = present
    .filter((stay) => stay.from > windowStart + 20)
    .map((stay) => ({ stay, free: true }))
  const former = formerStays(vacancies, units.teams, blueprint, random, today)
  const all = random.shuffled([
    ...present.map((stay) => ({ stays: [...earlierStay(stay, vacancies, random, windowStart), stay], former: false })),
    ...former.map((stay) => ({ stays: [stay], former: true })),
  ])
  const dayPlaces = units.teams.filter((team) => team.setting === 'daytime')
  return all.map(({ stays, former: gone }, index) => {
    const first = stays[0] as Stay
    const last = stays.at(-1) as Stay
    const besides = last.team.setting === 'living' && dayPlaces.length > 0 && random.chance(0.65)
    const team = besides ? random.pick(dayPlaces) : undefined
    return {
      index,
      clientId: idAt(momentOf(first.from - 3, 600), random),
      stays,
      beside: team ? { team, room: null, from: last.from + 7, until: last.until } : null,
      ending: gone
        ? random.chance(first.team.setting === 'home' ? 0.4 : 0.85) && !isDisability(first.team)
          ? 'died'
          : 'left'
        : null,
    }
  })
}

const isDisability = (team: Team) => team.setting === 'living' || team.setting === 'daytime'

function roomName(team: Team, room: number): string {
  const floor = (team.index % 4) + 1
  return String(floor * 100 + room + 1)
}

/** The day somebody came: two in five within the last year in care for the old, long ago in disability care. */
function arrival(random: Random, today: number, blueprint: Blueprint, team: Team): number {
  // For benchmarks every record has the whole period.
  if (blueprint.exactly) return today - random.between(blueprint.days, 2100)
  if (isDisability(team))
    return today - (random.chance(0.12) ? random.between(20, blueprint.days) : random.between(365, 6000))
  return today - (random.chance(0.38) ? random.between(2, 360) : random.between(365, 2100))
}

/** Those who died or left: mostly in a room where somebody else lives now. */
function formerStays(vacancies: Vacancy[], teams: Team[], blueprint: Blueprint, random: Random, today: number): Stay[] {
  const candidates = random.shuffled(vacancies)
  // The newest arrivals come first, so that some who left are still within the days that a record stays open.
  candidates.sort((a, b) => Number(b.stay.from > today - 40) - Number(a.stay.from > today - 40))
  const stays: Stay[] = []
  for (const vacancy of candidates) {
    if (stays.length === blueprint.former) break
    vacancy.free = false
    const until = vacancy.stay.from - random.between(2, 9)
    stays.push({ ...vacancy.stay, from: Math.min(until - random.between(40, 1500), until - 30), until })
  }
  while (stays.length < blueprint.former) {
    const team = random.pick(teams)
    const until = random.between(today - blueprint.days + 30, today - 3)
    stays.push({
      team,
      room: null,
      from: until - random.between(blueprint.exactly ? blueprint.days + 30 : 90, 1400),
      until,
    })
  }
  return stays
}

/** Some came from another team: out of a room that became free later than they moved. */
function earlierStay(stay: Stay, vacancies: Vacancy[], random: Random, windowStart: number): Stay[] {
  if (stay.from <= windowStart + 20 || isDisability(stay.team) || !random.chance(0.3)) return []
  const before = vacancies.find(
    ({ stay: other, free }) =>
      free &&
      other.team !== stay.team &&
      other.team.setting !== 'daytime' &&
      // Nobody goes home from a nursing home to the care at home of our own teams here.
      (stay.team.setting !== 'home' || other.team.setting === 'home') &&
      other.from >= stay.from &&
      other.from <= stay.from + 40,
  )
  if (!before) return []
  before.free = false
  return [{ ...before.stay, from: stay.from - random.between(60, 700), until: stay.from }]
}
