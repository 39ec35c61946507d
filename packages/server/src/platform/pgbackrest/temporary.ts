import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { give } from '../postgres/account.ts'
import { openSocketFolder } from '../postgres/archived.ts'
import type { PostgresBinaries } from '../postgres/binaries.ts'
import { startPostmaster } from '../postgres/postmaster.ts'
import { processesNaming, waitForEnd } from '../process/inspect.ts'
import { pgbackrest } from './program.ts'
import { type Archive, writeConf } from './repositories.ts'
import { progress } from './state.ts'

export interface RestoreRequest {
  repository: number
  /** The backup to begin with. */
  label: string
  moment: Date
  /** Databases that come as empty files. */
  without: readonly string[]
  binaries: PostgresBinaries
  say: (text: string) => void
  signal?: AbortSignal | undefined
}

/** A cluster as it was at a moment, on a socket that only this account can reach; it hands over no changes and listens nowhere. */
export interface TemporaryCluster {
  socketFolder: string
  port: number
  user: string
}

const prefix = 'moment-'
const port = 54_320

/**
 * Removes what a restore that was killed left behind: its processes and its folder. Nobody may be restoring meanwhile.
 * Gives how many there were.
 */
export async function clearTemporary({ cluster }: Pick<Archive, 'cluster'>): Promise<number> {
  const left = (await readdir(cluster.home)).filter((name) => name.startsWith(prefix))
  for (const name of left) await removeTemporary(join(cluster.home, name))
  return left.length
}

/**
 * Lets somebody work in a temporary folder beside the cluster's data, and removes it with all that runs in it, whatever happens. The
 * signal ends what runs there, so that the work fails.
 */
export async function inTemporaryFolder<T>(
  { cluster }: Pick<Archive, 'cluster'>,
  signal: AbortSignal,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(cluster.home, prefix))
  const end = () => void endProcesses(folder)
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    await give(cluster.account, folder)
    return await work(folder)
  } finally {
    signal.removeEventListener('abort', end)
    await removeTemporary(folder)
  }
}

async function removeTemporary(folder: string): Promise<void> {
  await endProcesses(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

async function endProcesses(folder: string): Promise<void> {
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    const pids = processesNaming(basename(folder))
    for (const pid of pids) send(pid, signal)
    await Promise.all(pids.map((pid) => waitForEnd(pid, 10_000)))
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Brings the cluster as it was at a moment into a folder and starts it there. Throws RepositoryProblem and PostgresProblem. */
export async function restoreCluster(
  archive: Archive,
  folder: string,
  request: RestoreRequest,
): Promise<TemporaryCluster> {
  const { account } = archive
  const [data, work] = [join(folder, 'data'), join(folder, 'work')]
  for (const made of [data, work]) await mkdir(made, { mode: 0o700 })
  await give(account, data, work)
  const socketFolder = await openSocketFolder(folder, account)
  const conf = join(folder, 'pgbackrest.conf')
  await writeConf(archive, conf, { workFolder: work, asynchronous: false, data, socketFolder })
  await pgbackrest(
    { ...archive, conf },
    restoreArguments(request),
    progress((text) => request.say(`bestanden: ${text}`)),
  )
  await writeSettings(archive, data, socketFolder)
  const place = { folder, home: folder, data, account, note: {} }
  const begin = performance.now()
  const tell = () => request.say(`wijzigingen opnieuw uitvoeren: ${Math.round((performance.now() - begin) / 1000)} s`)
  tell()
  const clock = setInterval(tell, 2_000)
  try {
    await startPostmaster(place, request.binaries, { port, log: () => undefined, signal: request.signal })
  } finally {
    clearInterval(clock)
  }
  return { socketFolder, port, user: archive.cluster.superuser.user }
}

const restoreArguments = ({ repository, label, moment, without }: RestoreRequest) => [
  `--repo=${repository}`,
  `--set=${label}`,
  '--type=time',
  `--target=${moment.toISOString().replace('T', ' ').replace('Z', '+00')}`,
  '--target-action=promote',
  '--archive-mode=off',
  ...without.map((name) => `--db-exclude=${name}`),
  '--log-level-console=detail',
  'restore',
]

/** Its own settings instead of those that came along: the port, the log and above all the handing over are the running cluster's. */
async function writeSettings({ account, cluster }: Archive, data: string, socketFolder: string): Promise<void> {
  const files: Record<string, string> = {
    'postgresql.conf': `listen_addresses = ''
port = ${port}
unix_socket_directories = '${socketFolder.replaceAll("'", "''")}'
ssl = off
archive_mode = off
hot_standby = off
max_connections = 20
max_locks_per_transaction = 1024
shared_buffers = '64MB'
max_wal_size = '1GB'
fsync = off
full_page_writes = off
autovacuum = off
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
`,
    'pg_hba.conf': 'local all all peer map=hoede\n',
    // Passwords are those of then: who may use the account of this program may come in.
    'pg_ident.conf': `hoede "${userInfo().username}" ${cluster.superuser.user}\n`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(data, name), text, { mode: 0o600 })
  await give(account, ...Object.keys(files).map((name) => join(data, name)))
}
