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
      'keyName', d.key_name, 'sealsFrom', d.seals_from, 'kept', encode(d.kept, 'base64')) order by d.version), '[]')
      from data_key d where d.environment_id = e.id and d.retired_at is null) as "dataKeys",
    array(select a.issuer from approved_provider a where a.withdrawn_at is null
      and (a.customer_id is null or a.customer_id = c.id)) as "approvedIssuers",
    k.host as "clusterHost", k.port as "clusterPort"
  from environment e join customer c on c.id = e.customer_id join cluster k on k.id = e.cluster_id`

/** JSON has no bytes: they come as base64. */
interface AskedDataKey {
  version: number
  wrapped: string
  keyName: string
  sealsFrom: string
  kept: string | null
}
type AskedRow = Omit<EnvironmentRow, 'dataKeys'> & { dataKeys: AskedDataKey[] }

const environmentOf = ({ dataKeys, ...row }: AskedRow): EnvironmentRow => ({
  ...row,
  dataKeys: dataKeys.map(({ version, wrapped, keyName, sealsFrom, kept }) => ({
    version,
    wrapped: Buffer.from(wrapped, 'base64'),
    keyName,
    sealsFrom: new Date(sealsFrom),
    kept: kept === null ? undefined : Buffer.from(kept, 'base64'),
  })),
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
  environmentId: string
  environment: string
  state: string
  version: number
  wrapped: Buffer
  keyName: string
  sealsFrom: Date
  retiredAt: Date | null
}

export async function listDataKeys(db: ControlDatabase, customerId: string): Promise<CustomerDataKey[]> {
  const { rows } = await db.query(
    `select e.id as "environmentId", e.key as environment, e.state, d.version, d.wrapped, d.key_name as "keyName",
       d.seals_from as "sealsFrom", d.retired_at as "retiredAt"
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

/** One more data key, unless its version is there already: false then. `seconds`: how long from now it is known before it seals. */
export async function insertDataKey(
  db: ControlDatabase,
  key: { environmentId: string; version: number; wrapped: Buffer; keyName: string; kept: Buffer; seconds: number },
): Promise<boolean> {
  const { rows } = await db.query(
    `insert into data_key (environment_id, version, wrapped, key_name, kept, seals_from)
     select $1, $2, $3, $4, $5, now() + make_interval(secs => $6)
     where not exists (select from data_key d where d.environment_id = $1 and (d.version >= $2 or d.seals_from > now()))
     on conflict do nothing returning 1`,
    [key.environmentId, key.version, key.wrapped, key.keyName, key.kept, key.seconds],
  )
  return rows.length === 1
}

/** The version that was given last, whether it is still in use or not. */
export async function highestVersion(db: ControlDatabase, environmentId: string): Promise<number> {
  const { rows } = await db.query('select max(version) as version from data_key where environment_id = $1', [
    environmentId,
  ])
  return (rows[0] as { version: number }).version
}

export interface Renewal {
  environmentId: string
  environment: string
  /** Everything goes to this version; it seals by now. */
  to: number
  /** It has sealed for so long that nothing that was begun before is still under way. */
  settled: boolean
}

/** Environments with more than one data key, of which the newest seals. `settleSeconds`: how long until it has settled. */
export async function listRenewals(db: ControlDatabase, settleSeconds: number): Promise<Renewal[]> {
  const { rows } = await db.query(
    `select e.id as "environmentId", e.key as environment, max(d.version) as to,
       max(d.seals_from) + make_interval(secs => $1) <= now() as settled
     from environment e join data_key d on d.environment_id = e.id and d.retired_at is null
     where e.state = 'open' group by e.id having count(*) > 1 and max(d.seals_from) <= now() order by e.key`,
    [settleSeconds],
  )
  return rows as Renewal[]
}

/** Versions before this one open nothing any more but what was kept elsewhere. */
export const retireDataKeys = (db: ControlDatabase, environmentId: string, before: number) =>
  db.query('update data_key set retired_at = now() where environment_id = $1 and version < $2 and retired_at is null', [
    environmentId,
    before,
  ])

/** Every version that an environment ever had: what a backup from before needs. */
export async function everyDataKey(db: ControlDatabase, environmentId: string): Promise<WrappedDataKey[]> {
  const { rows } = await db.query(
    `select version, wrapped, key_name as "keyName", seals_from as "sealsFrom", kept from data_key where environment_id = $1
     order by version`,
    [environmentId],
  )
  return (rows as (WrappedDataKey & { kept: Buffer | null })[]).map(({ kept, ...key }) => ({
    ...key,
    kept: kept ?? undefined,
  }))
}

/** For an environment that was put back from a backup: its older data keys open again; what they sealed is sealed anew by itself. */
export const reviveDataKeys = (db: ControlDatabase, environmentId: string) =>
  db.query('update data_key set retired_at = null where environment_id = $1', [environmentId])

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

export async function setState(db: ControlDatabase, id: string, state: 'open' | 'closed' | 'removed'): Promise<void> {
  // A removed environment gives its names back, so that a new one can have them.
  await db.query(
    `update environment set state = $2, removed_at = case when $2 = 'removed' then now() end,
       key = case when $2 = 'removed' then left(key, 26) || '-x-' || right(id::text, 12) else key end,
       host = case when $2 = 'removed' then host || '.removed-' || id else host end
     where id = $1`,
    [id, state],
  )
}

/** From now on the environment goes on in another database; its roles stay. */
export const setDatabase = (db: ControlDatabase, id: string, databaseName: string, migration: number) =>
  db.query('update environment set database_name = $2, migration = $3 where id = $1', [id, databaseName, migration])

export async function setMigration(db: Client, id: string, migration: number): Promise<void> {
  await db.query('update environment set migration = $2 where id = $1', [id, migration])
}
