import { mkdir, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EnvironmentKeys } from '../../platform/crypto/keys.ts'
import {
  type Client,
  connect,
  type DatabaseAddress,
  type DatabaseLogin,
  quoteName,
} from '../../platform/db/connection.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import { RepositoryProblem } from '../../platform/pgbackrest/problem.ts'
import type { Archive } from '../../platform/pgbackrest/repositories.ts'
import { databasesIn, listSegments, type RepositoryState, readRepositories } from '../../platform/pgbackrest/state.ts'
import { clearTemporary, inTemporaryFolder, restoreCluster } from '../../platform/pgbackrest/temporary.ts'
import type { PostgresBinaries } from '../../platform/postgres/binaries.ts'
import { copyDatabase } from '../../platform/postgres/copy-database.ts'
import { PostgresProblem } from '../../platform/postgres/problem.ts'
import { claimPidFile, releasePidFile } from '../../platform/process/pid-file.ts'
import { PipelineProblem } from '../../platform/process/pipeline.ts'
import { besideName, clearUnfinished, createBeside, dropBeside, finishBeside, listBeside } from './beside.ts'
import { checkRestored, type RestoredCheck } from './checks.ts'
import { MomentProblem } from './problem.ts'
import { type Beginning, beginningsFor, beyond, complaint, earliest } from './rules.ts'

export interface RestoreRequest {
  archive: Archive
  binaries: PostgresBinaries
  running: { address: DatabaseAddress; administrator: DatabaseLogin }
  environment: { key: string; databaseName: string; roleName: string }
  keys: EnvironmentKeys
  moment: Date
  /** Names the process that restores: one at a time. */
  pidFile: string
  say: (text: string) => void
  signal: AbortSignal
}

export interface Restored extends RestoredCheck {
  database: string
  repository: number
  /** The last change that is in it; undefined when the backup itself was the last. */
  lastChange: Date | undefined
}

const databasesOfServer = ['postgres', 'template0', 'template1']
const megabyte = 1_048_576

/**
 * Brings one environment as it was at a moment into a database beside the one that is worked in, closed. The other environments
 * come nowhere: in the cluster that is restored for this they are empty files, and it is gone afterwards. Throws MomentProblem,
 * RepositoryProblem, PostgresProblem; then nothing is left of it.
 */
export async function restoreEnvironment(request: RestoreRequest): Promise<Restored> {
  await mkdir(dirname(request.pidFile), { recursive: true })
  const other = await claimPidFile(request.pidFile)
  if (other)
    throw new MomentProblem(
      'moment-busy',
      `Er wordt al iets teruggehaald (proces ${other.pid}). Probeer het opnieuw als dat klaar is.`,
    )
  try {
    return await restoreAlone(request)
  } catch (error) {
    if (request.signal.aborted)
      throw new MomentProblem('moment-broken-off', 'Afgebroken; er is niets van blijven staan.')
    throw error
  } finally {
    await releasePidFile(request.pidFile)
  }
}

async function restoreAlone(request: RestoreRequest): Promise<Restored> {
  const { archive, running, moment, environment, say } = request
  const admin = await connect(running.address, running.administrator)
  try {
    if ((await clearTemporary(archive)) > 0) say('Wat een vorige keer was blijven liggen, is opgeruimd.')
    await clearUnfinished(admin)
    const database = besideName(environment.key, moment)
    if ((await listBeside(admin)).some((each) => each.database === database))
      throw new MomentProblem(
        'moment-exists',
        `Dit moment is er al, in de database ${database}. Weghalen: hoede moment remove ${database}`,
      )
    await refuseFuture(admin, moment)
    await refuseFullDisk(archive, admin, environment.databaseName)
    say('De laatste wijzigingen worden afgegeven…')
    await handOver(request, admin)
    const states = await readRepositories(archive)
    for (const state of states) if (state.condition !== 'good') say(`Let op: ${complaint(state, new Date())}`)
    return await tryInTurn(request, admin, states, database)
  } finally {
    await admin.end()
  }
}

