import { NewClient } from '@hoede/contract'
import { readBsn } from '../../clients/public.ts'
import { all, type Element, extension, first, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { ClientRecord } from '../records.ts'
import { specification } from './codes.ts'
import { leftOutOf, refuseBeyondContract, type Surroundings } from './common.ts'
import { readAddress, readTelecom } from './contact-details.ts'
import { readDay, readMoment } from './moment.ts'
import { readName } from './names.ts'
import { professionalOf } from './professional.ts'

export const bsnSystems = ['http://fhir.nl/fhir/NamingSystem/bsn', 'urn:oid:2.16.840.1.113883.2.4.6.3']
const absent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const used = [
  'identifier',
  'active',
  'link',
  'name',
  'gender',
  'birthDate',
  'deceasedBoolean',
  'deceasedDateTime',
  'telecom',
  'address',
  'contact',
  'generalPractitioner',
]

export interface MappedPatient {
  record: ClientRecord
  parts: Resource[]
  leftOut: string[]
}

/** nl-core-Patient to a client. Throws Refusal. */
export function mapPatient(resource: Resource, around: Surroundings): MappedPatient {
  const { element } = resource
  if (text(element, 'active') === 'false') throw new Refusal('patient-inactive')
  if (all(element, 'link').some((each) => text(each, 'type') === 'replaced-by')) throw new Refusal('patient-inactive')
  const { ownName, ...names } = readName(all(element, 'name'))
  if (!ownName) throw new Refusal('name-missing')
  const { more, ...telecom } = readTelecom(all(element, 'telecom'))
  const { leftOut: addressLeftOut, ...address } = readAddress(all(element, 'address'))
  const practitioner = generalPractitioner(resource, around)
  const record: ClientRecord = {
    ...names,
    ownName,
    birthDate: birthDateOf(element, around.now),
    sex: sexOf(first(element, 'gender')),
    deceasedAt: deceasedAt(element, around.now),
    bsn: bsnOf(all(element, 'identifier')),
    ...address,
    ...telecom,
    ...practitioner.fields,
  }
  refuseBeyondContract(NewClient, { ...record, unitId: '00000000-0000-7000-8000-000000000000' })
  const leftOut = [
    ...leftOutOf(element, used),
    ...addressLeftOut,
    ...(more ? ['telecom (meer dan één)'] : []),
    ...(all(element, 'name.prefix').length || all(element, 'name.suffix').length ? ['name.prefix of name.suffix'] : []),
    ...(all(element, 'identifier').some((each) => !isBsn(each)) ? ['identifier (anders dan BSN)'] : []),
  ]
  return { record, parts: practitioner.parts, leftOut }
}

const isBsn = (identifier: Element): boolean => bsnSystems.includes(text(identifier, 'system') ?? '')

/** Nine digits, or null when there is none or it is masked (data-absent-reason). Throws Refusal for one that fails its test. */
function bsnOf(identifiers: readonly Element[]): string | null {
  const given = identifiers.filter((each) => isBsn(each) && text(each, 'use') !== 'old' && !isMasked(each))
  const found = new Set(given.map((each) => readBsn(text(each, 'value') ?? '')))
  if (found.has(undefined)) throw new Refusal('bsn-invalid')
  if (found.size > 1) throw new Refusal('bsn-several')
  return [...found][0] ?? null
}

function isMasked(identifier: Element): boolean {
  const value = first(identifier, 'value')
  return !value?.value && Boolean(extension(value, absent) ?? extension(identifier, absent))
}

function birthDateOf(element: Element, now: Date): string | null {
  const given = text(element, 'birthDate')
  if (!given) return null
  if (/^\d{4}(-\d{2})?$/.test(given)) throw new Refusal('birth-date-partial')
  const day = readDay(given)
  if (!day || day > now.toISOString().slice(0, 10) || day < '1850-01-01') throw new Refusal('birth-date-invalid')
  return day
}

const sexes: Record<string, ClientRecord['sex']> = {
  M: 'male',
  F: 'female',
  UN: 'undifferentiated',
  male: 'male',
  female: 'female',
  other: 'undifferentiated',
}

/** Administrative sex; the code of v3-AdministrativeGender is the more exact one where both are given. */
const sexOf = (gender: Element | undefined): ClientRecord['sex'] =>
  sexes[specification(gender) ?? ''] ?? sexes[gender?.value ?? ''] ?? 'unknown'

function deceasedAt(element: Element, now: Date): string | null {
  const moment = text(element, 'deceasedDateTime')
  if (moment && /^\d{4}(-\d{2})?$/.test(moment)) throw new Refusal('deceased-moment-missing')
  if (moment) return readMoment(moment, now).iso
  if (text(element, 'deceasedBoolean') === 'true') throw new Refusal('deceased-moment-missing')
  return null
}

function generalPractitioner(resource: Resource, around: Surroundings) {
  const [reference] = all(resource.element, 'generalPractitioner')
  const found = reference ? professionalOf(reference, resource, around) : undefined
  const fields = { generalPractitioner: found?.name ?? null, generalPractitionerPhone: found?.phone ?? null }
  return { fields, parts: found?.parts ?? [] }
}
