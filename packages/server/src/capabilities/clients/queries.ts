import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { type GroundRow, groundColumn } from '../access/public.ts'
import type { NameParts } from './rules.ts'

export interface HeaderRow extends NameParts {
  id: string
  number: string
  birthDate: string | null
  deceasedAt: Date | null
  resuscitation: 'yes' | 'no' | 'unknown'
  unitId: string | null
  unitName: string | null
  room: string | null
  placedUntil: Date | null
  alerts: AlertRow[]
}

export interface AlertRow {
  id: string
  kind: 'allergy' | 'alert'
  severity: 'high' | 'low'
  /** Base64: it comes through a JSON aggregate. */
  text: string
  recordedAt: string
  version: number
}

/** Times are texts: they come through a JSON aggregate. */
export interface PlacementRow {
  id: string
  unitId: string
  unitName: string
  unitKind: string
  room: string | null
  from: string
  until: string | null
  version: number
}

type Place = 'unitId' | 'unitName' | 'room' | 'placedUntil'

export interface DetailRow extends Omit<HeaderRow, Place> {
  /** The asker's permissions for the client that this request is about, in no order and with repetitions; null without one. */
  may: string[] | null
  /** The grant that let the asker in; null where nobody was let in by one (the operator). */
  ground: GroundRow | null
  bsnSealed: Buffer | null
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
  resuscitationRecordedAt: Date | null
  closed: boolean
  version: number
  changedAt: Date
  contacts: {
    id: string
    name: string
    relation: string | null
    roles: string[]
    phone: string | null
    email: string | null
    position: number
    version: number
  }[]
  placements: PlacementRow[]
  careRelations: {
    id: string
    personId: string
    personName: string
    personFunction: string
    kind: string
    kindName: string
    from: string
    until: string | null
    version: number
  }[]
}

const nameColumns = `c.id, c.number, c.given_names as "givenNames", c.initials, c.nickname, c.own_prefix as "ownPrefix",
  c.own_name as "ownName", c.partner_prefix as "partnerPrefix", c.partner_name as "partnerName", c.name_order as "nameOrder",
  c.sex, c.birth_date as "birthDate", c.deceased_at as "deceasedAt", c.resuscitation`

/** The placement that counts: that of now, otherwise the last one. */
export const placed = `left join lateral (
    select p.unit_id, u.name, p.room, p.valid_until from placement p join unit u on u.id = p.unit_id
    where p.client_id = c.id and p.valid_from <= now()
    order by (p.valid_until is null or p.valid_until > now()) desc, p.valid_until desc nulls first, p.id desc limit 1
  ) place on true`
const placeColumns = `place.unit_id as "unitId", place.name as "unitName", place.room,
  case when place.valid_until <= now() then place.valid_until end as "placedUntil"`

const alerts = `coalesce((select json_agg(json_build_object('id', a.id, 'kind', a.kind, 'severity', a.severity,
    'text', encode(a.text_sealed, 'base64'), 'recordedAt', a.recorded_at, 'version', a.version) order by a.kind, a.recorded_at)
  from alert a where a.client_id = c.id and a.ended_at is null), '[]') as alerts`

export const header = `${nameColumns}, ${placeColumns}, ${alerts}`

