import type { ReviewDetail, ReviewItem, ReviewList, ReviewReport, SignedReport } from '@hoede/contract'
import { publicKeyOf, signText } from '../../platform/crypto/signature.ts'
import { asSigned } from '../../platform/crypto/signed-report.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { canonical } from '../../platform/text/canonical.ts'
import { reviewToDo, tellByMail } from '../messages/public.ts'
import * as itemQueries from './item-queries.ts'
import * as populationQueries from './population-queries.ts'
import { present, presentItem } from './present.ts'
import * as queries from './queries.ts'
import { nextDeadline } from './rules.ts'

/** All reviews, what runs first, and the one that is due next. */
export async function listReviews(reader: Reader): Promise<ReviewList> {
  const rows = await queries.findReviews(reader)
  return { items: rows.map(present), next: suggest(rows) }
}

/** After the last that recurs, when nothing of its kind runs. */
function suggest(rows: readonly queries.ReviewRow[]): ReviewList['next'] {
  const [last] = rows
    .filter((row) => row.occasion !== 'event')
    .toSorted((one, other) => other.deadline.getTime() - one.deadline.getTime())
  const deadline = last?.closedAt && nextDeadline(last.occasion, last.deadline)
  if (!last || !deadline) return null
  const later = new Date(Math.max(deadline.getTime(), Date.now() + 14 * 24 * 3_600_000))
  return { name: last.name, occasion: last.occasion, population: last.population, deadline: later.toISOString() }
}

export async function readReview(reader: Reader, id: string): Promise<ReviewDetail> {
  const [row, progress] = await Promise.all([queries.findReview(reader, id), queries.findProgress(reader, id)])
  if (!row) throw new Problem('not-found')
  return { ...present(row), progress }
}

/** Gives what is open of one reviewer to another. Throws Problem not-found, review-closed, person-left, review-reviewers. */
export async function reassign(
  tx: Transaction,
  customer: string,
  reviewId: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<{ items: number }> {
  const [review, people] = await Promise.all([
    queries.lockReview(tx, reviewId),
    populationQueries.findPeople(tx, [toId]),
  ])
  const to = people.get(toId)
  if (!review || !to) throw new Problem('not-found')
  if (review.closedAt) throw new Problem('review-closed')
  if (!to.employed) throw new Problem('person-left')
  if (await itemQueries.wouldBeMutual(tx, reviewId, fromId, toId))
    throw new Problem('review-reviewers', { detail: to.name })
  const items = await itemQueries.reassign(tx, reviewId, fromId, toId)
  if (items > 0) await tellByMail(tx, toId, 'review-start', reviewToDo(customer, 'start', { ...review, open: items }))
  return { items }
}

const itemsAtMost = 100_000

/**
 * Closes a review, also when not everything was decided: what was open stands in the report as open. The report is signed with the key
 * of the environment, and from now on nothing of the review can change. Throws Problem not-found, review-closed, conflict.
 */
export async function closeReview(
  tx: Transaction,
  environment: Pick<Environment, 'customerName' | 'key'>,
  by: { id: string },
  id: string,
  version: number,
): Promise<ReviewDetail> {
  const review = await queries.lockReview(tx, id)
  if (!review) throw new Problem('not-found')
  if (review.closedAt) throw new Problem('review-closed')
  const report = await reportOf(tx, environment, by.id, review)
  const text = canonical(report)
  const close = {
    id,
    version,
    by: by.id,
    report: text,
    signature: signText(tx.keys.sign, text),
    key: publicKeyOf(tx.keys.sign),
  }
  if (!(await queries.closeReview(tx, close))) {
    throw new Problem('conflict', { current: await readReview(tx, id) })
  }
  return readReview(tx, id)
}

async function reportOf(
  tx: Transaction,
  environment: Pick<Environment, 'customerName' | 'key'>,
  closerId: string,
  review: queries.ReviewRow,
): Promise<ReviewReport> {
  const [items, progress, names, now, people] = await Promise.all([
    itemQueries.findItems(tx, { review: review.id }, false, undefined, itemsAtMost),
    queries.findProgress(tx, review.id),
    populationQueries.populationNames(tx, review.population),
    queries.databaseTime(tx),
    populationQueries.findPeople(tx, [closerId]),
  ])
  const shown = items.map((row): [itemQueries.ItemRow, ReviewItem] => [row, presentItem(row)])
  return {
    kind: 'access-review',
    customer: environment.customerName,
    environment: environment.key,
    review: {
      id: review.id,
      name: review.name,
      occasion: review.occasion,
      population: { ...names, functions: review.population.functions },
      startedAt: review.startedAt.toISOString(),
      startedBy: review.startedBy,
      deadline: review.deadline.toISOString(),
      escalatedTo: review.escalateTo.name,
      escalatedAt: review.escalatedAt?.toISOString() ?? null,
      closedAt: now.toISOString(),
      closedBy: people.get(closerId)?.name ?? '',
    },
    totals: {
      people: review.people,
      items: review.items,
      keep: review.kept,
      change: review.toChange,
      end: review.ended,
      open: review.open,
      executed: items.filter((row) => row.executedAt).length,
    },
    reviewers: progress.map(({ reviewer, items: all, decided }) => ({ ...reviewer, items: all, decided })),
    items: shown.map(([row, item]) => ({
      id: item.id,
      grant: row.grantId,
      person: item.person,
      facts: item.facts,
      reviewer: item.reviewer.name,
      decision: item.decision,
      words: item.words,
      decidedBy: item.decidedBy,
      decidedAt: item.decidedAt,
      executedAt: item.executedAt,
    })),
  }
}

/** The report of a closed review with its signature, to keep and to check elsewhere. Throws Problem not-found. */
export async function readReport(reader: Reader, id: string): Promise<SignedReport> {
  const signed = await queries.findSigned(reader, id)
  if (!signed) throw new Problem('not-found')
  return asSigned(signed.report, signed.key, signed.signature)
}
