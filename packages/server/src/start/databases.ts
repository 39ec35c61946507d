import { migrateAll } from '../capabilities/environments/migrate-all.ts'
import {
  controlDatabase,
  controlLogin,
  type Operator,
  openControl,
  prepareControl,
} from '../capabilities/environments/provision.ts'
import { listEnvironments } from '../capabilities/environments/queries.ts'
import { createOperator } from '../cli/operator.ts'
import type { Client } from '../platform/db/connection.ts'
import { controlPool } from '../platform/db/control.ts'
import { prepareJobs } from '../platform/jobs/schema.ts'
import type { Step } from './step.ts'

export const prepareDatabases: Step = {
  title: 'Klanten en omgevingen bijwerken',
  async run({ config, log }, say) {
    const operator = await createOperator(config)
    await prepareControl(operator)
    const control = await openControl(operator)
    try {
      await prepareTables(operator, control)
      const environments = await listEnvironments(control)
      const outcomes = await migrateAll(control, operator, environments, ({ key }, done) => {
        say(`${done} van ${environments.length}: ${key}`)
      })
      // One that fails keeps the others from nothing; its people get an answer that says so.
      for (const { key, failure } of outcomes) if (failure) log(`De omgeving ${key} is niet bijgewerkt: ${failure}`)
      return environments.length ? `${environments.length} omgevingen` : 'nog geen omgevingen'
    } finally {
      await control.end()
    }
  },
}

async function prepareTables(operator: Operator, control: Client): Promise<void> {
  const login = { user: controlLogin, password: operator.rolePassword(controlLogin), database: controlDatabase }
  const pool = controlPool(operator.address, login)
  try {
    await prepareJobs(control, pool, { database: controlDatabase, role: controlLogin })
  } finally {
    await pool.end()
  }
}
