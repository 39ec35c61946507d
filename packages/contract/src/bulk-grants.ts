import { type Static, Type } from 'typebox'
import { Grant, ScopeRequest } from './access.ts'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** So many people at most in one bulk change. */
export const bulkLimit = 500

const whom = {
  /** Whom it is about: named people, or everybody in a unit (with all below it) and with a function. At least one of these. */
  people: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: bulkLimit })),
  unitId: Type.Optional(Id),
  function: Type.Optional(Text(80, 1)),
}

/** One role with one or more scopes for many people. */
export const BulkGrant = Strict({
  ...whom,
  roleId: Id,
  scopes: Type.Array(ScopeRequest, { minItems: 1, maxItems: 6 }),
  from: Type.Optional(Moment),
  until: Type.Optional(Nullable(Moment)),
})
export type BulkGrant = Static<typeof BulkGrant>
/** The id of the batch may be made by the client: the same sent twice is one. */
export const BulkGrantCommit = Strict({ ...BulkGrant.properties, id: Type.Optional(Id) })
export type BulkGrantCommit = Static<typeof BulkGrantCommit>

/** What a bulk change does, or would do, for one person and one of its scopes. */
export const BulkLine = Type.Object({
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
  /** Which of the scopes asked for, from 0. */
  scope: Type.Integer(),
  outcome: Choice(['give', 'has', 'refused']),
  /** Why it is refused: a problem code, and its words. */
  code: Nullable(Type.String()),
  reason: Nullable(Type.String()),
})
export type BulkLine = Static<typeof BulkLine>
export const BulkTotals = Type.Object({
  people: Type.Integer(),
  give: Type.Integer(),
  has: Type.Integer(),
  refused: Type.Integer(),
})
export type BulkTotals = Static<typeof BulkTotals>
export const BulkPreview = Type.Object({
  role: Type.Object({ id: Id, name: Type.String() }),
  totals: BulkTotals,
  items: Type.Array(BulkLine),
})
export type BulkPreview = Static<typeof BulkPreview>
export const BulkResult = Type.Object({ batchId: Id, totals: BulkTotals, items: Type.Array(Grant) })
export type BulkResult = Static<typeof BulkResult>

/** What to end: a whole batch, or a role with whom it is about. */
export const BulkWithdrawal = Strict({
  ...whom,
  batchId: Type.Optional(Id),
  roleId: Type.Optional(Id),
})
export type BulkWithdrawal = Static<typeof BulkWithdrawal>
export const BulkWithdrawalPreview = Type.Object({
  totals: Type.Object({ people: Type.Integer(), end: Type.Integer(), refused: Type.Integer() }),
  items: Type.Array(Type.Object({ grant: Grant, code: Nullable(Type.String()), reason: Nullable(Type.String()) })),
})
export type BulkWithdrawalPreview = Static<typeof BulkWithdrawalPreview>

/** A batch as it stands: what was given in one go, by whom, and what of it has ended. */
export const GrantBatch = Type.Object({
  batchId: Id,
  grantedBy: Nullable(Type.String()),
  grantedAt: Moment,
  items: Type.Array(Grant),
})
export type GrantBatch = Static<typeof GrantBatch>
