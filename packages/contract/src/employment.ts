import { type Static, Type } from 'typebox'
import { Scope } from './access.ts'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** What somebody holds because they work here, and what ends when they leave. */
export const heldKinds = [
  'session',
  'short-code',
  'factor',
  'code-sheet',
  'password',
  'identity',
  'directory-user',
  'directory-group',
  'invitation',
  'reset',
  'grant',
  'emergency',
  'membership',
  'care-relation',
  'shift',
  'review',
  'message',
] as const

export const HeldItem = Type.Object({
  kind: Choice(heldKinds),
  /** A browser in words, a role, a team, an account; empty where the kind says it all. */
  name: Type.String(),
  /** Of a session: on which shared computer. Of a factor: totp, phone, passkey. Of an identity: the subject there. */
  note: Nullable(Type.String()),
  scope: Nullable(Scope),
  unit: Nullable(Type.String()),
  /** Of a care relation: the number of the client. */
  clientNumber: Nullable(Type.String()),
  /** Of a care relation: the client has nobody else of this kind then. */
  exclusive: Type.Boolean(),
  /** Of open reviews and messages that wait: how many. */
  count: Nullable(Type.Integer()),
  /** Of a shift: when it would begin. */
  starts: Nullable(Moment),
  began: Nullable(Moment),
})
export type HeldItem = Static<typeof HeldItem>
export const LeavingPreview = Type.Object({ items: Type.Array(HeldItem) })
export type LeavingPreview = Static<typeof LeavingPreview>

/** What ended when somebody left, with the moment of each and by whom. */
export const LeavingStatement = Type.Object({
  person: Type.Object({ id: Id, name: Type.String(), userName: Type.String(), function: Type.String() }),
  /** From this moment on nothing opens any more, whatever was cleared up when. */
  leftAt: Moment,
  madeAt: Moment,
  items: Type.Array(Type.Intersect([HeldItem, Type.Object({ ended: Moment, by: Type.String() })])),
})
export type LeavingStatement = Static<typeof LeavingStatement>

export const MoveQuestion = Strict({
  /** The teams or locations that the person leaves. */
  from: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
})
/** What a move away from units touches; clients by number. */
export const MovePreview = Type.Object({
  grants: Type.Array(
    Type.Object({
      id: Id,
      role: Type.String(),
      scope: Scope,
      source: Choice(['given', 'operator', 'function', 'group']),
      unit: Nullable(Type.String()),
      within: Nullable(Type.String()),
      until: Nullable(Moment),
      /** Its reach lies in the old units. "Own teams" and the roster follow by themselves. */
      tied: Type.Boolean(),
    }),
  ),
  relations: Type.Array(
    Type.Object({
      id: Id,
      clientNumber: Type.String(),
      kind: Type.String(),
      exclusive: Type.Boolean(),
      /** The asker may end it or hand it over. */
      mayChange: Type.Boolean(),
    }),
  ),
})
export type MovePreview = Static<typeof MovePreview>

export const PersonMove = Strict({
  from: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
  to: Id,
  /** Absent: now. */
  at: Type.Optional(Moment),
  function: Type.Optional(Text(80, 1)),
  /** Which of the grants that are tied to the old units end then. */
  endGrants: Type.Optional(Type.Array(Id, { maxItems: 200, uniqueItems: true })),
  /** Care relations with clients there; what is not named stays. */
  relations: Type.Optional(
    Type.Array(Strict({ id: Id, choice: Choice(['end', 'keep', 'hand-over']), to: Type.Optional(Id) }), {
      maxItems: 200,
    }),
  ),
})
export type PersonMove = Static<typeof PersonMove>
export const MoveDone = Type.Object({
  at: Moment,
  memberships: Type.Integer({ description: 'how many ended' }),
  grants: Type.Integer(),
  relations: Type.Integer(),
  function: Nullable(Type.String()),
})
export type MoveDone = Static<typeof MoveDone>

/** Back in service; absent: from now. */
export const Return = Strict({ from: Type.Optional(Moment) })
export const Returned = Type.Object({ employedFrom: Moment })
