import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  type Destroying,
  destroyKey,
  orderDestruction,
  withdrawDestruction,
} from '../capabilities/environments/destroy-key.ts'
import { findDestruction } from '../capabilities/environments/destruction-queries.ts'
import { type DestructionStatement, statementText } from '../capabilities/environments/destruction-statement.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { findCustomer } from '../capabilities/environments/queries.ts'
import { KeyProblem } from '../platform/crypto/key-problem.ts'
import { operatorKey } from '../platform/crypto/key-provider.ts'
import { backupSeed } from '../platform/crypto/keys.ts'
import type { SignedReport } from '../platform/crypto/signed-report.ts'
import { type OperatorSession, withOperator } from './operator.ts'

interface Options {
  order?: true
  word?: string
  withdraw?: true
  confirm?: string
  out?: string
}

export function registerKeyDestruction(key: Command, open: () => Promise<OperatorSession>): void {
  key
    .command('destroy')
    .description(
      'vernietigt de sleutel van een klant: opdracht, wachttijd, en bevestiging door iemand anders; zonder optie de stand',
    )
    .argument('<klant>', 'korte naam van de klant')
    .option('--order', 'draagt het op; nodig is --word')
    .option('--word <kenmerk>', 'waar de schriftelijke opdracht van de klant staat')
    .option('--withdraw', 'trekt de opdracht in')
    .option('--confirm <naam>', 'vernietigt nu; de volledige naam van de klant, tegen vergissingen')
    .option('--out <bestand>', 'schrijft de ondertekende verklaring hierheen')
    .action((customer: string, options: Options) =>
      withOperator(open, (session) => keyDestroy(session, customer, options)),
    )
}

/** Throws OperatorProblem. */
async function keyDestroy(session: OperatorSession, key: string, options: Options): Promise<void> {
  const { control, operator, supplier, config } = session
  const customer = await findCustomer(control, key)
  if (!customer) throw new OperatorProblem('customer-unknown', `De klant «${key}» bestaat niet.`)
  if ([options.order, options.withdraw, options.confirm].filter((each) => each !== undefined).length > 1)
    throw new OperatorProblem('destroy-options', 'Kies een van --order, --withdraw en --confirm.')
  const seed = backupSeed(await operatorKey(join(config.dataFolder, 'keys')))
  const around: Destroying = { control, operator, by: supplier, seed }
  if (options.order) {
    const { notBefore } = await orderDestruction(around, customer, {
      word: options.word ?? '',
      days: config.keyDestroyDays,
    })
    console.log(`Opgedragen. Iemand anders kan het bevestigen vanaf ${notBefore.toISOString()}:`)
    console.log(`  hoede key destroy ${key} --confirm "${customer.name}"`)
    console.log(
      `Tot dan trekt «hoede key destroy ${key} --withdraw» het in. Daarna is niets van deze klant meer te openen, ook geen reservekopie.`,
    )
    return
  }
  if (options.withdraw) {
    await withdrawDestruction(around, customer)
    return console.log('Ingetrokken: de sleutel blijft.')
  }
  if (options.confirm !== undefined) {
    const signed = await destroyKey(around, customer, options.confirm).catch((error: unknown) => {
      if (!(error instanceof KeyProblem)) throw error
      throw new OperatorProblem(
        error.code,
        `De aanbieder van de sleutel ${error.code === 'key-unreachable' ? 'antwoordt niet' : 'weigert'} (${error.message}). De omgevingen zijn gesloten, maar de sleutel is er misschien nog: vraag het opnieuw.`,
      )
    })
    return show(signed, options.out)
  }
  const found = await findDestruction(control, customer.id)
  if (!found) console.log('Er is niets opgedragen.')
  else if (found.statement) await show(JSON.parse(found.statement) as SignedReport, options.out)
  else
    console.log(
      `Opgedragen door ${found.orderedBy} op ${found.orderedAt.toISOString()} (${found.word}); te bevestigen door een ander vanaf ${found.notBefore.toISOString()}.`,
    )
}

async function show(signed: SignedReport, out: string | undefined): Promise<void> {
  console.log(statementText(signed.report as DestructionStatement))
  console.log(`Ondertekend met de sleutel van deze installatie: ${signed.fingerprint}`)
  if (!out) return
  await writeFile(out, `${JSON.stringify(signed, null, 2)}\n`, { flag: 'wx' })
  console.log(`De verklaring staat in ${out}.`)
}
