import { prepareDatabases } from './databases.ts'
import { checkCertificate, checkPorts, findDatabaseServer, startDatabase } from './ground.ts'
import { startPrograms } from './running.ts'
import type { Step } from './step.ts'

/** All that `npm start` does, in this order. What is done already is found so and costs next to nothing. */
export const steps: readonly Step[] = [
  checkPorts,
  checkCertificate,
  findDatabaseServer,
  startDatabase,
  prepareDatabases,
  startPrograms,
]
