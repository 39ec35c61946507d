import { weekdayName } from './calendar.ts'
import { by, byCarer, byDoctor, byNurse, type Episode, type Scene, type Step } from './episode.ts'
import { districtNurse, homeFall, hospitalHome } from './text/home.ts'
import { bladder, chest, constipation, delirium, heart, hospital, hypo } from './text/illness.ts'
import { weightLoss } from './text/life.ts'
import { swallowing } from './text/professionals.ts'
import { fall, skinTear, wound } from './text/wounds-and-falls.ts'

/** Bodily stories: they begin, are treated, and mostly end well. */

const places: [string, string[]][] = [
  ['linkerhiel', ['Waarschijnlijk door druk op het matras.', 'Schoen zat te strak.']],
  ['rechterhiel', ['Waarschijnlijk door druk op het matras.', 'Hiel lag niet vrij.']],
  ['stuit', ['{P} zit lang achter elkaar in de stoel.', 'Door lang zitten en vocht.']],
  ['linkerscheen', ['Gestoten aan de voetsteun.', 'Gestoten bij het instappen.']],
  ['rechterscheen', ['Gestoten aan het bed.', 'Oude plek, opengekrabd.']],
  ['linkerenkel', ['Kous heeft geschuurd.', 'Vaatprobleem bekend.']],
]

const sizeText = (size: number) => `${decimal(size)} x ${decimal(size * 0.7)} cm`
const decimal = (value: number) => (Math.round(value * 10) / 10).toString().replace('.', ',')

export function woundStory(scene: Scene): Episode {
  const { random, day } = scene
  const [place, causes] = random.pick(places)
  const cause = random.pick(causes).replace('{P}', scene.persona.record.sex === 'female' ? 'Ze' : 'Hij')
  const weeks = random.between(4, 12)
  const setback = random.chance(0.35) ? random.between(1, 3) : -1
  const fixed = { plek: place, oorzaak: cause }
  let size = random.between(12, 40) / 10
  const steps: Step[] = [
    byCarer(day, wound.found, { important: true, facts: { ...fixed, maat: sizeText(size) } }),
    byNurse(day + 1, wound.first, { facts: { ...fixed, maat: sizeText(size) }, measure: ['pain'] }),
  ]
  const home = !scene.residential
  for (let week = 0; week < weeks; week += 1) {
    const before = size
    size = week === setback ? size * 1.25 : Math.max(0.3, size * (0.7 + random.unit() * 0.15))
    const facts = { ...fixed, maat: sizeText(size), vorige: sizeText(before) }
    const at = day + 4 + week * 7
    steps.push(byCarer(at, wound.dressing, { facts }), byCarer(at + random.between(2, 3), wound.dressing, { facts }))
    if (week === setback) {
      scene.vitals.spells.push({ from: at + 3, until: at + 7, fever: 0.9, saturationDrop: 0 })
      steps.push(byNurse(at + 4, wound.worse, { facts, important: true }))
    } else if (random.chance(0.75)) {
      steps.push(byNurse(at + 4, home ? districtNurse.wound : wound.better, { facts, measure: ['pain'] }))
    }
  }
  steps.push(byCarer(day + 6 + weeks * 7, wound.healed, { facts: fixed, family: true }))
  return { steps }
}

export function fallStory(scene: Scene): Episode {
  const { day, random } = scene
  const home = !scene.residential
  const shift = home ? 'day' : random.pick(['day', 'evening', 'evening', 'night'] as const)
  const steps: Step[] = [
    byCarer(day, home ? homeFall : fall.found, {
      shift,
      important: true,
      alone: true,
      measure: ['blood-pressure', 'pulse'],
    }),
    byNurse(day + 1, fall.check, { measure: ['pain'] }),
    byCarer(day + 2, fall.after),
  ]
  if (random.chance(0.6)) steps.push(byCarer(day + 4, fall.after))
  if (random.chance(0.5)) steps.push(by('physio', 'paramedical', day + random.between(3, 8), fall.physio))
  return { steps }
}

export const skinTearStory = (scene: Scene): Episode => ({ steps: [byCarer(scene.day, skinTear, { important: true })] })

export function bladderStory(scene: Scene): Episode {
  const { day, random, vitals } = scene
  vitals.spells.push({ from: day, until: day + 4, fever: random.between(8, 17) / 10, saturationDrop: 0 })
  const facts = { kuurdag: weekdayName(day + 5) }
  return {
    condition: { name: 'ill', from: day, until: day + 3 },
    steps: [
      byCarer(day, bladder.signs, { important: true }),
      byNurse(day, bladder.nurse, { important: true }),
      byCarer(day + random.between(2, 3), bladder.better, { facts }),
      byCarer(day + 5, bladder.better, { facts, shift: 'evening' }),
    ],
  }
}

