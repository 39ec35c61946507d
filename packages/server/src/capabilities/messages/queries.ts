import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export type MessageKind = 'sms' | 'voice' | 'mail'

export interface MessageValues {
  id: string
  kind: MessageKind
  purpose: string
  personId: string | undefined
  recipient: Buffer
  recipientHash: Buffer
  body: Buffer
  seconds: number
}

export async function insertMessage(tx: Transaction, message: MessageValues): Promise<void> {
  await tx.rows(
    `insert into message (id, kind, purpose, person_id, recipient_sealed, recipient_hash, body_sealed, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))`,
    [
      message.id,
      message.kind,
      message.purpose,
      message.personId,
      message.recipient,
      message.recipientHash,
      message.body,
      message.seconds,
    ],
  )
}

export interface PhoneUse {
  toNumber: number
  toNumberAtMost: number
  /** Seconds until the oldest of the day is a day old. */
  toNumberAgain: number
  all: number
  allAtMost: number
  allAgain: number
}

/** Text messages and calls are counted and put in the outbox one after another, until the transaction ends. */
export async function waitForPhoneTurn(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('text messages and calls', 0))`)
}

/** Text messages and calls of the last 24 hours, to one number and altogether, beside what is allowed. */
export async function findPhoneUse(reader: Reader, recipientHash: Buffer): Promise<PhoneUse> {
  const [row] = await reader.rows<PhoneUse>(
    `with today as (
       select recipient_hash = $1 as this, created_at from message
       where kind in ('sms', 'voice') and created_at > now() - interval '24 hours'
     ), limits as (
       select (select value::int from setting where key = 'phone-codes-a-day') as one,
         (select value::int from setting where key = 'phone-codes-a-day-all') as every
     )
     select count(*) filter (where this)::int as "toNumber", count(*)::int as "all",
       (select one from limits) as "toNumberAtMost", (select every from limits) as "allAtMost",
       coalesce(ceil(extract(epoch from min(created_at) filter (where this) + interval '24 hours' - now())), 0)::int as "toNumberAgain",
       coalesce(ceil(extract(epoch from min(created_at) + interval '24 hours' - now())), 0)::int as "allAgain"
     from today`,
    [recipientHash],
  )
  return row!
}

/** Is there a gateway that can send this kind? */
export async function hasGateway(reader: Reader, kind: MessageKind): Promise<boolean> {
  const rows = await reader.rows('select id from gateway where enabled and $1 = any (channels) limit 1', [kind])
  return rows.length > 0
}

export interface ClaimedRow {
  id: string
  kind: MessageKind
  recipient: Buffer
  body: Buffer
  attempts: number
}

/** After so many seconds a message that somebody was sending is taken over: that process died. */
const claimSeconds = 60
/** So long after a first failure it is tried again; after each next one twice as long, an hour at most. */
const pauseSeconds = 20

/** Takes some messages that wait, oldest first; of two programs each takes others. Those that nobody needs any more expire. */
export async function claimMessages(tx: Transaction, count: number): Promise<ClaimedRow[]> {
  const [, rows] = await Promise.all([
    tx.rows(
      `update message set state = 'expired', body_sealed = null
       where state in ('waiting', 'sending') and expires_at <= now()`,
    ),
    tx.rows<ClaimedRow>(
      `update message set state = 'sending', claimed_at = now(), attempts = attempts + 1
       where id in (
         select id from message
         where expires_at > now() and (
           state = 'waiting' and (claimed_at is null
             or claimed_at < now() - make_interval(secs => least(${pauseSeconds} * power(2, least(attempts, 10) - 1), 3600)))
           or state = 'sending' and claimed_at < now() - interval '${claimSeconds} seconds')
         order by created_at limit $1 for update skip locked)
       returning id, kind, recipient_sealed as recipient, body_sealed as body, attempts`,
      [count],
    ),
  ])
  return rows
}

export interface GatewayRow {
  id: string
  kind: 'demo' | 'twilio' | 'cm' | 'spryng' | 'smtp'
  name: string
  channels: MessageKind[]
  position: number
  enabled: boolean
  sender: string
  credentials: Buffer | null
  priceMicros: number | null
  version: number
}

const gatewayColumns = `id, kind, name, channels, position, enabled, sender, credentials_sealed as credentials,
  price_micros::int as "priceMicros", version`

export function findGateways(reader: Reader): Promise<GatewayRow[]> {
  return reader.rows<GatewayRow>(`select ${gatewayColumns} from gateway order by position, id`)
}

export async function findGateway(reader: Reader, id: string): Promise<GatewayRow | undefined> {
  const [row] = await reader.rows<GatewayRow>(`select ${gatewayColumns} from gateway where id = $1`, [id])
  return row
}

export type GatewayValues = Omit<GatewayRow, 'version'>

export async function insertGateway(tx: Transaction, gateway: GatewayValues): Promise<void> {
  await tx.rows(
    `insert into gateway (id, kind, name, channels, position, enabled, sender, credentials_sealed, price_micros)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      gateway.id,
      gateway.kind,
      gateway.name,
      gateway.channels,
      gateway.position,
      gateway.enabled,
      gateway.sender,
      gateway.credentials,
      gateway.priceMicros,
    ],
  )
}

