import { endpoints, rawRoutes, webApplications } from '../src/app.ts'
import { backupMetrics, backupsOf } from '../src/capabilities/backups/public.ts'
import {
  breachedPasswordsFile,
  useBreachedPasswords,
} from '../src/capabilities/sign-in/passwords/breached-passwords.ts'
import { createContext } from '../src/context.ts'
import { readConfig } from '../src/platform/config.ts'
import { databaseAddress } from '../src/platform/database-address.ts'
import { createOutbound } from '../src/platform/http/outbound.ts'
import { redirectServer } from '../src/platform/http/redirect.ts'
import { buildServer } from '../src/platform/http/server.ts'
import { createLogger } from '../src/platform/log/logger.ts'
import { readExtraAuthorities } from '../src/platform/tls/extra-authorities.ts'
import { followCertificate, serverTls } from '../src/platform/tls/server-tls.ts'

const config = readConfig(process.env)
const logger = createLogger(config.logLevel)
const warn = (text: string) => logger.warn(text)
const context = await createContext(config, await databaseAddress(config))
await context.refuseNewerDatabases()
context.watchKeys(logger, config.keyGraceMinutes)
await useBreachedPasswords(breachedPasswordsFile(config.dataFolder), warn)

const tls = await serverTls(config, { hosts: await context.hosts(), warn })
const outbound = createOutbound({ extraAuthorities: await readExtraAuthorities(config.extraAuthoritiesFile) })
const dispatcher = context.dispatcher(outbound, logger, config.httpsPort)
const { metricsToken } = config.watch
const app = await buildServer({
  environments: context.environments,
  endpoints,
  rawRoutes,
  outbound,
  sendMessages: (environmentId) => dispatcher.wake(environmentId),
  demoPhones: context.demoPhones,
  backupsOf: backupsOf(context.control, config.backups),
  metrics: metricsToken && { token: metricsToken, text: backupMetrics(context.control, config.backups) },
  tls,
  requestsPerSecond: config.requestsPerSecond,
  logger,
  web: { folder: config.webFolder, applications: webApplications },
  ready: () => context.ready(),
})
const redirect = redirectServer(config.httpsPort)

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  redirect.close()
  await app.close()
  await dispatcher.stop()
  await context.close()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())

await app.listen({ host: config.listenAddress, port: config.httpsPort })
redirect.listen(config.httpPort, config.listenAddress)
followCertificate(app.server as unknown as Parameters<typeof followCertificate>[0], config, { now: tls, warn })
logger.info({ port: config.httpsPort }, 'serving')
// Whoever started us (npm start) learns by this that the doors are open.
process.send?.('ready')
