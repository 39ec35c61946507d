import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { administratorLogin, clusterNote, databaseAddress } from '../platform/database-address.ts'
import { connect } from '../platform/db/connection.ts'
import { writeFileWhole } from '../platform/files.ts'
import { keepChanges } from '../platform/pgbackrest/open.ts'
import { findPostgres } from '../platform/postgres/binaries.ts'
import { type Cluster, startCluster } from '../platform/postgres/cluster.ts'
import { installPostgres } from '../platform/postgres/install.ts'
import { isRunning } from '../platform/process/inspect.ts'
import { serverTls } from '../platform/tls/server-tls.ts'
import { type Starting, StartProblem, type Step } from './step.ts'

const day = 86_400_000

export const checkPorts: Step = {
  title: 'Poorten',
  async run({ config }) {
    const ports = { HOEDE_HTTPS_PORT: config.httpsPort, HOEDE_HTTP_PORT: config.httpPort }
    for (const [name, port] of Object.entries(ports)) {
      const failure = await tryPort(config.listenAddress, port)
      if (!failure) continue
      const why = failure === 'EADDRINUSE' ? 'is bezet door een ander programma' : `is niet te openen (${failure})`
      throw new StartProblem('port-taken', `Poort ${port} ${why}. Sluit dat, of kies een andere poort met ${name}.`)
    }
    return Object.values(ports).join(' en ')
  },
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done(undefined)))
  })
}

export const checkCertificate: Step = {
  title: 'TLS-certificaat',
  async run({ config }, say) {
    await serverTls(config, { warn: say })
    return config.tls ? config.tls.certFile : `van de lokale autoriteit ${join(config.dataFolder, 'tls', 'ca.pem')}`
  },
}

export const findDatabaseServer: Step = {
  title: 'PostgreSQL',
  async run({ config }, say) {
    if (config.databaseUrl) return 'van de server in HOEDE_DATABASE_URL'
    const found = (await findPostgres()) ?? (await installPostgres({ log: say }))
    return `${found.version} in ${found.bindir}`
  },
}

export const startDatabase: Step = {
  title: 'Database',
  run: (starting, say) => (starting.config.databaseUrl ? reachServer(starting) : startPrivate(starting, say)),
}

async function reachServer({ config }: Starting): Promise<string> {
  const address = await databaseAddress(config)
  const where = `${address.host}:${address.port}`
  try {
    const client = await connect(address, await administratorLogin(config))
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    await client.end()
    const version = rows[0]?.server_version ?? ''
    if (Number.parseInt(version, 10) >= 15) return `${where}, versie ${version}`
    throw new StartProblem(
      'database-old',
      `De databaseserver ${where} heeft versie ${version}; Hoede vraagt 15 of later.`,
    )
  } catch (error) {
    if (error instanceof StartProblem) throw error
    throw new StartProblem(
      'database-unreachable',
      `De databaseserver ${where} antwoordt niet: ${(error as Error).message}`,
    )
  }
}

async function startPrivate(starting: Starting, say: (text: string) => void): Promise<string> {
  const { config, signal } = starting
  const open = async (log: (text: string) => void, port?: number) => {
    const folder = join(config.dataFolder, 'postgres')
    const keeping = await keepChanges(config, log)
    const cluster = await startCluster({
      folder,
      log,
      signal,
      archive: keeping.archive,
      ...(port === undefined ? {} : { port }),
    })
    // A repository that is not in order keeps nobody from work: the other goes on, and `hoede doctor` says so.
    for (const problem of await keeping.prepare()) log(problem)
    const { host, caFile } = cluster
    await writeFileWhole(clusterNote(config.dataFolder), `${JSON.stringify({ host, port: cluster.port, caFile })}\n`)
    return cluster
  }
  const cluster = await open(say)
  starting.cluster = cluster
  const keeper = keepRunning(cluster, (port) => open(starting.log, port), starting.log)
  starting.stops.push(async () => {
    await keeper.stop()
    await rm(clusterNote(config.dataFolder), { force: true })
  })
  return `${cluster.host}:${cluster.port}${cluster.adopted ? ', draaide nog' : ''}`
}

/** Starts the database again when its process is gone, and renews its certificate in time. */
function keepRunning(first: Cluster, open: (port: number) => Promise<Cluster>, log: (text: string) => void) {
  let cluster = first
  let opening: Promise<void> | undefined
  const reopen = async () => {
    log('De database stopte onverwacht en wordt opnieuw gestart.')
    try {
      cluster = await open(cluster.port)
      log('De database draait weer.')
    } catch (error) {
      log((error as Error).message)
      await sleep(10_000, undefined, { ref: false })
    }
  }
  const look = setInterval(() => {
    if (opening || isRunning(cluster.pid)) return
    opening = reopen().finally(() => {
      opening = undefined
    })
  }, 1_000).unref()
  const renew = setInterval(
    () => void cluster.renewCertificate().catch((error: Error) => log(error.message)),
    day,
  ).unref()
  return {
    async stop() {
      clearInterval(look)
      clearInterval(renew)
      await opening
      await cluster.stop()
    },
  }
}
