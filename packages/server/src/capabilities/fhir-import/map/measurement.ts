import { type MeasurementKind, NewMeasurement } from '@hoede/contract'
import { judge, rounded } from '../../measurements/public.ts'
import { all, type Element, extension, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { MeasurementRecord, Professional } from '../records.ts'
import { codings, wordsFor } from './codes.ts'
import { leftOutOf, refuseBeyondContract, type Surroundings, shortened } from './common.ts'
import { circumstances, isUnderstoodComponent, kindOf, methodByCode, pressureParts } from './measurement-codes.ts'
import { readMoment } from './moment.ts'
import { professionalOf } from './professional.ts'
import { inUnit } from './units.ts'

const used = [
  'status',
  'category',
  'code',
  'subject',
  'effectiveDateTime',
  'effectiveInstant',
  'effectivePeriod',
  'performer',
  'valueQuantity',
  'valueInteger',
  'note',
  'bodySite',
  'method',
  'component',
]
const bodyPosition = 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition'

export interface MappedMeasurement {
  record: MeasurementRecord
  parts: Resource[]
  leftOut: string[]
}

/** An Observation of a vital sign or pain score to a measurement, in Hoede's units. Throws Refusal. */
export function mapMeasurement(resource: Resource, around: Surroundings): MappedMeasurement {
  const { element } = resource
  const kind = kindOf(element)
  if (!kind) throw new Refusal('code-unknown')
  const status = text(element, 'status')
  if (status === 'entered-in-error') throw new Refusal('entered-in-error')
  if (!['final', 'amended', 'corrected'].includes(status ?? '')) throw new Refusal('not-final')
  const moment = momentOf(element, around.now)
  const { value, secondValue, remarks } = valuesOf(kind, element)
  const verdict = judge(kind, { value, secondValue })
  if (!verdict.possible) throw new Refusal('value-impossible')
  const { performer, parts } = performerOf(resource, around)
  const { method, position, notes } = circumstances(kind, element)
  const bySource = methodByCode(kind, element) ?? method
  const record: MeasurementRecord = {
    kind,
    value,
    secondValue,
    method: bySource ? shortened(bySource, 60) : null,
    position: positionOf(element) ?? position ?? null,
    note: noteOf(element, [...notes, ...remarks, ...(moment.timed ? [] : ['Tijdstip niet vermeld in de bron'])]),
    performer,
    measuredAt: moment.iso,
  }
  const { performer: _, ...request } = record
  refuseBeyondContract(NewMeasurement, request)
  return { record, parts, leftOut: leftOutOf(element, used, [bodyPosition]) }
}

function momentOf(element: Element, now: Date) {
  const moment =
    text(element, 'effectiveDateTime') ?? text(element, 'effectiveInstant') ?? text(element, 'effectivePeriod.start')
  if (!moment) throw new Refusal('moment-missing')
  return readMoment(moment, now)
}

interface Values {
  value: number
  secondValue: number | null
  /** What the source said where that is not the same number. */
  remarks: string[]
}

function valuesOf(kind: MeasurementKind, element: Element): Values {
  if (kind !== 'blood-pressure') {
    const one = numberOf(kind, element)
    if (!one) throw new Refusal(element.children.has('dataAbsentReason') ? 'no-value' : 'value-missing')
    return { value: one.value, secondValue: null, remarks: one.remarks }
  }
  const [systolic, diastolic] = pressureParts(element).map((each) => each && numberOf(kind, each))
  if (!systolic && !diastolic && element.children.has('dataAbsentReason')) throw new Refusal('no-value')
  if (!systolic || !diastolic) throw new Refusal('value-missing')
  return { value: systolic.value, secondValue: diastolic.value, remarks: [...systolic.remarks, ...diastolic.remarks] }
}

/** The value in the kind's own unit and precision, with the source's words where those differ. */
function numberOf(kind: MeasurementKind, element: Element): { value: number; remarks: string[] } | undefined {
  const whole = text(element, 'valueInteger')
  if (whole !== undefined) {
    if (kind !== 'pain' || !/^-?\d{1,6}$/.test(whole)) throw new Refusal('unit-unknown')
    return { value: Number(whole), remarks: [] }
  }
  const [quantity] = all(element, 'valueQuantity')
  const given = text(quantity, 'value')
  if (given === undefined) return undefined
  if (text(quantity, 'comparator')) throw new Refusal('value-compared')
  if (!/^-?\d{1,9}(\.\d{1,9})?$/.test(given)) throw new Refusal('value-impossible')
  const converted = inUnit(kind, Number(given), text(quantity, 'system'), text(quantity, 'code'))
  const value = rounded(kind, converted)
  const same = Math.abs(value - Number(given)) < 1e-9
  const unit = text(quantity, 'unit') ?? text(quantity, 'code')
  return { value, remarks: same ? [] : [`In de bron: ${given.replace('.', ',')} ${unit ?? ''}`.trim()] }
}

function performerOf(resource: Resource, around: Surroundings): { performer: Professional; parts: Resource[] } {
  for (const reference of all(resource.element, 'performer')) {
    const found = professionalOf(reference, resource, around)
    if (found) {
      return { performer: { name: found.name, function: found.function ?? 'functie onbekend' }, parts: found.parts }
    }
    const target = around.references.resolve(reference, resource)
    if ('found' in target && target.found.type === 'Patient') return { performer: byClient, parts: [] }
  }
  return { performer: { name: 'Niet vermeld in de bron', function: 'functie onbekend' }, parts: [] }
}
const byClient: Professional = { name: 'De cliënt zelf', function: 'cliënt' }

/** SNOMED CT body positions, in the words that Hoede uses itself. */
const positions: Record<string, string> = { '33586001': 'zittend', '102538003': 'liggend', '10904000': 'staand' }

function positionOf(element: Element): string | undefined {
  const [concept] = all(extension(element, bodyPosition), 'valueCodeableConcept')
  const [known] = codings(concept).flatMap((each) => positions[each.code ?? ''] ?? [])
  const words = known ?? wordsFor(concept)
  return words && shortened(words, 60)
}

function noteOf(element: Element, remarks: readonly string[]): string | null {
  const site = wordsFor(all(element, 'bodySite')[0])
  const others = all(element, 'component')
    .filter((each) => !isUnderstoodComponent(each))
    .map(componentWords)
  const words = [
    ...all(element, 'note').map((each) => text(each, 'text')),
    site && `Plaats: ${site}`,
    ...others,
    ...remarks,
  ]
  return words.filter(Boolean).join('\n') || null
}

/** A component without a field of its own, as words: "Manchet: standaard". */
function componentWords(component: Element): string | undefined {
  const name = wordsFor(all(component, 'code')[0])
  const [quantity] = all(component, 'valueQuantity')
  const number =
    quantity &&
    `${text(quantity, 'value')?.replace('.', ',')} ${text(quantity, 'unit') ?? text(quantity, 'code') ?? ''}`
  const value = wordsFor(all(component, 'valueCodeableConcept')[0]) ?? text(component, 'valueString') ?? number?.trim()
  return name && value ? `${name}: ${value}` : undefined
}
