import type { MeasurementKind } from '@hoede/contract'
import { Refusal } from '../reasons.ts'

const ucum = 'http://unitsofmeasure.org'
const times = (factor: number) => (value: number) => value * factor
const same = times(1)

/** UCUM units that can be turned into the unit of a kind, exactly as UCUM defines them. */
const conversions: Record<MeasurementKind, Record<string, (value: number) => number>> = {
  'blood-pressure': { 'mm[Hg]': same, kPa: times(1 / 0.133322387415), 'cm[Hg]': times(10) },
  weight: { kg: same, g: times(0.001), '[lb_av]': times(0.45359237) },
  height: { cm: same, m: times(100), mm: times(0.1), '[in_i]': times(2.54) },
  temperature: { Cel: same, '[degF]': (value) => ((value - 32) * 5) / 9, K: (value) => value - 273.15 },
  pulse: { '/min': same, '{beats}/min': same, '{Beats}/min': same, '1/min': same, '/s': times(60), Hz: times(60) },
  saturation: { '%': same, '1': times(100) },
  pain: { '{score}': same, '1': same, '{Score}': same, '{ScoreOf}': same },
}

/** A value in the unit of its kind. Throws Refusal when the unit is missing, not UCUM, or of another kind. */
export function inUnit(
  kind: MeasurementKind,
  value: number,
  system: string | undefined,
  code: string | undefined,
): number {
  if (kind === 'pain' && code === undefined) return value
  const table = conversions[kind]
  const convert = system === ucum && code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined
  if (!convert) throw new Refusal('unit-unknown')
  return convert(value)
}
