import { sha256 } from '../../platform/crypto/tokens.ts'
import { attempt } from './findings.ts'
import { mapAllergy, mapFlag } from './map/alert.ts'
import { mapCareTeam } from './map/care-team.ts'
import type { Surroundings } from './map/common.ts'
import { mapPatientContacts, mapRelatedPerson } from './map/contact.ts'
import { mapMeasurement } from './map/measurement.ts'
import { mapResuscitation } from './map/resuscitation.ts'
import { isSoapLine, mapSoapReport } from './map/soap-report.ts'
import { all } from './read/element.ts'
import type { Resource } from './read/resources.ts'
import type { ReasonCode } from './reasons.ts'
import type { ClientGroup, ContactRecord, Plan, Planned } from './records.ts'
import type { Subjects } from './subjects.ts'

type Planner = (resource: Resource, around: Surroundings, subjects: Subjects) => string[]

/** Each kind of resource with where it goes; answers what it left out. A refusal leaves the group as it was. */
const planners: Record<string, Planner> = {
  RelatedPerson(resource, around, subjects) {
    const { record, leftOut } = mapRelatedPerson(resource, around.now)
    subjects.groupOf(resource, 'patient').contacts.push(planned(record, resource))
    return leftOut
  },
  CareTeam(resource, around, subjects) {
    const { members, leftOut } = mapCareTeam(resource, around)
    const group = subjects.groupOf(resource, 'subject')
    for (const { record, member, parts } of members) {
      const identifier = `${resource.identifier}#${member}`
      group.contacts.push({ record, from: resource, identifier, hash: hashOf(record), parts })
    }
    return leftOut
  },
  Composition(resource, around, subjects) {
    const { record, parts, leftOut } = mapSoapReport(resource, around)
    const lines = parts.filter((each) => each.type === 'Observation').map((each) => each.hash)
    const hash = sha256(Buffer.concat([resource.hash, ...lines]))
    subjects.groupOf(resource, 'subject').reports.push({ ...planned(record, resource, parts), hash })
    return leftOut
  },
  Observation(resource, around, subjects) {
    const { record, parts, leftOut } = mapMeasurement(resource, around)
    subjects.groupOf(resource, 'subject').measurements.push(planned(record, resource, parts))
    return leftOut
  },
  AllergyIntolerance(resource, _, subjects) {
    const { record, leftOut } = mapAllergy(resource)
    subjects.groupOf(resource, 'patient').alerts.push(planned(record, resource))
    return leftOut
  },
  Flag(resource, around, subjects) {
    const { record, leftOut } = mapFlag(resource, around.now)
    subjects.groupOf(resource, 'subject').alerts.push(planned(record, resource))
    return leftOut
  },
  Consent(resource, around, subjects) {
    const { record, leftOut } = mapResuscitation(resource, around)
    subjects.groupOf(resource, 'patient').resuscitation.push(planned(record, resource))
    return leftOut
  },
}

const planned = <T>(record: T, from: Resource, parts: Resource[] = []): Planned<T> => ({
  record,
  from,
  identifier: from.identifier,
  hash: from.hash,
  parts,
})
const hashOf = (record: object): Buffer => sha256(JSON.stringify(record))

/** Puts everything but the clients themselves in the groups, and says what became of every part. */
export function planRecords(usable: readonly Resource[], around: Surroundings, subjects: Subjects, plan: Plan): void {
  for (const resource of usable) {
    const planner = isSoapLine(resource) ? undefined : planners[resource.type]
    if (!planner) continue
    attempt(plan.findings, resource, () => {
      const elements = planner(resource, around, subjects)
      if (elements.length) plan.leftOut.push({ resource, elements })
    })
  }
  for (const group of subjects.groups.values()) {
    planPatientContacts(group, around, plan)
    refuseContradictions(group, plan)
  }
  nameUnusedParts(usable, around, subjects, plan)
}

/** Contact persons inside the Patient; one who also has a RelatedPerson that says the same is one contact person. */
function planPatientContacts(group: ClientGroup, around: Surroundings, plan: Plan): void {
  const patient = group.client?.from
  if (!patient) return
  const { contacts } = mapPatientContacts(patient.element, around.now)
  for (const [index, record] of contacts.entries()) {
    if (!record) continue
    const same = group.contacts.some((each) => sameContact(each.record, record))
    const identifier = `${patient.identifier}#contact-${index + 1}`
    if (!same) group.contacts.push({ record, from: patient, identifier, hash: hashOf(record), parts: [] })
  }
  if (contacts.includes(undefined))
    plan.leftOut.push({ resource: patient, elements: ['contact (zonder naam of beëindigd)'] })
}

const sameContact = (a: ContactRecord, b: ContactRecord): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Two valid agreements that say the opposite: which one counts is not for a program to choose. */
function refuseContradictions(group: ClientGroup, plan: Plan): void {
  if (new Set(group.resuscitation.map((each) => each.record.wish)).size < 2) return
  for (const { from } of group.resuscitation)
    plan.findings.push({ resource: from, code: 'decision-unclear', detail: undefined })
  group.resuscitation = []
}

const partTypes = ['Practitioner', 'PractitionerRole', 'Organization', 'Observation']

/** Professionals, organisations and lines of reports that went into no record. */
function nameUnusedParts(usable: readonly Resource[], around: Surroundings, subjects: Subjects, plan: Plan): void {
  const groups = [...subjects.groups.values()]
  const records = groups.flatMap((group) => [
    ...(group.client ? [group.client] : []),
    ...group.contacts,
    ...group.reports,
    ...group.measurements,
  ])
  const used = new Set(records.flatMap((each) => each.parts).map((each) => each.identifier))
  const refused = linesOfRefused(usable, around, plan)
  for (const resource of usable) {
    const isPart = partTypes.includes(resource.type) && (resource.type !== 'Observation' || isSoapLine(resource))
    if (!isPart || used.has(resource.identifier)) continue
    const code: ReasonCode = refused.has(resource.identifier) ? 'part-refused' : 'not-linked'
    plan.findings.push({ resource, code, detail: undefined })
  }
}

/** The lines that belong to a report which was refused. */
function linesOfRefused(usable: readonly Resource[], around: Surroundings, plan: Plan): Set<string> {
  const refused = new Set(plan.findings.map((each) => each.resource))
  const reports = usable.filter((each) => each.type === 'Composition' && refused.has(each))
  const lines = reports.flatMap((report) =>
    all(report.element, 'section.entry').flatMap((entry) => {
      const target = around.references.resolve(entry, report)
      return 'found' in target ? [target.found.identifier] : []
    }),
  )
  return new Set(lines)
}
