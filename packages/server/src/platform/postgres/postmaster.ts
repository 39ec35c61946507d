import { spawn } from 'node:child_process'
import { chown, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeFileWhole } from '../files.ts'
import { commandLine, isRunning, waitForEnd } from '../process/inspect.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { Place } from './place.ts'
import { portTaken } from './port.ts'
import { folderProblem, PostgresProblem } from './problem.ts'

/** What `postmaster.pid` says (PostgreSQL's src/include/utils/pidfile.h), line by line. */
interface PidFile {
  pid: number
  port: number
  status: string
}

export type Log = (text: string) => void

/** Beyond the highest process number that Linux gives (PID_MAX_LIMIT) and that other systems do. */
const noSuchProcess = 4_194_305

const logFile = (place: Place) => join(place.home, 'postgres.log')

/** The server that still runs on these data, left by a starter that was killed; undefined when there is none. */
export async function findRunning(place: Place, log: Log): Promise<{ pid: number; port: number } | undefined> {
  const file = await readPidFile(place)
  if (!file || !isRunning(file.pid)) return undefined
  if (isOurs(place, file.pid)) return (await becomesReady(place, file.pid, log)) ? file : undefined
  // The number was given to another process since. PostgreSQL would take that one for a server and refuse; with the number
  // blanked it still finds out by itself whether the memory of the old one is in use.
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8')
  await writeFileWhole(join(place.data, 'postmaster.pid'), text.replace(/^\d+/, String(noSuchProcess)), 0o600)
  if ('uid' in place.account) await chown(join(place.data, 'postmaster.pid'), place.account.uid, place.account.gid)
  return undefined
}

/** Waits for a server that is recovering or that somebody just told to end; false when it ended. */
async function becomesReady(place: Place, pid: number, log: Log): Promise<boolean> {
  const patience = sayNowAndThen(log)
  while (isRunning(pid)) {
    const file = await readPidFile(place)
    if (file?.pid === pid && file.status === 'ready') return true
    patience()
    await sleep(20)
  }
  return false
}

function sayNowAndThen(log: Log): () => void {
  let next = performance.now() + 5_000
  return () => {
    if (performance.now() < next) return
    log('De database herstelt zich na een onverwacht einde; dat kan even duren.')
    next += 15_000
  }
}

const isOurs = (place: Place, pid: number) => commandLine(pid)?.endsWith(` -D ${place.data}`) ?? false

async function readPidFile(place: Place): Promise<PidFile | undefined> {
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim())
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return Number.isInteger(pid) && pid > 0 ? { pid, port, status: lines[7] ?? '' } : undefined
}

/** Starts the server on these data in a process group of its own and waits until it takes connections. */
export async function startPostmaster(
  place: Place,
  binaries: PostgresBinaries,
  { port, log, signal }: { port: number; log: Log; signal: AbortSignal | undefined },
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptStart(place, binaries, log, signal)
    if ('pid' in outcome) return outcome.pid
    // Processes of a server that was killed are gone soon after it; until then their memory is in the way.
    if (attempt < 60 && /pre-existing shared memory block/.test(outcome.output)) {
      if (attempt === 1) log('Er lopen nog processen van een vorige database; even wachten.')
      await sleep(250)
      continue
    }
    throw startProblem(place, port, outcome.output)
  }
}

async function attemptStart(place: Place, binaries: PostgresBinaries, log: Log, signal: AbortSignal | undefined) {
  const begin = await openLog(place)
  const postgres = spawn(join(binaries.bindir, 'postgres'), ['-D', place.data], {
    ...place.account,
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', begin.file.fd, begin.file.fd],
  })
  let ended = false
  const failed = new Promise<void>((done) => {
    postgres.once('exit', done).once('error', done)
  }).then(() => {
    ended = true
  })
  await begin.file.close()
  postgres.unref()
  const pid = postgres.pid
  const patience = sayNowAndThen(log)
  while (!ended) {
    const file = await readPidFile(place)
    if (pid !== undefined && file?.pid === pid && file.status === 'ready') return { pid }
    if (signal?.aborted && pid !== undefined) {
      await stopPostmaster(pid, log)
      signal.throwIfAborted()
    }
    patience()
    await Promise.race([sleep(15), failed])
  }
  return { output: await readFrom(place, begin.size) }
}

/** Asks the server to end (fast shutdown: open transactions are undone) and waits; one that does not listen must recover next time. */
export async function stopPostmaster(pid: number, log: Log): Promise<void> {
  if (!send(pid, 'SIGINT')) return
  if (await waitForEnd(pid, 60_000)) return
  log('De database stopt niet vanzelf en wordt afgebroken; bij de volgende start herstelt ze zich.')
  if (!send(pid, 'SIGQUIT')) return
  if (!(await waitForEnd(pid, 30_000))) throw new Error(`PostgreSQL (process ${pid}) does not end`)
}

/** Makes the server read its settings and certificate anew. */
export const reload = (pid: number) => void send(pid, 'SIGHUP')

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

async function openLog(place: Place) {
  const name = logFile(place)
  const { size } = await stat(name).catch(() => ({ size: 0 }))
  const full = size > 5_000_000
  if (full) await rename(name, `${name}.1`)
  const file = await open(name, 'a', 0o600)
  if ('uid' in place.account) await file.chown(place.account.uid, place.account.gid)
  return { file, size: full ? 0 : size }
}

async function readFrom(place: Place, position: number): Promise<string> {
  const text = await readFile(logFile(place)).catch(() => Buffer.alloc(0))
  return text.subarray(position).toString('utf8')
}

/** Tells from what PostgreSQL wrote why it did not start. */
export function startProblem(place: Pick<Place, 'home'>, port: number, output: string): PostgresProblem {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return folderProblem({ code: 'ENOSPC' }, place.home) as PostgresProblem
  }
  if (/could not bind|could not create any TCP\/IP sockets/.test(output)) return portTaken(port)
  if (/Permission denied|Read-only file system/.test(output)) {
    return folderProblem({ code: 'EACCES' }, place.home) as PostgresProblem
  }
  const last = output.trim().split('\n').slice(-6).join('\n')
  const text = `PostgreSQL start niet. Het zegt zelf (in ${join(place.home, 'postgres.log')}):\n${last}`
  return new PostgresProblem('postgres-start', text, last)
}
