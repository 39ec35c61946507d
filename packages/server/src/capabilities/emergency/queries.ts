import type { EmergencyEntry, EmergencyUse, OwnEmergency } from '@hoede/contract'
import { sqlState } from '../../platform/db/connection.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { NameParts } from '../clients/public.ts'

const name = (person: string) => `concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name)`
const somebody = (person: string) =>
  `json_build_object('id', ${person}.id, 'name', ${name(person)}, 'function', ${person}.function)`
const nameParts = (client: string) =>
  `'givenNames', ${client}.given_names, 'initials', ${client}.initials, 'nickname', ${client}.nickname,
   'ownPrefix', ${client}.own_prefix, 'ownName', ${client}.own_name, 'partnerPrefix', ${client}.partner_prefix,
   'partnerName', ${client}.partner_name, 'nameOrder', ${client}.name_order, 'sex', ${client}.sex`
const unitJson = (unit: string) =>
  `case when ${unit}.id is not null then json_build_object('id', ${unit}.id, 'name', ${unit}.name) end`

export type Somebody = EmergencyEntry['person']
type UnitRef = OwnEmergency['unit']

/** What is known of the client exactly: one of number, BSN (its keyed hashes), or the words of a name with the birth date. */
export interface FindQuestion {
  number: string | undefined
  bsnHashes: readonly Buffer[] | undefined
  birthDate: string | undefined
  words: readonly string[]
}

export interface FoundRow extends NameParts {
  id: string
  birthDate: string | null
  unit: UnitRef
  reachable: boolean
  running: boolean
  told: Somebody[]
}

/** At most five. Throws Problem emergency-too-many-tries when the asker tried too often. */
export async function findClients(reader: Reader, by: FindQuestion): Promise<FoundRow[]> {
  try {
    return await reader.rows<FoundRow>(
      `select f.id, f.given_names as "givenNames", f.initials, f.nickname, f.own_prefix as "ownPrefix", f.own_name as "ownName",
         f.partner_prefix as "partnerPrefix", f.partner_name as "partnerName", f.name_order as "nameOrder", f.sex,
         f.birth_date as "birthDate", f.reachable, f.running, ${told('f.unit_id')} as told,
         case when f.unit_id is not null then json_build_object('id', f.unit_id, 'name', f.unit_name) end as unit
       from access.find_for_emergency($1, $2::bytea[], $3, $4::text[]) f`,
      [by.number, by.bsnHashes, by.birthDate, by.words],
    )
  } catch (error) {
    if (sqlState(error) !== 'HO429') throw error
    throw new Problem('emergency-too-many-tries', { retryAfter: Number((error as { detail?: string }).detail ?? 60) })
  }
}

/** SQL: who is told of emergency access in a unit, besides the asker. */
const told = (unit: string) => `coalesce((select json_agg(${somebody('j')} order by j.family_name, j.given_name, j.id)
  from (select * from person where id in (select access.judges_of(${unit}, access.person())) limit 50) j), '[]')`

export interface Start {
  id: string
  grantId: string
  clientId: string | undefined
  unitId: string | undefined
  minutes: number
  reason: string
  sealed: Buffer
}

/** The rule that stands in the way, or null when it has begun. */
export async function start(tx: Transaction, given: Start): Promise<string | null> {
  const [row] = await tx.rows<{ refusal: string | null }>(
    'select refusal from access.start_emergency($1, $2, $3, $4, $5, $6, $7)',
    [given.id, given.grantId, given.clientId, given.unitId, given.minutes, given.reason, given.sealed],
  )
  return row!.refusal
}

export interface OwnRow {
  id: string
  client: (NameParts & { id: string; number: string }) | null
  clientId: string | null
  unit: UnitRef
  careUnitName: string | null
  reason: OwnEmergency['reason']
  startedAt: Date
  until: Date
}

const ownColumns = `e.id, e.client_id as "clientId", e.reason, e.started_at as "startedAt", e.until, cu.name as "careUnitName",
  ${unitJson('u')} as unit,
  case when c.id is not null then json_build_object('id', c.id, 'number', c.number, ${nameParts('c')}) end as client`
