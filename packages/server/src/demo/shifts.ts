import { momentOf } from './calendar.ts'
import { idAt, type Random } from './random.ts'
import type { Author, Roster, Shift } from './roster.ts'
import type { ShiftRecord } from './types.ts'
import type { Team, Units } from './units.ts'
import type { Worker } from './workforce.ts'

/** Begin and end of each shift, in minutes of the local day. */
const hours: Record<Shift, [number, number]> = { day: [420, 930], evening: [900, 1380], night: [1380, 1875] }
const shiftsOfDay: [Shift, which: number][] = [
  ['day', 0],
  ['day', 1],
  ['evening', 0],
  ['evening', 1],
  ['night', 0],
]

/** Last week, this week and the coming one: the same people who write the reports, and the flex workers who fill in. */
export function makeShifts(
  roster: Roster,
  workers: readonly Worker[],
  units: Units,
  random: Random,
  today: number,
): ShiftRecord[] {
  const found: ShiftRecord[] = []
  const add = (personId: string, team: Team, day: number, shift: Shift) => {
    const [begin, end] = hours[shift]
    const starts = momentOf(day, begin)
    found.push({ id: idAt(starts, random), personId, unitId: team.id, starts, ends: momentOf(day, end) })
  }
  for (const team of units.teams) {
    for (let day = today - 7; day <= today + 7; day += 1) {
      for (const author of workersOf(roster, team, day)) add(author.author.id, team, day, author.shift)
    }
  }
  // Somebody from the flex pool is where it is short: every other day, each in a team of their own.
  const flex = workers.filter((each) => each.job === 'flex' && !each.named)
  for (const [index, worker] of flex.entries()) {
    const team = units.teams[(index * 3 + 1) % units.teams.length] as Team
    for (let day = today - 7 + (index % 2); day <= today + 7; day += 2) add(worker.person.id, team, day, 'day')
  }
  return found
}

function workersOf(roster: Roster, team: Team, day: number): { author: Author; shift: Shift }[] {
  const people = shiftsOfDay
    .filter(([shift]) => shift !== 'night' || team.location.residential)
    .flatMap(([shift, which]) => {
      const author = roster.carer(team, day, shift, which)
      return author ? [{ author, shift }] : []
    })
  // A small team takes the same turn twice: once is enough.
  return people.filter(
    (each, index) => people.findIndex((one) => one.author.id === each.author.id && one.shift === each.shift) === index,
  )
}
