import { measurementKinds } from '@hoede/contract'
import { bsnHashes, type EnvironmentKeys } from '../platform/crypto/keys.ts'
import { seal } from '../platform/crypto/seal.ts'
import type { CopyValue } from '../platform/db/copy.ts'
import { searchable } from '../platform/text/normalise.ts'
import type * as types from './types.ts'

/** How one kind of record stands in its table, sealed as the product seals it. */
export interface Table<R> {
  name: string
  columns: readonly string[]
  row(record: R, keys: EnvironmentKeys): CopyValue[]
}

const at = (moment: types.Moment) => new Date(moment).toISOString()
const maybe = (moment: types.Moment | null) => (moment === null ? null : at(moment))

export const unitTable: Table<types.UnitRecord> = {
  name: 'unit',
  columns: ['id', 'parent_id', 'kind', 'name'],
  row: (unit) => [unit.id, unit.parentId, unit.kind, unit.name],
}

export const personTable: Table<types.PersonRecord> = {
  name: 'person',
  columns: [
    'id',
    'user_name',
    'given_name',
    'prefix',
    'family_name',
    'function',
    'email',
    'phone',
    'search_name',
    'employed_from',
    'employed_until',
    'created_at',
  ],
  row: (person) => [
    person.id,
    person.userName,
    person.givenName,
    person.prefix,
    person.familyName,
    person.function,
    person.email,
    person.phone,
    searchable([person.givenName, person.prefix, person.familyName].filter(Boolean).join(' ')),
    at(person.employedFrom),
    maybe(person.employedUntil),
    at(person.employedFrom),
  ],
}

export const membershipTable: Table<types.MembershipRecord> = {
  name: 'membership',
  columns: ['id', 'person_id', 'unit_id', 'valid_from', 'valid_until'],
  row: (each) => [each.id, each.personId, each.unitId, at(each.from), maybe(each.until)],
}

export const grantTable = (roleIds: ReadonlyMap<string, string>): Table<types.GrantRecord> => ({
  name: 'access_grant',
  columns: [
    'id',
    'person_id',
    'role_id',
    'scope',
    'unit_id',
    'client_id',
    'minutes_before',
    'minutes_after',
    'valid_from',
    'valid_until',
    'source',
    'granted_by',
    'granted_at',
    'withdrawn_at',
    'withdrawn_by',
    'version',
  ],
  row: (grant) => [
    grant.id,
    grant.personId,
    roleIds.get(grant.role) as string,
    grant.scope,
    grant.unitId,
    grant.clientId,
    grant.minutes?.[0] ?? null,
    grant.minutes?.[1] ?? null,
    at(grant.from),
    maybe(grant.until),
    // What reaches the whole organisation was set up with the supplier.
    grant.grantedBy === null || grant.scope === 'organisation' ? 'operator' : 'given',
    grant.grantedBy,
    at(grant.grantedAt),
    maybe(grant.withdrawnAt),
    grant.withdrawnBy,
    grant.withdrawnAt === null ? 1 : 2,
  ],
})

export const shiftTable: Table<types.ShiftRecord> = {
  name: 'shift',
  columns: ['id', 'person_id', 'unit_id', 'starts_at', 'ends_at'],
  row: (each) => [each.id, each.personId, each.unitId, at(each.starts), at(each.ends)],
}

export const clientTable: Table<types.ClientRecord> = {
  name: 'client',
  columns: [
    'id',
    'number',
    'given_names',
    'initials',
    'nickname',
    'own_prefix',
    'own_name',
    'partner_prefix',
    'partner_name',
    'name_order',
    'search_name',
    'birth_date',
    'sex',
    'deceased_at',
    'bsn_sealed',
    'bsn_hash',
    'street',
    'house_number',
    'house_number_addition',
    'postal_code',
    'city',
    'country',
    'phone',
    'mobile',
    'email',
    'general_practitioner',
    'general_practitioner_phone',
    'resuscitation',
    'resuscitation_recorded_at',
    'created_at',
    'created_by',
    'changed_at',
    'version',
  ],
  row: (client, keys) => [
    client.id,
    client.number,
    client.givenNames,
    client.initials,
    client.nickname,
    client.ownPrefix,
    client.ownName,
    client.partnerPrefix,
    client.partnerName,
    client.nameOrder,
    searchable(
      [client.givenNames, client.nickname, client.ownPrefix, client.ownName, client.partnerPrefix, client.partnerName]
        .filter(Boolean)
        .join(' '),
    ),
    client.birthDate,
    client.sex,
    maybe(client.deceasedAt),
    client.bsn ? seal(keys.seal, client.bsn, client.id) : null,
    client.bsn ? bsnHashes(keys, client.bsn)[0] : null,
    client.street,
    client.houseNumber,
    client.houseNumberAddition,
    client.postalCode,
    client.city,
    'Nederland',
    client.phone,
    client.mobile,
    client.email,
    client.generalPractitioner,
    client.generalPractitionerPhone,
    client.resuscitation,
    maybe(client.resuscitationRecordedAt),
    at(client.createdAt),
    client.createdBy,
    at(client.changedAt),
    client.history.length + 1,
  ],
}

