import type { NewReview, ReviewFacts, ReviewPopulation } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

const name = (person: string) => `concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name)`

export interface PopulationRow {
  grantId: string
  personId: string
  personName: string
  function: string
  teams: { id: string; name: string }[]
  roleKey: string
  roleName: string
  scope: string
  unit: { kind: string; name: string } | null
  withinName: string | null
  relationKind: string | null
  source: string
  from: Date
  until: Date | null
  givenBy: string | null
  critical: boolean
  lastUse: Date | null
  unused: boolean
  leaders: string[]
  /** The conflicts of duties that the grant is a part of. */
  conflicts: string[]
}

/** Every grant that works now of the people in a review, person by person. */
export function findPopulation(reader: Reader, population: ReviewPopulation): Promise<PopulationRow[]> {
  return reader.rows<PopulationRow>(
    `select p.grant_id as "grantId", p.person_id as "personId", p.person_name as "personName", p.function, p.teams,
       p.role_key as "roleKey", p.role_name as "roleName", p.scope, p.unit, p.within_name as "withinName",
       p.relation_kind as "relationKind", p.source, p.valid_from as "from", p.valid_until as until,
       nullif(p.granted_by, '') as "givenBy", p.critical, p.last_use as "lastUse", p.unused, p.leaders,
       access.duties_of_grant(p.grant_id) as conflicts
     from access.review_population($1::uuid[], $2::uuid[], $3::text[]) p`,
    [population.units, population.roles, population.functions],
  )
}

export interface PersonRow {
  id: string
  name: string
  employed: boolean
}

export async function findPeople(reader: Reader, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  const rows = await reader.rows<PersonRow>(
    `select e.id, ${name('e')} as name,
       e.employed_from <= now() and (e.employed_until is null or e.employed_until > now()) as employed
     from person e where e.id = any ($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

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

const reviewColumns = `c.id, c.name, c.occasion, c.population, c.deadline, c.started_at as "startedAt", ${name('s')} as "startedBy",
  c.started_by as "startedById", json_build_object('id', u.id, 'name', ${name('u')}) as "escalateTo", c.escalated_at as "escalatedAt",
  c.closed_at as "closedAt", nullif(${name('b')}, '') as "closedBy", c.version, c.closed_at is null and c.deadline <= now() as late, t.*`
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
    `select json_build_object('id', e.id, 'name', ${name('e')}) as reviewer, t.items, t.decided
     from (select i.reviewer_id, count(*)::int as items, count(i.decision)::int as decided
       from review_item i where i.campaign_id = $1 group by i.reviewer_id) t
     join person e on e.id = t.reviewer_id order by t.items - t.decided desc, e.family_name, e.id`,
    [reviewId],
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
  i.person_id as "personId", json_build_object('id', r.id, 'name', ${name('r')}) as reviewer, i.facts, ended.rule as "byRule",
  ended.at as "grantEnded", i.decision, i.words, nullif(${name('d')}, '') as "decidedBy", i.decided_at as "decidedAt",
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

/** The names of what a population was made of, for the report. */
export async function populationNames(
  reader: Reader,
  population: ReviewPopulation,
): Promise<{ units: string[]; roles: string[] }> {
  const [row] = await reader.rows<{ units: string[]; roles: string[] }>(
    `select array(select name from unit where id = any ($1::uuid[]) order by name) as units,
       array(select name from role where id = any ($2::uuid[]) order by name) as roles`,
    [population.units, population.roles],
  )
  return row!
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