const detail = `${nameColumns}, ${alerts}, c.bsn_sealed as "bsnSealed", c.street, c.house_number as "houseNumber",
       c.house_number_addition as "houseNumberAddition", c.postal_code as "postalCode", c.city, c.country, c.phone, c.mobile,
       c.email, c.general_practitioner as "generalPractitioner", c.general_practitioner_phone as "generalPractitionerPhone",
       c.resuscitation_recorded_at as "resuscitationRecordedAt", c.version, c.changed_at as "changedAt",
       c.guarded and exists (select from client_closure x where x.client_id = c.id and x.valid_from <= now()
         and (x.valid_until is null or x.valid_until > now())) as closed,
       coalesce((select json_agg(json_build_object('id', k.id, 'name', k.name, 'relation', k.relation, 'roles', k.roles,
           'phone', k.phone, 'email', k.email, 'position', k.position, 'version', k.version) order by k.position, k.id)
         from contact_person k where k.client_id = c.id and k.ended_at is null), '[]') as contacts,
       coalesce((select json_agg(json_build_object('id', p.id, 'unitId', u.id, 'unitName', u.name, 'unitKind', u.kind, 'room', p.room,
           'from', p.valid_from, 'until', p.valid_until, 'version', p.version) order by p.valid_from desc)
         from placement p join unit u on u.id = p.unit_id where p.client_id = c.id), '[]') as placements,
       coalesce((select json_agg(json_build_object('id', r.id, 'personId', e.id,
           'personName', concat_ws(' ', e.given_name, e.prefix, e.family_name), 'personFunction', e.function,
           'kind', r.kind, 'kindName', k.name, 'from', r.valid_from, 'until', r.valid_until, 'version', r.version) order by r.valid_from desc)
         from care_relation r join person e on e.id = r.person_id join care_relation_kind k on k.key = r.kind
         where r.client_id = c.id and (r.valid_until is null or r.valid_until > now())), '[]') as "careRelations"`

/** All that stands on the first page of a record; `bench/limits` asks exactly this too. */
export const detailQuery = `select ${detail} from client c where c.id = $1`

/** One record with what the asker may do in it; nothing when row security does not show it. */
export async function findDetail(reader: Reader, clientId: string): Promise<DetailRow | undefined> {
  const [row] = await reader.rows<DetailRow>(
    `select ${detail}, access.may() as may, ${groundColumn} as ground from client c where c.id = $1`,
    [clientId],
  )
  return row
}

export type ClientColumns = Record<string, unknown>

export async function insertClient(
  tx: Transaction,
  values: ClientColumns & { id: string; number: string; own_name: string; search_name: string },
): Promise<void> {
  await tx.db.insertInto('client').values(values).execute()
}

/** Is there a client with this id, and is it within the asker's reach? */
export async function clientKnown(reader: Reader, clientId: string): Promise<{ exists: boolean; seen: boolean }> {
  const [row] = await reader.rows<{ exists: boolean; seen: boolean }>(
    `select access.client_exists($1) as exists, access.ground($1, 'client:read') is not null as seen`,
    [clientId],
  )
  return row!
}

export async function updateClient(
  tx: Transaction,
  clientId: string,
  version: number,
  values: ClientColumns,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('client')
    .set({ ...values, version: version + 1, changed_at: new Date() })
    .where('id', '=', clientId)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The next free client number: six digits and up. */
export async function nextNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.rows<{ number: string }>('select access.next_client_number() as number')
  return row!.number
}

/** Does another client have this BSN? Asked of the whole environment, whoever may see that client. */
export async function bsnTaken(reader: Reader, hashes: readonly Buffer[], except: string | null): Promise<boolean> {
  const [row] = await reader.rows<{ taken: boolean }>('select access.bsn_taken($1::bytea[], $2) as taken', [
    hashes,
    except,
  ])
  return row!.taken
}

/** Until the end of the transaction nobody else gives the BSN with this hash to a client. */
export const lockBsn = (reader: Reader, hash: Buffer) =>
  reader.rows('select pg_advisory_xact_lock($1::bigint)', [hash.readBigInt64BE()])

export async function coversUnit(reader: Reader, unitId: string, permission: string): Promise<boolean> {
  const [row] = await reader.rows<{ covers: boolean }>(
    'select exists (select from unit where id = $1 and closed_at is null) and access.covers_unit($1, $2) as covers',
    [unitId, permission],
  )
  return row!.covers
}

export interface PlacementValues {
  id: string
  clientId: string
  unitId: string
  room: string | null
  from: Date
}

export async function insertPlacement(tx: Transaction, placement: PlacementValues): Promise<void> {
  await tx.rows('insert into placement (id, client_id, unit_id, room, valid_from) values ($1, $2, $3, $4, $5)', [
    placement.id,
    placement.clientId,
    placement.unitId,
    placement.room,
    placement.from,
  ])
}

/** Ends what runs at a moment and takes back what would only start after it. */
export async function endPlacements(tx: Transaction, clientId: string, at: Date): Promise<void> {
  await tx.rows(
    `update placement set valid_until = greatest(valid_from, $2), version = version + 1
     where client_id = $1 and (valid_until is null or valid_until > $2)`,
    [clientId, at],
  )
}

