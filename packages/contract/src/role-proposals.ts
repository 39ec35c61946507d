import { type Static, Type } from 'typebox'
import { RoleChange } from './access.ts'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** A change of a role that waits for a second person, or did. */
export const RoleProposal = Type.Object({
  id: Id,
  role: Type.Object({ id: Id, name: Type.String() }),
  /** The version of the role that it was made for. */
  roleVersion: Type.Integer(),
  name: Type.String(),
  description: Type.String(),
  permissions: Type.Array(Type.String()),
  words: Type.String(),
  proposedBy: Type.Object({ id: Id, name: Type.String() }),
  proposedAt: Moment,
  decision: Nullable(Choice(['approved', 'refused', 'withdrawn'])),
})
export type RoleProposal = Static<typeof RoleProposal>
export const NewRoleProposal = Strict({
  id: Type.Optional(Id),
  ...RoleChange.properties,
  words: Type.Optional(Text(500)),
})
export type NewRoleProposal = Static<typeof NewRoleProposal>
/** By another person than who made it. */
export const RoleProposalDecision = Strict({ decision: Choice(['approved', 'refused']) })
export type RoleProposalDecision = Static<typeof RoleProposalDecision>
