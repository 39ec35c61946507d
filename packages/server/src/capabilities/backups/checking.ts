import { openKeys } from '../../platform/crypto/keys.ts'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Client } from '../../platform/db/connection.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  type EnvironmentPlace,
  everyDataKey,
  findEnvironment,
  migrateDatabase,
  openEnvironment,
} from '../environments/public.ts'
import { checkLog, sealedCheckpoint } from '../log-proof/public.ts'
import type { BackupAround, RestoredPlace } from './around.ts'
import type { Manifest } from './manifest.ts'
import { countRows } from './snapshot.ts'

/** What was looked at in a restored database, and what was otherwise than the manifest says. */
export interface Check {
  tables: number
  rows: number
  /** Rows of the log of accesses that were held against what was sealed. */
  logRows: number
  /** Sealed values that were opened with the customer's key. */
  opened: number
  signedIn: boolean
  differences: string[]
}

/** At most so many rows of the log are gone through, the newest; the whole is what `hoede log check` is for. */
const logRowsAtMost = 200_000

const samples = [
  {
    what: 'BSN',
    sql: 'select id, bsn_sealed as sealed from client where bsn_sealed is not null order by id limit 200',
  },
  { what: 'rapportage', sql: 'select id, text_sealed as sealed from report order by id desc limit 200' },
  {
    what: 'tweede factor',
    sql: 'select id, secret_sealed as sealed from factor where secret_sealed is not null limit 200',
  },
]

/**
 * Holds a restored database against its manifest and opens what is sealed in it; then, in a database that is thrown away (`passing`), somebody
 * is added and signs in. An older one is brought to the newest version before that. Throws KeyProblem
 * without the key.
 */
export async function checkRestored(
  around: BackupAround,
  manifest: Manifest,
  { databaseName, roleName }: EnvironmentPlace,
  { passing = true } = {},
): Promise<Check> {
  const environment = (await findEnvironment(around.control, 'id', manifest.environmentId))!
  const check: Check = { tables: 0, rows: 0, logRows: 0, opened: 0, signedIn: false, differences: [] }
  const keys = await openKeys(around.operator.keyProvider, await everyDataKey(around.control, environment.id))
  const client = await openEnvironment(around.operator, databaseName)
  try {
    await compareTables(client, manifest, check)
    await maintenance(client, rolesOf(roleName).owner, keys, async (tx) => {
      await compareVersion(tx, manifest, check)
      await compareLog(tx, manifest, check)
      for (const sample of samples) await openSample(tx, sample, check)
    })
  } finally {
    await client.end()
  }
  if (!passing) return check
  await migrateDatabase(around.operator, { databaseName, roleName })
  await signIn(around, { environmentId: environment.id, databaseName }, check)
  return check
}

/** Twice, as a busy machine can be too slow for a code that counts for half a minute: that would say nothing of the backup. */
async function signIn(around: BackupAround, place: RestoredPlace, check: Check): Promise<void> {
  for (const isLast of [false, true]) {
    try {
      await around.signIn(place)
      check.signedIn = true
      return
    } catch (error) {
      if (isLast) check.differences.push(`aanmelden lukt niet: ${(error as Error).message}`)
    }
  }
}

async function compareTables(client: Client, manifest: Manifest, check: Check): Promise<void> {
  const counts = await countRows(client)
  for (const table of new Set([...Object.keys(manifest.tables), ...Object.keys(counts)])) {
    const [expected, found] = [manifest.tables[table], counts[table]]
    check.tables += 1
    check.rows += found ?? 0
    if (expected !== found)
      check.differences.push(`${table}: ${found ?? 'ontbreekt'} in plaats van ${expected ?? 'niets'}`)
  }
}

async function compareVersion(tx: Transaction, manifest: Manifest, check: Check): Promise<void> {
  const [found] = await tx.rows<{ newest: number }>('select max(number) as newest from migration')
  if (found?.newest !== manifest.migration)
    check.differences.push(`versie ${found?.newest} in plaats van ${manifest.migration}`)
}

async function compareLog(tx: Transaction, manifest: Manifest, check: Check): Promise<void> {
  const sealed = await sealedCheckpoint(tx)
  if (sealed?.checkpoint !== manifest.log?.checkpoint) check.differences.push('de logging heeft een ander ijkpunt')
  if (!sealed) return
  const { rows, changed, removed, inserted } = await checkLog(tx, Math.max(0, sealed.size - logRowsAtMost))
  check.logRows = rows
  if (changed + removed + inserted > 0)
    check.differences.push(`logging: ${changed} regels gewijzigd, ${removed} weg, ${inserted} toegevoegd`)
}

async function openSample(tx: Transaction, { what, sql }: (typeof samples)[number], check: Check): Promise<void> {
  for (const { id, sealed } of await tx.rows<{ id: string; sealed: Buffer }>(sql)) {
    try {
      unseal(tx.keys.seal, sealed, id)
      check.opened += 1
    } catch {
      check.differences.push(`${what} van ${id} opent niet`)
    }
  }
}
