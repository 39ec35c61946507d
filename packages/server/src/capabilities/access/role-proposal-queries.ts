import type { RoleProposal } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

interface ProposalRow extends Omit<RoleProposal, 'proposedAt'> {
  proposedAt: Date
}

const columns = `p.id, json_build_object('id', r.id, 'name', r.name) as role, p.role_version as "roleVersion", p.name, p.description,
  p.permissions, p.words, json_build_object('id', e.id, 'name', concat_ws(' ', e.given_name, e.prefix, e.family_name)) as "proposedBy",
  p.proposed_at as "proposedAt", p.decision
  from role_proposal p join role r on r.id = p.role_id join person e on e.id = p.proposed_by`

/** Does a change of a role in use take a second person here? */
export async function takesSecondPerson(reader: Reader): Promise<boolean> {
  const rows = await reader.rows(`select 1 from setting where key = 'role-change-approval' and value = '1'`)
  return rows.length === 1
}

/** What waits, of one role or all, oldest first. */
export const findOpenProposals = (reader: Reader, roleId?: string): Promise<ProposalRow[]> =>
  reader.rows<ProposalRow>(
    `select ${columns} where p.decision is null and ($1::uuid is null or p.role_id = $1) order by p.proposed_at, p.id limit 200`,
    [roleId],
  )

export async function findProposal(reader: Reader, id: string): Promise<ProposalRow | undefined> {
  const [row] = await reader.rows<ProposalRow>(`select ${columns} where p.id = $1`, [id])
  return row
}

export interface ProposalValues {
  id: string
  roleId: string
  roleVersion: number
  name: string
  description: string
  permissions: readonly string[]
  words: string
  proposedBy: string
}

/** False when the id is taken. */
export async function insertProposal(tx: Transaction, proposal: ProposalValues): Promise<boolean> {
  const rows = await tx.rows(
    `insert into role_proposal (id, role_id, role_version, name, description, permissions, words, proposed_by)
     values ($1, $2, $3, $4, $5, $6::text[], $7, $8) on conflict (id) do nothing returning id`,
    [
      proposal.id,
      proposal.roleId,
      proposal.roleVersion,
      proposal.name,
      proposal.description,
      proposal.permissions,
      proposal.words,
      proposal.proposedBy,
    ],
  )
  return rows.length === 1
}

/** False when somebody was first. */
export async function decideProposal(
  tx: Transaction,
  id: string,
  decision: NonNullable<RoleProposal['decision']>,
  personId: string,
): Promise<boolean> {
  const rows = await tx.rows(
    `update role_proposal set decision = $2, decided_by = $3, decided_at = now(), version = version + 1
     where id = $1 and decision is null returning id`,
    [id, decision, personId],
  )
  return rows.length === 1
}
