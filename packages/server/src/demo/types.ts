import type { MeasurementKind, ReportKind, Soep } from '@hoede/contract'

/** Milliseconds since 1970, UTC. */
export type Moment = number

export interface UnitRecord {
  id: string
  parentId: string | null
  kind: 'organisation' | 'location' | 'team'
  name: string
}

export interface PersonRecord {
  id: string
  userName: string
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  email: string
  phone: string | null
  employedFrom: Moment
  employedUntil: Moment | null
}

export interface MembershipRecord {
  id: string
  personId: string
  unitId: string
  from: Moment
  until: Moment | null
}

export type RoleKey =
  | 'verzorgende'
  | 'verpleegkundige'
  | 'behandelaar'
  | 'planner'
  | 'teamleider'
  | 'applicatiebeheerder'
  | 'functionaris-gegevensbescherming'

export interface GrantRecord {
  id: string
  personId: string
  role: RoleKey
  scope: 'organisation' | 'unit' | 'own-teams' | 'roster' | 'own-clients' | 'client'
  unitId: string | null
  clientId: string | null
  /** With roster: minutes before and after a shift. */
  minutes?: readonly [before: number, after: number]
  from: Moment
  until: Moment | null
  grantedBy: string | null
  grantedAt: Moment
  withdrawnAt: Moment | null
  withdrawnBy: string | null
}

export interface ClientRecord {
  id: string
  number: string
  givenNames: string
  initials: string
  nickname: string
  ownPrefix: string | null
  ownName: string
  partnerPrefix: string | null
  partnerName: string | null
  nameOrder: 'own' | 'partner' | 'partner-own' | 'own-partner'
  /** YYYY-MM-DD */
  birthDate: string
  sex: 'male' | 'female'
  deceasedAt: Moment | null
  /** Nine digits of the test range, or none where that range was used up. */
  bsn: string | null
  street: string
  houseNumber: string
  houseNumberAddition: string | null
  postalCode: string
  city: string
  phone: string | null
  mobile: string | null
  email: string | null
  generalPractitioner: string
  generalPractitionerPhone: string
  resuscitation: 'yes' | 'no' | 'unknown'
  resuscitationRecordedAt: Moment | null
  createdAt: Moment
  createdBy: string | null
  changedAt: Moment
  /** Earlier versions of the row, oldest first: what was different, until when, and who changed it. */
  history: { changedAt: Moment; changedBy: string; before: Partial<ClientChangeable> }[]
}

export type ClientChangeable = Pick<ClientRecord, 'resuscitation' | 'resuscitationRecordedAt' | 'phone' | 'mobile'>

export interface PlacementRecord {
  id: string
  clientId: string
  unitId: string
  room: string | null
  from: Moment
  until: Moment | null
}

export interface CareRelationRecord {
  id: string
  clientId: string
  personId: string
  kind: 'first-responsible' | 'practitioner' | 'case-manager'
  from: Moment
  until: Moment | null
}

export interface ContactRecord {
  id: string
  clientId: string
  name: string
  relation: string
  roles: ('first-contact' | 'legal-representative' | 'contact')[]
  phone: string
  email: string | null
  position: number
}

export interface AlertRecord {
  id: string
  clientId: string
  kind: 'allergy' | 'alert'
  severity: 'high' | 'low'
  text: string
  recordedAt: Moment
  recordedBy: string | null
}

/** Who wrote or measured, with the name and function of that moment. */
export interface AuthorRecord {
  id: string
  name: string
  function: string
}

export type ReportContent = { form: 'free'; text: string } | { form: 'soep'; soep: Soep }

export interface ReportVersionRecord {
  content: ReportContent
  author: AuthorRecord
  careMoment: Moment
  recordedAt: Moment
  important: boolean
  visibleToFamily: boolean
  /** Why this version was made; null for the first. */
  reason: string | null
}

export interface ReportRecord extends ReportVersionRecord {
  id: string
  clientId: string
  kind: ReportKind
  version: number
  /** Versions that were corrected since, oldest first. */
  earlier: ReportVersionRecord[]
}

export interface MeasurementRecord {
  id: string
  clientId: string
  kind: MeasurementKind
  value: number
  secondValue: number | null
  method: string | null
  note: string | null
  performer: AuthorRecord
  measuredAt: Moment
  recordedAt: Moment
  /** Why it was marked as entered in error; null for a good one. */
  errorReason: string | null
  replacesId: string | null
  /** Outside of the plausible range of its kind. */
  unusual: boolean
}

/** Everything about one client: what a record shows. */
export interface ClientFile {
  client: ClientRecord
  placements: PlacementRecord[]
  careRelations: CareRelationRecord[]
  contacts: ContactRecord[]
  alerts: AlertRecord[]
  reports: ReportRecord[]
  measurements: MeasurementRecord[]
}

/** A person who can sign in to a demo or benchmark environment. */
export interface AccountRecord {
  personId: string
  userName: string
  name: string
  function: string
  roles: { role: RoleKey; scope: string }[]
  /** False for whoever must still couple an authenticator app at the first sign-in. */
  enrolled: boolean
}

export interface LogRecord {
  at: Moment
  id: string
  event: string
  action: 'C' | 'R' | 'U' | 'E'
  outcome: 'success' | 'refused'
  problem: string | null
  personId: string | null
  sessionId: string | null
  clientId: string | null
  part: string
  objectId: string | null
  ground: string | null
  question: string | null
  shown: string[] | null
  detail: object | null
  address: string
}

/** A shift of somebody at a team. */
export interface ShiftRecord {
  id: string
  personId: string
  unitId: string
  starts: Moment
  ends: Moment
}

/** A generated care organisation. Clients come one at a time: a large set is never in memory as a whole. */
export interface Organisation {
  name: string
  units: UnitRecord[]
  people: PersonRecord[]
  memberships: MembershipRecord[]
  grants: GrantRecord[]
  accounts: AccountRecord[]
  /** Who works when, from a week ago until a week from now; none in a set for benchmarks. */
  shifts: ShiftRecord[]
  clientCount: number
  /** About how many rows clients() gives in all, for showing progress. */
  expectedRows: number
  clients(): Iterable<ClientFile>
  /** What stands in the log of the last month about the reading and writing in one record. */
  logOf(file: ClientFile): LogRecord[]
  /** What else stands in the log of the last month: signing in, lists, management, supervision. */
  otherLog(): Iterable<LogRecord>
}
