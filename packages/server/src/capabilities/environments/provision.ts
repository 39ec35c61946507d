import { newId } from '../../platform/crypto/ids.ts'
import type { KeyProvider } from '../../platform/crypto/key-provider.ts'
import { newDataKey } from '../../platform/crypto/keys.ts'
import {
  type Client,
  connect,
  type DatabaseAddress,
  type DatabaseLogin,
  quoteName,
  quoteText,
} from '../../platform/db/connection.ts'
import { migrate, readMigrations } from '../../platform/db/migrate.ts'
import {
  findCustomer,
  findEnvironment,
  insertCluster,
  insertCustomer,
  insertEnvironment,
  setMigration,
  setState,
} from './queries.ts'

/** What an operator needs to make databases: an administrator's login and the keys. Never given to the running server. */
export interface Operator {
  address: DatabaseAddress
  /** The administrator's login; its database is only used to make others. */
  administrator: DatabaseLogin
  keyProvider: KeyProvider
  rolePassword(role: string): string
}

export class OperatorProblem extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export const controlDatabase = 'hoede_control'
export const controlLogin = 'hoede_control'
const controlOwner = 'hoede_control_owner'

export function openControl(operator: Operator): Promise<Client> {
  return connect(operator.address, { ...operator.administrator, database: controlDatabase })
}

/** Opens an environment's database as administrator: for migrating, seeding and repair, with row security out of the way. */
export function openEnvironment(operator: Operator, databaseName: string): Promise<Client> {
  return connect(operator.address, { ...operator.administrator, database: databaseName })
}

/** Makes the control database when it is not there and brings it to the newest version. */
export async function prepareControl(operator: Operator): Promise<void> {
  const admin = await connect(operator.address, operator.administrator)
  try {
    await ensureRole(admin, controlOwner)
    await ensureRole(admin, controlLogin, operator.rolePassword(controlLogin))
    await ensureDatabase(admin, controlDatabase, controlOwner, controlLogin)
  } finally {
    await admin.end()
  }
  const control = await openControl(operator)
  try {
    await migrate(control, await readMigrations('control'), controlOwner, { login: controlLogin })
    await insertCluster(control, {
      id: newId(),
      name: 'first',
      host: operator.address.host,
      port: operator.address.port,
    })
  } finally {
    await control.end()
  }
}

export async function createCustomer(
  control: Client,
  operator: Operator,
  customer: { key: string; name: string; keyName?: string | undefined },
): Promise<string> {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(customer.key)) {
    throw new OperatorProblem(
      'customer-key',
      'De sleutel van een klant heeft 2 tot 31 kleine letters, cijfers of streepjes en begint met een letter.',
    )
  }
  if (await findCustomer(control, customer.key))
    throw new OperatorProblem('customer-exists', `De klant ${customer.key} bestaat al.`)
  const id = newId()
  const keyName = customer.keyName ?? customer.key
  await operator.keyProvider.ensure(keyName)
  await insertCustomer(control, { id, key: customer.key, name: customer.name, keyName })
  return id
}

export interface EnvironmentRequest {
  customerKey: string
  kind: 'production' | 'training' | 'test'
  host: string
  demo?: boolean
}

export interface CreatedEnvironment {
  id: string
  key: string
  databaseName: string
  roleName: string
  host: string
}

/** `linde` for production, `linde-test` for its test environment. */
const environmentKey = (customerKey: string, kind: EnvironmentRequest['kind']) =>
  kind === 'production' ? customerKey : `${customerKey}-${kind}`

/** Makes an environment: its key, its roles, its database, migrated; it opens when all of that is done. */
export async function createEnvironment(
  control: Client,
  operator: Operator,
  request: EnvironmentRequest,
): Promise<CreatedEnvironment> {
  const customer = await findCustomer(control, request.customerKey)
  if (!customer)
    throw new OperatorProblem(
      'customer-unknown',
      `De klant ${request.customerKey} bestaat niet. Maak hem eerst met «hoede customer create».`,
    )
  const key = environmentKey(request.customerKey, request.kind)
  const left = await findEnvironment(control, 'key', key)
  // What an interrupted attempt left behind was never open: it makes place.
  if (left?.state === 'creating') await removeEnvironment(control, operator, key)
  else if (left) throw new OperatorProblem('environment-exists', `De omgeving ${key} bestaat al.`)
  if (await findEnvironment(control, 'host', request.host))
    throw new OperatorProblem('host-exists', `Het adres ${request.host} is al in gebruik.`)
  const id = newId()
  const name = `env_${key.replaceAll('-', '_')}_${id.slice(-6)}`
  const clusterId = await insertCluster(control, {
    id: newId(),
    name: 'first',
    host: operator.address.host,
    port: operator.address.port,
  })
  const created = { id, key, databaseName: name, roleName: `${name}_app`, host: request.host }
  // The key was made with the customer; one that was withdrawn since is not made anew here.
  const dataKey = newDataKey()
  const wrapped = await operator.keyProvider.wrap(customer.keyName, dataKey)
  dataKey.fill(0)
  await insertEnvironment(control, {
    ...created,
    customerId: customer.id,
    kind: request.kind,
    clusterId,
    dataKey: { version: 1, wrapped, keyName: customer.keyName },
    demo: request.demo ?? false,
  })
  await makeDatabase(operator, name)
  await migrateEnvironment(control, operator, created)
  await setState(control, id, 'open')
  return created
}

