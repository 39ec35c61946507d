import type { LogEntry } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import type { GrantWords } from '../access/public.ts'
import type { NameParts } from '../clients/public.ts'
import type { Period } from './rules.ts'

/**
 * Asks as the reader of the log: the login role itself has no right to read it. Taking the role on, the questions and laying it
 * down again travel together; the row about this looking is written after it, by the login role.
 */
export async function asLogReader<T>(reader: Reader, logRole: string, ask: () => Promise<T>): Promise<T> {
  const takeOn = reader.rows(`select set_config('role', $1, true)`, [logRole])
  const asking = ask()
  const layDown = reader.rows(`select set_config('role', 'none', true)`)
  const [answer] = await Promise.all([asking, takeOn, layDown])
  return answer
}

/** The same for what asks several things one after the other. */
export async function whileLogReader<T>(reader: Reader, logRole: string, ask: () => Promise<T>): Promise<T> {
  await reader.rows(`select set_config('role', $1, true)`, [logRole])
  const answer = await ask()
  await reader.rows(`select set_config('role', 'none', true)`)
  return answer
}

export interface LogFilter extends Period {
  client: string | undefined
  person: string | undefined
  outcome: string | undefined
  event: string | undefined
  /** Only what was done through emergency access. */
  emergency: boolean | undefined
  /** Any of these. */
  events: readonly string[] | undefined
  /** Only what no person of the customer did. */
  supplier: boolean | undefined
  /** Of those, only connections with other systems. */
  partner: boolean | undefined
  action: string | undefined
  /** On the ground of any of these grants; 'none' for rows without a ground. */
  grounds: readonly string[] | 'none' | undefined
  /** Only about these clients, each while they were in care there. */
  placed: readonly Placed[] | undefined
  /** Only the rows with these numbers. */
  numbers?: readonly number[]
}

/** A client's time in care at a unit, within the asked period. */
export interface Placed {
  clientId: string
  since: Date
  until: Date
}

/** Who was in care at a unit or below it in a period. */
export const findPlaced = (reader: Reader, unit: string, { from, until }: Period): Promise<Placed[]> =>
  reader.rows<Placed>('select client_id as "clientId", since, until from access.placed_in($1, $2, $3)', [
    unit,
    from,
    until,
  ])

/** The grants for a scope, those that ended too. */
export const findGrantsFor = async (reader: Reader, scope: string): Promise<string[]> =>
  (await reader.rows<{ id: string }>('select id from access_grant where scope = $1', [scope])).map(({ id }) => id)

/** The place of a row in the log: its moment to the microsecond, as text, and its id. */
export type LogPlace = (string | null)[] | undefined

export interface LogRow {
  id: string
  number: number
  at: Date
  /** To the microsecond, for the cursor. */
  place: string
  event: string
  action: LogEntry['action']
  outcome: LogEntry['outcome']
  problem: string | null
  person: LogEntry['person']
  supplier: string | null
  client: (NameParts & { id: string; number: string }) | null
  part: string
  objectId: string | null
  ground: (GrantWords & { grantId: string; until: string | null }) | null
  emergency: boolean
  question: string | null
  shown: number
  address: string | null
  detail: unknown
  checks: string | null
  traceId: string | null
  shownClients: string[] | null
}

const columns = `e.id, e.number, e.recorded_at as at, e.recorded_at::text as place, e.event, e.action::text as action, e.outcome, e.problem,
  case when p.id is not null then json_build_object('id', p.id,
    'name', concat_ws(' ', p.given_name, p.prefix, p.family_name), 'function', p.function) end as person,
  e.supplier,
  case when c.id is not null then json_build_object('id', c.id, 'number', c.number, 'givenNames', c.given_names,
    'initials', c.initials, 'nickname', c.nickname, 'ownPrefix', c.own_prefix, 'ownName', c.own_name,
    'partnerPrefix', c.partner_prefix, 'partnerName', c.partner_name, 'nameOrder', c.name_order, 'sex', c.sex) end as client,
  e.part, e.object_id as "objectId",
  case when g.id is not null then json_build_object('grantId', g.id, 'role', r.name, 'scope', g.scope, 'until', g.valid_until,
    'unit', case when u.id is not null then json_build_object('kind', u.kind, 'name', u.name) end) end as ground,
  e.checks in ('TFFT', 'FFFT') is true as emergency, e.question, coalesce(cardinality(e.shown), 0) as shown, host(e.address) as address, e.detail,
  e.checks, e.trace_id as "traceId", e.shown as "shownClients"`

const names = `left join person p on p.id = e.person_id left join client c on c.id = e.client_id
  left join access_grant g on g.id = e.ground left join role r on r.id = g.role_id left join unit u on u.id = g.unit_id`

/**
 * Rows of the log, newest first, with the names in them. A client's rows are those about the client and those in whose answer
 * the client stood. The statement holds only the conditions that were asked for, so that each has the plan that fits it.
 */
