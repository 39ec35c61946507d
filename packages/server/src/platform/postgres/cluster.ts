import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { writeFileWhole } from '../files.ts'
import { ensureLocalCertificate } from '../tls/local-certificate.ts'
import { give } from './account.ts'
import { type ArchivedCluster, archiveOf, isArchived } from './archived.ts'
import { findPostgres, installedVersions, type PostgresBinaries } from './binaries.ts'
import { initialise, refuseFullDisk, type Superuser, superuserOf, versionOfData } from './initialise.ts'
import { missing } from './install.ts'
import { openPlace, type Place, remember } from './place.ts'
import { choosePort } from './port.ts'
import { findRunning, type Log, reload, startPostmaster, stopPostmaster } from './postmaster.ts'
import { folderProblem, PostgresProblem } from './problem.ts'
import { pgHbaConf, postgresqlConf } from './settings.ts'

export interface ClusterRequest {
  /** The cluster's folder: made when it is not there. */
  folder: string
  /** Receives what happens, in words for people. */
  log: Log
  /** Absent: the one it had, or a free one. */
  port?: number
  /** For tests only: fast, and lost when the machine stops. */
  fast?: boolean
  /** Makes ready what keeps the cluster's changes, and gives its archive_command; absent: they are not kept. */
  archive?: ((cluster: ArchivedCluster) => Promise<string>) | undefined
  /** The folder of the local authority that vouches for the server; absent: `tls` beside the cluster's folder. */
  tlsFolder?: string
  /** Breaks off the wait for a server that is recovering. */
  signal?: AbortSignal
}

/** A PostgreSQL server of our own, that takes connections. */
export interface Cluster {
  host: string
  port: number
  superuser: Superuser
  /** The authority (PEM) that the server's certificate is checked against. */
  caFile: string
  bindir: string
  version: string
  pid: number
  /** It still ran, left by a starter that was killed. */
  adopted: boolean
  /** Gives the server a new certificate when the present one ends within 30 days. */
  renewCertificate(): Promise<void>
  /** Ends the server and waits until all is on disk. */
  stop(): Promise<void>
}

/**
 * Starts the private cluster in a folder, or takes over the one that still runs there; makes it first when it is not there. It
 * listens on 127.0.0.1 only, over TLS, and asks for a password. Throws PostgresProblem, and then nothing was damaged.
 */
export async function startCluster(request: ClusterRequest): Promise<Cluster> {
  try {
    return await start(request)
  } catch (error) {
    throw folderProblem(error, request.folder)
  }
}

async function start(request: ClusterRequest): Promise<Cluster> {
  const { folder, log, fast = false, signal } = request
  const place = await openPlace(folder, log)
  const major = await versionOfData(place)
  const isNew = major === undefined
  const binaries = await chooseBinaries(place, major)
  const running = isNew ? undefined : await findRunning(place, log)
  const adopted =
    running !== undefined &&
    (request.port === undefined || request.port === running.port) &&
    (await isArchived(place)) === (request.archive !== undefined)
  if (running && !adopted) await stopPostmaster(running.pid, log)
  if (!adopted) await refuseFullDisk(place, isNew)
  const superuser = await superuserOf(place, isNew)
  const port = adopted
    ? running.port
    : await choosePort({ asked: request.port, remembered: place.note.port, folder }, log)
  if (isNew) await initialise(place, binaries, superuser, { fast })
  const certificate = () => certify(place, request.tlsFolder ?? join(dirname(folder), 'tls'))
  const { caFile, certFile, keyFile } = await certificate()
  const archive = request.archive && (await archiveOf({ place, port, superuser }, request.archive))
  await writeSettings(place, postgresqlConf({ port, memory: memory(), fast, certFile, keyFile, archive }))
  if (adopted) {
    log('PostgreSQL draaide nog van een vorige start.')
    reload(running.pid)
  }
  const pid = adopted ? running.pid : await startPostmaster(place, binaries, { port, log, signal })
  await remember(place, port)
  return {
    host: '127.0.0.1',
    port,
    superuser,
    caFile,
    bindir: binaries.bindir,
    version: binaries.version,
    pid,
    adopted,
    async renewCertificate() {
      if ((await certificate()).renewed) reload(pid)
    },
    stop: () => stopPostmaster(pid, log),
  }
}

async function chooseBinaries(place: Place, major: number | undefined): Promise<PostgresBinaries> {
  const found = await findPostgres(major === undefined ? {} : { major })
  if (found) return found
  if (major === undefined) throw await missing()
  const present = (await installedVersions()).join(', ') || 'geen'
  throw new PostgresProblem(
    'postgres-other-version',
    `De database in ${place.home} is van PostgreSQL ${major}; op deze machine staat: ${present}. Installeer PostgreSQL ${major} ernaast (op Debian: apt-get install postgresql-${major}) of zet de gegevens over met pg_upgrade. Er is niets gewijzigd.`,
    `data of major version ${major}, installed: ${present}`,
  )
}

async function certify(place: Place, folder: string) {
  const at = { certFile: join(place.home, 'server.pem'), keyFile: join(place.home, 'server-key.pem') }
  const certificate = await ensureLocalCertificate({ folder, name: 'database', at })
  await give(place.account, at.certFile, at.keyFile)
  return certificate
}

async function writeSettings(place: Place, conf: string): Promise<void> {
  const files = [join(place.data, 'postgresql.conf'), join(place.data, 'pg_hba.conf')] as const
  await writeFileWhole(files[0], conf, 0o600)
  await writeFileWhole(files[1], pgHbaConf, 0o600)
  await give(place.account, ...files)
}

/** What the machine has, or what the container may use of it. */
function memory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