const ownTables = `emergency e left join unit u on u.id = e.unit_id left join unit cu on cu.id = e.care_unit_id
  left join client c on c.id = e.client_id`

/** What of the asker is on now. */
export function findOwn(reader: Reader): Promise<OwnRow[]> {
  return reader.rows<OwnRow>(
    `select ${ownColumns} from ${ownTables}
     where e.person_id = access.person() and e.ended_at is null and e.until > now() order by e.until, e.id`,
  )
}

/** One that has just begun, with who is told. */
export async function findStarted(
  tx: Transaction,
  id: string,
): Promise<(OwnRow & { told: Somebody[]; by: Somebody }) | undefined> {
  const [row] = await tx.rows<OwnRow & { told: Somebody[]; by: Somebody }>(
    `select ${ownColumns}, ${somebody('p')} as by, ${told('e.care_unit_id')} as told
     from ${ownTables} join person p on p.id = e.person_id
     where e.id = $1 and e.person_id = access.person()`,
    [id],
  )
  return row
}

/** The customer's bounds, and how much of them the asker has left. */
export async function findTerms(
  reader: Reader,
): Promise<{ minutes: number; units: { id: string; name: string }[]; left: number }> {
  const [row] = await reader.rows<{ minutes: number; units: { id: string; name: string }[]; left: number }>(
    `select (select value::int from setting where key = 'emergency-minutes') as minutes,
       greatest(0, (select value::int from setting where key = 'emergency-per-day')
         - (select count(*)::int from emergency where person_id = access.person() and started_at > now() - interval '1 day')) as left,
       case when (select value::int from setting where key = 'emergency-units') = 1 then coalesce((
         select json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name, u.id) from unit u
         where u.closed_at is null and u.parent_id is not null
           and not exists (select from unit b where b.parent_id = u.id and b.closed_at is null)), '[]') else '[]' end as units`,
  )
  return row!
}

/** False when it is over, or not the asker's to end. */
export async function end(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.rows<{ ended: boolean }>('select access.end_emergency($1) as ended', [id])
  return row!.ended
}

export interface EntryRow {
  id: string
  /** To the microsecond, for the cursor. */
  place: string
  person: Somebody
  clientId: string | null
  clientNumber: string | null
  client: NameParts | null
  unit: UnitRef
  reason: EmergencyEntry['reason']
  startedAt: Date
  until: Date
  endedAt: Date | null
  endedBy: string | null
  state: EmergencyEntry['state']
  judgement: EmergencyEntry['judgement']
  judgedAt: Date | null
  judgedBy: string | null
  own: boolean
  version: number
}

const running = 'e.ended_at is null and e.until > now()'
const entryColumns = `e.id, e.started_at::text as place, ${somebody('p')} as person, e.client_id as "clientId",
  case when e.client_id is not null then access.emergency_client(e.id) end as "clientNumber",
  case when c.id is not null then json_build_object(${nameParts('c')}) end as client, ${unitJson('u')} as unit, e.reason,
  e.started_at as "startedAt", e.until, e.ended_at as "endedAt", case when b.id is not null then ${name('b')} end as "endedBy",
  case when ${running} then 'running' when e.judged_at is null then 'open' else 'judged' end as state,
  e.judgement, e.judged_at as "judgedAt", case when j.id is not null then ${name('j')} end as "judgedBy",
  e.person_id = access.person() as own, e.version`
const entryTables = `emergency e join person p on p.id = e.person_id left join client c on c.id = e.client_id
  left join unit u on u.id = e.care_unit_id left join person b on b.id = e.ended_by left join person j on j.id = e.judged_by`

export interface EntryFilter {
  state: string | undefined
  from: Date | undefined
  until: Date | undefined
  person: string | undefined
  unit: string | undefined
}

