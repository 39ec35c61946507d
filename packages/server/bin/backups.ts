import { backupsAround } from '../src/backups.ts'
import { startBackups } from '../src/capabilities/backups/public.ts'
import { controlDatabase } from '../src/capabilities/environments/provision.ts'
import { createOperator } from '../src/cli/operator.ts'
import { readConfig } from '../src/platform/config.ts'
import { controlPool } from '../src/platform/db/control.ts'
import { createLogger } from '../src/platform/log/logger.ts'
import { readExtraAuthorities } from '../src/platform/tls/extra-authorities.ts'
import { letterSender } from '../src/watch.ts'

// Apart from server and worker: this one has the administrator's login, and nobody can reach it.
const config = readConfig(process.env)
const logger = createLogger(config.logLevel)
const operator = await createOperator(config)
const control = controlPool(operator.address, { ...operator.administrator, database: controlDatabase })
const around = await backupsAround({ operator, control, config, supplier: 'hoede backups' })
const { mail } = config.watch
const send = mail && letterSender(mail, await readExtraAuthorities(config.extraAuthoritiesFile))
const program = startBackups(around, { ...config.backups, logger, send })

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await program.stop()
  await Promise.all([control.end(), operator.keyProvider.close?.()])
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.send?.('ready')
