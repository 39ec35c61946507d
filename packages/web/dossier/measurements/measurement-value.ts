import type { Measurement } from '@hoede/contract'
import { type MeasurementKind, type MeasurementKindInfo, measurementKinds } from '@hoede/contract/vocabulary'
import { number, readNumber } from '../../ui/formats/numbers.ts'

export const infoOf = (kind: MeasurementKind): MeasurementKindInfo => measurementKinds[kind]

/** '135/80' or '72,5', without its unit. */
export function valueText(measurement: Pick<Measurement, 'kind' | 'value' | 'secondValue'>): string {
  const { decimals } = infoOf(measurement.kind)
  const first = number(measurement.value, decimals)
  return measurement.secondValue === null ? first : `${first}/${number(measurement.secondValue, decimals)}`
}

export type Judgement =
  | { state: 'empty' | 'unreadable' }
  | { state: 'impossible'; min: number; max: number }
  | { state: 'order' }
  | { state: 'unusual' | 'usual'; value: number; secondValue: number | null }

const within = (value: number, range: { min: number; max: number }) => value >= range.min && value <= range.max

/**
 * Judges what was typed as the server will: impossible is refused, unusual asks to look again. `at` says which of the two fields a
 * refusal is about.
 */
export function judge(kind: MeasurementKind, first: string, second: string): Judgement & { at?: 'first' | 'second' } {
  const info = infoOf(kind)
  const value = readNumber(first)
  if (first.trim() === '') return { state: 'empty', at: 'first' }
  if (value === undefined) return { state: 'unreadable', at: 'first' }
  if (!within(value, info.possible)) return { state: 'impossible', ...info.possible, at: 'first' }
  if (!info.second) return { state: within(value, info.plausible) ? 'usual' : 'unusual', value, secondValue: null }
  const secondValue = readNumber(second)
  if (second.trim() === '') return { state: 'empty', at: 'second' }
  if (secondValue === undefined) return { state: 'unreadable', at: 'second' }
  if (!within(secondValue, info.second.possible)) return { state: 'impossible', ...info.second.possible, at: 'second' }
  if (secondValue >= value) return { state: 'order', at: 'second' }
  const usual = within(value, info.plausible) && within(secondValue, info.second.plausible)
  return { state: usual ? 'usual' : 'unusual', value, secondValue }
}