async function refuseFuture(admin: Client, moment: Date): Promise<void> {
  const { rows } = await admin.query<{ now: Date }>('select clock_timestamp() as now')
  if (moment >= rows[0]!.now)
    throw new MomentProblem('moment-future', 'Dat moment moet nog komen. Kies een eerder moment.')
}

/** The cluster of then and the copy stand beside each other for a while. */
async function refuseFullDisk({ cluster }: Archive, admin: Client, database: string): Promise<void> {
  const { rows } = await admin.query<{ size: number }>('select pg_database_size($1) as size', [database])
  const needed = Math.ceil((rows[0]!.size * 2.2) / megabyte) + 400
  const { bavail, bsize } = await statfs(cluster.home)
  const free = Math.floor((bavail * bsize) / megabyte)
  if (free < needed)
    throw new MomentProblem(
      'moment-disk-full',
      `Op de schijf van ${cluster.home} is ${free} MB vrij en nodig is ${needed} MB. Maak ruimte en probeer het opnieuw.`,
    )
}

const handOverSeconds = 30

/**
 * Makes the cluster hand over its changes up to now, with one commit more: a restore goes on until it meets a commit of after its
 * moment. Goes on without when no repository takes them: an earlier moment does not need them.
 */
async function handOver({ archive, say }: RestoreRequest, admin: Client): Promise<void> {
  await admin.query('select pg_current_xact_id()')
  const { rows } = await admin.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')
  const { name } = rows[0]!
  const until = Date.now() + handOverSeconds * 1000
  while (Date.now() < until) {
    for (const { number } of archive.repositories)
      if ((await listSegments(archive, number)).some((segment) => segment.name >= name)) return
    await sleep(200)
  }
  say(
    `De laatste wijzigingen kwamen in ${handOverSeconds} s nergens aan; een moment van daarvóór is wel terug te halen.`,
  )
}

/** The backups that lead there, one after the other until one does. */
async function tryInTurn(
  request: RestoreRequest,
  admin: Client,
  states: RepositoryState[],
  database: string,
): Promise<Restored> {
  const beginnings = beginningsFor(states, request.moment)
  if (beginnings.length === 0) throw nowhere(states)
  let failure: unknown
  let from: string | undefined = ''
  for (const beginning of beginnings) {
    const { repository, backup } = beginning
    if (from === undefined || backup.firstSegment < from) continue
    request.say(`Opslagplaats ${repository}, back-up ${backup.label}`)
    try {
      return await inTemporaryFolder(request.archive, request.signal, (folder) =>
        attempt(request, admin, { beginning, database, folder }),
      )
    } catch (error) {
      const isFull = ['repository-full', 'postgres-disk-full'].includes((error as { code?: string }).code ?? '')
      if (request.signal.aborted || isFull) throw error
      if (!(error instanceof RepositoryProblem || error instanceof PostgresProblem)) throw error
      const problem = isTooShort(error) ? notReached(states, request.moment) : error
      if (isTooShort(error)) from = beyond(states, backup)
      failure ??= problem
      request.say(`Opslagplaats ${repository} lukt niet: ${problem.message.split('\n')[0]}`)
    }
  }
  throw failure
}

function nowhere(states: RepositoryState[]): MomentProblem {
  const from = earliest(states)
  const complaints = states.flatMap((state) => complaint(state, new Date()) ?? [])
  if (!from)
    return new MomentProblem(
      'moment-no-repository',
      ['Er is geen back-up om mee te beginnen.', ...complaints].join('\n'),
    )
  const text = `Zo ver terug is niets bewaard. De vroegste minuut is ${from.toISOString()}.`
  return new MomentProblem('moment-too-early', [text, ...complaints].join('\n'))
}

const isTooShort = (error: unknown) =>
  error instanceof PostgresProblem && /recovery ended before configured recovery target/.test(error.message)