export const placementTable: Table<types.PlacementRecord> = {
  name: 'placement',
  columns: ['id', 'client_id', 'unit_id', 'room', 'valid_from', 'valid_until'],
  row: (each) => [each.id, each.clientId, each.unitId, each.room, at(each.from), maybe(each.until)],
}

export const careRelationTable: Table<types.CareRelationRecord> = {
  name: 'care_relation',
  columns: ['id', 'client_id', 'person_id', 'kind', 'valid_from', 'valid_until'],
  row: (each) => [each.id, each.clientId, each.personId, each.kind, at(each.from), maybe(each.until)],
}

export const contactTable: Table<types.ContactRecord> = {
  name: 'contact_person',
  columns: ['id', 'client_id', 'name', 'relation', 'roles', 'phone', 'email', 'position'],
  row: (each) => [each.id, each.clientId, each.name, each.relation, each.roles, each.phone, each.email, each.position],
}

export const alertTable: Table<types.AlertRecord> = {
  name: 'alert',
  columns: ['id', 'client_id', 'kind', 'severity', 'text_sealed', 'recorded_at', 'recorded_by'],
  row: (each, keys) => [
    each.id,
    each.clientId,
    each.kind,
    each.severity,
    seal(keys.seal, each.text, each.id),
    at(each.recordedAt),
    each.recordedBy,
  ],
}

const versionColumns = [
  'form',
  'text_sealed',
  'author_id',
  'author_name',
  'author_function',
  'care_moment',
  'recorded_at',
  'important',
  'visible_to_family',
  'reason_sealed',
]

function versionRow(id: string, version: types.ReportVersionRecord, keys: EnvironmentKeys): CopyValue[] {
  const { content } = version
  return [
    content.form,
    seal(keys.seal, content.form === 'free' ? content.text : JSON.stringify(content.soep), id),
    version.author.id,
    version.author.name,
    version.author.function,
    at(version.careMoment),
    at(version.recordedAt),
    version.important,
    version.visibleToFamily,
    version.reason ? seal(keys.seal, version.reason, id) : null,
  ]
}

export const reportTable: Table<types.ReportRecord> = {
  name: 'report',
  columns: ['id', 'client_id', 'kind', 'version', ...versionColumns],
  row: (report, keys) => [
    report.id,
    report.clientId,
    report.kind,
    report.version,
    ...versionRow(report.id, report, keys),
  ],
}

export interface EarlierVersion {
  report: types.ReportRecord
  index: number
}

export const reportVersionTable: Table<EarlierVersion> = {
  name: 'report_version',
  columns: ['report_id', 'client_id', 'version', ...versionColumns],
  row: ({ report, index }, keys) => [
    report.id,
    report.clientId,
    index + 1,
    ...versionRow(report.id, report.earlier[index] as types.ReportVersionRecord, keys),
  ],
}

export const measurementTable: Table<types.MeasurementRecord> = {
  name: 'measurement',
  columns: [
    'id',
    'client_id',
    'kind',
    'value',
    'second_value',
    'unit',
    'method',
    'note_sealed',
    'performer_id',
    'performer_name',
    'performer_function',
    'measured_at',
    'recorded_at',
    'unusual',
    'status',
    'reason_sealed',
    'replaces_id',
    'version',
  ],
  row: (each, keys) => [
    each.id,
    each.clientId,
    each.kind,
    each.value,
    each.secondValue,
    measurementKinds[each.kind].unit,
    each.method,
    each.note ? seal(keys.seal, each.note, each.id) : null,
    each.performer.id,
    each.performer.name,
    each.performer.function,
    at(each.measuredAt),
    at(each.recordedAt),
    each.unusual,
    each.errorReason ? 'entered-in-error' : 'final',
    each.errorReason ? seal(keys.seal, each.errorReason, each.id) : null,
    each.replacesId,
    each.errorReason ? 2 : 1,
  ],
}

export const logTable: Table<types.LogRecord> = {
  name: 'audit_event',
  columns: [
    'id',
    'recorded_at',
    'event',
    'action',
    'outcome',
    'problem',
    'person_id',
    'session_id',
    'client_id',
    'part',
    'object_id',
    'ground',
    'checks',
    'question',
    'shown',
    'detail',
    'address',
  ],
  row: (each) => [
    each.id,
    at(each.at),
    each.event,
    each.action,
    each.outcome,
    each.problem,
    each.personId,
    each.sessionId,
    each.clientId,
    each.part,
    each.objectId,
    each.ground,
    `${each.outcome === 'success' ? 'T' : 'F'}${each.clientId && each.ground ? 'T' : 'F'}FF`,
    each.question,
    each.shown,
    each.detail === null ? null : JSON.stringify(each.detail),
    each.address,
  ],
}
