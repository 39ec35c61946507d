import { by, byCarer, byDoctor, byNurse, type Episode, type Scene, type Step } from './episode.ts'
import type { Random } from './random.ts'
import type { Bank } from './text/bank.ts'
import { familyTalk, familyTalkHome } from './text/daytime.ts'
import { avgDoctor, goals, movesOut, parentContact, seizure, supportTalk, tension, weekend } from './text/disability.ts'
import { careEnds, districtNurse, homeDeath } from './text/home.ts'
import { admission, grief, handover, moved, planTalk, terminal } from './text/life.ts'
import {
  behaviourAdvice,
  doctorRound,
  nurseCheck,
  occupational,
  physioSeries,
  practitionerMail,
} from './text/professionals.ts'

/** Stories of a life: coming, moving, losing somebody, dying; and the talks and visits that return. */

export function admissionStory(scene: Scene): Episode {
  const { day, random } = scene
  const steps: Step[] = [
    byCarer(day, admission.day, { alone: true, important: true, measure: ['weight', 'height', 'blood-pressure'] }),
    byDoctor(day + random.between(1, 4), admission.doctor, { measure: ['pulse', 'saturation', 'height'] }),
    by('first', 'family', day + random.between(6, 12), admission.first.slice(-1)),
    by('first', 'family', day + 42, planTalk),
  ]
  for (const at of [0, 1, 2, 4, 7]) {
    const content = at === 0 ? admission.first.slice(0, 1) : admission.first.slice(1, -1)
    steps.push(byCarer(day + at, content, { shift: at === 0 ? 'night' : random.pick(['day', 'evening'] as const) }))
  }
  return { steps }
}

export function moveStory(scene: Scene, from: string, to: string): { before: Step; after: Step } {
  return {
    before: byCarer(scene.day - 1, moved.leaving, { alone: true, important: true, facts: { naar: to } }),
    after: byCarer(scene.day, moved.arrived, { alone: true, important: true, facts: { van: from } }),
  }
}

export function griefStory(scene: Scene): Episode {
  const { day, random, vitals } = scene
  const weeks = random.between(5, 10)
  vitals.weightChanges.push({ from: day, until: day + 30, delta: -random.between(8, 18) / 10 })
  const steps: Step[] = [byCarer(day, grief.news, { important: true, alone: true })]
  for (const at of [2, 5, 7, 10, 14, 18]) {
    steps.push(
      byCarer(day + at, grief.days, { shift: random.pick(['day', 'evening'] as const), alone: random.chance(0.6) }),
    )
  }
  for (const week of [2, 4]) {
    steps.push(by('psychologist', 'paramedical', day + week * 7 + 1, grief.psychologist))
  }
  for (let week = 4; week < weeks; week += 1) steps.push(byCarer(day + week * 7 + 2, grief.better))
  return { condition: { name: 'gloomy', from: day, until: day + weeks * 5 }, steps }
}

/** The last days, up to the day of death. */
export function terminalStory(scene: Scene, length: number, minute: number): Episode {
  const { day, random } = scene
  const begin = day - length
  const low = `${random.between(72, 88)}/${random.between(38, 50)}`
  const facts = { laagrr: low }
  const shift = minute < 420 ? 'night' : minute < 900 ? 'day' : 'evening'
  // A death before seven belongs to the night that began the evening before.
  const deathDay = minute < 420 ? day - 1 : day
  const time = `${Math.floor(minute / 60)}.${String(minute % 60).padStart(2, '0')} uur`
  const steps: Step[] = [
    byCarer(begin, terminal.decline, { important: true, alone: true }),
    byDoctor(begin, terminal.doctor, { important: true, facts, measure: ['pulse'] }),
    byCarer(deathDay, scene.residential ? terminal.death : homeDeath, {
      shift,
      important: true,
      alone: true,
      facts: { tijd: time },
    }),
  ]
  for (let at = begin + 1; at < deathDay; at += 1) {
    steps.push(byCarer(at, terminal.days, { shift: 'day', alone: true }))
    if (random.chance(0.7)) steps.push(byCarer(at, terminal.days, { shift: 'night', alone: true }))
    if (random.chance(0.6)) steps.push(byCarer(at, terminal.days, { shift: 'evening', alone: true }))
  }
  return { condition: { name: 'terminal', from: begin, until: day }, steps }
}

