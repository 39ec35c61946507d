import type { Review, ReviewItem } from '@hoede/contract'
import type { ItemRow } from './item-queries.ts'
import type { ReviewRow } from './queries.ts'

export function present(row: ReviewRow): Review {
  const { id, name, occasion, startedBy, escalateTo, closedBy, version, people, items, kept, toChange, ended, open } =
    row
  return {
    id,
    name,
    occasion,
    state: row.closedAt ? 'closed' : row.late ? 'late' : 'running',
    deadline: row.deadline.toISOString(),
    startedAt: row.startedAt.toISOString(),
    startedBy,
    escalateTo,
    escalatedAt: row.escalatedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy,
    people,
    items,
    kept,
    toChange,
    ended,
    open,
    version,
  }
}

export function presentItem(row: ItemRow): ReviewItem {
  const { person, ...facts } = row.facts
  return {
    id: row.id,
    review: { id: row.reviewId, name: row.reviewName, deadline: row.deadline.toISOString() },
    person: { id: row.personId, ...person },
    reviewer: row.reviewer,
    facts,
    grantEnded: row.grantEnded !== null,
    decision: row.decision,
    words: row.words,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    executedAt: row.executedAt?.toISOString() ?? null,
  }
}
