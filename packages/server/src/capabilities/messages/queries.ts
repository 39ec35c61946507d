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
