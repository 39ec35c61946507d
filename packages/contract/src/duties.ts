import { type Static, Type } from 'typebox'
import { Id, Nullable, Strict, Text } from './common.ts'
import { PermissionName } from './sign-in.ts'

/** Two permissions that one person may not hold at the same time. */
export const DutyConflict = Type.Object({
  id: Id,
  name: Type.String(),
  /** Why, for whoever meets it. */
  words: Type.String(),
  one: PermissionName,
  other: PermissionName,
  active: Type.Boolean(),
  /** How many people hold both now; null for whoever may not look at that. */
  holders: Nullable(Type.Integer()),
  version: Type.Integer(),
})
export type DutyConflict = Static<typeof DutyConflict>

export const NewDutyConflict = Strict({
  id: Type.Optional(Id),
  name: Text(120, 1),
  words: Type.Optional(Text(500)),
  one: PermissionName,
  other: PermissionName,
})
export type NewDutyConflict = Static<typeof NewDutyConflict>

export const DutyConflictChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(120, 1)),
  words: Type.Optional(Text(500)),
  active: Type.Optional(Type.Boolean()),
})
export type DutyConflictChange = Static<typeof DutyConflictChange>

/** Who holds both permissions of a pair, and by which roles. */
export const DutyHolders = Type.Object({
  items: Type.Array(
    Type.Object({
      person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
      byOne: Type.Array(Type.String()),
      byOther: Type.Array(Type.String()),
    }),
  ),
})
export type DutyHolders = Static<typeof DutyHolders>