export function findEvents(reader: Reader, filter: LogFilter, after: LogPlace, limit: number): Promise<LogRow[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const [from, until, most] = [value(filter.from), value(filter.until), value(limit)]
  const conditions = [`recorded_at >= ${from}::timestamptz`, `recorded_at < ${until}::timestamptz`]
  const [at, id] = after ? [value(after[0]), value(after[1])] : ['null', 'null']
  if (after)
    conditions.push(`recorded_at <= ${at}::timestamptz`, `(recorded_at, id) < (${at}::timestamptz, ${id}::uuid)`)
  const person = filter.person ? value(filter.person) : 'null'
  if (filter.person) conditions.push(`person_id = ${person}::uuid`)
  const outcome = filter.outcome ? value(filter.outcome) : 'null'
  if (filter.outcome) conditions.push(`outcome = ${outcome}`)
  // Said apart, as the index of what was refused is on everything that did not succeed.
  if (filter.outcome && filter.outcome !== 'success') conditions.push(`outcome <> 'success'`)
  const event = filter.event ? value(filter.event) : 'null'
  if (filter.event) conditions.push(`event = ${event}`)
  const narrowed: string[] = []
  if (filter.events) narrowed.push(`event = any (${value(filter.events)}::text[])`)
  if (filter.supplier) narrowed.push('supplier is not null')
  if (filter.partner) narrowed.push(`supplier like 'koppeling %'`)
  if (filter.action) narrowed.push(`action = ${value(filter.action)}::"char"`)
  if (filter.grounds === 'none') narrowed.push('ground is null')
  // As a list of its own, so that the plan fits how many there are: a join with the grants took fifteen times as long.
  else if (filter.grounds) narrowed.push(`ground = any (${value(filter.grounds)}::uuid[])`)
  conditions.push(...narrowed)
  // The lowest and the highest are for the index of blocks by number.
  if (filter.numbers)
    conditions.push(
      `number between ${value(Math.min(...filter.numbers))} and ${value(Math.max(...filter.numbers))}`,
      `number = any (${value(filter.numbers)}::bigint[])`,
    )
  if (filter.placed) conditions.push(...whilePlaced(filter.placed, filter, value))
  // In the words of its index.
  if (filter.emergency) conditions.push(`checks in ('TFFT', 'FFFT')`)
  const client = filter.client && value(filter.client)
  if (client) conditions.push(`client_id = ${client}::uuid`)
  const order = 'order by recorded_at desc, id desc'
  const rows = `(select * from audit_event where ${conditions.join(' and ')} ${order} limit ${most})`
  // A list in whose answer a client stood has the ground of the list.
  const showing =
    client && !filter.emergency && !filter.placed
      ? ` union all (select * from access.events_showing(${client}, ${from}, ${until}, ${at}, ${id}, ${person}, ${outcome}, ${event},
          ${narrowed.length ? 'null' : most})${narrowed.length ? ` where ${narrowed.join(' and ')} ${order} limit ${most}` : ''})`
      : ''
  return reader.rows<LogRow>(
    `select ${columns} from (${rows}${showing}) e ${names} order by e.recorded_at desc, e.id desc limit ${most}`,
    values,
  )
}

/** Clients, and for those who came or went in the period the moments besides. */
function whilePlaced(placed: readonly Placed[], { from, until }: Period, value: (given: unknown) => string): string[] {
  const clients = `client_id = any (${value([...new Set(placed.map(({ clientId }) => clientId))])}::uuid[])`
  const partly = placed.filter((each) => each.since > from || each.until < until)
  if (partly.length === 0) return [clients]
  const wholly = placed.filter((each) => !partly.includes(each)).map(({ clientId }) => clientId)
  const column = (name: keyof Placed) => value(partly.map((each) => each[name]))
  return [
    clients,
    `(client_id = any (${value(wholly)}::uuid[]) or exists (
      select from unnest(${column('clientId')}::uuid[], ${column('since')}::timestamptz[], ${column('until')}::timestamptz[]) p (id, since, until)
      where p.id = client_id and recorded_at >= p.since and recorded_at < p.until))`,
  ]
}

export interface SubjectQuestion {
  bsnHashes: readonly Buffer[] | undefined
  number: string | undefined
  birthDate: string | undefined
  /** Patterns for LIKE; none means that no name was asked. */
  words: string[]
  userName: string
}

export interface ClientSubject extends NameParts {
  id: string
  number: string
  birthDate: string | null
}

/** So many of each are shown; whoever looks for more asks more precisely. */
const subjectLimit = 20

/** Clients by BSN, number, birth date or name, whoever's they are: names to recognise them by and nothing of the record. */
export function findClientSubjects(reader: Reader, by: SubjectQuestion): Promise<ClientSubject[]> {
  return reader.rows<ClientSubject>(
    `select id, number, given_names as "givenNames", initials, nickname, own_prefix as "ownPrefix", own_name as "ownName",
       partner_prefix as "partnerPrefix", partner_name as "partnerName", name_order as "nameOrder", sex, birth_date as "birthDate"
     from client
     where bsn_hash = any ($1::bytea[]) or number = $2 or birth_date = $3::date
       or (cardinality($4::text[]) > 0 and search_name like all ($4::text[]))
     order by own_name, id limit ${subjectLimit}`,
    [by.bsnHashes, by.number, by.birthDate, by.words],
  )
}

export interface PersonSubject {
  id: string
  name: string
  function: string
}

export function findPersonSubjects(reader: Reader, by: SubjectQuestion): Promise<PersonSubject[]> {
  return reader.rows<PersonSubject>(
    `select id, concat_ws(' ', given_name, prefix, family_name) as name, function from person
     where user_name = $1 or (cardinality($2::text[]) > 0 and search_name like all ($2::text[]))
     order by family_name, given_name, id limit ${subjectLimit}`,
    [by.userName, by.words],
  )
}
