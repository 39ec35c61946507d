import type { Command } from 'commander'
import { changeCustomerKey } from '../capabilities/environments/change-key.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { findCustomer, listDataKeys } from '../capabilities/environments/queries.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { KeyProblem } from '../platform/crypto/key-problem.ts'
import { keyState } from '../platform/crypto/key-provider.ts'
import { keyReference } from '../platform/crypto/key-providers.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { printTable } from './table.ts'

const states = {
  usable: 'bruikbaar',
  withdrawn: 'ingetrokken',
  unreachable: 'niet te bereiken',
  broken: 'past niet',
} as const

export function registerKeyCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const key = program.command('key').description('de sleutel van een klant: stand en vervanging')
  key
    .command('status')
    .description('met welke sleutel de gegevenssleutels van elke omgeving zijn ingepakt, en of die bruikbaar is')
    .argument('<klant>', 'korte naam van de klant')
    .action((customer: string) => withOperator(open, (session) => keyStatus(session, customer)))
  key
    .command('change')
    .description(
      'pakt alle gegevenssleutels van een klant in met een andere sleutel; opnieuw vragen gaat verder waar het was',
    )
    .argument('<klant>', 'korte naam van de klant')
    .requiredOption(
      '--key-provider <naam>',
      'waar de nieuwe sleutel is: «file» of een aanbieder uit HOEDE_KEY_PROVIDERS',
    )
    .requiredOption('--key-name <naam>', 'hoe de nieuwe sleutel daar heet')
    .action((customer: string, options: { keyProvider: string; keyName: string }) =>
      withOperator(open, (session) => keyChange(session, customer, options)),
    )
}

async function customerOf({ control }: OperatorSession, key: string) {
  const customer = await findCustomer(control, key)
  if (customer) return customer
  throw new OperatorProblem('customer-unknown', `De klant «${key}» bestaat niet.`)
}

async function keyStatus(session: OperatorSession, customerKey: string): Promise<void> {
  const customer = await customerOf(session, customerKey)
  const keys = await listDataKeys(session.control, customer.id)
  console.log(`Sleutel van ${customer.name}: ${customer.keyName}`)
  if (keys.length === 0) return console.log('Er is nog geen omgeving.')
  const rows = await Promise.all(
    keys.map(async ({ environment, version, keyName, wrapped }) => [
      environment,
      String(version),
      keyName,
      states[await keyState(session.operator.keyProvider, keyName, wrapped)],
    ]),
  )
  printTable(['omgeving', 'versie', 'ingepakt met', 'sleutel'], rows)
  if (keys.some(({ keyName }) => keyName !== customer.keyName))
    console.log('Een vervanging is niet af: vraag «hoede key change» opnieuw, dan gaat zij verder waar zij was.')
}

/** Throws OperatorProblem with the code of KeyProblem, customer-unknown, key-provider-unknown. */
async function keyChange(
  session: OperatorSession,
  customerKey: string,
  { keyProvider, keyName }: { keyProvider: string; keyName: string },
): Promise<void> {
  const customer = await customerOf(session, customerKey)
  if (keyProvider !== 'file' && !(keyProvider in session.config.keyProviders))
    throw new OperatorProblem(
      'key-provider-unknown',
      `De sleutelaanbieder «${keyProvider}» staat niet in het bestand van HOEDE_KEY_PROVIDERS.`,
    )
  const to = keyReference(keyProvider, keyName)
  const log = async (environmentKey: string, detail: object) => {
    const environment = await session.environment(environmentKey)
    await session.within(environment, (tx) =>
      recordAudit(tx, {
        event: 'key.change',
        action: 'U',
        outcome: 'success',
        supplier: session.supplier,
        part: 'setting',
        detail,
      }),
    )
  }
  try {
    const { keyProvider: provider } = session.operator
    const changed = await changeCustomerKey(
      session.control,
      provider,
      customer,
      to,
      async ({ environment, isOpen, version, from }, done, of) => {
        // Before the step: a change that nobody wrote down does not happen. A removed environment has no log any more.
        if (isOpen) await log(environment, { version, from, to })
        console.log(`${done + 1} van ${of}: ${environment}, versie ${version}`)
      },
    )
    console.log(
      changed === 0
        ? `Alles was al met ${to} ingepakt.`
        : `Klaar. Bewaar de vorige sleutel zolang er reservekopieën zijn van voor deze verandering; verwijder hem daarna bij de aanbieder.`,
    )
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error
    throw new OperatorProblem(
      error.code,
      `Een sleutel ${error.code === 'key-unreachable' ? 'is niet te bereiken' : 'weigert'} (${error.message}). Wat al vervangen was, blijft; vraag het opnieuw als de sleutel er weer is.`,
    )
  }
}
