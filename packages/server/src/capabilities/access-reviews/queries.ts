import type { NewReview, ReviewPopulation } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** The name of a person in a row of that name. */
export const fullName = (person: string) =>
  `concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name)`

/** False when the id is taken. */
export async function insertReview(
  tx: Transaction,
  review: Omit<NewReview, 'id'> & { id: string; by: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into review_campaign (id, name, occasion, population, deadline, escalate_to, started_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning id`,
    [
      review.id,
      review.name,
      review.occasion,
      JSON.stringify(review.population),
      review.deadline,
      review.escalateTo,
      review.by,
    ],
  )
  return rows.length === 1
}

export interface ReviewRow {
  id: string
  name: string
  occasion: NewReview['occasion']
  population: ReviewPopulation
  deadline: Date
  startedAt: Date
  startedBy: string
  startedById: string
  escalateTo: { id: string; name: string }
  escalatedAt: Date | null
  closedAt: Date | null
  closedBy: string | null
  version: number
  late: boolean
  people: number
  items: number
  kept: number
  toChange: number
  ended: number
  open: number
}

const reviewColumns = `c.id, c.name, c.occasion, c.population, c.deadline, c.started_at as "startedAt", ${fullName('s')} as "startedBy",
  c.started_by as "startedById", json_build_object('id', u.id, 'name', ${fullName('u')}) as "escalateTo", c.escalated_at as "escalatedAt",
  c.closed_at as "closedAt", nullif(${fullName('b')}, '') as "closedBy", c.version, c.closed_at is null and c.deadline <= now() as late, t.*`
const reviewTables = `review_campaign c join person s on s.id = c.started_by join person u on u.id = c.escalate_to
  left join person b on b.id = c.closed_by
  cross join lateral (select count(distinct i.person_id)::int as people, count(*)::int as items,
    count(*) filter (where i.decision = 'keep')::int as kept, count(*) filter (where i.decision = 'change')::int as "toChange",
    count(*) filter (where i.decision = 'end')::int as ended, count(*) filter (where i.decision is null)::int as open
    from review_item i where i.campaign_id = c.id) t`

export function findReviews(reader: Reader): Promise<ReviewRow[]> {
  return reader.rows<ReviewRow>(
    `select ${reviewColumns} from ${reviewTables} order by c.closed_at is not null, c.started_at desc, c.id limit 200`,
  )
}

export async function findReview(reader: Reader, id: string): Promise<ReviewRow | undefined> {
  const [row] = await reader.rows<ReviewRow>(`select ${reviewColumns} from ${reviewTables} where c.id = $1`, [id])
  return row
}

/** While nobody else closes it. */
export async function lockReview(tx: Transaction, id: string): Promise<ReviewRow | undefined> {
  await tx.rows('select 1 from review_campaign where id = $1 for update', [id])
  return findReview(tx, id)
}

export interface ProgressRow {
  reviewer: { id: string; name: string }
  items: number
  decided: number
}

export function findProgress(reader: Reader, reviewId: string): Promise<ProgressRow[]> {
  return reader.rows<ProgressRow>(
    `select json_build_object('id', e.id, 'name', ${fullName('e')}) as reviewer, t.items, t.decided
     from (select i.reviewer_id, count(*)::int as items, count(i.decision)::int as decided
       from review_item i where i.campaign_id = $1 group by i.reviewer_id) t
     join person e on e.id = t.reviewer_id order by t.items - t.decided desc, e.family_name, e.id`,
    [reviewId],
  )
}

export async function databaseTime(reader: Reader): Promise<Date> {
  const [row] = await reader.rows<{ now: Date }>('select now() as now')
  return row!.now
}

/** False when it was another version, or closed. */
export async function closeReview(
  tx: Transaction,
  close: { id: string; version: number; by: string; report: string; signature: Buffer; key: Buffer },
): Promise<boolean> {
  const rows = await tx.rows(
    `update review_campaign set closed_at = now(), closed_by = $3, report = $4::jsonb, report_signature = $5, report_key = $6,
       version = version + 1 where id = $1 and version = $2 and closed_at is null returning id`,
    [close.id, close.version, close.by, close.report, close.signature, close.key],
  )
  return rows.length === 1
}

export interface SignedRow {
  report: unknown
  signature: Buffer
  key: Buffer
}

export async function findSigned(reader: Reader, id: string): Promise<SignedRow | undefined> {
  const [row] = await reader.rows<SignedRow>(
    `select report, report_signature as signature, report_key as key from review_campaign where id = $1 and closed_at is not null`,
    [id],
  )
  return row
}

export interface TurnRow {
  reviewId: string
  name: string
  deadline: Date
  what: 'reminder' | 'escalation'
  personId: string | null
  open: number
}

/** Whose turn it is; marks what it answers. */
export function takeReviewTurns(tx: Transaction): Promise<TurnRow[]> {
  return tx.rows<TurnRow>(
    `select campaign_id as "reviewId", name, deadline, what, person_id as "personId", open from access.review_turns()`,
    [],
  )
}
