import { type Static, Type } from 'typebox'
import { Scope } from './access.ts'
import { Choice, Id, Moment, Nullable, Strict } from './common.ts'
import { PermissionName } from './sign-in.ts'

/** What a question about access is about: which permission (reading the record, when none is named) and when (now). */
export const AccessQuestion = Strict({
  permission: Type.Optional(PermissionName),
  at: Type.Optional(Moment),
})

/** Why one grant does not let somebody in. */
export const Obstacle = Choice([
  'not-employed',
  'not-in-period',
  'waiting',
  'not-in-role',
  'organisation-only',
  'out-of-scope',
  'out-of-within',
  'excepted',
  'objection',
  'closed',
  'closed-part',
])
export type Obstacle = Static<typeof Obstacle>

/** One chain: grant → role → permission → scope → relation, and what is in its way. */
export const AccessChain = Type.Object({
  grant: Type.Object({
    id: Id,
    role: Type.Object({ id: Id, name: Type.String() }),
    scope: Scope,
    source: Type.String(),
    unit: Nullable(Type.Object({ kind: Type.String(), name: Type.String() })),
    from: Moment,
    until: Nullable(Moment),
    grantedBy: Nullable(Type.String()),
  }),
  /** The permissions of the role at that moment. */
  permissions: Type.Array(PermissionName),
  /** The fact that the scope rests on: a team, a care relation, a shift, where the client is placed. */
  relation: Nullable(
    Type.Object({
      kind: Choice(['membership', 'care-relation', 'shift', 'placement']),
      name: Type.String(),
      from: Moment,
      until: Nullable(Moment),
    }),
  ),
  obstacles: Type.Array(Obstacle),
  text: Type.String(),
})
export type AccessChain = Static<typeof AccessChain>

export const WhyAnswer = Type.Object({
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
  permission: PermissionName,
  at: Moment,
  allowed: Type.Boolean(),
  /** The doors that are open, the narrowest first. */
  doors: Type.Array(AccessChain),
  /** The grants that do not let the person in. */
  closed: Type.Array(AccessChain),
  /** What would be needed, when it is not allowed. */
  needed: Type.Array(Type.String()),
})
export type WhyAnswer = Static<typeof WhyAnswer>

export const WhoAnswer = Type.Object({
  permission: PermissionName,
  at: Moment,
  people: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      function: Type.String(),
      grants: Type.Array(Type.Object({ id: Id, role: Type.String(), text: Type.String(), source: Type.String() })),
    }),
  ),
  /** Family and representatives to whom the record is open; nobody signs in with it yet. */
  family: Type.Array(Type.Object({ name: Type.String(), ground: Type.String(), until: Nullable(Moment) })),
})
export type WhoAnswer = Static<typeof WhoAnswer>
