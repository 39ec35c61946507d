import { type Static, Type } from 'typebox'
import { NewGrant, RoleChange } from './access.ts'
import { BulkGrant, BulkWithdrawal } from './bulk-grants.ts'
import { Choice, Id, Nullable, Strict } from './common.ts'

/** What deserves a second look before it is saved. */
export const oddities = ['whole-organisation', 'many-clients', 'many-people', 'critical', 'nobody-left'] as const
const Oddities = Type.Array(Choice(oddities))
export type Oddity = (typeof oddities)[number]

/** Clients whose record somebody could open, or could no longer. */
export const ReachChange = Type.Object({
  count: Type.Integer(),
  /** The first of them, by number; a name only for whoever may read the record. */
  some: Type.Array(Type.Object({ number: Type.String(), name: Nullable(Type.String()) })),
})
export type ReachChange = Static<typeof ReachChange>

export const WhatIfGrant = Strict({ personId: Id, grants: Type.Array(NewGrant, { minItems: 1, maxItems: 6 }) })
export const WhatIfRole = RoleChange
export const WhatIfBulk = BulkGrant
export const WhatIfBulkWithdrawal = BulkWithdrawal
/** What a change would do, for each person whose reach it changes. Nothing is kept of it. */
export const Effect = Type.Object({
  /** It waits for a second person first; this is what it does then. */
  waits: Type.Boolean(),
  /** Whose reach changes, those with the largest change first; at most a hundred of them. */
  people: Type.Array(
    Type.Object({
      person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
      gains: ReachChange,
      loses: ReachChange,
    }),
  ),
  /** How many people there are of whom it was looked at. */
  looked: Type.Integer(),
  /** How many of them could open more or fewer records. */
  changed: Type.Integer(),
  odd: Oddities,
})
export type Effect = Static<typeof Effect>
