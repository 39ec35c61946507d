import type { Alert, CaseloadRow, ClientDetail, ClientHeader, Ground } from '@hoede/contract'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import type { CaseloadResult } from './finding-queries.ts'
import type { AlertRow, DetailRow, HeaderRow, PlacementRow } from './queries.ts'
import { clientName } from './rules.ts'

const moment = (date: Date | null) => date?.toISOString() ?? null

export function presentHeader(reader: Pick<Reader, 'keys'>, row: HeaderRow): ClientHeader {
  return {
    id: row.id,
    number: row.number,
    name: clientName(row),
    nickname: row.nickname,
    birthDate: row.birthDate,
    sex: row.sex,
    deceased: row.deceasedAt !== null,
    unit: row.unitId && row.unitName ? { id: row.unitId, name: row.unitName } : null,
    room: row.room,
    formerSince: moment(row.placedUntil),
    resuscitation: row.resuscitation,
    alerts: row.alerts.map((alert) => presentAlert(reader, alert)),
  }
}

function presentAlert(reader: Pick<Reader, 'keys'>, row: AlertRow): Alert {
  const text = unseal(reader.keys.seal, Buffer.from(row.text, 'base64'), row.id)
  return { ...row, text, recordedAt: new Date(row.recordedAt).toISOString() }
}

export function presentCaseloadRow(reader: Reader, row: CaseloadResult): CaseloadRow {
  return {
    ...presentHeader(reader, row),
    newReports: row.newReports,
    newImportant: row.newImportant,
    lastReportAt: moment(row.lastReportAt),
  }
}

const isoText = (text: string | null) => (text === null ? null : new Date(text).toISOString())

export function presentDetail(
  reader: Reader,
  row: DetailRow,
  place: PlacementRow | undefined,
  ground: Ground,
): ClientDetail {
  const ended = place?.until && new Date(place.until) <= new Date() ? new Date(place.until) : null
  const placed = {
    unitId: place?.unitId ?? null,
    unitName: place?.unitName ?? null,
    room: place?.room ?? null,
    placedUntil: ended,
  }
  return {
    ...presentHeader(reader, { ...row, ...placed }),
    givenNames: row.givenNames,
    initials: row.initials,
    ownPrefix: row.ownPrefix,
    ownName: row.ownName,
    partnerPrefix: row.partnerPrefix,
    partnerName: row.partnerName,
    nameOrder: row.nameOrder,
    deceasedAt: moment(row.deceasedAt),
    hasBsn: row.bsnSealed !== null,
    street: row.street,
    houseNumber: row.houseNumber,
    houseNumberAddition: row.houseNumberAddition,
    postalCode: row.postalCode,
    city: row.city,
    country: row.country,
    phone: row.phone,
    mobile: row.mobile,
    email: row.email,
    generalPractitioner: row.generalPractitioner,
    generalPractitionerPhone: row.generalPractitionerPhone,
    resuscitationRecordedAt: moment(row.resuscitationRecordedAt),
    contacts: row.contacts as ClientDetail['contacts'],
    placements: row.placements.map((each) => ({
      id: each.id,
      unit: { id: each.unitId, name: each.unitName },
      room: each.room,
      from: new Date(each.from).toISOString(),
      until: isoText(each.until),
      version: each.version,
    })),
    careRelations: row.careRelations.map((each) => ({
      id: each.id,
      person: { id: each.personId, name: each.personName, function: each.personFunction },
      kind: each.kind,
      kindName: each.kindName,
      from: new Date(each.from).toISOString(),
      until: isoText(each.until),
      version: each.version,
    })),
    may: [...new Set(row.may)].sort(),
    ground,
    closed: row.closed,
    version: row.version,
    changedAt: row.changedAt.toISOString(),
  }
}