export async function endCareRelations(tx: Transaction, clientId: string, at: Date): Promise<void> {
  await tx.rows(
    `update care_relation set valid_until = greatest(valid_from, $2), version = version + 1
     where client_id = $1 and (valid_until is null or valid_until > $2)`,
    [clientId, at],
  )
}

export interface ContactValues {
  id: string
  name: string
  relation: string | null
  roles: string[]
  phone: string | null
  email: string | null
  position: number
}

export async function insertContact(tx: Transaction, clientId: string, contact: ContactValues): Promise<void> {
  await tx.db
    .insertInto('contact_person')
    .values({ ...contact, client_id: clientId })
    .execute()
}

export async function updateContact(
  tx: Transaction,
  clientId: string,
  contactId: string,
  version: number,
  values: Record<string, unknown>,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('contact_person')
    .set({ ...values, version: version + 1 })
    .where('id', '=', contactId)
    .where('client_id', '=', clientId)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function findContact(
  reader: Reader,
  clientId: string,
  contactId: string,
): Promise<(ContactValues & { version: number }) | undefined> {
  const [row] = await reader.rows<ContactValues & { version: number }>(
    'select id, name, relation, roles, phone, email, position, version from contact_person where client_id = $1 and id = $2',
    [clientId, contactId],
  )
  return row
}

export interface AlertValues {
  id: string
  clientId: string
  kind: string
  severity: string
  sealed: Buffer
  recordedBy: string | null
}

export async function insertAlert(tx: Transaction, alert: AlertValues): Promise<void> {
  await tx.rows(
    'insert into alert (id, client_id, kind, severity, text_sealed, recorded_by) values ($1, $2, $3, $4, $5, $6)',
    [alert.id, alert.clientId, alert.kind, alert.severity, alert.sealed, alert.recordedBy],
  )
}

export async function endAlert(tx: Transaction, clientId: string, alertId: string, version: number): Promise<boolean> {
  const rows = await tx.rows(
    `update alert set ended_at = now(), version = version + 1
     where id = $1 and client_id = $2 and version = $3 and ended_at is null returning id`,
    [alertId, clientId, version],
  )
  return rows.length === 1
}

export interface HistoryRow {
  version: number
  changedAt: Date
  changedBy: string | null
  before: Record<string, unknown>
}

/** Earlier versions of the client's own row, newest first, each with who replaced it. */
export async function clientHistory(reader: Reader, clientId: string): Promise<HistoryRow[]> {
  return reader.rows<HistoryRow>(
    `select h.version, h.changed_at as "changedAt", concat_ws(' ', e.given_name, e.prefix, e.family_name) as "changedBy", h.row as before
     from row_history h left join person e on e.id = h.changed_by
     where h.table_name = 'client' and h.row_id = $1 order by h.version desc limit 200`,
    [clientId],
  )
}

export async function clientRow(reader: Reader, clientId: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await reader.rows<{ row: Record<string, unknown> }>(
    'select to_jsonb(c) as row from client c where c.id = $1',
    [clientId],
  )
  return row?.row
}

/** Fills in the general practitioner where the record has none; false when it has. */
export async function fillGeneralPractitioner(
  tx: Transaction,
  clientId: string,
  name: string,
  phone: string | null,
): Promise<boolean> {
  const rows = await tx.rows(
    `update client set general_practitioner = $2, general_practitioner_phone = $3, version = version + 1, changed_at = now()
     where id = $1 and general_practitioner is null returning id`,
    [clientId, name, phone],
  )
  return rows.length === 1
}

/** Records the resuscitation wish where the record has none; false when it has. */
export async function fillResuscitation(
  tx: Transaction,
  clientId: string,
  wish: 'yes' | 'no',
  recordedAt: Date,
): Promise<boolean> {
  const rows = await tx.rows(
    `update client set resuscitation = $2, resuscitation_recorded_at = $3, version = version + 1, changed_at = now()
     where id = $1 and resuscitation = 'unknown' returning id`,
    [clientId, wish, recordedAt],
  )
  return rows.length === 1
}
