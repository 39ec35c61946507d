import { OperatorProblem, openEnvironment } from '../capabilities/environments/provision.ts'
import {
  type ImportLine,
  ImportProblem,
  type ImportSurroundings,
  type ImportTally,
  importFhir,
  tableOf,
} from '../capabilities/fhir-import/public.ts'
import { openKeys } from '../platform/crypto/keys.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import { rolesOf } from '../platform/db/roles.ts'
import type { OperatorSession } from './operator.ts'
import { printTable } from './table.ts'

export interface FhirImportArguments {
  environment: string
  /** Files and folders. */
  paths: readonly string[]
  unit?: string | undefined
  subject?: string | undefined
  source?: string | undefined
}

/**
 * `hoede import fhir`: reads FHIR files into an environment, tells how far it is and what became of everything. Returns the exit
 * code: 0 when nothing was refused (what is not understood is listed, and refuses nothing), 1 otherwise. Throws OperatorProblem.
 */
export async function runFhirImport(session: OperatorSession, args: FhirImportArguments): Promise<number> {
  const environment = await session.environment(args.environment)
  if (environment.state !== 'open') {
    throw new OperatorProblem('environment-closed', `De omgeving «${args.environment}» is niet in gebruik.`)
  }
  const { operator } = session
  const keys = await openKeys(operator.keyProvider, environment.dataKeys)
  const { owner } = rolesOf(environment.roleName)
  const client = await openEnvironment(operator, environment.databaseName)
  const around: ImportSurroundings = {
    transact: (work) => maintenance(client, owner, keys, work),
    supplier: session.supplier,
    now: new Date(),
    progress: progressPrinter(),
  }
  try {
    const tally = await importFhir(around, args)
    print(tally, args.environment)
    return tally.totals().refused > 0 ? 1 : 0
  } catch (error) {
    if (error instanceof ImportProblem) throw new OperatorProblem(error.code, error.message)
    throw error
  } finally {
    await client.end()
  }
}

const steps = { files: 'Bestanden gelezen', clients: 'Cliënten verwerkt' }

/** At most one line a second, and always the last one of a step. */
function progressPrinter(): ImportSurroundings['progress'] {
  let printedAt = 0
  return (step, done, total) => {
    const now = Date.now()
    if (done < total && now - printedAt < 1000) return
    printedAt = now
    console.log(`${steps[step]}: ${done} van ${total}`)
  }
}

function print(tally: ImportTally, environment: string): void {
  const lines = tally.lines()
  printLines('Niet begrepen (nergens vastgelegd):', lines, 'not-understood')
  printLines('Geweigerd (nergens vastgelegd):', lines, 'refused')
  const leftOut = tally.leftOut()
  if (leftOut.length) {
    console.log('\nDeels overgenomen; dit heeft nog geen plaats in Hoede:')
    for (const { name, elements } of leftOut) console.log(`  ${name}: ${elements.join(', ')}`)
  }
  console.log('')
  const { headings, rows } = tableOf(tally)
  printTable(headings, rows)
  const { imported, refused } = tally.totals()
  console.log('')
  if (tally.otherFiles) console.log(`${tally.otherFiles} andere bestanden overgeslagen (geen .xml of .json).`)
  if (!imported) console.log(`Er is niets nieuws: in ${environment} is niets gewijzigd.`)
  else console.log(`${imported} ingevoerd in ${environment}.`)
  if (refused) console.log(`${refused} geweigerd; de redenen staan hierboven.`)
}

function printLines(heading: string, lines: readonly ImportLine[], status: ImportLine['status']): void {
  const chosen = lines.filter((line) => line.status === status)
  if (!chosen.length) return
  console.log(`\n${heading}`)
  for (const { name, file, reason, code } of chosen) {
    const where = name === file ? '' : ` (${file})`
    console.log(`  ${name}${where}: ${reason} [${code}]`)
  }
}
