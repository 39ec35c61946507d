import type { ReviewFacts } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { fullName } from './queries.ts'

export interface NewItem {
  id: string
  person_id: string
  grant_id: string
  reviewer_id: string
  facts: ReviewFacts & { person: { name: string; function: string; teams: string[] } }
}

export async function insertItems(tx: Transaction, reviewId: string, items: readonly NewItem[]): Promise<void> {
  await tx.rows(
    `insert into review_item (id, campaign_id, person_id, grant_id, reviewer_id, facts)
     select i.id, $1, i.person_id, i.grant_id, i.reviewer_id, i.facts
     from jsonb_to_recordset($2::jsonb) as i (id uuid, person_id uuid, grant_id uuid, reviewer_id uuid, facts jsonb)`,
    [reviewId, JSON.stringify(items)],
  )
}

export interface ItemRow {
  id: string
  grantId: string
  reviewId: string
  reviewName: string
  deadline: Date
  closed: boolean
  personId: string
  reviewer: { id: string; name: string }
  facts: NewItem['facts']
  byRule: boolean
  grantEnded: Date | null
  decision: 'keep' | 'change' | 'end' | null
  words: string | null
  decidedBy: string | null
  decidedAt: Date | null
  executedAt: Date | null
}

/** What is to be changed counts as carried out when the grant as it was has ended. */
const itemColumns = `i.id, i.grant_id as "grantId", c.id as "reviewId", c.name as "reviewName", c.deadline, c.closed_at is not null as closed,
  i.person_id as "personId", json_build_object('id', r.id, 'name', ${fullName('r')}) as reviewer, i.facts, ended.rule as "byRule",
  ended.at as "grantEnded", i.decision, i.words, nullif(${fullName('d')}, '') as "decidedBy", i.decided_at as "decidedAt",
  coalesce(i.executed_at, case when i.decision = 'change' and ended.at >= i.decided_at then ended.at end) as "executedAt"`
const itemTables = `review_item i join review_campaign c on c.id = i.campaign_id join person r on r.id = i.reviewer_id
  left join person d on d.id = i.decided_by cross join lateral access.reviewed_grant(i.id) ended`

/** Items of one review, or of one reviewer in what runs; by person, from behind an item on. */
export function findItems(
  reader: Reader,
  by: { review?: string; reviewer?: string },
  openOnly: boolean,
  after: string | undefined,
  limit: number,
): Promise<ItemRow[]> {
  return reader.rows<ItemRow>(
    `select ${itemColumns} from ${itemTables}
     where ($1::uuid is null or i.campaign_id = $1) and ($2::uuid is null or i.reviewer_id = $2 and c.closed_at is null)
       and (not $3::boolean or i.decision is null)
       and ($4::uuid is null or (i.facts -> 'person' ->> 'name', i.id) >
         (select l.facts -> 'person' ->> 'name', l.id from review_item l where l.id = $4))
     order by i.facts -> 'person' ->> 'name', i.id limit $5`,
    [by.review, by.reviewer, openOnly, after, limit],
  )
}

export function findItemsById(reader: Reader, ids: readonly string[]): Promise<ItemRow[]> {
  return reader.rows<ItemRow>(
    `select ${itemColumns} from ${itemTables} where i.id = any ($1::uuid[]) order by i.facts -> 'person' ->> 'name', i.id`,
    [ids],
  )
}

export async function countOpen(reader: Reader, reviewerId: string): Promise<number> {
  const [row] = await reader.rows<{ open: number }>(
    `select count(*)::int as open from review_item i join review_campaign c on c.id = i.campaign_id
     where i.reviewer_id = $1 and i.decision is null and c.closed_at is null`,
    [reviewerId],
  )
  return row!.open
}

/** Answers how many were changed: those that are this person's to decide on and not carried out. Null: open again. */
export async function decide(
  tx: Transaction,
  ids: readonly string[],
  by: string,
  decision: 'keep' | 'change' | null,
  words: string | null,
): Promise<number> {
  const rows = await tx.rows(
    `update review_item set decision = $3, words = $4, version = version + 1,
       decided_by = case when $3::text is null then null else $2::uuid end, decided_at = case when $3::text is null then null else now() end
     where id = any ($1::uuid[]) and reviewer_id = $2 and person_id <> $2 and executed_at is null returning id`,
    [ids, by, decision, words],
  )
  return rows.length
}

/** False when it is not this person's to end, or comes back by itself. */
export async function endReviewed(tx: Transaction, itemId: string, words: string | null): Promise<boolean> {
  const [row] = await tx.rows<{ ended: boolean }>('select access.end_reviewed($1, $2) as ended', [itemId, words])
  return row!.ended
}

/** What is open of one reviewer goes to another, except what is about that other. */
export async function reassign(tx: Transaction, reviewId: string, fromId: string, toId: string): Promise<number> {
  const rows = await tx.rows(
    `update review_item set reviewer_id = $3, version = version + 1
     where campaign_id = $1 and reviewer_id = $2 and decision is null and person_id <> $3 returning id`,
    [reviewId, fromId, toId],
  )
  return rows.length
}

/** Would somebody review a person by whom they are reviewed? */
export async function wouldBeMutual(reader: Reader, reviewId: string, fromId: string, toId: string): Promise<boolean> {
  const rows = await reader.rows(
    `select 1 from review_item i where i.campaign_id = $1 and i.person_id = $3 and exists (
       select from review_item o where o.campaign_id = $1 and o.reviewer_id = $2 and o.decision is null and o.person_id = i.reviewer_id) limit 1`,
    [reviewId, fromId, toId],
  )
  return rows.length > 0
}
