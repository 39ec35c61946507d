import type { MeasurementKind, ReportKind, Soep } from '@hoede/contract'
import type { Resource } from './read/resources.ts'
import type { ReasonCode } from './reasons.ts'

/** Something to put in the record, with all resources that it was made from. */
export interface Planned<T> {
  readonly record: T
  readonly from: Resource
  /** The name under which it is remembered; that of the resource, or of a part of it. */
  readonly identifier: string
  /** Changes when the source says something else. */
  readonly hash: Buffer
  /** Other resources whose content went into it: the lines of a report, the author. */
  readonly parts: readonly Resource[]
}

export interface ClientRecord {
  givenNames: string | null
  initials: string | null
  nickname: string | null
  ownPrefix: string | null
  ownName: string
  partnerPrefix: string | null
  partnerName: string | null
  nameOrder: 'own' | 'partner' | 'partner-own' | 'own-partner'
  birthDate: string | null
  sex: 'male' | 'female' | 'undifferentiated' | 'unknown'
  deceasedAt: string | null
  /** Nine digits that pass the eleven-test, or null when there is none or it was masked. */
  bsn: string | null
  street: string | null
  houseNumber: string | null
  houseNumberAddition: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  phone: string | null
  mobile: string | null
  email: string | null
  generalPractitioner: string | null
  generalPractitionerPhone: string | null
}

export interface ContactRecord {
  name: string
  relation: string | null
  roles: ('first-contact' | 'legal-representative' | 'contact')[]
  phone: string | null
  email: string | null
  /** A general practitioner from a care team also fills the client's own field when that is empty. */
  generalPractitioner: boolean
}

export interface ResuscitationRecord {
  wish: 'yes' | 'no'
  recordedAt: string | null
}

export interface AlertRecord {
  kind: 'allergy' | 'alert'
  severity: 'high' | 'low'
  text: string
}

/** Whoever wrote or measured, as the source says; it makes nobody an employee. */
export interface Professional {
  name: string
  function: string
}

export interface ReportRecord {
  kind: ReportKind
  soep: Soep
  author: Professional
  careMoment: string
}

export interface MeasurementRecord {
  kind: MeasurementKind
  value: number
  secondValue: number | null
  method: string | null
  position: string | null
  note: string | null
  performer: Professional
  measuredAt: string
}

/** One client with all that hangs on them: goes into the record as a whole or not at all. */
export interface ClientGroup {
  /** The identifier of the Patient. */
  readonly patient: string
  /** Absent when the patient came in earlier and is not in this set. */
  client: Planned<ClientRecord> | undefined
  contacts: Planned<ContactRecord>[]
  resuscitation: Planned<ResuscitationRecord>[]
  alerts: Planned<AlertRecord>[]
  reports: Planned<ReportRecord>[]
  measurements: Planned<MeasurementRecord>[]
}

/** One line about one resource that did not come into the record, or not for the whole of it. */
export interface Finding {
  readonly resource: Resource
  readonly code: ReasonCode
  readonly detail: string | undefined
}

/** Elements of a resource that was taken over which Hoede has no place for. */
export interface LeftOut {
  readonly resource: Resource
  readonly elements: readonly string[]
}

export interface Plan {
  groups: ClientGroup[]
  findings: Finding[]
  leftOut: LeftOut[]
  /** The same resource with the same content, once more. */
  duplicates: Resource[]
}
