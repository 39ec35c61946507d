import { type MeasurementKind, type MeasurementKindInfo, measurementKinds } from '@hoede/contract'

export interface MeasuredValues {
  value: number
  secondValue?: number | null
}

export type Verdict = { possible: true; unusual: boolean } | { possible: false; message: string }

const within = (value: number, range: { min: number; max: number }) => value >= range.min && value <= range.max
const dutch = (value: number) => String(value).replace('.', ',')

/** Judges a measurement by the ranges of its kind: impossible values are refused, unusual ones are marked. */
export function judge(kind: MeasurementKind, values: MeasuredValues): Verdict {
  const info: MeasurementKindInfo = measurementKinds[kind]
  const { value, secondValue = null } = values
  if (!within(value, info.possible)) return impossible(info.name, info.possible, info.unitText)
  if (!info.second) {
    if (secondValue !== null) return { possible: false, message: `${info.name} is één getal.` }
    return { possible: true, unusual: !within(value, info.plausible) }
  }
  if (secondValue === null) return { possible: false, message: `Vul ook de ${info.second.name.toLowerCase()} in.` }
  if (!within(secondValue, info.second.possible))
    return impossible(info.second.name, info.second.possible, info.unitText)
  if (secondValue >= value)
    return { possible: false, message: `De ${info.second.name.toLowerCase()} is lager dan de bovendruk.` }
  return { possible: true, unusual: !within(value, info.plausible) || !within(secondValue, info.second.plausible) }
}

function impossible(name: string, range: { min: number; max: number }, unit: string): Verdict {
  return { possible: false, message: `${name} ligt tussen ${dutch(range.min)} en ${dutch(range.max)} ${unit}.` }
}

/** Rounded to the precision in which a kind is measured. */
export function rounded(kind: MeasurementKind, value: number): number {
  const factor = 10 ** measurementKinds[kind].decimals
  return Math.round(value * factor) / factor
}
