import type { WrappedDataKey } from '../../platform/crypto/keys.ts'
import type { Client } from '../../platform/db/connection.ts'
import type { Environment } from '../../platform/db/environments.ts'

interface EnvironmentRow extends Omit<Environment, 'address' | 'logRole'> {
  clusterHost: string
  clusterPort: number
}

const columns = `select e.id, e.key, e.kind, e.host, e.state, e.demo, e.migration,
    c.name as "customerName", c.key as "customerKey",
    e.database_name as "databaseName", e.role_name as "roleName",
    (select coalesce(json_agg(json_build_object('version', d.version, 'wrapped', encode(d.wrapped, 'base64'),
      'keyName', d.key_name) order by d.version), '[]') from data_key d where d.environment_id = e.id) as "dataKeys",
    array(select a.issuer from approved_provider a where a.withdrawn_at is null
      and (a.customer_id is null or a.customer_id = c.id)) as "approvedIssuers",
    k.host as "clusterHost", k.port as "clusterPort"
  from environment e join customer c on c.id = e.customer_id join cluster k on k.id = e.cluster_id`

/** JSON has no bytes: they come as base64. */
type AskedRow = Omit<EnvironmentRow, 'dataKeys'> & { dataKeys: { version: number; wrapped: string; keyName: string }[] }

const environmentOf = ({ dataKeys, ...row }: AskedRow): EnvironmentRow => ({
  ...row,
  dataKeys: dataKeys.map((key) => ({ ...key, wrapped: Buffer.from(key.wrapped, 'base64') })),
})

/** Something that can run a control database query: a client or a pool. */
export interface ControlDatabase {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

export async function findEnvironment(
  db: ControlDatabase,
  by: 'host' | 'id' | 'key',
  value: string,
): Promise<EnvironmentRow | undefined> {
  const { rows } = await db.query(`${columns} where e.${by} = $1 and e.state <> 'removed'`, [value])
  const row = rows[0] as AskedRow | undefined
  return row && environmentOf(row)
}

export async function listEnvironments(db: ControlDatabase): Promise<EnvironmentRow[]> {
  const { rows } = await db.query(`${columns} where e.state <> 'removed' order by e.key`)
  return (rows as AskedRow[]).map(environmentOf)
}

export async function insertCluster(
  db: Client,
  cluster: { id: string; name: string; host: string; port: number },
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into cluster (id, name, host, port) values ($1, $2, $3, $4)
     on conflict (name) do update set host = excluded.host, port = excluded.port returning id`,
    [cluster.id, cluster.name, cluster.host, cluster.port],
  )
  return rows[0]!.id
}

export async function findCustomer(db: ControlDatabase, key: string): Promise<CustomerRow | undefined> {
  const { rows } = await db.query('select id, key, name, key_name as "keyName" from customer where key = $1', [key])
  return rows[0] as CustomerRow | undefined
}

interface CustomerRow {
  id: string
  key: string
  name: string
  /** Reference of its key: whose it is and what it is called there. No secret. */
  keyName: string
}

export async function insertCustomer(db: Client, customer: CustomerRow): Promise<void> {
  await db.query('insert into customer (id, key, name, key_name) values ($1, $2, $3, $4)', [
    customer.id,
    customer.key,
    customer.name,
    customer.keyName,
  ])
}

export const setCustomerKey = (db: ControlDatabase, id: string, keyName: string) =>
  db.query('update customer set key_name = $2 where id = $1', [id, keyName])

interface OwnedDataKey extends WrappedDataKey {
  environmentId: string
  /** Its key among people. */
  environment: string
  state: string
}

/** The data keys of a customer that are wrapped with another key than this; removed environments count, as a backup can bring them back. */
export async function findDataKeysOfOtherKeys(
  db: ControlDatabase,
  customerId: string,
  keyName: string,
): Promise<OwnedDataKey[]> {
  const { rows } = await db.query(
    `select d.environment_id as "environmentId", e.key as environment, e.state, d.version, d.wrapped, d.key_name as "keyName"
     from data_key d join environment e on e.id = d.environment_id
     where e.customer_id = $1 and d.key_name <> $2 order by e.key, d.version`,
    [customerId, keyName],
  )
  return rows as OwnedDataKey[]
}

interface CustomerDataKey {
  environment: string
  state: string
  version: number
  wrapped: Buffer
  keyName: string
}

export async function listDataKeys(db: ControlDatabase, customerId: string): Promise<CustomerDataKey[]> {
  const { rows } = await db.query(
    `select e.key as environment, e.state, d.version, d.wrapped, d.key_name as "keyName"
     from data_key d join environment e on e.id = d.environment_id where e.customer_id = $1 order by e.key, d.version`,
    [customerId],
  )
  return rows as CustomerDataKey[]
}

/** Only when it is still wrapped with what it was. */
export const rewrapDataKey = (
  db: ControlDatabase,
  key: { environmentId: string; version: number; from: string; to: string; wrapped: Buffer },
) =>
  db.query(
    'update data_key set wrapped = $5, key_name = $4 where environment_id = $1 and version = $2 and key_name = $3',
    [key.environmentId, key.version, key.from, key.to, key.wrapped],
  )

export interface NewEnvironmentRow {
  id: string
  customerId: string
  key: string
  kind: string
  host: string
  clusterId: string
  databaseName: string
  roleName: string
  dataKey: WrappedDataKey
  demo: boolean
}

export async function insertEnvironment(db: Client, row: NewEnvironmentRow): Promise<void> {
  await db.query(
    `with made as (
       insert into environment (id, customer_id, key, kind, host, cluster_id, database_name, role_name, demo)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $12) returning id)
     insert into data_key (environment_id, version, wrapped, key_name) select id, $9, $10, $11 from made`,
    [
      row.id,
      row.customerId,
      row.key,
      row.kind,
      row.host,
      row.clusterId,
      row.databaseName,
      row.roleName,
      row.dataKey.version,
      row.dataKey.wrapped,
      row.dataKey.keyName,
      row.demo,
    ],
  )
}

export async function setState(db: Client, id: string, state: 'open' | 'closed' | 'removed'): Promise<void> {
  // A removed environment gives its names back, so that a new one can have them.
  await db.query(
    `update environment set state = $2, removed_at = case when $2 = 'removed' then now() end,
       key = case when $2 = 'removed' then left(key, 26) || '-x-' || right(id::text, 12) else key end,
       host = case when $2 = 'removed' then host || '.removed-' || id else host end
     where id = $1`,
    [id, state],
  )
}

export async function setMigration(db: Client, id: string, migration: number): Promise<void> {
  await db.query('update environment set migration = $2 where id = $1', [id, migration])
}
