import { type MeasurementKind, type MeasurementKindInfo, measurementKinds } from '@hoede/contract'
import type { Persona } from './clients.ts'
import { idAt, type Random } from './random.ts'
import type { Author } from './roster.ts'
import type { MeasurementRecord, Moment } from './types.ts'
import type { Vitals } from './vitals.ts'

/** A value read from somebody, not yet at a moment. */
export interface Reading {
  kind: MeasurementKind
  value: number
  second: number | null
}

export const dutch = (value: number) => String(value).replace('.', ',')

export const readVital = (vitals: Vitals, kind: MeasurementKind, day: number, random: Random): Reading => ({
  kind,
  ...vitals.read(kind, day, random),
})

/** The row for a reading; now and then it was typed wrong first, and two rows tell that. */
export function recordReading(
  reading: Reading,
  persona: Persona,
  author: Author,
  measuredAt: Moment,
  recordedAt: Moment,
  random: Random,
  now: Moment,
): MeasurementRecord[] {
  const row = (value: number): MeasurementRecord => ({
    id: idAt(recordedAt, random),
    clientId: persona.record.id,
    kind: reading.kind,
    value,
    secondValue: reading.second,
    method: methodOf(reading.kind, persona, random),
    note: reading.kind === 'pain' && random.chance(0.1) ? random.pick(painNotes) : null,
    performer: { id: author.id, name: author.name, function: author.function },
    measuredAt,
    recordedAt,
    errorReason: null,
    replacesId: null,
    unusual: isUnusual(reading.kind, value, reading.second),
  })
  const right = row(reading.value)
  const typed = slip(reading)
  if (typed === undefined || !random.chance(0.006)) return [right]
  const corrected = recordedAt + random.between(2, 45) * 60_000
  if (corrected > now) return [right]
  const wrong = { ...row(typed), errorReason: random.pick(['Typefout', 'Verkeerd getypt', 'Cijfers omgedraaid']) }
  return [wrong, { ...right, id: idAt(corrected, random), recordedAt: corrected, replacesId: wrong.id }]
}

const painNotes = ['bij bewegen', 'in rust', 'na de verzorging', 'een uur na paracetamol', 'linkerknie']

function methodOf(kind: MeasurementKind, persona: Persona, random: Random): string | null {
  const { methods } = measurementKinds[kind]
  if (kind === 'weight' && persona.traits.adl === 'full') return 'tillift'
  return random.chance(0.75) ? (methods[0] as string) : random.chance(0.5) ? random.pick(methods) : null
}

function isUnusual(kind: MeasurementKind, value: number, second: number | null): boolean {
  const info: MeasurementKindInfo = measurementKinds[kind]
  const outside = (number: number, range: { min: number; max: number }) => number < range.min || number > range.max
  return outside(value, info.plausible) || (second !== null && !!info.second && outside(second, info.second.plausible))
}

/** The first two digits the other way round, where that is another possible value. */
function slip(reading: Reading): number | undefined {
  const text = String(reading.value)
  const swapped = Number(`${text[1]}${text[0]}${text.slice(2)}`)
  const { min, max } = measurementKinds[reading.kind].possible
  const fits = swapped !== reading.value && swapped >= min && swapped <= max && swapped > (reading.second ?? -1)
  return reading.kind === 'height' || !fits ? undefined : swapped
}

/** After how many days something is measured again in the ordinary course of care. */
export function scheduleOf(persona: Persona, residential: boolean): [MeasurementKind, number][] {
  const { traits } = persona
  const kinds: [MeasurementKind, number][] = [
    ['weight', traits.heart || traits.eats === 'poor' ? 7 : 28],
    ['blood-pressure', traits.hypertension ? 14 : residential ? 45 : 30],
    ['pulse', traits.heart ? 10 : 45],
  ]
  if (traits.lungs) kinds.push(['saturation', 7])
  if (traits.moves === 'chair') kinds.push(['pain', 14])
  if (residential) kinds.push(['temperature', 70])
  return kinds
}
