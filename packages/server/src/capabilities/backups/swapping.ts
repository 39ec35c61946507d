import { setTimeout as wait } from 'node:timers/promises'
import { openKeys } from '../../platform/crypto/keys.ts'
import { type Client, connect, quoteName } from '../../platform/db/connection.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import {
  type ControlDatabase,
  dropDatabase,
  everyDataKey,
  findEnvironment,
  makeDatabase,
  migrateDatabase,
  type Operator,
  OperatorProblem,
  openControl,
  openEnvironment,
  reviveDataKeys,
  setDatabase,
  setState,
} from '../environments/public.ts'
import { carryLog, checkLog, continueNumbers, sealedCheckpoint } from '../log-proof/public.ts'
import type { BackupAround, Progress } from './around.ts'
import { checkRestored } from './checking.ts'
import * as databases from './database-queries.ts'
import { logAtEnvironment } from './environment-log.ts'
import * as queries from './queries.ts'
import { findInStores, passingName, restoreBeside } from './restoring.ts'

/** Servers remember for five seconds where an environment is. */
const forgotten = 6_000

/** The newest so many rows of the log are held against their tree before an environment goes on in another database. */
const logRowsLookedAt = 50_000

/**
 * Restores a backup beside the running environment, which notices nothing, and holds it against its manifest. It can be swapped in
 * after that. Throws OperatorProblem, also when anything is otherwise than the manifest says; then it is removed again.
 */
export async function restoreToSwap(
  around: BackupAround,
  backup: queries.BackupRow,
  options: { store?: string | undefined; progress?: Progress } = {},
): Promise<{ databaseName: string; rows: number }> {
  const environment = await findEnvironment(around.control, 'id', backup.environmentId)
  if (!environment)
    throw new OperatorProblem('environment-unknown', `De omgeving ${backup.environment} bestaat niet meer.`)
  await refuseSecond(around.control, environment)
  const found = await findInStores(around, backup, options.store)
  const place = { databaseName: passingName('restore', environment.key), roleName: environment.roleName }
  await restoreBeside(around, found, place, options.progress)
  try {
    const check = await checkRestored(around, found.manifest, place, { passing: false })
    if (check.differences.length)
      throw new OperatorProblem(
        'restored-differs',
        `De teruggezette kopie is niet wat het manifest zegt en is weer verwijderd: ${check.differences.join('; ')}.`,
      )
    await databases.insertDatabase(around.control, {
      environmentId: environment.id,
      databaseName: place.databaseName,
      kind: 'restored',
      backupId: backup.id,
      provenAt: new Date(),
      what: found.manifest.takenAt,
    })
    return { databaseName: place.databaseName, rows: check.rows }
  } catch (error) {
    await dropDatabase(around.operator, place.databaseName)
    throw error
  }
}

/** Only one at a time stands beside an environment to be swapped in. Throws OperatorProblem restored-already. */
async function refuseSecond(control: ControlDatabase, { id, key }: { id: string; key: string }): Promise<void> {
  const waiting = (await databases.findDatabases(control, id)).find((each) => each.kind === 'restored')
  if (!waiting) return
  throw new OperatorProblem(
    'restored-already',
    `Naast ${key} staat al een teruggezette kopie (${waiting.what}). Neem haar in gebruik met «hoede backup swap ${key}», of gooi haar weg met «hoede backup discard ${key}».`,
  )
}

/**
 * A database that was restored and looked at in another way (to a minute) stands ready to be swapped in like one of a backup. Throws
 * OperatorProblem restored-already.
 */
export async function adoptRestored(
  { operator, control }: { operator: Operator; control: ControlDatabase },
  environment: { id: string; key: string; roleName: string },
  { databaseName, moment }: { databaseName: string; moment: Date },
): Promise<void> {
  await refuseSecond(control, environment)
  // It is there: this lets the roles of the environment in.
  await makeDatabase(operator, { databaseName, roleName: environment.roleName })
  await databases.insertDatabase(control, {
    environmentId: environment.id,
    databaseName,
    kind: 'restored',
    backupId: null,
    provenAt: new Date(),
    what: moment.toISOString(),
  })
}

/** Restores a backup into a database that is removed at once: for measuring. */
export async function restoreOnly(around: BackupAround, backup: queries.BackupRow): Promise<void> {
  const { roleName } = (await findEnvironment(around.control, 'id', backup.environmentId))!
  const place = { databaseName: passingName('restore', backup.environment), roleName }
  await restoreBeside(around, await findInStores(around, backup), place)
  await dropDatabase(around.operator, place.databaseName)
}

/**
 * The environment goes on in the database that was restored beside it; the one that it leaves is kept until somebody says that all is
 * well, and can be gone back to the same way. The environment is closed meanwhile, its log is carried along, and it is asked again
 * after it was broken off. Throws OperatorProblem; before the swap itself the environment then goes on where it was.
 */
