import type { NewReview, ReviewPlan, ReviewPreview } from '@hoede/contract'

export interface Reviewed {
  id: string
  /** Who leads the teams of this person, the nearest first; never the person. */
  leaders: readonly string[]
}

export interface Assignment {
  /** Reviewer by reviewed person. */
  reviewers: Map<string, string>
  problems: { kind: ReviewPreview['problems'][number]['kind']; personId: string; reviewerId: string | null }[]
}

type Rule = Pick<ReviewPlan, 'reviewerId' | 'fallbackId' | 'escalateTo' | 'assign'>

/**
 * Who reviews whom: as was asked for single people, otherwise one reviewer for all or the nearest team leader, otherwise the person to
 * fall back on, otherwise the person it goes up to; never oneself. Two people who would review each other are a problem, as each could
 * keep the other's roles for a favour.
 */
export function assignReviewers(people: readonly Reviewed[], rule: Rule): Assignment {
  const chosen = new Map((rule.assign ?? []).map(({ personId, reviewerId }) => [personId, reviewerId]))
  const reviewers = new Map<string, string>()
  const problems: Assignment['problems'] = []
  for (const person of people) {
    const line = rule.reviewerId ? [rule.reviewerId] : person.leaders
    const candidates = [chosen.get(person.id), ...line, rule.fallbackId, rule.escalateTo]
    const reviewer = candidates.find((each) => each !== undefined && each !== person.id)
    if (reviewer) reviewers.set(person.id, reviewer)
    else problems.push({ kind: 'nobody', personId: person.id, reviewerId: null })
  }
  for (const [personId, reviewerId] of reviewers) {
    if (personId < reviewerId && reviewers.get(reviewerId) === personId) {
      problems.push({ kind: 'mutual', personId, reviewerId })
    }
  }
  return { reviewers, problems }
}

/** Those among the wishes for single people that let somebody review themselves. */
export const ownReviews = (assign: ReviewPlan['assign']): string[] =>
  (assign ?? []).filter((each) => each.personId === each.reviewerId).map((each) => each.personId)

/** So long after its deadline the next one of its kind is due; of an occasion by itself there is no next one. */
const months: Record<NewReview['occasion'], number> = { quarterly: 3, 'half-yearly': 6, event: 0 }

/** When the next review after this one is due, the same day of the month (or its last); undefined for an occasion by itself. */
export function nextDeadline(occasion: NewReview['occasion'], deadline: Date): Date | undefined {
  const ahead = months[occasion]
  if (ahead === 0) return undefined
  const next = new Date(deadline)
  next.setUTCDate(1)
  next.setUTCMonth(next.getUTCMonth() + ahead)
  const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate()
  next.setUTCDate(Math.min(deadline.getUTCDate(), last))
  return next
}