function notReached(states: RepositoryState[], moment: Date): MomentProblem {
  const gaps = states.flatMap(({ number, gaps: each }) =>
    each
      .filter(({ after }) => after.time <= moment)
      .map(
        ({ after, before }) =>
          `opslagplaats ${number}: van ${after.time.toISOString()} tot ${before.time.toISOString()}`,
      ),
  )
  const text = `Wat bewaard is, gaat niet door tot ${moment.toISOString()}.`
  const missing = gaps.length
    ? ['Er ontbreken wijzigingen:', ...gaps, 'Kies een minuut daarvóór, of van na de eerste back-up daarna.']
    : ['Kies een eerdere minuut.']
  return new MomentProblem('moment-not-reached', [text, ...missing].join('\n'))
}

async function attempt(
  request: RestoreRequest,
  admin: Client,
  { beginning: { repository, backup }, database, folder }: { beginning: Beginning; database: string; folder: string },
): Promise<Restored> {
  const { archive, running, environment, moment, binaries, say, signal } = request
  const known = await databasesIn(archive, repository, backup.label)
  const without = known.filter((name) => name !== environment.databaseName && !databasesOfServer.includes(name))
  const options = { repository, label: backup.label, moment, without, binaries, say, signal }
  const { socketFolder, port, user } = await restoreCluster(archive, folder, options)
  const address = { host: socketFolder, port, caFile: undefined }
  const login = (name: string) => ({ user, password: '', database: name })
  const lastChange = await keepOnly(await connect(address, login('postgres')), environment)
  say('De omgeving van toen wordt gecontroleerd…')
  const there = await connect(address, login(environment.databaseName))
  const here = await connect(running.address, { ...running.administrator, database: environment.databaseName })
  const { owner } = rolesOf(environment.roleName)
  const check = await checkRestored(there, here, { owner, keys: request.keys }).finally(() =>
    Promise.all([there.end(), here.end()]),
  )
  await copyBeside(request, admin, { address, login: login(environment.databaseName) }, database)
  return { ...check, database, repository, lastChange }
}

/**
 * Takes the other databases away, empty as they are but for what changed since the backup, and gives the last change that the
 * restored cluster has. Throws MomentProblem when the environment was not in it.
 */
async function keepOnly(
  client: Client,
  { key, databaseName }: RestoreRequest['environment'],
): Promise<Date | undefined> {
  try {
    const { rows } = await client.query<{ name: string; last: Date | null }>(
      'select datname as name, pg_last_xact_replay_timestamp() as last from pg_database',
    )
    for (const { name } of rows)
      if (name !== databaseName && !databasesOfServer.includes(name))
        await client.query(`drop database ${quoteName(name)}`)
    if (rows.some(({ name }) => name === databaseName)) return rows[0]?.last ?? undefined
    throw new MomentProblem(
      'moment-before-environment',
      `De omgeving ${key} was er op dat moment nog niet. Kies een later moment.`,
    )
  } finally {
    await client.end()
  }
}

async function copyBeside(
  { running, environment, moment, binaries, say, signal }: RestoreRequest,
  admin: Client,
  from: { address: DatabaseAddress; login: DatabaseLogin },
  database: string,
): Promise<void> {
  const beside = { database, environment: environment.key, moment }
  await createBeside(admin, beside, rolesOf(environment.roleName).owner)
  const tell = async () => {
    const { rows } = await admin.query<{ size: number }>('select pg_database_size($1) as size', [database])
    say(`overzetten: ${Math.round(rows[0]!.size / megabyte)} MB`)
  }
  const clock = setInterval(() => void tell().catch(() => undefined), 5_000)
  try {
    const to = { address: running.address, login: { ...running.administrator, database } }
    await copyDatabase(binaries.bindir, from, to, signal)
    await finishBeside(admin, beside)
  } catch (error) {
    await dropBeside(admin, database)
    if (error instanceof PipelineProblem && /No space left|Disk quota/.test(error.message)) throw diskFull()
    throw error
  } finally {
    clearInterval(clock)
  }
}

const diskFull = () =>
  new MomentProblem(
    'moment-disk-full',
    'De schijf raakte vol. Maak ruimte en probeer het opnieuw; er is niets van blijven staan.',
  )
