import type { NewRoleProposal, RoleProposal, RoleProposalDecision } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { findRole, isConfirmed } from './queries.ts'
import * as queries from './role-proposal-queries.ts'
import { changeRole } from './roles.ts'
import { undone } from './what-if-queries.ts'

const present = (row: Omit<RoleProposal, 'proposedAt'> & { proposedAt: Date }): RoleProposal => ({
  ...row,
  proposedAt: row.proposedAt.toISOString(),
})

/** What waits for a second person, of one role or all. */
export const listProposals = async (reader: Reader, roleId?: string): Promise<{ items: RoleProposal[] }> => ({
  items: (await queries.findOpenProposals(reader, roleId)).map(present),
})

/**
 * Proposes a change of a role, which another person decides about. It is tried first by the rules of any change, so that what could
 * never be is refused at once. The same one sent twice is one. Throws what changing the role throws.
 */
export async function proposeChange(
  tx: Transaction,
  personId: string,
  roleId: string,
  request: NewRoleProposal,
): Promise<RoleProposal> {
  const { id = newId(), words = '', ...change } = request
  const tried = await undone(
    tx,
    () => changeRole(tx, personId, roleId, change, 'tried'),
    () => findRole(tx, roleId),
  )
  if (!tried) throw new Problem('not-found')
  const { name, description, permissions } = tried
  const values = { roleId, roleVersion: change.version, name, description, permissions, proposedBy: personId }
  const inserted = await queries.insertProposal(tx, { id, words: words.trim(), ...values })
  const row = await queries.findProposal(tx, id)
  if (!row || (!inserted && (row.role.id !== roleId || row.proposedBy.id !== personId)))
    throw new Problem('already-exists')
  return present(row)
}

/** Whoever made a proposal takes it back. Throws Problem not-found, proposal-decided. */
export async function withdraw(tx: Transaction, personId: string, proposalId: string): Promise<RoleProposal> {
  const proposal = await queries.findProposal(tx, proposalId)
  if (proposal?.proposedBy.id !== personId) throw new Problem('not-found')
  if (!(await queries.decideProposal(tx, proposalId, 'withdrawn', personId))) throw new Problem('proposal-decided')
  return present((await queries.findProposal(tx, proposalId))!)
}

/**
 * Decides about a proposal: approved, the role changes at once, in the name of who approves. Not by whoever made it, and by nobody whose own permission to approve has only one person behind it. Throws Problem not-found,
 * proposal-decided, confirm-own, confirm-unconfirmed, conflict when the role changed since, and what changing it throws.
 */
export async function decide(
  tx: Transaction,
  personId: string,
  proposalId: string,
  { decision }: RoleProposalDecision,
): Promise<RoleProposal> {
  const proposal = await queries.findProposal(tx, proposalId)
  if (!proposal) throw new Problem('not-found')
  if (proposal.decision) throw new Problem('proposal-decided')
  if (proposal.proposedBy.id === personId) throw new Problem('confirm-own')
  if (decision === 'approved' && !(await isConfirmed(tx, personId, 'access:approve')))
    throw new Problem('confirm-unconfirmed')
  if (!(await queries.decideProposal(tx, proposalId, decision, personId))) throw new Problem('proposal-decided')
  if (decision === 'approved') {
    const { role, roleVersion: version, name, description, permissions } = proposal
    await changeRole(tx, personId, role.id, { version, name, description, permissions }, 'approved')
  }
  return present((await queries.findProposal(tx, proposalId))!)
}

/** What the log keeps of a proposal. */
export const proposalForLog = ({ role, name, description, permissions }: RoleProposal) => ({
  role: role.name,
  to: { name, description, permissions },
})
