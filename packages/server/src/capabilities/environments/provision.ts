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
import { rolesOf } from '../../platform/db/roles.ts'
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
  await makeDatabase(operator, created)
  await migrateEnvironment(control, operator, created)
  await setState(control, id, 'open')
  return created
}

/** Where an environment's data stand, and the role that signs in there: the others are found by it (rolesOf). */
export interface EnvironmentPlace {
  databaseName: string
  roleName: string
}

/** Makes the roles of an environment and an empty database for them, where they are not there yet. */
export async function makeDatabase(operator: Operator, { databaseName, roleName }: EnvironmentPlace): Promise<void> {
  const { owner, logRole } = rolesOf(roleName)
  const admin = await connect(operator.address, operator.administrator)
  try {
    await ensureRole(admin, owner)
    await ensureRole(admin, logRole)
    await ensureRole(admin, roleName, operator.rolePassword(roleName))
    // NOINHERIT: the right to read the log is there only in a transaction that takes on the role.
    await admin.query(`grant ${quoteName(logRole)} to ${quoteName(roleName)}`)
    // What the decision about access reads is small and in memory: indexes beat whole tables, and compiling costs more than it gains.
    for (const setting of ['random_page_cost = 1.1', 'jit = off']) {
      await admin.query(`alter role ${quoteName(roleName)} set ${setting}`)
    }
    await ensureDatabase(admin, databaseName, owner, roleName)
    await ensureSealer(admin, operator, { databaseName, roleName })
  } finally {
    await admin.end()
  }
}

/** Removes a database, also when somebody is in it; one that is not there is no problem. */
export async function dropDatabase(operator: Operator, databaseName: string): Promise<void> {
  const admin = await connect(operator.address, operator.administrator)
  try {
    await admin.query(`drop database if exists ${quoteName(databaseName)} with (force)`)
  } finally {
    await admin.end()
  }
}

/** The login that extends the log's tree: apart from that of the requests. Environments from before there was one get it here. */
async function ensureSealer(
  admin: Client,
  operator: Operator,
  { databaseName, roleName }: EnvironmentPlace,
): Promise<void> {
  const { sealRole } = rolesOf(roleName)
  await ensureRole(admin, sealRole, operator.rolePassword(sealRole))
  await admin.query(`alter role ${quoteName(sealRole)} set jit = off`)
  await admin.query(`grant connect on database ${quoteName(databaseName)} to ${quoteName(sealRole)}`)
}

/** Brings one environment to the newest version and records that version. */
export async function migrateEnvironment(
  control: Client,
  operator: Operator,
  environment: { id: string } & EnvironmentPlace,
): Promise<number> {
  const version = await migrateDatabase(operator, environment)
  await setMigration(control, environment.id, version)
  return version
}

/** Brings a database of an environment to the newest version, whether the environment goes on in it or not. Answers that version. */
export async function migrateDatabase(operator: Operator, place: EnvironmentPlace): Promise<number> {
  const { owner, logRole, sealRole } = rolesOf(place.roleName)
  const client = await openEnvironment(operator, place.databaseName)
  try {
    await forbidLargeObjects(client)
    await ensureSealer(client, operator, place)
    const roles = { login: place.roleName, log_reader: logRole, sealer: sealRole }
    return await migrate(client, await readMigrations('environment'), owner, roles)
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

/** Removes an environment with all its data. The control row stays, as what happened. */
export async function removeEnvironment(control: Client, operator: Operator, key: string): Promise<void> {
  const environment = await findEnvironment(control, 'key', key)
  if (!environment) throw new OperatorProblem('environment-unknown', `De omgeving ${key} bestaat niet.`)
  await setState(control, environment.id, 'removed')
  const admin = await connect(operator.address, operator.administrator)
  try {
    await admin.query(`drop database if exists ${quoteName(environment.databaseName)} with (force)`)
    const { owner, logRole, sealRole } = rolesOf(environment.roleName)
    for (const role of [environment.roleName, logRole, sealRole, owner]) {
      await admin.query(`drop role if exists ${quoteName(role)}`)
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
