import type { MeasurementKind } from '@hoede/contract'
import { all, type Element, text } from '../read/element.ts'
import { Refusal } from '../reasons.ts'
import { codings, loinc, snomed, wordsFor } from './codes.ts'

/** Which code is which kind of measurement (zibs 2020 by nl-core, and the codes of the FHIR vital signs profile). */
const kinds: Record<string, MeasurementKind> = {
  [`${loinc} 85354-9`]: 'blood-pressure',
  [`${loinc} 55284-4`]: 'blood-pressure',
  [`${snomed} 75367002`]: 'blood-pressure',
  [`${loinc} 29463-7`]: 'weight',
  [`${loinc} 3141-9`]: 'weight',
  [`${snomed} 27113001`]: 'weight',
  [`${loinc} 8302-2`]: 'height',
  [`${loinc} 3137-7`]: 'height',
  [`${snomed} 50373000`]: 'height',
  [`${loinc} 8310-5`]: 'temperature',
  [`${snomed} 386725007`]: 'temperature',
  [`${loinc} 8893-0`]: 'pulse',
  [`${loinc} 8867-4`]: 'pulse',
  [`${snomed} 78564009`]: 'pulse',
  [`${loinc} 2708-6`]: 'saturation',
  [`${loinc} 59408-5`]: 'saturation',
  [`${snomed} 431314004`]: 'saturation',
  [`${snomed} 225908003`]: 'pain',
  [`${loinc} 72514-3`]: 'pain',
}

/** The kind of measurement, or undefined for what Hoede has no place for; what a laboratory found is no measurement here. */
export function kindOf(element: Element): MeasurementKind | undefined {
  const categories = all(element, 'category').flatMap(codings)
  if (categories.some((each) => each.code === 'laboratory')) return undefined
  const found = new Set(codesOf(element).flatMap((code) => kinds[code] ?? []))
  return found.size === 1 ? [...found][0] : undefined
}

const codesOf = (element: Element): string[] =>
  all(element, 'code')
    .flatMap(codings)
    .map((each) => `${each.system} ${each.code}`)

const systolic = [`${loinc} 8480-6`, `${snomed} 271649006`]
const diastolic = [`${loinc} 8462-4`, `${snomed} 271650006`]
const heightPosition = `${snomed} 425260001`
const clothing = `${snomed} 248159006`
const oxygenTherapy = `${snomed} 57485005`
const understood = [...systolic, ...diastolic, heightPosition, clothing, oxygenTherapy]

export const isUnderstoodComponent = (component: Element): boolean =>
  codesOf(component).some((code) => understood.includes(code))

const componentBy = (element: Element, codes: readonly string[]): Element | undefined =>
  all(element, 'component').find((each) => codesOf(each).some((code) => codes.includes(code)))

/** Systolic and diastolic pressure, in that order. */
export const pressureParts = (element: Element): [Element | undefined, Element | undefined] => [
  componentBy(element, systolic),
  componentBy(element, diastolic),
]

/** Where a temperature was taken (zib TemperatuurType). */
const temperatureTypes: Record<string, string> = {
  '415974002': 'oor',
  '415882003': 'oksel',
  '415945006': 'mond',
  '307047009': 'rectaal',
}

const bodyPositions: Record<string, string> = { '10904000': 'staand', '102538003': 'liggend', '33586001': 'zittend' }

/** zib KledingCodelijst. */
const dress: Record<string, { method?: string; note?: string }> = {
  FULL: { method: 'met kleding' },
  UNDRESSED: { method: 'zonder kleding' },
  MIN: { note: 'Kleding: minimaal' },
  DIAPER: { note: 'Kleding: luier' },
}

/** How a value was measured, by its code: a pain scale, where a temperature was taken, or the source's own words. */
export function methodByCode(kind: MeasurementKind, element: Element): string | undefined {
  const [method] = all(element, 'method')
  if (kind === 'temperature') {
    return (
      all(element, 'code')
        .flatMap(codings)
        .flatMap((each) => temperatureTypes[each.code ?? ''] ?? [])[0] ?? wordsFor(method)
    )
  }
  if (kind !== 'pain') return wordsFor(method)
  const words = codings(method).map((each) => each.code ?? each.display ?? '')
  if (words.some((each) => /^(VAS|NRS)-?100/i.test(each))) throw new Refusal('scale-unknown')
  const scale = words.map((each) => /^(VAS|NRS)/i.exec(each)?.[0].toUpperCase()).find(Boolean)
  return scale ?? wordsFor(method)
}

/** What stands in components about how it was measured. */
export function circumstances(
  kind: MeasurementKind,
  element: Element,
): { method: string | undefined; position: string | undefined; notes: string[] } {
  const nothing = { method: undefined, position: undefined, notes: [] }
  if (kind === 'height') {
    const [position] = all(componentBy(element, [heightPosition]), 'valueCodeableConcept')
    const known = codings(position).flatMap((each) => bodyPositions[each.code ?? ''] ?? [])[0]
    return { ...nothing, position: known ?? wordsFor(position) }
  }
  if (kind === 'weight') {
    const [concept] = all(componentBy(element, [clothing]), 'valueCodeableConcept')
    if (!concept) return nothing
    const known = codings(concept).flatMap((each) => dress[each.code ?? ''] ?? [])[0]
    const words = wordsFor(concept)
    const note = known ? known.note : words && `Kleding: ${words}`
    return { ...nothing, method: known?.method, notes: note ? [note] : [] }
  }
  if (kind === 'saturation') {
    const given = text(componentBy(element, [oxygenTherapy]), 'valueBoolean')
    const method = given === 'true' ? 'met zuurstof' : given === 'false' ? 'zonder zuurstof' : undefined
    return { ...nothing, method }
  }
  return nothing
}
