import type { Persona } from './clients.ts'
import type { Episode, Scene, Step } from './episode.ts'
import * as body from './episodes-body.ts'
import * as life from './episodes-life.ts'
import type { Place, Stay } from './places.ts'
import type { Random } from './random.ts'
import { Vitals } from './vitals.ts'

/** All that happens to one client in the period, laid out before a word is written. */
export interface Story {
  steps: Map<number, Step[]>
  conditions: NonNullable<Episode['condition']>[]
  vitals: Vitals
}

type Chances = [make: (scene: Scene) => Episode, perYear: number][]

export function tellStory(place: Place, persona: Persona, random: Random, from: number, today: number): Story {
  const vitals = new Vitals(random.fork('vitals'), persona.traits, persona.record.sex, persona.setting)
  const episodes = place.stays.flatMap((stay, index) => {
    const first = Math.max(stay.from, from)
    const last = Math.min(stay.until ?? today, today)
    if (last < first) return []
    const scene = (day: number, until = last): Scene => ({
      random: random.fork(`${index} ${day}`),
      day,
      last: until,
      persona,
      vitals,
      residential: stay.team.setting !== 'home',
    })
    return episodesOf(stay, persona, random, scene, first, last, index === place.stays.length - 1 ? place : undefined)
  })
  episodes.push(...moves(place, persona, vitals, random, from))
  // Whoever is dying is left in peace: nothing that returns in ordinary weeks.
  const dying = episodes.find((each) => each.condition?.name === 'terminal')
  const begin = dying?.condition?.from ?? Infinity
  const steps = new Map<number, Step[]>()
  for (const step of episodes.flatMap((each) => each.steps.filter((one) => each === dying || one.day < begin))) {
    const list = steps.get(step.day)
    if (list) list.push(step)
    else steps.set(step.day, [step])
  }
  return { steps, conditions: episodes.flatMap((each) => each.condition ?? []), vitals }
}

function episodesOf(
  stay: Stay,
  persona: Persona,
  random: Random,
  scene: (day: number, until?: number) => Scene,
  first: number,
  last: number,
  ending: Place | undefined,
): Episode[] {
  const { setting } = stay.team
  const arrived = stay.from === first
  const episodes: Episode[] = []
  if (setting === 'home') {
    episodes.push(life.homeYear(scene(first)))
    if (arrived) episodes.push(life.homeBegin(scene(first)))
  } else if (setting === 'living' || setting === 'daytime') {
    episodes.push(life.livingYear(scene(first)))
  } else {
    episodes.push(life.nursingYear(scene(first)))
    if (arrived) episodes.push(life.admissionStory(scene(first)))
  }
  let end = last
  if (ending?.ending && stay.until !== null) {
    end = last - 16
    if (ending.ending === 'left')
      episodes.push(life.careEndsStory(scene(stay.until), setting === 'living' || setting === 'daytime'))
    else if (persona.record.deceasedAt !== null) episodes.push(dying(persona, random, scene, stay.until))
  }
  const years = Math.max(0, end - first) / 365
  for (const [make, perYear] of chances(persona, setting)) {
    const count = Math.floor(perYear * years + random.unit())
    for (let i = 0; i < count && end > first + 5; i += 1) {
      const day = random.between(first + 3, end - 2)
      episodes.push(cut(make(scene(day, end)), last))
    }
  }
  return episodes
}

function dying(persona: Persona, random: Random, scene: (day: number) => Scene, day: number): Episode {
  const local = new Date((persona.record.deceasedAt as number) + 3_600_000)
  return life.terminalStory(scene(day), random.between(4, 12), local.getUTCHours() * 60 + local.getUTCMinutes())
}

/** Nothing of an episode happens after somebody left. */
const cut = (episode: Episode, last: number): Episode => ({
  ...episode,
  steps: episode.steps.filter((step) => step.day <= last),
})

function chances(persona: Persona, setting: Stay['team']['setting']): Chances {
  const { traits } = persona
  if (setting === 'living' || setting === 'daytime') return [[body.hospitalStory, 0.05]]
  const old: Chances = [
    [body.woundStory, traits.moves === 'chair' ? 0.8 : 0.35],
    [body.fallStory, traits.moves === 'walk' ? 1.1 : 0.3],
    [body.bladderStory, persona.record.sex === 'female' ? 0.9 : 0.4],
    [body.hospitalStory, setting === 'home' ? 0.35 : 0.08],
    [body.heartStory, traits.heart ? 1 : 0],
    [body.diabetesStory, traits.diabetic ? 2.5 : 0],
  ]
  if (setting === 'home') return old
  return [
    ...old,
    [body.chestStory, traits.lungs ? 1 : 0.35],
    [body.constipationStory, 0.8],
    [body.deliriumStory, 0.15],
    [body.weightLossStory, traits.eats === 'poor' ? 0.8 : 0.25],
    [body.swallowingStory, traits.eats === 'help' ? 0.5 : 0.05],
    [body.skinTearStory, 0.5],
    [life.griefStory, traits.gloomy ? 0.5 : 0.12],
  ]
}

function moves(place: Place, persona: Persona, vitals: Vitals, random: Random, from: number): Episode[] {
  return place.stays.slice(1).flatMap((stay, index) => {
    const before = place.stays[index] as Stay
    if (stay.from <= from + 1) return []
    const scene = { random, day: stay.from, last: stay.from, persona, vitals, residential: true }
    const told = life.moveStory(scene, before.team.name, stay.team.name)
    return [{ steps: [told.before, told.after] }]
  })
}