export function chestStory(scene: Scene): Episode {
  const { day, random, vitals } = scene
  const length = random.between(7, 11)
  vitals.spells.push({
    from: day,
    until: day + length,
    fever: random.between(15, 24) / 10,
    saturationDrop: random.between(3, 7),
  })
  vitals.weightChanges.push({ from: day, until: day + 14, delta: -random.between(6, 16) / 10 })
  const middle: Step[] = []
  for (let at = 1; at < length - 2; at += 1) {
    const shift = random.pick(['day', 'evening', 'night'] as const)
    middle.push(byCarer(day + at, at < length / 2 ? chest.ill : chest.better, { shift, alone: random.chance(0.5) }))
  }
  return {
    condition: { name: 'ill', from: day, until: day + length - 3 },
    steps: [
      byCarer(day, chest.signs, { important: true, alone: true, measure: ['pulse', 'saturation'] }),
      byDoctor(day, chest.doctor, { important: true }),
      ...middle,
      byDoctor(day + length + 1, chest.closed),
    ],
  }
}

export function heartStory(scene: Scene): Episode {
  const { day, random, vitals } = scene
  const extra = random.between(22, 38) / 10
  vitals.weightChanges.push(
    { from: day - 6, until: day, delta: extra },
    { from: day + 1, until: day + 9, delta: -extra },
  )
  const facts = { droog: decimal(vitals.usualWeight) }
  const steps: Step[] = [
    byCarer(day, heart.signs, { important: true, facts }),
    byDoctor(day, heart.doctor, { important: true, facts, measure: ['saturation'] }),
  ]
  for (const at of [1, 2, 4, 6, 8]) steps.push(byCarer(day + at, heart.better, { facts, measure: ['weight'] }))
  return { condition: { name: 'ill', from: day, until: day + 2 }, steps }
}

export const constipationStory = (scene: Scene): Episode => ({
  steps: [byCarer(scene.day, constipation), byCarer(scene.day + 1, constipation)],
})

export function deliriumStory(scene: Scene): Episode {
  const { day, random, vitals } = scene
  vitals.spells.push({ from: day, until: day + 4, fever: 0.8, saturationDrop: 1 })
  return {
    condition: { name: 'delirious', from: day, until: day + 4 },
    steps: [
      byCarer(day, delirium.signs, { shift: 'night', important: true, alone: true }),
      byDoctor(day + 1, delirium.doctor, { important: true }),
      byCarer(day + 3, delirium.better, { alone: true }),
      byCarer(day + random.between(5, 6), delirium.better),
    ],
  }
}

export function diabetesStory(scene: Scene): Episode {
  return {
    steps: Array.from({ length: 4 }, (_, i) => byCarer(scene.day + i * scene.random.between(4, 9), hypo)),
  }
}

export function weightLossStory(scene: Scene): Episode {
  const { day, random, vitals } = scene
  const loss = random.between(24, 46) / 10
  vitals.weightChanges.push(
    { from: day - 45, until: day, delta: -loss },
    { from: day + 35, until: day + 100, delta: loss * 0.4 },
  )
  const bmi = decimal((vitals.usualWeight - loss) / (vitals.height / 100) ** 2)
  const facts = { verschil: decimal(loss), bmi }
  const steps = [
    byCarer(day, weightLoss.seen, { important: true, facts }),
    by('dietician', 'paramedical', day + random.between(2, 5), weightLoss.dietician, { facts }),
  ]
  for (let week = 1; week < 9; week += 1) {
    steps.push(byCarer(day + week * 7, week > 6 ? weightLoss.stable : weightLoss.days, { facts, measure: ['weight'] }))
  }
  return { steps }
}

export function swallowingStory(scene: Scene): Episode {
  return { steps: [by('speech', 'paramedical', scene.day, swallowing, { important: true })] }
}

const reasons = [
  'een longontsteking',
  'een gebroken heup',
  'een herseninfarct',
  'uitdroging en verwardheid',
  'hartfalen',
]

/** A stay in hospital: nobody writes until the client is back. */
export function hospitalStory(scene: Scene): Episode {
  const { day, random } = scene
  const length = random.between(4, 9)
  const facts = { reden: random.pick(reasons) }
  return {
    condition: { name: 'away', from: day + 1, until: day + length - 1 },
    steps: [
      byCarer(day, hospital.sent, { important: true, alone: true, facts }),
      byCarer(day + length, scene.residential ? hospital.back : hospitalHome, {
        important: true,
        alone: true,
        facts,
        measure: ['blood-pressure', 'pulse', 'weight'],
      }),
    ],
  }
}