async function makeDatabase(operator: Operator, name: string): Promise<void> {
  const admin = await connect(operator.address, operator.administrator)
  try {
    await ensureRole(admin, `${name}_owner`)
    await ensureRole(admin, `${name}_log`)
    await ensureRole(admin, `${name}_app`, operator.rolePassword(`${name}_app`))
    // NOINHERIT: the right to read the log is there only in a transaction that takes on the role.
    await admin.query(`grant ${quoteName(`${name}_log`)} to ${quoteName(`${name}_app`)}`)
    // What the decision about access reads is small and in memory: indexes beat whole tables, and compiling costs more than it gains.
    for (const setting of ['random_page_cost = 1.1', 'jit = off']) {
      await admin.query(`alter role ${quoteName(`${name}_app`)} set ${setting}`)
    }
    await ensureDatabase(admin, name, `${name}_owner`, `${name}_app`)
  } finally {
    await admin.end()
  }
}

/** The login that extends the log's tree: apart from that of the requests. Environments from before there was one get it here. */
async function ensureSealer(admin: Client, operator: Operator, name: string): Promise<void> {
  const sealer = sealerRole(name)
  await ensureRole(admin, sealer, operator.rolePassword(sealer))
  await admin.query(`alter role ${quoteName(sealer)} set jit = off`)
  await admin.query(`grant connect on database ${quoteName(name)} to ${quoteName(sealer)}`)
}

/** The login role of the sealer of the log of an environment. */
export const sealerRole = (databaseName: string) => `${databaseName}_seal`

/** Brings one environment to the newest version and records that version. */
export async function migrateEnvironment(
  control: Client,
  operator: Operator,
  environment: { id: string; databaseName: string },
): Promise<number> {
  const name = environment.databaseName
  const client = await openEnvironment(operator, name)
  try {
    await forbidLargeObjects(client)
    await ensureSealer(client, operator, name)
    const version = await migrate(client, await readMigrations('environment'), `${name}_owner`, environmentRoles(name))
    await setMigration(control, environment.id, version)
    return version
  } finally {
    await client.end()
  }
}

/** Large objects are what every role may make by default, outside of any schema; only a superuser can take that away. */
async function forbidLargeObjects(client: Client): Promise<void> {
  await client.query(`do $$ begin if (select rolsuper from pg_roles where rolname = current_user) then
    revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public;
  end if; end $$`)
}

const environmentRoles = (name: string) => ({
  login: `${name}_app`,
  log_reader: `${name}_log`,
  sealer: sealerRole(name),
})

/** Removes an environment with all its data. The control row stays, as what happened. */
export async function removeEnvironment(control: Client, operator: Operator, key: string): Promise<void> {
  const environment = await findEnvironment(control, 'key', key)
  if (!environment) throw new OperatorProblem('environment-unknown', `De omgeving ${key} bestaat niet.`)
  await setState(control, environment.id, 'removed')
  const admin = await connect(operator.address, operator.administrator)
  try {
    await admin.query(`drop database if exists ${quoteName(environment.databaseName)} with (force)`)
    for (const suffix of ['app', 'log', 'seal', 'owner']) {
      await admin.query(`drop role if exists ${quoteName(`${environment.databaseName}_${suffix}`)}`)
    }
  } finally {
    await admin.end()
  }
}

async function ensureRole(admin: Client, name: string, password?: string): Promise<void> {
  const options =
    password === undefined ? 'nologin' : `login noinherit connection limit 40 password ${quoteText(password)}`
  const { rows } = await admin.query('select 1 from pg_roles where rolname = $1', [name])
  await admin.query(
    `${rows.length ? 'alter' : 'create'} role ${quoteName(name)} nosuperuser nocreatedb nocreaterole ${options}`,
  )
  // An administrator that is no superuser (a hosted server) must be a member to hand over ownership.
  await admin.query(`do $$ begin if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant %I to current_user', ${quoteText(name)}); end if; end $$`)
}

async function ensureDatabase(admin: Client, name: string, owner: string, login: string): Promise<void> {
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (!rows.length) await admin.query(`create database ${quoteName(name)} owner ${quoteName(owner)} template template0`)
  await admin.query(`revoke connect, temporary on database ${quoteName(name)} from public`)
  await admin.query(`grant connect on database ${quoteName(name)} to ${quoteName(login)}`)
}
