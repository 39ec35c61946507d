import type { Command } from 'commander'
import { runFhirImport } from './import-fhir.ts'
import { type OperatorSession, withOperator } from './operator.ts'

interface FhirOptions {
  environment: string
  unit?: string
  subject?: string
  source?: string
}

export function registerImport(program: Command, open: () => Promise<OperatorSession>): void {
  const command = program.command('import').description('haalt gegevens uit een ander systeem binnen')
  command
    .command('fhir')
    .description('leest FHIR R4 (XML, JSON, bundels); wat twee keer komt verandert niets')
    .argument('<pad...>', 'bestanden en mappen')
    .requiredOption('--environment <omgeving>', 'sleutel van de omgeving, bijvoorbeeld linde')
    .option('--unit <naam>', 'team of locatie voor nieuwe cliënten; anders het team «Instroom»')
    .option('--subject <patient>', 'cliënt van wat zelf geen cliënt noemt, bijvoorbeeld Patient/123')
    .option('--source <naam>', 'naam van het bronsysteem, als er meer dan één is')
    .action((paths: string[], options: FhirOptions) =>
      withOperator(open, async (session) => {
        process.exitCode = await runFhirImport(session, { paths, ...options })
      }),
    )
}