/** False when somebody else changed it meanwhile. */
export async function updateGateway(tx: Transaction, gateway: GatewayValues, version: number): Promise<boolean> {
  const rows = await tx.rows(
    `update gateway set name = $3, channels = $4, position = $5, enabled = $6, sender = $7, credentials_sealed = $8,
       price_micros = $9, version = version + 1 where id = $1 and version = $2 returning id`,
    [
      gateway.id,
      version,
      gateway.name,
      gateway.channels,
      gateway.position,
      gateway.enabled,
      gateway.sender,
      gateway.credentials,
      gateway.priceMicros,
    ],
  )
  return rows.length === 1
}

/** It was handed over: the text is not needed here any more. */
export async function markSent(
  tx: Transaction,
  id: string,
  sent: { gatewayId: string; reference: string | undefined; costMicros: number | undefined },
): Promise<void> {
  await tx.rows(
    `update message set state = 'sent', sent_at = now(), gateway_id = $2, gateway_reference = $3, cost_micros = $4,
       failure = null, body_sealed = null where id = $1 and state = 'sending'`,
    [id, sent.gatewayId, sent.reference, sent.costMicros],
  )
}

/** It could not be handed over: it waits for another try, or was the last one. */
export async function markFailed(tx: Transaction, id: string, failure: string, final: boolean): Promise<void> {
  await tx.rows(
    `update message set state = case when $3::boolean then 'failed' else 'waiting' end, failure = $2, claimed_at = now(),
       body_sealed = case when $3::boolean then null else body_sealed end where id = $1 and state = 'sending'`,
    [id, failure, final],
  )
}

/** What a gateway reports of a message it took over; a message that was delivered stays so. */
export async function markReported(
  tx: Transaction,
  gatewayId: string,
  report: { reference: string; state: 'delivered' | 'failed'; costMicros: number | undefined },
): Promise<void> {
  await tx.rows(
    `update message set state = $3, cost_micros = coalesce($4, cost_micros),
       delivered_at = case when $3 = 'delivered' then now() end, failure = case when $3 = 'failed' then 'not-delivered' end
     where gateway_id = $1 and gateway_reference = $2 and state = 'sent'`,
    [gatewayId, report.reference, report.state, report.costMicros],
  )
}

export interface MessageRow {
  id: string
  kind: MessageKind
  purpose: string
  personId: string | null
  personName: string | null
  createdAt: Date
  /** The same in microseconds, for the next page. */
  place: string
  state: 'waiting' | 'sending' | 'sent' | 'delivered' | 'failed' | 'expired'
  gateway: string | null
  failure: string | null
  costMicros: number | null
}

/** The newest first, 50 at a time, from behind a message on. */
export function findMessages(reader: Reader, before: { at: string; id: string } | undefined): Promise<MessageRow[]> {
  return reader.rows<MessageRow>(
    `select m.id, m.kind, m.purpose, m.person_id as "personId",
       concat_ws(' ', p.given_name, p.prefix, p.family_name) as "personName", m.created_at as "createdAt", m.created_at::text as place, m.state,
       g.name as gateway, m.failure, m.cost_micros::int as "costMicros"
     from message m left join person p on p.id = m.person_id left join gateway g on g.id = m.gateway_id
     where $1::timestamptz is null or (m.created_at, m.id) < ($1, $2::uuid)
     order by m.created_at desc, m.id desc limit 51`,
    [before?.at, before?.id],
  )
}

export interface DayRow {
  day: string
  sms: number
  voice: number
  mail: number
  costMicros: number
}

/** What went out on each of the last 31 days (Europe/Amsterdam), and what it cost as far as is known. */
export function findTotals(reader: Reader): Promise<DayRow[]> {
  return reader.rows<DayRow>(
    `select to_char(created_at at time zone 'Europe/Amsterdam', 'YYYY-MM-DD') as day,
       count(*) filter (where kind = 'sms')::int as sms, count(*) filter (where kind = 'voice')::int as voice,
       count(*) filter (where kind = 'mail')::int as mail, coalesce(sum(cost_micros), 0)::int as "costMicros"
     from message where state in ('sent', 'delivered', 'failed') and created_at > now() - interval '31 days'
     group by 1 order by 1 desc`,
  )
}

/** Where somebody gets mail; undefined when that is not known. */
export async function findMailAddress(reader: Reader, personId: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ email: string | null }>('select email from person where id = $1', [personId])
  return row?.email ?? undefined
}
