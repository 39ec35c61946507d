import { prepareDatabases } from './databases.ts'
import { seedDemoCustomers } from './demo.ts'
import { checkCertificate, checkPorts, findDatabaseServer, startDatabase } from './ground.ts'
import { startPrograms } from './running.ts'
import type { Step } from './step.ts'
import { buildWeb } from './web.ts'

/** All that `npm start` does, in this order. What is done already is found so and costs next to nothing. */
export const steps: readonly Step[] = [
  checkPorts,
  checkCertificate,
  findDatabaseServer,
  startDatabase,
  prepareDatabases,
  seedDemoCustomers,
  buildWeb,
  startPrograms,
]
