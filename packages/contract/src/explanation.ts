import { type Static, Type } from 'typebox'
import { Scope } from './access.ts'
import { Choice, Id, Moment, Nullable, Strict } from './common.ts'
import { PermissionName } from './sign-in.ts'

/** What a question about access is about: which permission (reading the record, when none is named) and when (now, or before). */
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

/** Something that would take an obstacle away. */
export const Remedy = Choice([
  'employ',
  'confirm',
  'give-again',
  'permission-in-role',
  'whole-organisation',
  'join-team',
  'care-relation',
  'shift',
  'wider-scope',
  'wider-limit',
  'no-exception',
  'new-role',
  'withdraw-objection',
  'name-on-closure',
  'open-part',
])
export type Remedy = Static<typeof Remedy>

const UnitInShort = Nullable(Type.Object({ kind: Type.String(), name: Type.String() }))

/** One chain: grant → role → permission → scope → relation, and what is in its way. */
export const AccessChain = Type.Object({
  grant: Type.Object({
    id: Id,
    role: Type.Object({ id: Id, name: Type.String() }),
    scope: Scope,
    source: Type.String(),
    unit: UnitInShort,
    /** The limit of it: only within this location or team. */
    within: Nullable(Type.String()),
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
  /** Ways in, when it is not allowed: all steps of one together, with the role where there is one already. The shortest first. */
  needed: Type.Array(Type.Object({ role: Nullable(Type.String()), steps: Type.Array(Remedy) })),
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
      grants: Type.Array(
        Type.Object({
          id: Id,
          role: Type.String(),
          scope: Scope,
          unit: UnitInShort,
          until: Nullable(Moment),
          source: Type.String(),
        }),
      ),
    }),
  ),
  /** Family and representatives to whom the record is open; nobody signs in with it yet. */
  family: Type.Array(Type.Object({ name: Type.String(), ground: Type.String(), until: Nullable(Moment) })),
})
export type WhoAnswer = Static<typeof WhoAnswer>
