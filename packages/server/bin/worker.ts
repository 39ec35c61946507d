import { openEnvironments } from '../src/capabilities/environments/directory.ts'
import { housekeeping } from '../src/capabilities/environments/housekeeping.ts'
import { startRenewals } from '../src/capabilities/environments/renewals.ts'
import { sweep } from '../src/capabilities/environments/sweep.ts'
import { takeTurns } from '../src/capabilities/environments/take-turns.ts'
import { startSealer, startSending } from '../src/capabilities/log-proof/public.ts'
import { backUpInTurn } from '../src/capabilities/point-in-time/turns.ts'
import { startSiem } from '../src/capabilities/siem/public.ts'
import { createContext } from '../src/context.ts'
import { readConfig } from '../src/platform/config.ts'
import { databaseAddress } from '../src/platform/database-address.ts'
import { createOutbound } from '../src/platform/http/outbound.ts'
import { startWorker } from '../src/platform/jobs/worker.ts'
import { createLogger } from '../src/platform/log/logger.ts'
import { findArchive } from '../src/platform/pgbackrest/open.ts'
import { readExtraAuthorities } from '../src/platform/tls/extra-authorities.ts'

const config = readConfig(process.env)
const logger = createLogger(config.logLevel)
const context = await createContext(config, await databaseAddress(config))
context.watchKeys(logger, config.keyGraceMinutes)

const outbound = createOutbound({ extraAuthorities: await readExtraAuthorities(config.extraAuthoritiesFile) })
const dispatcher = context.dispatcher(outbound, logger, config.httpsPort)

const worker = await startWorker(context.control, logger, {
  // Every night and at every start: partitions of the log for the months to come, and what has expired goes.
  housekeeping: {
    schedule: '17 3 * * *',
    atStart: true,
    run: () => housekeeping(context.control, context.environments, logger),
  },
  // What a server that stopped left in an outbox, and what a gateway did not take at first.
  messages: {
    schedule: '* * * * *',
    atStart: true,
    run: () => sweep(context.control, dispatcher, logger),
  },
  // Whose employment ended, what was planned for now, who is to be told: within a minute, so twice in it.
  turns: {
    schedule: '* * * * *',
    atStart: true,
    againAfterSeconds: 30,
    run: () => takeTurns(context.control, context.environments, dispatcher, logger),
  },
  // Backups of the whole cluster, to go back to a minute: what each repository needs.
  pointInTime: {
    schedule: '41 * * * *',
    atStart: true,
    run: () => backUpInTurn(() => findArchive(config), logger),
  },
})

const { sealing, environments } = context
const all = openEnvironments(context.control)
// One without its key waits; the watch on keys said so.
const open = async () => (await all()).filter(({ id }) => !sealing.refuses(id))
const sealer = startSealer(sealing, open, logger)
const checkpoints = startSending({ sealing, environments, outbound, dispatcher, logger }, open)
const renewals = startRenewals({ control: context.control, environments, sealing, logger })
const siem = startSiem({ sealing, usualAuthorities: outbound.authorities, logger }, open)

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all([worker.stop(), sealer.stop(), checkpoints.stop(), siem.stop(), renewals.stop()])
  await dispatcher.stop()
  await context.close()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.send?.('ready')
