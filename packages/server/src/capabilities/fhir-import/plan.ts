import { attempt } from './findings.ts'
import { refuseUnsafe, type Surroundings } from './map/common.ts'
import { kindOf } from './map/measurement-codes.ts'
import { mapPatient } from './map/patient.ts'
import { isResuscitation } from './map/resuscitation.ts'
import { isSoapLine } from './map/soap-report.ts'
import { planRecords } from './plan-records.ts'
import { References } from './read/references.ts'
import type { Resource } from './read/resources.ts'
import type { ReasonCode } from './reasons.ts'
import type { ClientRecord, Plan, Planned } from './records.ts'
import { Subjects } from './subjects.ts'

export interface PlanOptions {
  now: Date
  /** Patients that an earlier import brought in, by identifier. */
  knownPatients: ReadonlySet<string>
  /** To whom belongs what names no client at all: the identifier of a Patient, said by whoever imports. */
  subject?: string | undefined
}

/**
 * What an import set would put in the record, and what not and why. Pure: no database, no clock. The order of files does not
 * matter. Every resource of the set is found back once: in a group (itself or as a part), in the findings, or in the duplicates.
 */
export function planImport(resources: readonly Resource[], options: PlanOptions): Plan {
  const plan: Plan = { groups: [], findings: [], leftOut: [], duplicates: [] }
  const distinct = withoutDuplicates(resources, plan)
  const everything = new References(distinct)
  const usable: Resource[] = []
  for (const resource of distinct) {
    const code = notUnderstood(resource)
    if (code) plan.findings.push({ resource, code, detail: undefined })
    else {
      attempt(plan.findings, resource, () => {
        refuseUnsafe(resource, everything)
        usable.push(resource)
      })
    }
  }
  const around: Surroundings = { references: new References(usable), now: options.now }
  const subjects = new Subjects(everything, options)
  for (const client of planClients(usable, around, plan)) subjects.add(client.identifier, client)
  planRecords(usable, around, subjects, plan)
  plan.groups = [...subjects.groups.values()]
  return plan
}

function withoutDuplicates(resources: readonly Resource[], plan: Plan): Resource[] {
  const seen = new Map<string, Resource[]>()
  return resources.filter((resource) => {
    const there = seen.get(resource.identifier) ?? []
    if (there.some((each) => each.hash.equals(resource.hash))) {
      plan.duplicates.push(resource)
      return false
    }
    seen.set(resource.identifier, [...there, resource])
    return true
  })
}

const understoodTypes = [
  'Patient',
  'RelatedPerson',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'CareTeam',
  'Composition',
  'AllergyIntolerance',
  'Flag',
]

function notUnderstood(resource: Resource): ReasonCode | undefined {
  if (understoodTypes.includes(resource.type)) return undefined
  if (resource.type === 'Observation') {
    return kindOf(resource.element) || isSoapLine(resource) ? undefined : 'code-unknown'
  }
  if (resource.type === 'Consent') return isResuscitation(resource.element) ? undefined : 'consent-kind-unknown'
  return 'type-unknown'
}

function planClients(usable: readonly Resource[], around: Surroundings, plan: Plan): Planned<ClientRecord>[] {
  const mapped: Planned<ClientRecord>[] = []
  for (const resource of usable.filter((each) => each.type === 'Patient')) {
    attempt(plan.findings, resource, () => {
      const { record, parts, leftOut } = mapPatient(resource, around)
      mapped.push({ record, from: resource, identifier: resource.identifier, hash: resource.hash, parts })
      if (leftOut.length) plan.leftOut.push({ resource, elements: leftOut })
    })
  }
  const counts = Map.groupBy(mapped, (each) => each.record.bsn)
  return mapped.filter((client) => {
    const { bsn } = client.record
    // Which of two would be the right one cannot be known here: neither comes in.
    const twice = bsn !== null && counts.get(bsn)!.length > 1
    if (twice) plan.findings.push({ resource: client.from, code: 'bsn-twice', detail: undefined })
    return !twice
  })
}