export async function swapIn(
  around: BackupAround,
  key: string,
  kind: databases.OtherDatabase['kind'],
  told: (step: string) => void,
  { pause = forgotten } = {},
): Promise<void> {
  const { control, operator } = around
  const environment = await findEnvironment(control, 'key', key)
  if (!environment) throw new OperatorProblem('environment-unknown', `De omgeving «${key}» bestaat niet.`)
  const lock = await openControl(operator)
  try {
    if (!(await queries.lockEnvironment(lock, environment.id)))
      throw new OperatorProblem('backup-busy', `Van ${key} wordt nu een reservekopie gemaakt. Probeer het zo weer.`)
    const others = await databases.findDatabases(control, environment.id)
    const next = others.find((each) => each.kind === kind)
    if (!next)
      throw new OperatorProblem(
        'nothing-restored',
        kind === 'restored'
          ? `Naast ${key} staat geen teruggezette kopie. Zet er een terug met «hoede backup restore».`
          : `${key} heeft geen vorige database om naar terug te gaan.`,
      )
    if (kind === 'restored' && others.some((each) => each.kind === 'left'))
      throw new OperatorProblem(
        'left-not-confirmed',
        `De database die ${key} eerder verliet is er nog. Zeg eerst met «hoede backup confirm ${key}» dat alles goed is.`,
      )
    const current = { databaseName: environment.databaseName, roleName: environment.roleName }
    const following = { databaseName: next.databaseName, roleName: environment.roleName }
    told('de omgeving gaat dicht')
    await setState(control, environment.id, 'closed')
    try {
      await wait(pause)
      await shut(operator, current)
      await inBoth(operator, current, following, continueNumbers)
      const version = await migrateDatabase(operator, following)
      told('de logging gaat mee')
      const carried = await inBoth(operator, current, following, (from, into) =>
        bringLog(from, into, new Date(next.what)),
      )
      // What is in it may be sealed with an earlier data key; the worker seals it anew.
      await reviveDataKeys(control, environment.id)
      await holdLog(around, await everyDataKey(control, environment.id), following)
      const detail = { from: current.databaseName, to: following.databaseName, moment: next.what, logRows: carried }
      await logAtEnvironment(around, following, 'backup.restored', 'U', detail)
      await admit(operator, following)
      await lock.query('begin')
      await databases.swapDatabases(lock, environment.id, {
        from: current.databaseName,
        to: following.databaseName,
        kind: kind === 'restored' ? 'left' : 'restored',
        at: new Date(),
      })
      await setDatabase(lock, environment.id, following.databaseName, version)
      // In the same moment: whoever is killed after it leaves nothing that nobody could open again.
      await setState(lock, environment.id, 'open')
      await lock.query('commit')
    } catch (error) {
      // It goes on where it was; what was carried was carried into the other.
      await lock.query('rollback').catch(() => undefined)
      await admit(operator, current).catch(() => undefined)
      throw error
    } finally {
      await setState(control, environment.id, 'open')
    }
    told('de omgeving is weer open')
  } finally {
    await lock.end()
  }
}

/** Removes the database beside an environment: one that was restored, or the one that it left. Throws OperatorProblem. */
export async function removeBeside(
  around: BackupAround,
  key: string,
  kind: databases.OtherDatabase['kind'],
): Promise<void> {
  const environment = await findEnvironment(around.control, 'key', key)
  if (!environment) throw new OperatorProblem('environment-unknown', `De omgeving «${key}» bestaat niet.`)
  const other = (await databases.findDatabases(around.control, environment.id)).find((each) => each.kind === kind)
  if (!other)
    throw new OperatorProblem(
      'nothing-beside',
      `Naast ${key} staat geen ${kind === 'left' ? 'vorige database' : 'teruggezette kopie'}.`,
    )
  await dropDatabase(around.operator, other.databaseName)
  await databases.deleteDatabase(around.control, other.databaseName)
  await logAtEnvironment(around, environment, 'backup.removed', 'D', { database: other.databaseName })
}

interface Place {
  databaseName: string
  roleName: string
}

async function asAdministrator(operator: Operator, work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = await connect(operator.address, operator.administrator)
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** Nobody but the administrator comes in any more, and who is in goes out. */
const shut = (operator: Operator, { databaseName, roleName }: Place) =>
  asAdministrator(operator, async (admin) => {
    for (const role of [roleName, rolesOf(roleName).sealRole])
      await admin.query(`revoke connect on database ${quoteName(databaseName)} from ${quoteName(role)}`)
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = any($2::text[])',
      [databaseName, [roleName, rolesOf(roleName).sealRole]],
    )
  })

const admit = (operator: Operator, { databaseName, roleName }: Place) =>
  asAdministrator(operator, async (admin) => {
    for (const role of [roleName, rolesOf(roleName).sealRole])
      await admin.query(`grant connect on database ${quoteName(databaseName)} to ${quoteName(role)}`)
  })

async function inBoth<T>(
  operator: Operator,
  current: Place,
  following: Place,
  work: (from: Client, into: Client) => Promise<T>,
): Promise<T> {
  const from = await openEnvironment(operator, current.databaseName)
  try {
    const into = await openEnvironment(operator, following.databaseName)
    return await work(from, into).finally(() => into.end())
  } finally {
    await from.end()
  }
}

/** Whole or not at all: a connection that ends with the transaction open undoes it. */
async function bringLog(from: Client, into: Client, since: Date): Promise<number> {
  await into.query('begin')
  const carried = await carryLog(from, into, since)
  await into.query('commit')
  return carried
}

/** What was carried must be what was sealed. Throws OperatorProblem log-changed. */
async function holdLog(
  { operator }: BackupAround,
  dataKeys: Parameters<typeof openKeys>[1],
  place: Place,
): Promise<void> {
  const keys = await openKeys(operator.keyProvider, dataKeys)
  const client = await openEnvironment(operator, place.databaseName)
  try {
    const { changed, removed, inserted } = await maintenance(
      client,
      rolesOf(place.roleName).owner,
      keys,
      async (tx) => {
        const sealed = await sealedCheckpoint(tx)
        if (!sealed) return { changed: 0, removed: 0, inserted: 0 }
        return checkLog(tx, Math.max(0, sealed.size - logRowsLookedAt))
      },
    )
    if (changed + removed + inserted > 0)
      throw new OperatorProblem(
        'log-changed',
        `De logging sluit niet aan (${changed} regels anders, ${removed} weg, ${inserted} toegevoegd). De omgeving gaat verder in de database waarin zij was.`,
      )
  } finally {
    await client.end()
  }
}
