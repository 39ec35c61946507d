import type { Command } from 'commander'
import { createCustomer } from '../capabilities/environments/provision.ts'
import { type OperatorSession, withOperator } from './operator.ts'

export function registerCustomerCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const customer = program.command('customer').description('klanten (zorgorganisaties)')
  customer
    .command('create')
    .description('maakt een klant met een eigen sleutel')
    .argument('<sleutel>', 'korte naam in kleine letters, bijvoorbeeld «linde»')
    .argument('<naam>', 'volledige naam, bijvoorbeeld «Zorggroep De Linde»')
    .action((key: string, name: string) =>
      withOperator(open, async ({ control, operator }) => {
        await createCustomer(control, operator, { key, name })
        console.log(
          `Klant ${key} (${name}) gemaakt. Maak nu een omgeving: hoede environment create ${key} --kind production --host <adres>`,
        )
      }),
    )
}
