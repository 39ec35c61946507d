import type { Command } from 'commander'
import {
  approveProvider,
  listApprovedProviders,
  withdrawProvider,
} from '../capabilities/environments/approved-providers.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { printTable } from './table.ts'

type Open = () => Promise<OperatorSession>

/** The supplier's list of providers whose second factor counts (mission row N-08). */
export function registerProviderCommands(program: Command, open: Open): void {
  const provider = program
    .command('provider')
    .description('aanbieders van single sign-on waarvan de tweede stap telt (de lijst van de leverancier)')
  provider
    .command('approve')
    .description('keurt een aanbieder goed, voor iedereen of voor één klant')
    .argument('<issuer>', 'adres van de aanbieder, letterlijk zoals die het zelf noemt')
    .requiredOption('--name <naam>', 'bijvoorbeeld «Entra ID van De Linde»')
    .option('--customer <sleutel>', 'alleen voor deze klant')
    .action((issuer: string, { name, customer }: { name: string; customer?: string }) =>
      withOperator(open, (session) => approve(session, issuer, name, customer)),
    )
  provider
    .command('list')
    .description('toont de lijst, met wat er is ingetrokken')
    .action(() => withOperator(open, list))
  provider
    .command('withdraw')
    .description('trekt een goedkeuring in: Hoede vraagt dan weer een eigen tweede stap')
    .argument('<issuer>')
    .option('--customer <sleutel>', 'de goedkeuring voor deze klant')
    .action((issuer: string, { customer }: { customer?: string }) =>
      withOperator(open, (session) => withdraw(session, issuer, customer)),
    )
}

async function approve(
  { control, supplier }: OperatorSession,
  issuer: string,
  name: string,
  customerKey: string | undefined,
): Promise<void> {
  await approveProvider(control, { issuer, name, customerKey, by: supplier })
  console.log(
    `${issuer} is goedgekeurd voor ${customerKey ?? 'iedereen'}. Wie daar met twee stappen aanmeldt, krijgt er bij Hoede geen meer.`,
  )
}

async function withdraw(
  { control, supplier }: OperatorSession,
  issuer: string,
  customerKey: string | undefined,
): Promise<void> {
  await withdrawProvider(control, { issuer, customerKey, by: supplier })
  console.log(`De goedkeuring van ${issuer} is ingetrokken. Binnen een minuut vraagt Hoede weer een eigen tweede stap.`)
}

async function list({ control }: OperatorSession): Promise<void> {
  const approved = await listApprovedProviders(control)
  if (!approved.length) {
    console.log('Er is nog geen aanbieder goedgekeurd: na elke single sign-on vraagt Hoede een eigen tweede stap.')
    return
  }
  const day = (date: Date) => date.toLocaleDateString('nl-NL', { timeZone: 'Europe/Amsterdam' })
  printTable(
    ['aanbieder (issuer)', 'naam', 'voor', 'goedgekeurd', 'ingetrokken'],
    approved.map((each) => [
      each.issuer,
      each.name,
      each.customer ?? 'iedereen',
      `${day(each.approvedAt)} ${each.approvedBy}`,
      each.withdrawnAt ? `${day(each.withdrawnAt)} ${each.withdrawnBy}` : '',
    ]),
  )
}
