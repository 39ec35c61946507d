import { type Static, Type } from 'typebox'
import { Choice, Cursor, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'

export const reviewOccasions = ['quarterly', 'half-yearly', 'event'] as const
export const reviewDecisions = ['keep', 'change', 'end'] as const

const Somebody = Type.Object({ id: Id, name: Type.String() })

/** Whom it is about: everybody where all three are empty. Of several kinds somebody must be in each. */
export const ReviewPopulation = Strict({
  units: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
  roles: Type.Array(Id, { maxItems: 100, uniqueItems: true }),
  functions: Type.Array(Text(80, 1), { maxItems: 100, uniqueItems: true }),
})
export type ReviewPopulation = Static<typeof ReviewPopulation>

const plan = {
  population: ReviewPopulation,
  /** This person reviews everybody; absent: whoever leads the team of each, by a role that gives roles there. */
  reviewerId: Type.Optional(Id),
  /** For whoever has no team leader, and for team leaders. */
  fallbackId: Type.Optional(Id),
  /** What is open at the deadline goes to this person. */
  escalateTo: Id,
  /** For single people another reviewer than the rule would choose. */
  assign: Type.Optional(Type.Array(Strict({ personId: Id, reviewerId: Id }), { maxItems: 500 })),
}
export const ReviewPlan = Strict(plan)
export type ReviewPlan = Static<typeof ReviewPlan>
export const NewReview = Strict({
  id: Type.Optional(Id),
  name: Text(120, 1),
  occasion: Choice(reviewOccasions),
  deadline: Moment,
  ...plan,
})
export type NewReview = Static<typeof NewReview>

export const ReviewPreview = Type.Object({
  people: Type.Integer(),
  items: Type.Integer(),
  reviewers: Type.Array(Type.Object({ reviewer: Somebody, people: Type.Integer(), items: Type.Integer() })),
  /** mutual: two who would review each other; nobody: no reviewer was found. While there are any, it cannot start. */
  problems: Type.Array(
    Type.Object({ kind: Choice(['mutual', 'nobody']), person: Somebody, reviewer: Nullable(Somebody) }),
  ),
})
export type ReviewPreview = Static<typeof ReviewPreview>

export const ReviewProgress = Type.Object({
  reviewer: Somebody,
  items: Type.Integer(),
  decided: Type.Integer(),
})
export const Review = Type.Object({
  id: Id,
  name: Type.String(),
  occasion: Choice(reviewOccasions),
  state: Choice(['running', 'late', 'closed']),
  deadline: Moment,
  startedAt: Moment,
  startedBy: Type.String(),
  escalateTo: Somebody,
  escalatedAt: Nullable(Moment),
  closedAt: Nullable(Moment),
  closedBy: Nullable(Type.String()),
  people: Type.Integer(),
  items: Type.Integer(),
  kept: Type.Integer(),
  toChange: Type.Integer(),
  ended: Type.Integer(),
  open: Type.Integer(),
  version: Type.Integer(),
})
export type Review = Static<typeof Review>
export const ReviewDetail = Type.Intersect([Review, Type.Object({ progress: Type.Array(ReviewProgress) })])
export type ReviewDetail = Static<typeof ReviewDetail>
export const ReviewList = Type.Object({
  items: Type.Array(Review),
  /** What comes after the last one that recurs: the same people, three or six months after its deadline. */
  next: Nullable(
    Type.Object({
      name: Type.String(),
      occasion: Choice(reviewOccasions),
      population: ReviewPopulation,
      deadline: Moment,
    }),
  ),
})
export type ReviewList = Static<typeof ReviewList>

/** How it was when the review began. */
export const ReviewFacts = Type.Object({
  role: Type.String(),
  roleKey: Type.String(),
  scope: Type.String(),
  /** The grant in words: "Verzorgende in team Berkenhof 2". */
  words: Type.String(),
  source: Type.String(),
  givenBy: Nullable(Type.String()),
  since: Moment,
  until: Nullable(Moment),
  /** The last time that it opened a door, as far back as the setting looks. */
  lastUse: Nullable(Moment),
  /** Not used in that time, and older than it. */
  unused: Type.Boolean(),
  /** With it somebody could come to everything by a detour. */
  critical: Type.Boolean(),
  /** The conflicts of duties that it is a part of, by name; absent in reviews that began before there were any. */
  conflicts: Type.Optional(Type.Array(Type.String())),
})
export type ReviewFacts = Static<typeof ReviewFacts>
export const ReviewItem = Type.Object({
  id: Id,
  review: Type.Object({ id: Id, name: Type.String(), deadline: Moment }),
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String(), teams: Type.Array(Type.String()) }),
  reviewer: Somebody,
  facts: ReviewFacts,
  /** The grant has ended, here or elsewhere. */
  grantEnded: Type.Boolean(),
  decision: Nullable(Choice(reviewDecisions)),
  words: Nullable(Type.String()),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Moment),
  executedAt: Nullable(Moment),
})
export type ReviewItem = Static<typeof ReviewItem>
export const ReviewItemPage = Page(ReviewItem)
export const ReviewItemQuery = Strict({ open: Type.Optional(Type.Boolean()), cursor: Type.Optional(Cursor) })
export const OpenReviews = Type.Object({ open: Type.Integer() })
export type OpenReviews = Static<typeof OpenReviews>

const someItems = Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })
/** undo: open again, as long as nothing was carried out. */
export const ReviewDecision = Strict({
  items: someItems,
  decision: Choice(['keep', 'change', 'undo']),
  /** With change: what must change. */
  words: Type.Optional(Text(500)),
})
export const ReviewEnding = Strict({ items: someItems, words: Type.Optional(Text(500)) })
export const ReviewDecided = Type.Object({ items: Type.Array(ReviewItem) })
export type ReviewDecided = Static<typeof ReviewDecided>
export const ReviewReassign = Strict({ fromId: Id, toId: Id })
export const ReviewReassigned = Type.Object({ items: Type.Integer() })
export const ReviewClosing = Strict({ version: Type.Integer() })

/** The report as it was signed: `report` in the form of RFC 8785, Ed25519; key and signature in base64url. */
export const SignedReport = Type.Object({
  format: Type.Literal('hoede-signed-report-1'),
  report: Type.Unknown(),
  publicKey: Type.String(),
  fingerprint: Type.String(),
  signature: Type.String(),
})
export type SignedReport = Static<typeof SignedReport>

export interface ReviewReport {
  kind: 'access-review'
  customer: string
  environment: string
  review: {
    id: string
    name: string
    occasion: string
    population: { units: string[]; roles: string[]; functions: string[] }
    startedAt: string
    startedBy: string
    deadline: string
    escalatedTo: string
    escalatedAt: string | null
    closedAt: string
    closedBy: string
  }
  totals: { people: number; items: number; keep: number; change: number; end: number; open: number; executed: number }
  reviewers: { id: string; name: string; items: number; decided: number }[]
  items: {
    id: string
    grant: string
    person: { id: string; name: string; function: string; teams: string[] }
    facts: ReviewFacts
    reviewer: string
    decision: 'keep' | 'change' | 'end' | null
    words: string | null
    decidedBy: string | null
    decidedAt: string | null
    executedAt: string | null
  }[]
}
