import type { Command } from 'commander'
import { createCustomer, OperatorProblem } from '../capabilities/environments/provision.ts'
import { KeyProblem } from '../platform/crypto/key-problem.ts'
import { keyReference } from '../platform/crypto/key-providers.ts'
import { type OperatorSession, withOperator } from './operator.ts'

const keyText = (provider: string, { code, message }: KeyProblem) =>
  code === 'key-unreachable'
    ? `De sleutelaanbieder «${provider}» antwoordt niet (${message}). Er is niets gemaakt.`
    : `De sleutelaanbieder «${provider}» weigert (${message}). Klopt de sleutel, en mogen wij erbij? Er is niets gemaakt.`

export function registerCustomerCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const customer = program.command('customer').description('klanten (zorgorganisaties)')
  customer
    .command('create')
    .description('maakt een klant met een eigen sleutel')
    .argument('<sleutel>', 'korte naam in kleine letters, bijvoorbeeld «linde»')
    .argument('<naam>', 'volledige naam, bijvoorbeeld «Zorggroep De Linde»')
    .option('--key-provider <naam>', 'waar de sleutel van de klant is: een aanbieder uit HOEDE_KEY_PROVIDERS', 'file')
    .option('--key-name <naam>', 'hoe de sleutel daar heet; zonder: als de klant')
    .action((key: string, name: string, options: { keyProvider: string; keyName?: string }) =>
      withOperator(open, async ({ control, operator, config }) => {
        const provider = options.keyProvider
        if (provider !== 'file' && !(provider in config.keyProviders))
          throw new OperatorProblem(
            'key-provider-unknown',
            `De sleutelaanbieder «${provider}» staat niet in het bestand van HOEDE_KEY_PROVIDERS.`,
          )
        const keyName = keyReference(provider, options.keyName ?? key)
        await createCustomer(control, operator, { key, name, keyName }).catch((error) => {
          throw error instanceof KeyProblem ? new OperatorProblem(error.code, keyText(provider, error)) : error
        })
        console.log(
          `Klant ${key} (${name}) gemaakt. Maak nu een omgeving: hoede environment create ${key} --kind production --host <adres>`,
        )
      }),
    )
}
