import { newId } from '../../platform/crypto/ids.ts'
import { OperatorProblem } from './provision.ts'
import { type ControlDatabase, findCustomer } from './queries.ts'

/** A provider of single sign-on whose second factor the supplier approved. */
export interface ApprovedProvider {
  issuer: string
  name: string
  /** Key of the one customer that it counts for; null: for everybody. */
  customer: string | null
  approvedAt: Date
  approvedBy: string
  withdrawnAt: Date | null
  withdrawnBy: string | null
}

interface Approval {
  issuer: string
  name: string
  customerKey?: string | undefined
  by: string
}

/** All approvals, those that were withdrawn too. */
export async function listApprovedProviders(control: ControlDatabase): Promise<ApprovedProvider[]> {
  const { rows } = await control.query(
    `select a.issuer, a.name, c.key as customer, a.approved_at as "approvedAt", a.approved_by as "approvedBy",
       a.withdrawn_at as "withdrawnAt", a.withdrawn_by as "withdrawnBy"
     from approved_provider a left join customer c on c.id = a.customer_id order by a.issuer, c.key nulls first, a.approved_at`,
  )
  return rows as ApprovedProvider[]
}

/**
 * From now on the second factor of this provider counts, for everybody or for one customer. The issuer is compared to the letter.
 * Throws OperatorProblem for what is no issuer, an unknown customer, and what was approved already.
 */
export async function approveProvider(control: ControlDatabase, approval: Approval): Promise<void> {
  const { issuer, name, customerKey, by } = approval
  if (!URL.canParse(issuer) || !/^https:\/\/[^\s?#@]+$/.test(issuer)) {
    throw new OperatorProblem(
      'issuer-invalid',
      `«${issuer}» is geen adres van een aanbieder (issuer) dat met https:// begint.`,
    )
  }
  const customerId = await customerIdOf(control, customerKey)
  const { rows } = await control.query(
    `insert into approved_provider (id, issuer, name, customer_id, approved_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [newId(), issuer, name, customerId, by],
  )
  if (!rows.length) throw new OperatorProblem('already-approved', `${issuer} was al goedgekeurd.`)
}

/** From now on Hoede asks its own second factor again. Throws OperatorProblem when it was not approved. */
export async function withdrawProvider(
  control: ControlDatabase,
  { issuer, customerKey, by }: Omit<Approval, 'name'>,
): Promise<void> {
  const customerId = await customerIdOf(control, customerKey)
  const { rows } = await control.query(
    `update approved_provider set withdrawn_at = now(), withdrawn_by = $3
     where issuer = $1 and customer_id is not distinct from $2 and withdrawn_at is null returning id`,
    [issuer, customerId, by],
  )
  if (!rows.length)
    throw new OperatorProblem(
      'not-approved',
      `${issuer} is zo niet goedgekeurd. «hoede provider list» toont wat er is.`,
    )
}

async function customerIdOf(control: ControlDatabase, key: string | undefined): Promise<string | null> {
  if (!key) return null
  const customer = await findCustomer(control, key)
  if (!customer) throw new OperatorProblem('customer-unknown', `De klant «${key}» bestaat niet.`)
  return customer.id
}
