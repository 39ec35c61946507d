import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  concept,
  findingsOf,
  importedAt,
  patient,
  planOf,
  resourcesOf,
  snomed,
  weight,
} from '../../../test/support/fhir.ts'
import { planImport } from './plan.ts'
import type { Resource } from './read/resources.ts'
import { reasons } from './reasons.ts'
import type { Plan } from './records.ts'
import { plannedOf } from './write-group.ts'

const bsn = { system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: '111222333' }

describe('a plan', () => {
  it('refuses what hangs on a client that is refused', () => {
    expect(findingsOf(planOf([patient({ birthDate: '2030-01-01' }), weight()]))).toEqual([
      'Patient/truus: birth-date-invalid',
      'Observation/weight: subject-refused',
    ])
  })

  it('finds the client by BSN where a reference says no more than that', () => {
    const plan = planOf([patient({ identifier: [bsn] }), weight({ subject: { identifier: bsn } })])
    expect(plan.groups[0]?.measurements).toHaveLength(1)
    const other = planOf([patient(), weight({ subject: { identifier: bsn } })])
    expect(findingsOf(other)).toEqual(['Observation/weight: subject-unknown'])
  })

  it('puts things with a client of an earlier import', () => {
    const plan = planOf([weight()], { knownPatients: ['Patient/truus'] })
    expect(plan.groups.map((each) => [each.patient, each.client, each.measurements.length])).toEqual([
      ['Patient/truus', undefined, 1],
    ])
  })

  it('takes the same resource twice as one, and refuses one name with two contents', () => {
    const twice = planOf([patient(), patient(), weight()])
    expect([twice.groups.length, twice.duplicates.length, twice.findings.length]).toEqual([1, 1, 0])
    const two = planOf([patient(), weight(), weight({ effectiveDateTime: '2026-02-02T10:00:00Z' })])
    expect(findingsOf(two)).toEqual(['Observation/weight: id-ambiguous', 'Observation/weight: id-ambiguous'])
  })

  it('refuses everything of a client whose name two patients bear', () => {
    expect(findingsOf(planOf([patient(), patient({ birthDate: '1950-01-01' }), weight()]))).toEqual([
      'Patient/truus: id-ambiguous',
      'Patient/truus: id-ambiguous',
      'Observation/weight: subject-refused',
    ])
  })

  it('does not take a contained patient for a client', () => {
    const contained = [patient({ id: 'p' })]
    expect(findingsOf(planOf([weight({ subject: { reference: '#p' }, contained })]))).toEqual([
      'Observation/weight: subject-refused',
    ])
  })

  it('gives every reason a code and a sentence', () => {
    for (const { text } of Object.values(reasons)) expect(text).toMatch(/^[a-zé].{10,160}$/)
  })
})

/** Resources of every kind, right and wrong, with references that lead somewhere or nowhere. */
const reference = fc
  .constantFrom('Patient/a', 'Patient/b', 'Patient/weg', 'Practitioner/a', '#x', 'urn:uuid:1', undefined)
  .map((each) => (each ? { reference: each } : undefined))
const status = fc.constantFrom('final', 'active', 'entered-in-error', 'inactive', undefined)
const id = fc.constantFrom('a', 'b')
const resource = fc.oneof(
  fc
    .record({
      id,
      birthDate: fc.constantFrom('1940-01-01', '1940', undefined),
      identifier: fc.constantFrom([bsn], [], [{ ...bsn, value: '1' }]),
    })
    .map(patient),
  fc
    .record({ id, status, subject: reference, effectiveDateTime: fc.constantFrom('2026-01-01', undefined) })
    .map(weight),
  fc.record({
    resourceType: fc.constant('RelatedPerson'),
    id,
    patient: reference,
    name: fc.constantFrom([{ text: 'Kees' }], []),
  }),
  fc.record({
    resourceType: fc.constant('CareTeam'),
    id,
    status,
    subject: reference,
    participant: fc.array(fc.record({ member: reference }), { maxLength: 3 }),
  }),
  fc.record({ resourceType: fc.constant('Practitioner'), id, name: fc.constantFrom([{ text: 'Dr. X' }], []) }),
  fc.record({
    resourceType: fc.constant('Flag'),
    id,
    status,
    subject: reference,
    code: fc.constantFrom({ text: 'MRSA' }, undefined),
  }),
  fc.record({
    resourceType: fc.constant('Composition'),
    id,
    status,
    subject: reference,
    date: fc.constant('2026-01-01'),
    section: fc.constantFrom([], [{ code: snomed('255362007'), entry: [{ reference: 'Observation/a' }] }]),
  }),
  fc.record({
    resourceType: fc.constant('Consent'),
    id,
    status,
    patient: reference,
    provision: fc.constant({ type: 'deny', code: [snomed('89666000')] }),
  }),
  fc.record({
    resourceType: fc.constantFrom('Device', 'Observation', 'Goal'),
    id,
    code: fc.constant(concept('x', 'y')),
  }),
)

/** Every resource with what became of it. */
function outcomes(plan: Plan): Map<Resource, string[]> {
  const found = new Map<Resource, string[]>()
  const add = (each: Resource, what: string) => found.set(each, [...new Set([...(found.get(each) ?? []), what])])
  for (const each of plan.findings) add(each.resource, each.code)
  for (const each of plan.duplicates) add(each, 'duplicate')
  for (const group of plan.groups) {
    for (const planned of plannedOf(group)) for (const each of [planned.from, ...planned.parts]) add(each, 'planned')
  }
  return found
}

it('says of every resource exactly once what becomes of it, in whatever order they come', () => {
  const options = { now: importedAt, knownPatients: new Set<string>() }
  const told = (resources: Resource[]) => {
    const found = outcomes(planImport(resources, options))
    return resources
      .map((each) => `${each.identifier} ${each.hash.toString('hex')} ${found.get(each)?.join('+') ?? 'nothing'}`)
      .sort()
  }
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 12 }), (files) => {
      const resources = resourcesOf(...files)
      const lines = told(resources)
      for (const line of lines) expect(line).toMatch(/ [a-z-]+$/)
      expect(told(resources.toReversed())).toEqual(lines)
    }),
    { numRuns: 1000 },
  )
})
