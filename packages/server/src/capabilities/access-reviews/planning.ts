import type { NewReview, Review, ReviewFacts, ReviewPlan, ReviewPreview, ScopeName } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { grantInWords } from '../access/public.ts'
import { reviewToDo, tellByMail } from '../messages/public.ts'
import * as itemQueries from './item-queries.ts'
import * as populationQueries from './population-queries.ts'
import { present } from './present.ts'
import * as queries from './queries.ts'
import { type Assignment, assignReviewers, ownReviews } from './rules.ts'

interface Planned extends Assignment {
  population: populationQueries.PopulationRow[]
  people: Map<string, populationQueries.PersonRow>
}

/** Who would review what. Throws Problem review-self, person-left, not-found. */
async function plan(reader: Reader, asked: ReviewPlan): Promise<Planned> {
  if (ownReviews(asked.assign).length > 0) throw new Problem('review-self')
  const population = await populationQueries.findPopulation(reader, asked.population)
  const reviewed = new Map(population.map((row) => [row.personId, { id: row.personId, leaders: row.leaders }]))
  const assignment = assignReviewers([...reviewed.values()], asked)
  const named = [
    asked.reviewerId,
    asked.fallbackId,
    asked.escalateTo,
    ...(asked.assign ?? []).map((each) => each.reviewerId),
  ]
  const chosen = new Set(named.filter((id) => id !== undefined))
  const people = await populationQueries.findPeople(reader, [
    ...chosen,
    ...assignment.reviewers.values(),
    ...reviewed.keys(),
  ])
  for (const id of chosen) {
    const person = people.get(id)
    if (!person) throw new Problem('not-found')
    if (!person.employed) throw new Problem('person-left', { detail: `${person.name} is (dan) uit dienst.` })
  }
  return { ...assignment, population, people }
}

/** What a review would be, before anybody hears of it. */
export async function previewReview(reader: Reader, asked: ReviewPlan): Promise<ReviewPreview> {
  const { population, reviewers, problems, people } = await plan(reader, asked)
  const somebody = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
  const work = new Map<string, { people: Set<string>; items: number }>()
  for (const { personId } of population) {
    const reviewer = reviewers.get(personId)
    if (!reviewer) continue
    const known = work.get(reviewer) ?? { people: new Set(), items: 0 }
    known.people.add(personId)
    known.items += 1
    work.set(reviewer, known)
  }
  return {
    people: new Set(population.map((row) => row.personId)).size,
    items: population.length,
    reviewers: [...work]
      .map(([id, each]) => ({ reviewer: somebody(id), people: each.people.size, items: each.items }))
      .sort((one, other) => other.items - one.items || one.reviewer.name.localeCompare(other.reviewer.name, 'nl')),
    problems: problems.map(({ kind, personId, reviewerId }) => ({
      kind,
      person: somebody(personId),
      reviewer: reviewerId === null ? null : somebody(reviewerId),
    })),
  }
}

const longestAhead = 366 * 24 * 3_600_000

/**
 * Starts a review: what everybody in it holds at this moment is laid down, each item with its reviewer, who hears of it by mail. The
 * same id sent twice is one. Throws Problem review-deadline, review-empty, review-reviewers, and those of plan().
 */
export async function startReview(
  tx: Transaction,
  customer: string,
  askerId: string,
  asked: NewReview,
): Promise<Review> {
  const deadline = new Date(asked.deadline).getTime() - Date.now()
  if (deadline <= 0 || deadline > longestAhead) throw new Problem('review-deadline')
  const { population, reviewers, problems, people } = await plan(tx, asked)
  if (population.length === 0) throw new Problem('review-empty')
  if (problems.length > 0) {
    const names = problems.flatMap((each) => [
      people.get(each.personId)?.name,
      each.reviewerId && people.get(each.reviewerId)?.name,
    ])
    throw new Problem('review-reviewers', { detail: [...new Set(names.filter(Boolean))].join(', ') })
  }
  const id = asked.id ?? newId()
  if (!(await queries.insertReview(tx, { ...asked, id, by: askerId }))) {
    const there = await queries.findReview(tx, id)
    if (there?.name !== asked.name) throw new Problem('already-exists')
    return present(there)
  }
  const items = population.map((row) => ({
    id: newId(),
    person_id: row.personId,
    grant_id: row.grantId,
    reviewer_id: reviewers.get(row.personId)!,
    facts: factsOf(row),
  }))
  await itemQueries.insertItems(tx, id, items)
  const review = (await queries.findReview(tx, id))!
  const counts = new Map<string, number>()
  for (const { reviewer_id } of items) counts.set(reviewer_id, (counts.get(reviewer_id) ?? 0) + 1)
  for (const [reviewer, open] of counts) {
    await tellByMail(tx, reviewer, 'review-start', reviewToDo(customer, 'start', { ...review, open }))
  }
  return present(review)
}

function factsOf(row: populationQueries.PopulationRow): itemQueries.NewItem['facts'] {
  const scope = row.scope as ScopeName
  const words = grantInWords({ role: row.roleName, scope, unit: row.unit, until: row.until })
  const narrower = [row.relationKind && `als ${row.relationKind}`, row.withinName && `alleen binnen ${row.withinName}`]
  const facts: ReviewFacts = {
    role: row.roleName,
    roleKey: row.roleKey,
    scope,
    words: [words, ...narrower.filter(Boolean)].join(', '),
    source: row.source,
    givenBy: row.givenBy,
    since: row.from.toISOString(),
    until: row.until?.toISOString() ?? null,
    lastUse: row.lastUse?.toISOString() ?? null,
    unused: row.unused,
    critical: row.critical,
    conflicts: row.conflicts,
  }
  return {
    ...facts,
    person: { name: row.personName, function: row.function, teams: row.teams.map((team) => team.name) },
  }
}
