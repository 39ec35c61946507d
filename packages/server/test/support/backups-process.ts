// What a test about crashes kills: `node backups-process.ts <data folder> program`, or `swap <environment>` for one restore that is swapped in.
import { setTimeout as wait } from 'node:timers/promises'
import { backupsAround } from '../../src/backups.ts'
import {
  newestBackup,
  removeBeside,
  restoreToSwap,
  startBackups,
  swapIn,
} from '../../src/capabilities/backups/public.ts'
import { controlDatabase } from '../../src/capabilities/environments/provision.ts'
import { findEnvironment } from '../../src/capabilities/environments/queries.ts'
import { createOperator } from '../../src/cli/operator.ts'
import { readConfig } from '../../src/platform/config.ts'
import { controlPool } from '../../src/platform/db/control.ts'
import { createLogger } from '../../src/platform/log/logger.ts'

const [dataFolder = '', mode, key = ''] = process.argv.slice(2)
const config = readConfig({ ...process.env, HOEDE_DATA: dataFolder })
const operator = await createOperator(config)
const control = controlPool(operator.address, { ...operator.administrator, database: controlDatabase })
const around = await backupsAround({ operator, control, config, supplier: 'hoede test' })
process.send?.('begins')
if (mode === 'program') {
  startBackups(around, { ...config.backups, logger: createLogger('silent'), pause: 100 })
  await wait(2_000_000)
}
const beside = async () => {
  const { rows } = await control.query<{ kind: 'restored' | 'left' }>('select kind from environment_database')
  return rows.map((row) => row.kind)
}
// What somebody does again after it was broken off: each step only where it is still to be done.
const environment = await findEnvironment(control, 'key', key)
if (!(await beside()).includes('left')) {
  if (!(await beside()).includes('restored'))
    await restoreToSwap(around, (await newestBackup(control, environment!.id))!)
  await swapIn(around, key, 'restored', () => undefined, { pause: 10 })
}
await removeBeside(around, key, 'left')
process.exit(0)
