import type { Command } from 'commander'
import { changeBackupKeys } from '../capabilities/backups/public.ts'
import { changeCustomerKey } from '../capabilities/environments/change-key.ts'
import { OperatorProblem, openEnvironment } from '../capabilities/environments/provision.ts'
import { findCustomer, listDataKeys } from '../capabilities/environments/queries.ts'
import { knownBefore, renewDataKey } from '../capabilities/environments/renew-key.ts'
import { sealedByVersion } from '../capabilities/environments/resealing.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { KeyProblem } from '../platform/crypto/key-problem.ts'
import { keyState } from '../platform/crypto/key-provider.ts'
import { keyReference } from '../platform/crypto/key-providers.ts'
import { registerKeyDestruction } from './key-destruction.ts'
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
  key
    .command('renew')
    .description('maakt een nieuwe gegevenssleutel; de worker verzegelt daarna op de achtergrond alles daarmee')
    .argument('<omgeving>', 'sleutel van de omgeving, bijvoorbeeld linde of linde-test')
    .action((environment: string) => withOperator(open, (session) => keyRenew(session, environment)))
  registerKeyDestruction(key, open)
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
  const counts = await countRenewing(session, keys)
  const rows = await Promise.all(
    keys.map(async (key) => [
      key.environment,
      String(key.version),
      key.keyName,
      states[await keyState(session.operator.keyProvider, key.keyName, key.wrapped)],
      useOf(key, keys),
      counts.get(key.environment)?.get(key.version)?.toLocaleString('nl-NL') ?? '',
    ]),
  )
  printTable(['omgeving', 'versie', 'ingepakt met', 'sleutel', 'gebruik', 'verzegelde waarden'], rows)
  if (keys.some(({ keyName }) => keyName !== customer.keyName))
    console.log('Een vervanging is niet af: vraag «hoede key change» opnieuw, dan gaat zij verder waar zij was.')
}

type DataKey = Awaited<ReturnType<typeof listDataKeys>>[number]

function useOf(key: DataKey, all: readonly DataKey[]): string {
  if (key.retiredAt) return 'alleen reservekopieën'
  if (key.sealsFrom > new Date()) return `verzegelt vanaf ${key.sealsFrom.toLocaleTimeString('nl-NL')}`
  const newer = all.some(
    (each) => each.environmentId === key.environmentId && each.version > key.version && each.sealsFrom <= new Date(),
  )
  return newer ? 'opent nog' : 'verzegelt'
}

/** Only where two data keys are in use: it takes going through every table. */
async function countRenewing({ operator, environment }: OperatorSession, keys: readonly DataKey[]) {
  const counts = new Map<string, Map<number, number>>()
  const inUse = keys.filter(({ state, retiredAt }) => state !== 'removed' && !retiredAt).map((key) => key.environment)
  for (const key of new Set(inUse.filter((name, index) => inUse.indexOf(name) !== index))) {
    const client = await openEnvironment(operator, (await environment(key)).databaseName)
    try {
      counts.set(key, await sealedByVersion(client))
    } finally {
      await client.end()
    }
  }
  return counts
}

/** Throws OperatorProblem environment-unknown, key-renewing, key-versions, and those of KeyProblem. */
async function keyRenew(session: OperatorSession, key: string): Promise<void> {
  const environment = await session.environment(key)
  const customer = await customerOf(session, environment.customerKey)
  const { control, supplier, operator, within } = session
  const renewing = { control, supplier, provider: operator.keyProvider, within }
  const version = await renewDataKey(renewing, environment, customer.keyName).catch((error: unknown) => {
    if (!(error instanceof KeyProblem)) throw error
    throw new OperatorProblem(
      error.code,
      `De sleutel van de klant doet het niet (${error.message}). Er is niets veranderd.`,
    )
  })
  console.log(`Gegevenssleutel ${version} van ${key} is gemaakt en verzegelt over ${knownBefore} seconden.`)
  console.log('De worker verzegelt daarna wat er al was. «hoede key status» toont hoe ver dat is.')
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
    let changed = await changeCustomerKey(
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
    changed += await changeBackupKeys(session.control, provider, customer.id, to)
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
