import type { Client } from '../../platform/db/connection.ts'

export interface Destruction {
  id: string
  orderedBy: string
  orderedAt: Date
  word: string
  notBefore: Date
  /** By the database's clock. */
  due: boolean
  confirmedBy: string | null
  confirmedAt: Date | null
  destroyedAt: Date | null
  /** As it was signed. */
  statement: string | null
}

/** What was ordered for a customer and not withdrawn, done or not. */
export async function findDestruction(control: Client, customerId: string): Promise<Destruction | undefined> {
  const { rows } = await control.query<Destruction>(
    `select id, ordered_by as "orderedBy", ordered_at as "orderedAt", word, not_before as "notBefore", not_before <= now() as due,
       confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", destroyed_at as "destroyedAt", statement
     from key_destruction where customer_id = $1 and withdrawn_at is null`,
    [customerId],
  )
  return rows[0]
}

/** False when one was ordered already. */
export async function insertDestruction(
  control: Client,
  order: { id: string; customerId: string; by: string; word: string; days: number },
): Promise<boolean> {
  const { rowCount } = await control.query(
    `insert into key_destruction (id, customer_id, ordered_by, word, not_before)
     values ($1, $2, $3, $4, now() + make_interval(days => $5)) on conflict do nothing`,
    [order.id, order.customerId, order.by, order.word, order.days],
  )
  return rowCount === 1
}

/** False when it was confirmed meanwhile. */
export async function withdrawDestruction(control: Client, id: string, by: string): Promise<boolean> {
  const { rowCount } = await control.query(
    `update key_destruction set withdrawn_by = $2, withdrawn_at = now()
     where id = $1 and withdrawn_at is null and confirmed_at is null`,
    [id, by],
  )
  return rowCount === 1
}

/** False when it was withdrawn meanwhile. */
export async function confirmDestruction(control: Client, id: string, by: string): Promise<boolean> {
  const { rowCount } = await control.query(
    `update key_destruction set confirmed_by = $2, confirmed_at = now()
     where id = $1 and withdrawn_at is null and confirmed_at is null`,
    [id, by],
  )
  return rowCount === 1
}

/** A wrapped secret of a customer, and what it is of. */
export interface WrappedSecret {
  reference: string
  wrapped: Buffer
  /** Null for the key of its backups. */
  environment: string | null
  version: number
}

export async function listWrapped(control: Client, customerId: string): Promise<WrappedSecret[]> {
  const { rows } = await control.query<WrappedSecret>(
    `select d.key_name as reference, d.wrapped, e.key as environment, d.version
     from data_key d join environment e on e.id = d.environment_id where e.customer_id = $1
     union all
     select b.key_name, b.wrapped, null, b.version from backup_key b where b.customer_id = $1 and b.wrapped is not null
     order by 3, 4`,
    [customerId],
  )
  return rows
}

/** Customers that have one of these keys as well. */
export async function othersWith(control: Client, customerId: string, references: string[]): Promise<string[]> {
  const { rows } = await control.query<{ key: string }>(
    `select distinct c.key from customer c
     left join environment e on e.customer_id = c.id left join data_key d on d.environment_id = e.id
     left join backup_key b on b.customer_id = c.id
     where c.id <> $1 and (c.key_name = any ($2) or d.key_name = any ($2) or b.key_name = any ($2)) order by c.key`,
    [customerId, references],
  )
  return rows.map(({ key }) => key)
}

export interface CustomersEnvironment {
  id: string
  key: string
  kind: string
  state: string
  databaseName: string
  roleName: string
}

export async function listOfCustomer(control: Client, customerId: string): Promise<CustomersEnvironment[]> {
  const { rows } = await control.query<CustomersEnvironment>(
    `select id, key, kind, state, database_name as "databaseName", role_name as "roleName" from environment
     where customer_id = $1 order by key`,
    [customerId],
  )
  return rows
}

export const closeForEver = (control: Client, customerId: string) =>
  control.query("update environment set state = 'destroyed' where customer_id = $1 and state <> 'removed'", [
    customerId,
  ])

/** What is kept of backups, and where; and for whose own identity they were sealed besides. */
export async function listBackupsOf(control: Client, customerId: string) {
  const { rows } = await control.query<{ name: string; environment: string; madeAt: string; stores: string[] }>(
    `select b.name, e.key as environment, to_char(b.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt",
       array(select c.store from backup_copy c where c.backup_id = b.id and c.state = 'kept' order by c.store) as stores
     from backup b join environment e on e.id = b.environment_id
     where e.customer_id = $1 and b.state = 'made' order by b.ended_at, b.name`,
    [customerId],
  )
  const { rows: own } = await control.query<{ recipient: string }>(
    'select recipient from backup_key where customer_id = $1 and wrapped is null order by recipient',
    [customerId],
  )
  return { backups: rows, ownRecipients: own.map(({ recipient }) => recipient) }
}

/** The wrapped secrets go, and the statement stands: together. */
export async function storeDestroyed(
  control: Client,
  given: { id: string; customerId: string; statement: string; signature: string; at: Date },
): Promise<void> {
  await control.query('begin')
  try {
    await control.query(
      'delete from data_key d using environment e where e.id = d.environment_id and e.customer_id = $1',
      [given.customerId],
    )
    await control.query('delete from backup_key where customer_id = $1 and wrapped is not null', [given.customerId])
    await control.query('update key_destruction set statement = $2, signature = $3, destroyed_at = $4 where id = $1', [
      given.id,
      given.statement,
      given.signature,
      given.at,
    ])
    await control.query('commit')
  } catch (error) {
    await control.query('rollback')
    throw error
  }
}
