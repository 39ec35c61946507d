import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { problems, type SyncPlan } from '@hoede/contract'
import type { Command } from 'commander'
import { carryOutSync, previewSync } from '../capabilities/directory/public.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { forOperator } from './problems.ts'
import { printTable } from './table.ts'

export interface SyncOptions {
  environment: string
  preview?: boolean
  yes?: boolean
  endMissing?: boolean
  allowRemovals?: string
}

/** `hoede person sync`, below the other commands about people. */
export function registerPersonSync(person: Command, open: () => Promise<OperatorSession>): void {
  person
    .command('sync')
    .description(
      'brengt de medewerkers in overeenstemming met een CSV-bestand: toevoegen, wijzigen, van team wisselen en (met --end-missing) uit dienst melden; alles of niets',
    )
    .argument(
      '<bestand>',
      'CSV met de kolommen user_name, given_name, prefix, family_name, function, team, email, phone, from, until',
    )
    .requiredOption('--environment <sleutel>', 'sleutel van de omgeving, bijvoorbeeld linde')
    .option('--preview', 'laat alleen zien wat er zou gebeuren')
    .option('--yes', 'vraag niets')
    .option('--end-missing', 'meldt wie niet in het bestand staat uit dienst')
    .option('--allow-removals <aantal>', 'zoveel mogen er uit dienst, ook als dat meer is dan de instelling toelaat')
    .action((file: string, options: SyncOptions) =>
      withOperator(open, (session) => runPersonSync(session, file, options, ask)),
    )
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question(`${question} (ja/nee) `)
  lines.close()
  return ['j', 'ja'].includes(answer.trim().toLowerCase())
}

/** Throws OperatorProblem when the file is wrong, too many would leave, or the answer is no; then nothing was changed. */
export async function runPersonSync(
  session: OperatorSession,
  file: string,
  options: SyncOptions,
  answer: (question: string) => Promise<boolean>,
): Promise<void> {
  const environment = await session.environment(options.environment)
  if (environment.state !== 'open')
    throw new OperatorProblem('environment-closed', `De omgeving «${options.environment}» is niet in gebruik.`)
  const allowed = readCount(options.allowRemovals)
  const csv = await readFile(file, 'utf8').catch(() => {
    throw new OperatorProblem('file-unreadable', `Het bestand «${file}» kan niet worden gelezen.`)
  })
  const request = { csv, endMissing: options.endMissing ?? false }
  const plan = await session.within(environment, (tx) => previewSync(tx, request, undefined))
  print(plan, options)
  if (plan.errors.length)
    throw new OperatorProblem('people-file', `${problems['people-file'].title} (${plan.errors.length} fouten)`)
  if (options.preview) return
  const { add, change, return: back, end } = plan.totals
  if (add + change + back + end === 0) return
  if (plan.tooMany && end > (allowed ?? 0))
    throw new OperatorProblem(
      'sync-too-many',
      `${end} van de ${plan.totals.employed} medewerkers zouden uit dienst gaan (${plan.percent}%). Er is niets gewijzigd.\nKlopt dat? Geef dan --allow-removals ${end}.`,
    )
  if (!options.yes && !(await answer('Doorvoeren?')))
    throw new OperatorProblem('not-confirmed', 'Er is niets gewijzigd. Geef --yes om het zonder vraag te doen.')
  await carryOut(session, environment, { ...request, allowRemovals: allowed })
  console.log(`Doorgevoerd in ${options.environment}: ${inWords(plan)}.`)
}

async function carryOut(
  session: OperatorSession,
  environment: Awaited<ReturnType<OperatorSession['environment']>>,
  request: Parameters<typeof carryOutSync>[2],
): Promise<void> {
  const { supplier } = session
  await session
    .within(environment, async (tx) => {
      const { totals } = await carryOutSync(tx, environment.customerName, request, { personId: undefined, supplier })
      await recordAudit(tx, {
        event: 'people.sync',
        action: 'U',
        outcome: 'success',
        part: 'person',
        supplier,
        detail: totals,
      })
    })
    .catch((error: unknown) => {
      throw forOperator(error)
    })
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,6}$/.test(text))
    throw new OperatorProblem('count-invalid', '--allow-removals is een aantal, bijvoorbeeld 12.')
  return Number(text)
}

const outcomes = { add: 'nieuw', change: 'gewijzigd', return: 'terug', end: 'uit dienst' }

function print(plan: SyncPlan, { endMissing }: SyncOptions): void {
  for (const { line, message } of plan.errors) console.log(`regel ${line}: ${message}`)
  if (plan.errors.length) return
  if (plan.lines.length) {
    const rows = plan.lines.map(({ userName, name, outcome, changes }) => [
      outcomes[outcome],
      userName,
      name,
      changes.join('; '),
    ])
    printTable(['wat', 'gebruikersnaam', 'naam', 'wijzigingen'], rows)
    console.log('')
  }
  console.log(`${inWords(plan)}.`)
  if (plan.totals.missing && !endMissing)
    console.log(
      `${plan.totals.missing} medewerkers staan niet in het bestand; zij blijven zoals ze zijn (zie --end-missing).`,
    )
}

const inWords = ({ totals }: SyncPlan) =>
  `${totals.add} nieuw, ${totals.change} gewijzigd, ${totals.return} terug, ${totals.end} uit dienst, ${totals.same} ongewijzigd`
