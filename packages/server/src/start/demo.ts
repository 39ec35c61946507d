import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  removeEnvironment,
} from '../capabilities/environments/provision.ts'
import { findCustomer, findEnvironment, listEnvironments } from '../capabilities/environments/queries.ts'
import { ensureDemoGateway } from '../capabilities/messages/public.ts'
import { createOperator } from '../cli/operator.ts'
import { type DemoEnvironment, demoEnvironments, seedDemo } from '../demo/seed.ts'
import type { Config } from '../platform/config.ts'
import { openKeys } from '../platform/crypto/keys.ts'
import type { Client } from '../platform/db/connection.ts'
import { rolesOf } from '../platform/db/roles.ts'
import type { Step } from './step.ts'

/**
 * An installation without customers gets the demo customers. Each environment is filled in one transaction: one that is empty
 * was interrupted and is made anew. Where there are customers of one's own, nothing is added.
 */
export const seedDemoCustomers: Step = {
  title: 'Demo-organisaties',
  async run({ config }, say) {
    if (!config.demo) return 'niet gevraagd (HOEDE_DEMO)'
    const operator = await createOperator(config)
    const control = await openControl(operator)
    try {
      const present = await listEnvironments(control)
      if (present.some((environment) => !environment.demo)) return 'niet nodig: er zijn eigen klanten'
      let made = 0
      for (const wanted of demoEnvironments) {
        if (!(await isFilled(control, operator, wanted.key))) {
          await make(control, operator, config, wanted, say)
          made += 1
        }
        await withDemoGateway(control, operator, wanted.key)
      }
      return made ? `${made} omgevingen gevuld` : 'staan klaar'
    } finally {
      await control.end()
    }
  },
}

async function isFilled(control: Client, operator: Operator, key: string): Promise<boolean> {
  const found = await findEnvironment(control, 'key', key)
  if (!found) return false
  const client = await openEnvironment(operator, found.databaseName)
  try {
    const { rows } = await client.query<{ filled: boolean }>('select exists (select from person) as filled')
    return rows[0]?.filled ?? false
  } finally {
    await client.end()
  }
}

/** The messages of a demo environment arrive on the telephones of the demo, also when it was made before there were any. */
async function withDemoGateway(control: Client, operator: Operator, key: string): Promise<void> {
  const found = await findEnvironment(control, 'key', key)
  if (!found?.demo) return
  const client = await openEnvironment(operator, found.databaseName)
  await ensureDemoGateway(client, 'hoede start').finally(() => client.end())
}

async function make(
  control: Client,
  operator: Operator,
  config: Config,
  wanted: DemoEnvironment,
  say: (text: string) => void,
): Promise<void> {
  const { customer, key, kind, host, blueprint } = wanted
  say(`${customer.name} (${kind === 'production' ? 'productie' : 'test'})`)
  if (!(await findCustomer(control, customer.key))) await createCustomer(control, operator, customer)
  if (await findEnvironment(control, 'key', key)) await removeEnvironment(control, operator, key)
  await createEnvironment(control, operator, { customerKey: customer.key, kind, host, demo: true })
  const row = await findEnvironment(control, 'key', key)
  if (!row) throw new Error('the environment that was just made is gone')
  const keys = await openKeys(operator.keyProvider, row.dataKeys)
  const client = await openEnvironment(operator, row.databaseName)
  try {
    const port = config.httpsPort === 443 ? '' : `:${config.httpsPort}`
    await seedDemo({ client, owner: rolesOf(row.roleName).owner, keys }, blueprint, {
      environment: key,
      address: `https://${host}${port}`,
      dataFolder: config.dataFolder,
      supplier: 'hoede start',
      now: new Date(),
      progress: (done, total) => say(`${customer.name}: ${Math.min(100, Math.floor((done / total) * 100))} %`),
    })
  } finally {
    await client.end()
  }
}
