import { planImport } from '../../src/capabilities/fhir-import/plan.ts'
import { type Resource, readResources } from '../../src/capabilities/fhir-import/read/resources.ts'
import type { Plan } from '../../src/capabilities/fhir-import/records.ts'

export const importedAt = new Date('2026-03-01T12:00:00Z')

/** FHIR JSON as resources of one import set, each object a file of its own. */
export const resourcesOf = (...files: object[]): Resource[] =>
  files.flatMap((file, index) => readResources(Buffer.from(JSON.stringify(file)), `file-${index}.json`, index))

export const planOf = (files: object[], options: { knownPatients?: string[]; subject?: string } = {}): Plan =>
  planImport(resourcesOf(...files), {
    now: importedAt,
    knownPatients: new Set(options.knownPatients),
    subject: options.subject,
  })

/** `Observation/1: not-final`, for every resource that did not come in. */
export const findingsOf = (plan: Plan): string[] =>
  plan.findings.map((each) => `${each.resource.identifier}: ${each.code}`)

/** A client that has nothing wrong: Truus Bakker. */
export const patient = (more: object = {}) => ({
  resourceType: 'Patient',
  id: 'truus',
  name: [{ use: 'official', family: 'Bakker', given: ['Truus'] }],
  birthDate: '1940-05-06',
  ...more,
})

export const ofTruus = { reference: 'Patient/truus' }
export const concept = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display ? { display } : {}) }],
})
export const loinc = (code: string) => concept('http://loinc.org', code)
export const snomed = (code: string, display?: string) => concept('http://snomed.info/sct', code, display)
export const quantity = (value: number, code: string, unit = code) => ({
  value,
  unit,
  system: 'http://unitsofmeasure.org',
  code,
})

/** A weight of Truus that has nothing wrong. */
export const weight = (more: object = {}) => ({
  resourceType: 'Observation',
  id: 'weight',
  status: 'final',
  code: loinc('29463-7'),
  subject: ofTruus,
  effectiveDateTime: '2026-02-01T08:30:00+01:00',
  valueQuantity: quantity(62.4, 'kg'),
  ...more,
})
