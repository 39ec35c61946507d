import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as proposals from './role-proposals.ts'

const { Id, Strict, Type } = contract
const ofProposal = Strict({ proposalId: Id })

export const roleProposalRoutes: Endpoint[] = [
  reads({
    path: '/role-proposals',
    summary: 'Changes of roles that wait for a second person',
    permission: 'access:approve',
    scope: 'none',
    audit: { event: 'role.proposals', action: 'R', part: 'role' },
    answer: Type.Object({ items: Type.Array(contract.RoleProposal) }),
    handler: (call) => proposals.listProposals(call.tx),
  }),
  reads({
    path: '/roles/:roleId/proposals',
    summary: 'Changes of one role that wait for a second person',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'role.proposals', action: 'R', part: 'role' },
    params: Strict({ roleId: Id }),
    answer: Type.Object({ items: Type.Array(contract.RoleProposal) }),
    handler(call) {
      call.note({ objectId: call.params.roleId })
      return proposals.listProposals(call.tx, call.params.roleId)
    },
  }),
  writes({
    path: '/role-proposals/:proposalId/withdraw',
    summary: 'Takes back a proposal of one’s own',
    permission: 'role:change',
    scope: 'none',
    audit: { event: 'role.decide', action: 'U', part: 'role' },
    params: ofProposal,
    body: Strict({}),
    answer: contract.RoleProposal,
    handler(call) {
      call.note({ objectId: call.params.proposalId, detail: { decision: 'withdrawn' } })
      return proposals.withdraw(call.tx, call.personId, call.params.proposalId)
    },
  }),
  writes({
    path: '/roles/:roleId/proposals',
    summary: 'Proposes a change of a role, which a second person decides about',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'role.propose', action: 'C', part: 'role' },
    creates: true,
    status: 201,
    params: Strict({ roleId: Id }),
    body: contract.NewRoleProposal,
    answer: contract.RoleProposal,
    async handler(call) {
      const { roleId } = call.params
      call.note({ objectId: roleId })
      const proposal = await proposals.proposeChange(call.tx, call.personId, roleId, call.body)
      call.note({ detail: { proposal: proposal.id, ...proposals.proposalForLog(proposal) } })
      return proposal
    },
  }),
  writes({
    path: '/role-proposals/:proposalId',
    summary: 'Approves or refuses a proposal of somebody else; approved, the role changes at once',
    permission: 'access:approve',
    scope: 'none',
    fresh: true,
    audit: { event: 'role.decide', action: 'U', part: 'role' },
    params: ofProposal,
    body: contract.RoleProposalDecision,
    answer: contract.RoleProposal,
    async handler(call) {
      const { proposalId } = call.params
      call.note({ objectId: proposalId, detail: { decision: call.body.decision } })
      const proposal = await proposals.decide(call.tx, call.personId, proposalId, call.body)
      call.note({
        objectId: proposal.role.id,
        detail: { proposal: proposalId, decision: proposal.decision, ...proposals.proposalForLog(proposal) },
      })
      return proposal
    },
  }),
]
