import { dateOf, weekday } from './calendar.ts'
import type { Persona } from './clients.ts'
import type { Condition } from './episode.ts'
import type { Random } from './random.ts'
import type { Shift } from './roster.ts'
import type { Setting } from './setting.ts'
import type { Bank, Topic } from './text/bank.ts'
import * as behaviour from './text/behaviour.ts'
import * as daily from './text/daily.ts'
import { activity, birthday, seasons, visit } from './text/daytime.ts'
import { daytime, living } from './text/disability.ts'
import { atHome, homeEvening, homeNoAnswer, visitFor } from './text/home.ts'
import { night } from './text/night.ts'

/** How often somebody writes in a shift when there is nothing special. */
export const routineRates: Record<Setting, Record<Shift, number>> = {
  dementia: { day: 0.46, evening: 0.22, night: 0.16 },
  nursing: { day: 0.4, evening: 0.18, night: 0.13 },
  home: { day: 0.36, evening: 0.1, night: 0 },
  living: { day: 0.2, evening: 0.36, night: 0.07 },
  daytime: { day: 0.5, evening: 0, night: 0 },
}

/** How a condition changes how much is written: more about who is ill, nothing ordinary about who is dying or away. */
export const conditionRates: Record<Condition, number> = { away: 0, terminal: 0, ill: 1.5, delirious: 1.4, gloomy: 1.1 }

/** What an ordinary report is about: subjects in the order of the day. */
export function ordinaryTopics(
  persona: Persona,
  setting: Setting,
  shift: Shift,
  day: number,
  condition: Condition | undefined,
  count: number,
  random: Random,
): (Topic | Bank)[] {
  const pool = topicsFor(persona, setting, shift, day, condition, random)
  const chosen: (Topic | Bank)[] = []
  const left = [...pool]
  while (chosen.length < count && left.length > 0) {
    const total = left.reduce((sum, [, weight]) => sum + weight, 0)
    let point = random.unit() * total
    const index = left.findIndex(([, weight]) => {
      point -= weight
      return point < 0
    })
    const [picked] = left.splice(index < 0 ? left.length - 1 : index, 1)
    if (picked) chosen.push(picked[0])
  }
  return pool.map(([topic]) => topic).filter((topic) => chosen.includes(topic))
}

type Weighted = [Topic | Bank, number][]

function topicsFor(
  persona: Persona,
  setting: Setting,
  shift: Shift,
  day: number,
  condition: Condition | undefined,
  random: Random,
): Weighted {
  const season = seasonal(day, setting === 'home')
  const special: Weighted = season && shift !== 'night' && !condition ? [[season, 0.8]] : []
  if (setting === 'daytime') return [[daytime, 1]]
  if (setting === 'living') {
    if (shift === 'night') return [[living.night, 1]]
    return [
      [shift === 'day' ? living.morning : living.evening, 3],
      [living.contact, 1.2],
      [living.mood, 1.2],
      ...special,
    ]
  }
  if (setting === 'home') return [...homeTopics(persona, shift, random), ...special]
  if (shift === 'night') return [[nightTopic(persona, condition, random), 1]]
  return [
    ...(shift === 'day' ? dayTopics(persona, day, condition) : eveningTopics(persona, day, condition)),
    ...special,
  ]
}

function homeTopics(persona: Persona, shift: Shift, random: Random): Weighted {
  if (shift === 'evening')
    return [
      [homeEvening, 3],
      [atHome, 0.4],
    ]
  if (random.chance(0.008)) return [[homeNoAnswer, 1]]
  return [...persona.traits.visits.map((visit): Weighted[0] => [visitFor[visit], 2]), [atHome, 2.6]]
}

function dayTopics(persona: Persona, day: number, condition: Condition | undefined): Weighted {
  const { traits } = persona
  const visited = traits.visitDays.includes(weekday(day))
  const list: Weighted = [
    [daily.adl[condition ? 'full' : traits.adl], 4],
    [eatingTopic(persona, condition), 3],
    [moodTopic(persona, day, condition), 3],
    [daily.mobility[traits.moves], condition ? 0 : 1.4],
    [daily.toilet, 1.1],
    [daily.skin, 0.9],
    [daily.medication.taken, 0.6],
    [daily.medication.refused, traits.resistive ? 0.5 : 0.15],
  ]
  if (condition) return list
  list.push([activity, 2], [visit, visited ? 3 : 0])
  if (traits.dementia) list.push(...dementiaTopics(persona, 1.1))
  return list
}

function eveningTopics(persona: Persona, day: number, condition: Condition | undefined): Weighted {
  const { traits } = persona
  const list: Weighted = [
    [eatingTopic(persona, condition), 1],
    [moodTopic(persona, day, condition), 1.6],
    [daily.toilet, 0.5],
  ]
  if (!condition) {
    list.push([visit, traits.visitDays.includes(weekday(day)) ? 1 : 0], [behaviour.evening, 4])
    if (traits.dementia) list.push(...dementiaTopics(persona, 0.8))
  }
  return list
}

function dementiaTopics(persona: Persona, weight: number): Weighted {
  const { traits } = persona
  return [
    [behaviour.dementia.searching, traits.searching ? weight : 0.1],
    [behaviour.dementia.restless, traits.restless ? weight : 0.1],
    [behaviour.dementia.resistive, traits.resistive ? weight : 0.05],
    [behaviour.dementia.sweet, weight],
  ]
}

function eatingTopic(persona: Persona, condition: Condition | undefined): Topic {
  if (persona.traits.eats === 'help') return daily.eatHelp
  return condition || persona.traits.eats === 'poor' ? daily.eatPoor : daily.eatGood
}

function moodTopic(persona: Persona, day: number, condition: Condition | undefined): Topic {
  if (condition === 'gloomy') return behaviour.mood.gloomy
  if (condition) return behaviour.mood.flat
  // The same mood for some days: it should read as a person, not as dice.
  const turn = Math.abs(Math.imul(Math.floor(day / 4) + persona.birthDay, 2654435761) >> 16) % 5
  if (persona.traits.gloomy && turn < 3) return turn === 0 ? behaviour.mood.flat : behaviour.mood.gloomy
  return turn === 4 ? behaviour.mood.flat : behaviour.mood.good
}

function nightTopic(persona: Persona, condition: Condition | undefined, random: Random): Topic {
  const { traits } = persona
  if (condition === 'delirious' || condition === 'gloomy') return night.bad
  if (traits.wanders && random.chance(0.45)) return night.wander
  if (traits.adl === 'full' && random.chance(0.4)) return night.care
  return random.chance(traits.sleepsBadly ? 0.5 : 0.12) ? night.bad : night.good
}

function seasonal(day: number, home: boolean): Bank | undefined {
  const { month, date } = dateOf(day)
  const at = month * 100 + date
  const season = seasons.find(({ from, until }) => {
    const [first, last] = [from[0] * 100 + from[1], until[0] * 100 + until[1]]
    return first <= last ? at >= first && at <= last : at >= first || at <= last
  })
  return home ? season?.home : season?.text
}

/** What is written on somebody's birthday, and how old they became. */
export function birthdayOf(persona: Persona, day: number): { text: Bank; age: number } | undefined {
  const born = dateOf(persona.birthDay)
  const now = dateOf(day)
  if (born.month !== now.month || born.date !== now.date) return undefined
  return { text: birthday, age: now.year - born.year }
}

/** How an ordinary report ends. */
export const closingFor = (shift: Shift, brief: boolean): Bank => daily.closing[shift][brief ? 'brief' : 'full']
