import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { importFile } from '../capabilities/roster/public.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { forOperator } from './problems.ts'

export function registerRosterCommands(program: Command, open: () => Promise<OperatorSession>): void {
  program
    .command('roster')
    .description('roosters van een omgeving')
    .command('import')
    .description(
      'leest diensten in uit een CSV-bestand met de kolommen external_id, user_name, unit, starts, ends; hetzelfde bestand nog eens verandert niets',
    )
    .argument('<bestand>', 'CSV, met komma of puntkomma')
    .requiredOption('--environment <sleutel>', 'sleutel van de omgeving, bijvoorbeeld linde')
    .action((file: string, { environment }: { environment: string }) =>
      withOperator(open, (session) => runRosterImport(session, environment, file)),
    )
}

/** Reads a file in as the operator. Throws OperatorProblem with every wrong line; then nothing was written. */
async function runRosterImport(session: OperatorSession, key: string, file: string): Promise<void> {
  const environment = await session.environment(key)
  const csv = await readFile(file, 'utf8').catch(() => {
    throw new OperatorProblem('file-unreadable', `Het bestand «${file}» kan niet worden gelezen.`)
  })
  const { totals } = await session
    .within(environment, async (tx) => {
      const done = await importFile(tx, csv, undefined)
      const { supplier } = session
      await recordAudit(tx, {
        event: 'roster.import',
        action: 'C',
        outcome: 'success',
        part: 'shift',
        supplier,
        detail: done.totals,
      })
      return done
    })
    .catch((error: unknown) => {
      throw forOperator(error)
    })
  console.log(`Ingelezen in ${key}: ${totals.new} nieuw, ${totals.changed} gewijzigd, ${totals.same} ongewijzigd.`)
}
