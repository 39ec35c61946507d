import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { noKeys, openKeys, wipeKeys } from '../../platform/crypto/keys.ts'
import { randomText } from '../../platform/crypto/tokens.ts'
import type { Client } from '../../platform/db/connection.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import {
  dropDatabase,
  findEnvironment,
  makeDatabase,
  migrateDatabase,
  type Operator,
  openControl,
  openEnvironment,
  setDatabase,
} from '../environments/public.ts'
import { leastAlike } from './alike.ts'
import { type Anonymised, anonymise } from './anonymise.ts'
import { CopyProblem } from './problem.ts'
import { type CopyReport, prove } from './proof.ts'
import * as queries from './queries.ts'

export interface CopyAround {
  operator: Operator
  control: Client
  /** Who ordered it, as it stands in the logs. */
  orderedBy: string
  /** Hears what is being done: a step, or a table with the rows that are in. */
  progress?: ((step: string, rows?: number) => void) | undefined
}

export interface CopyMade {
  id: string
  report: CopyReport
  seconds: number
}

interface Filled {
  report: CopyReport
  version: number
}

type Found = NonNullable<Awaited<ReturnType<typeof findEnvironment>>>

/**
 * Makes an anonymised copy of one environment and lets a test or training environment of the same customer go on in it. The copy is made
 * beside what is there, measured, and swapped in only when it is good; what was there is removed after that. Broken off at any moment,
 * the environment is in the old database or in the new one, whole, and what is left of the other is removed by the next order. Throws CopyProblem.
 */
export async function orderCopy(around: CopyAround, from: string, to: string): Promise<CopyMade> {
  const { operator, control } = around
  const begin = performance.now()
  const { source, target } = await findBoth(control, from, to)
  const lock = await openControl(operator)
  try {
    if (!(await queries.lockTarget(lock, target.id)))
      throw new CopyProblem('copy-under-way', `Er wordt al een kopie naar ${to} gemaakt.`)
    await removeRemains(around, target.id)
    const id = newId()
    const databaseName = `copy_${target.key.replaceAll('-', '_').slice(0, 30)}_${randomText(8, 'abcdefghijklmnopqrstuvwxyz0123456789')}`
    // First written down, then made: what is not written down is never looked for.
    await queries.insertCopy(lock, {
      id,
      sourceId: source.id,
      targetId: target.id,
      databaseName,
      orderedBy: around.orderedBy,
    })
    let report: CopyReport | undefined
    try {
      await logAt(around, source, { to: target.key, anonymised: true })
      const made = await fill(around, source, target, databaseName)
      report = made.report
      requireGood(report)
      await swap(around, lock, { id, target, databaseName, made })
    } catch (error) {
      await undo(around, { id, databaseName }, error as Error, report)
      throw error
    }
    around.progress?.('opruimen')
    await removeRemains(around, target.id)
    return { id, report, seconds: (performance.now() - begin) / 1000 }
  } finally {
    await lock.end()
  }
}

async function findBoth(control: Client, from: string, to: string): Promise<{ source: Found; target: Found }> {
  const refuse = (why: string) => new CopyProblem('not-a-copy-target', why)
  const source = await findEnvironment(control, 'key', from)
  if (!source) throw refuse(`De omgeving «${from}» bestaat niet.`)
  const target = await findEnvironment(control, 'key', to)
  if (!target) throw refuse(`De omgeving «${to}» bestaat niet: maak haar eerst met «hoede environment create».`)
  if (target.kind === 'production') throw refuse(`${to} is een productie-omgeving: daar komt nooit een kopie overheen.`)
  if (source.customerKey !== target.customerKey) throw refuse(`${from} en ${to} zijn niet van dezelfde klant.`)
  if (source.id === target.id) throw refuse('Een omgeving wordt niet naar zichzelf gekopieerd.')
  if (source.state !== 'open' || target.state !== 'open') throw refuse('Beide omgevingen moeten open zijn.')
  return { source, target }
}