export const careEndsStory = (scene: Scene, disability: boolean): Episode => ({
  steps: [byCarer(scene.day - 1, disability ? movesOut : careEnds, { alone: true, important: true })],
})

/** What comes back in the course of a year in a nursing home. */
export function nursingYear(scene: Scene): Episode {
  const { persona, random } = scene
  const steps: Step[] = [
    ...spread(scene, 75, (day) => byDoctor(day, doctorRound, { measure: ['blood-pressure', 'pulse'] })),
    ...spread(scene, 120, (day) => byDoctor(day, practitionerMail)),
    ...spread(scene, 55, (day) => byNurse(day, nurseCheck)),
    ...spread(scene, 45, (day) => by('first', 'family', day, familyTalk, { family: true })),
    ...spread(scene, 175, (day) => by('first', 'family', day, planTalk, { family: true })),
    ...spread(scene, 32, (day) => by('nurse', 'handover', day, handover)),
  ]
  if (persona.traits.restless || persona.traits.resistive) {
    steps.push(
      ...spread(scene, 110, (day) => by('psychologist', 'paramedical', day, behaviourAdvice, { important: true })),
    )
  }
  if (random.chance(0.45)) {
    const from = random.between(scene.day, scene.last)
    for (let week = 0; week < 7; week += 1) steps.push(by('physio', 'paramedical', from + week * 7, physioSeries))
  }
  if (random.chance(0.2)) {
    steps.push(by('occupational', 'paramedical', random.between(scene.day, scene.last), occupational))
  }
  return { steps }
}

/** What comes back in care at home. */
export function homeYear(scene: Scene): Episode {
  return {
    steps: [
      ...spread(scene, 70, (day) => by('districtNurse', 'nursing', day, districtNurse.evaluation)),
      ...spread(scene, 45, (day) => by('first', 'family', day, familyTalkHome, { family: true })),
    ],
  }
}

export const homeBegin = (scene: Scene): Episode => ({
  steps: [by('districtNurse', 'nursing', scene.day, districtNurse.assessment, { important: true, measure: ['pulse'] })],
})

/** What comes back in disability care. */
export function livingYear(scene: Scene): Episode {
  const { persona, random } = scene
  const own = goalsOf(random)
  const steps: Step[] = [
    ...spread(scene, 8, (day) => by('first', 'daily', day, own, { family: random.chance(0.5) })),
    ...spread(scene, 30, (day) => by('first', 'family', day, parentContact, { family: true })),
    ...spread(scene, 170, (day) => by('first', 'family', day, supportTalk, { family: true })),
  ]
  // Whoever only comes by day is at home in the evening and at the weekend.
  if (persona.setting === 'living') steps.push(...roundTheClock(scene))
  if (persona.traits.tense) {
    const shift = persona.setting === 'living' ? 'evening' : 'day'
    steps.push(
      ...spread(scene, 14, (day) => byCarer(day, tension.orange, { shift })),
      ...spread(scene, 50, (day) => byCarer(day, tension.red, { shift, important: true, alone: true })),
      ...spread(scene, 60, (day) => by('psychologist', 'paramedical', day, tension.expert, { important: true })),
    )
  }
  if (persona.traits.epilepsy) {
    steps.push(...spread(scene, 35, (day) => byCarer(day, seizure, { important: true, alone: true })))
  }
  return { steps }
}

const roundTheClock = (scene: Scene): Step[] => [
  ...spread(scene, 120, (day) => byDoctor(day, avgDoctor, { measure: ['blood-pressure', 'pulse', 'weight'] })),
  ...spread(scene, 12, (day) =>
    byCarer(day + ((13 - ((day + 4) % 7)) % 7), weekend, { shift: 'evening', family: true }),
  ),
]

/** Some of the goals that there are: everybody works on their own. */
function goalsOf(random: Random): Bank {
  const subjectOf = (line: string) => line.slice(0, line.indexOf(':'))
  const chosen = random.some([...new Set(goals.map(subjectOf))], 9)
  return goals.filter((line) => chosen.includes(subjectOf(line)))
}

/** Days about so far apart, in the time of the scene. */
function spread(scene: Scene, apart: number, make: (day: number) => Step): Step[] {
  const steps: Step[] = []
  let day = scene.day + scene.random.between(3, apart)
  while (day <= scene.last) {
    steps.push(make(day))
    day += Math.max(1, Math.round(apart * (0.6 + scene.random.unit() * 0.8)))
  }
  return steps
}