/** Within what the asker judges, newest first; the asker's own among them, for others to judge. */
export function findEntries(
  reader: Reader,
  filter: EntryFilter,
  after: (string | null)[] | undefined,
  limit: number,
): Promise<EntryRow[]> {
  return reader.rows<EntryRow>(
    `select ${entryColumns} from ${entryTables}
     where ($1::text is null or (e.judged_at is null) = ($1 = 'open'))
       and ($2::timestamptz is null or e.started_at >= $2) and ($3::timestamptz is null or e.started_at < $3)
       and ($4::uuid is null or e.person_id = $4) and ($5::uuid is null or $5 = any (u.path))
       and ($6::timestamptz is null or (e.started_at, e.id) < ($6, $7::uuid))
     order by e.started_at desc, e.id desc limit $8`,
    [filter.state, filter.from, filter.until, filter.person, filter.unit, after?.[0], after?.[1], limit],
  )
}

export interface DetailRow extends EntryRow {
  words: Buffer
  judgementWords: Buffer | null
  inMonth: number
}

export async function findDetail(reader: Reader, id: string): Promise<DetailRow | undefined> {
  const [row] = await reader.rows<DetailRow>(
    `select ${entryColumns}, e.words_sealed as words, e.judgement_sealed as "judgementWords",
       (select count(*)::int from emergency x where x.person_id = e.person_id and x.started_at <= e.started_at
          and x.started_at > e.started_at - interval '30 days') as "inMonth"
     from ${entryTables} where e.id = $1`,
    [id],
  )
  return row
}

export interface UseRow extends Omit<EmergencyUse, 'eventText' | 'first' | 'last'> {
  first: Date
  last: Date
}

/** What was done with it, from the log; nothing for who does not judge it. */
export function findUse(reader: Reader, id: string): Promise<UseRow[]> {
  return reader.rows<UseRow>(
    `select part, event, action, outcome, times::int as times, clients::int as clients, first, last
     from access.emergency_use($1)`,
    [id],
  )
}

/** False when somebody else judged it first, or it is not over, or not the asker's to judge. */
export async function judge(
  tx: Transaction,
  verdict: { id: string; judgement: string; sealed: Buffer; version: number; by: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `update emergency set judged_at = now(), judged_by = $2, judgement = $3, judgement_sealed = $4, version = version + 1
     where id = $1 and version = $5 returning id`,
    [verdict.id, verdict.by, verdict.judgement, verdict.sealed, verdict.version],
  )
  return rows.length === 1
}

/** How many wait for the asker's judgement, and how many are on now. */
export async function countOpen(reader: Reader): Promise<{ open: number; running: number }> {
  const [row] = await reader.rows<{ open: number; running: number }>(
    `select (count(*) filter (where not (${running})))::int as open, (count(*) filter (where ${running}))::int as running
     from emergency e where e.judged_at is null and e.person_id <> access.person()`,
  )
  return row!
}

export interface MonthRow {
  person: Somebody
  unit: UnitRef
  clientId: string | null
  clientNumber: string | null
  client: NameParts | null
  judgement: EmergencyEntry['judgement']
  /** Hour of the day in the Netherlands. */
  hour: number
}

const inMonth = `e.started_at >= ($1 || '-01')::timestamp at time zone 'Europe/Amsterdam'
  and e.started_at < (($1 || '-01')::timestamp + interval '1 month') at time zone 'Europe/Amsterdam'`

/** Everything of a month (YYYY-MM, in the Netherlands) within what the asker judges. */
export function findMonth(reader: Reader, month: string): Promise<MonthRow[]> {
  return reader.rows<MonthRow>(
    `select ${somebody('p')} as person, ${unitJson('u')} as unit, e.client_id as "clientId",
       case when e.client_id is not null then access.emergency_client(e.id) end as "clientNumber",
       case when c.id is not null then json_build_object(${nameParts('c')}) end as client, e.judgement,
       extract(hour from e.started_at at time zone 'Europe/Amsterdam')::int as hour
     from emergency e join person p on p.id = e.person_id left join client c on c.id = e.client_id
     left join unit u on u.id = e.care_unit_id
     where ${inMonth} order by e.started_at, e.id`,
    [month],
  )
}

/** The same as entries, for a file. */
export function findEntriesOfMonth(reader: Reader, month: string): Promise<EntryRow[]> {
  return reader.rows<EntryRow>(
    `select ${entryColumns} from ${entryTables} where ${inMonth} order by e.started_at, e.id`,
    [month],
  )
}
