import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { decide, endGrants, listItems } from './deciding.ts'
import * as itemQueries from './item-queries.ts'
import { previewReview, startReview } from './planning.ts'
import * as reviews from './reviews.ts'

const ofReview = contract.Strict({ reviewId: contract.Id })
const part = 'access-review'

const campaigns: Endpoint[] = [
  reads({
    path: '/access-reviews',
    summary: 'All access reviews, what runs first, and the one that is due next',
    permission: 'access:review',
    scope: 'none',
    audit: { event: 'review.list', action: 'R', part },
    answer: contract.ReviewList,
    handler: (call) => reviews.listReviews(call.tx),
  }),
  reads({
    method: 'POST',
    path: '/access-reviews/preview',
    summary: 'Who would review what, and what stands in the way, before anybody hears of it',
    permission: 'access:review',
    scope: 'none',
    audit: { event: 'review.preview', action: 'R', part },
    body: contract.ReviewPlan,
    answer: contract.ReviewPreview,
    handler: (call) => previewReview(call.tx, call.body),
  }),
  writes({
    path: '/access-reviews',
    summary: 'Starts an access review; its reviewers hear of it by mail',
    permission: 'access:review',
    scope: 'none',
    fresh: true,
    audit: { event: 'review.start', action: 'C', part },
    creates: true,
    status: 201,
    body: contract.NewReview,
    answer: contract.Review,
    async handler(call) {
      const review = await startReview(call.tx, call.environment.customerName, call.personId, call.body)
      const { people, items, deadline } = review
      call.note({ objectId: review.id, detail: { people, items, deadline } })
      call.sendMessages()
      return review
    },
  }),
  reads({
    path: '/access-reviews/:reviewId',
    summary: 'One access review with how far each reviewer is',
    permission: 'access:review',
    scope: 'none',
    audit: { event: 'review.read', action: 'R', part },
    params: ofReview,
    answer: contract.ReviewDetail,
    handler(call) {
      call.note({ objectId: call.params.reviewId })
      return reviews.readReview(call.tx, call.params.reviewId)
    },
  }),
  reads({
    path: '/access-reviews/:reviewId/items',
    summary: 'What is reviewed, by the name of the person, with what was decided',
    permission: 'access:review',
    scope: 'none',
    audit: { event: 'review.read', action: 'R', part },
    params: ofReview,
    query: contract.ReviewItemQuery,
    answer: contract.ReviewItemPage,
    handler(call) {
      call.note({ objectId: call.params.reviewId })
      return listItems(call.tx, { review: call.params.reviewId }, call.query)
    },
  }),
  writes({
    path: '/access-reviews/:reviewId/reassign',
    summary: 'Gives what is open of one reviewer to another',
    permission: 'access:review',
    scope: 'none',
    fresh: true,
    audit: { event: 'review.reassign', action: 'U', part },
    params: ofReview,
    body: contract.ReviewReassign,
    answer: contract.ReviewReassigned,
    async handler(call) {
      const { customerName } = call.environment
      const done = await reviews.reassign(call.tx, customerName, call.params.reviewId, call.body)
      call.note({ objectId: call.params.reviewId, detail: { ...call.body, items: done.items } })
      call.sendMessages()
      return done
    },
  }),
  writes({
    path: '/access-reviews/:reviewId/close',
    summary: 'Closes an access review and signs its report; nothing of it changes any more',
    permission: 'access:review',
    scope: 'none',
    fresh: true,
    audit: { event: 'review.close', action: 'U', part },
    params: ofReview,
    body: contract.ReviewClosing,
    answer: contract.ReviewDetail,
    async handler(call) {
      const { reviewId } = call.params
      const closed = await reviews.closeReview(
        call.tx,
        call.environment,
        { id: call.personId },
        reviewId,
        call.body.version,
      )
      const { items, kept, toChange, ended, open } = closed
      call.note({ objectId: reviewId, detail: { items, kept, toChange, ended, open } })
      return closed
    },
  }),
  reads({
    path: '/access-reviews/:reviewId/report',
    summary: 'The signed report of a closed access review',
    permission: 'access:review',
    scope: 'none',
    audit: { event: 'review.report', action: 'R', part },
    params: ofReview,
    answer: contract.SignedReport,
    handler(call) {
      call.note({ objectId: call.params.reviewId })
      return reviews.readReport(call.tx, call.params.reviewId)
    },
  }),
]

const own: Endpoint[] = [
  reads({
    path: '/access-reviews/own',
    summary: 'What I have to review, in every review that runs',
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'review.own', action: 'R', part },
    query: contract.ReviewItemQuery,
    answer: contract.ReviewItemPage,
    handler: (call) => listItems(call.tx, { reviewer: call.personId }, call.query),
  }),
  reads({
    path: '/access-reviews/own/open',
    summary: 'How much I still have to review',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'a number about one’s own work' },
    answer: contract.OpenReviews,
    handler: async (call) => ({ open: await itemQueries.countOpen(call.tx, call.personId) }),
  }),
  writes({
    path: '/access-reviews/decisions',
    summary: 'Keeps roles that I review, says what must change, or opens them again; all or nothing',
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'review.decide', action: 'U', part },
    body: contract.ReviewDecision,
    answer: contract.ReviewDecided,
    handler(call) {
      const { items, decision } = call.body
      call.note({ detail: { items, decision } })
      return decide(call.tx, call.personId, call.body)
    },
  }),
  writes({
    path: '/access-reviews/endings',
    summary: 'Ends roles that I review, at once; all or nothing',
    permission: 'signed-in',
    scope: 'none',
    fresh: true,
    audit: { event: 'review.decide', action: 'U', part },
    body: contract.ReviewEnding,
    answer: contract.ReviewDecided,
    handler(call) {
      call.note({ detail: { items: call.body.items, decision: 'end' } })
      return endGrants(call.tx, call.personId, call.body)
    },
  }),
]

export const routes: Endpoint[] = [...own, ...campaigns]