/** A new database, migrated, filled and measured; the secret of the making is gone when this ends, however it ends. */
async function fill(around: CopyAround, from: Found, target: Found, databaseName: string): Promise<Filled> {
  const { operator, progress } = around
  const place = { databaseName, roleName: target.roleName }
  progress?.('database maken')
  await makeDatabase(operator, place)
  const version = await migrateDatabase(operator, place)
  const keys = await openKeys(operator.keyProvider, target.dataKeys)
  const source = await openEnvironment(operator, from.databaseName)
  const copy = await openEnvironment(operator, databaseName)
  let made: Anonymised | undefined
  try {
    made = await anonymise({ source, target: copy, keys, progress })
    progress?.('meten')
    const report = await prove(source, copy, made)
    await maintenance(copy, rolesOf(target.roleName).owner, keys, (tx) =>
      recordAudit(tx, {
        event: 'environment.copied',
        action: 'C',
        outcome: 'success',
        part: 'environment',
        supplier: around.orderedBy,
        detail: { from: from.key, anonymised: true },
      }),
    )
    return { report, version }
  } finally {
    made?.making.pseudonyms.wipe()
    wipeKeys(keys)
    await source.end()
    await copy.end()
  }
}

function requireGood(report: CopyReport): void {
  if (report.good) return
  const wrong = [
    ...report.references.broken.map((each) => `verwijzing ${each}`),
    ...(['clients', 'people'] as const)
      .filter((who) => (report.likeness[who] ?? leastAlike) < leastAlike)
      .map((who) => `${who === 'clients' ? 'cliënten' : 'medewerkers'} met te zeldzame combinaties`),
    ...report.leaks.where.map((each) => `gegevens van het origineel in ${each}`),
    ...report.linkage.attacks.filter(({ found, most }) => found > most).map(({ knows }) => `te herkennen aan ${knows}`),
    ...report.tables
      .filter(({ source, copy, dropped }) => copy !== source - dropped)
      .map(({ table }) => `aantal rijen van ${table}`),
  ]
  throw new CopyProblem(
    'copy-not-proven',
    `De kopie is gemeten en niet goed genoeg: ${wrong.join('; ')}. Zij is verwijderd.`,
    wrong,
  )
}

/**
 * Removes what was made, unless the environment is in it: a swap whose answer was lost may have happened. When even that cannot be asked
 * or done, the next order finds it.
 */
async function undo(
  { operator, control }: CopyAround,
  { id, databaseName }: { id: string; databaseName: string },
  error: Error,
  report: CopyReport | undefined,
): Promise<void> {
  try {
    if (await queries.isInUse(control, databaseName)) return
    await dropDatabase(operator, databaseName)
    await queries.setFailed(control, id, error.message, report)
  } catch {
    // What went wrong first is what is told.
  }
}

/** One transaction of the control database: before it the environment is on what it was, after it on the copy. */
async function swap(
  around: CopyAround,
  lock: Client,
  { id, target, databaseName, made }: { id: string; target: Found; databaseName: string; made: Filled },
): Promise<void> {
  around.progress?.('in gebruik nemen')
  const now = await findEnvironment(lock, 'id', target.id)
  if (now?.databaseName !== target.databaseName)
    throw new CopyProblem('not-a-copy-target', `${target.key} ging intussen verder in een andere database.`)
  await lock.query('begin')
  try {
    await setDatabase(lock, target.id, databaseName, made.version)
    await queries.setInUse(lock, id, made.report, target.databaseName)
    await lock.query('commit')
  } catch (error) {
    await lock.query('rollback').catch(() => undefined)
    throw error
  }
}

/** Removes databases of earlier orders: half-made ones, and those that the environment left. */
async function removeRemains({ operator, control }: CopyAround, targetId: string): Promise<void> {
  for (const { id, databaseName, made } of await queries.findRemains(control, targetId)) {
    await dropDatabase(operator, databaseName)
    if (made) await queries.forgetLeft(control, id)
    else await queries.setFailed(control, id, 'afgebroken', undefined)
  }
}

/** Needs no key: what stands there is not sealed, and that of the source is not asked for. */
async function logAt({ operator, orderedBy }: CopyAround, place: Found, detail: object): Promise<void> {
  const client = await openEnvironment(operator, place.databaseName)
  try {
    await maintenance(client, rolesOf(place.roleName).owner, noKeys(), (tx) =>
      recordAudit(tx, {
        event: 'environment.copied',
        action: 'E',
        outcome: 'success',
        part: 'environment',
        supplier: orderedBy,
        detail,
      }),
    )
  } finally {
    await client.end()
  }
}
