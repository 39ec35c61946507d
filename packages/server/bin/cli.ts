import { Command } from 'commander'
import { registerBackupCommands } from '../src/cli/backups.ts'
import { registerCopyCommands } from '../src/cli/copies.ts'
import { registerCustomerCommands } from '../src/cli/customers.ts'
import { registerDemo } from '../src/cli/demo.ts'
import { registerDoctor } from '../src/cli/doctor.ts'
import { registerEnvironmentCommands } from '../src/cli/environments.ts'
import { registerImport } from '../src/cli/import.ts'
import { registerKeyCommands } from '../src/cli/keys.ts'
import { registerLogCommands } from '../src/cli/log.ts'
import { registerMomentCommands } from '../src/cli/moment.ts'
import { openOperator } from '../src/cli/operator.ts'
import { registerPasswordCommands } from '../src/cli/passwords.ts'
import { registerPersonCommands } from '../src/cli/people.ts'
import { registerProviderCommands } from '../src/cli/providers.ts'
import { registerReviewCommands } from '../src/cli/review.ts'
import { registerRoleCommands } from '../src/cli/roles.ts'
import { registerRosterCommands } from '../src/cli/roster.ts'
import { ConfigProblem, readConfig } from '../src/platform/config.ts'

const program = new Command('hoede')
  .description('Hoede voor wie het beheert: klanten, omgevingen, personen, invoer en controle')
  .version('0.1.0')
  .showHelpAfterError('(hoede --help toont wat er kan)')

const operator = () => openOperator(readConfig(process.env))
registerCustomerCommands(program, operator)
registerKeyCommands(program, operator)
registerBackupCommands(program, operator)
registerCopyCommands(program, operator)
registerEnvironmentCommands(program, operator)
registerPersonCommands(program, operator)
registerProviderCommands(program, operator)
registerImport(program, operator)
registerRoleCommands(program, operator)
registerRosterCommands(program, operator)
registerReviewCommands(program)
registerLogCommands(program, operator)
registerMomentCommands(program, () => readConfig(process.env), operator)
registerPasswordCommands(program, () => readConfig(process.env))
registerDemo(program, () => readConfig(process.env))
registerDoctor(program, () => readConfig(process.env))

try {
  await program.parseAsync(process.argv)
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  const connection = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT'].includes(code ?? '')
  console.error(
    connection ? 'De database is niet bereikbaar. Draait «npm start», of klopt HOEDE_DATABASE_URL?' : message,
  )
  process.exitCode = error instanceof ConfigProblem ? 2 : 1
}
