import type { Command } from 'commander'
import { generateSync } from 'otplib'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { readAccounts } from '../demo/accounts.ts'
import type { Config } from '../platform/config.ts'
import { printTable } from './table.ts'

/** For trying the demo: who there is, and the code that their authenticator app would show now. Knows demo accounts only. */
export function registerDemo(program: Command, config: () => Config): void {
  const demo = program.command('demo').description('de mensen van de demo')
  demo
    .command('people')
    .description('toont wie er zijn, met hun wachtwoord')
    .action(async () => {
      const accounts = await readAccounts(config().dataFolder)
      printTable(
        ['omgeving', 'gebruikersnaam', 'wachtwoord', 'naam', 'functie'],
        accounts.map((each) => [each.environment, each.userName, each.password, each.name, each.function]),
      )
    })
  demo
    .command('code')
    .description('toont de code van nu voor de authenticator van een demo-persoon')
    .argument('<gebruikersnaam>')
    .option('--environment <omgeving>', 'sleutel van de omgeving', 'linde')
    .action(async (userName: string, { environment }: { environment: string }) => {
      const accounts = await readAccounts(config().dataFolder)
      const account = accounts.find((each) => each.userName === userName && each.environment === environment)
      if (!account)
        throw new OperatorProblem(
          'person-unknown',
          `In ${environment} is geen demo-persoon ${userName}. «hoede demo people» toont wie er zijn.`,
        )
      if (!account.totpEnrolled) {
        throw new OperatorProblem(
          'not-coupled',
          `${account.name} koppelt een authenticator-app bij de eerste aanmelding; daarvóór is er geen code.`,
        )
      }
      console.log(generateSync({ secret: account.totpKey }))
    })
}
