import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type CopyMade, inWords, listCopies, orderCopy } from '../capabilities/copies/public.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { printTable } from './table.ts'

const states: Record<string, string> = { making: 'wordt gemaakt', 'in-use': 'gelukt', failed: 'mislukt' }

export function registerCopyCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const copy = program.command('copy').description('kopieën van productie naar test of opleiding')
  copy
    .command('make')
    .description('maakt een anonieme kopie, meet haar, en laat de test- of opleidingsomgeving erin verdergaan')
    .argument('<van>', 'omgeving die gekopieerd wordt, bijvoorbeeld linde')
    .argument('<naar>', 'test- of opleidingsomgeving van dezelfde klant; wat daarin staat verdwijnt')
    .option('--anonymised', 'anoniem; een andere kopie kan nog niet')
    .option('--yes <naar>', 'herhaal de omgeving waarvan de inhoud verdwijnt')
    .action((from: string, to: string, options: { anonymised?: boolean; yes?: string }) =>
      withOperator(open, (session) => make(session, from, to, options)),
    )
  copy
    .command('list')
    .description('toont de laatste kopieën, en wie ze maakte')
    .action(() => withOperator(open, list))
}

async function make(
  session: OperatorSession,
  from: string,
  to: string,
  options: { anonymised?: boolean; yes?: string },
): Promise<void> {
  if (!options.anonymised)
    throw new OperatorProblem(
      'copy-needs-approval',
      'Een kopie die niet anoniem is vraagt goedkeuring van een tweede persoon en een einddatum; dat kan nog niet. Gebruik --anonymised.',
    )
  if (options.yes !== to)
    throw new OperatorProblem('not-confirmed', `Alles in ${to} verdwijnt. Herhaal de naam om door te gaan: --yes ${to}`)
  const progress = progressLine()
  const made = await orderCopy(
    { operator: session.operator, control: session.control, orderedBy: session.supplier, progress },
    from,
    to,
  )
  const file = await keepReport(session, from, to, made)
  const { report } = made
  printTable(
    ['tabel', 'origineel', 'kopie', 'weggelaten'],
    report.tables
      .filter((each) => each.source > 0)
      .map((each) => [each.table, String(each.source), String(each.copy), String(each.dropped)]),
  )
  printTable(
    ['wie dit weet', 'vond', 'van', 'raden lukt'],
    report.linkage.attacks.map((each) => [
      each.knows,
      String(each.found),
      String(report.linkage.tried),
      each.chance.toFixed(1),
    ]),
  )
  console.log(
    `${to} is nu een anonieme kopie van ${from} (${made.seconds.toFixed(0)} s). Gezocht naar ${report.leaks.lookedFor} gegevens van het origineel: ${report.leaks.found} gevonden.`,
  )
  console.log(`Wat er gemeten is staat in ${file}.`)
  console.log(
    `Er is nog niemand die kan inloggen. Nodig de beheerder van de proef uit: hoede person invite ${to} --user-name … --given … --family … --role applicatiebeheerder. Die nodigt de verzonnen medewerkers uit die nodig zijn.`,
  )
}

/** Steps each on a line; the rows of a table on the same line, where somebody is looking. */
function progressLine(): (step: string, rows?: number) => void {
  let last = ''
  return (step, rows) => {
    if (process.stderr.isTTY && rows !== undefined) {
      process.stderr.write(`${last && last !== step ? '\n' : '\r'}${step}: ${rows} rijen`)
    } else if (step !== last)
      process.stderr.write(`${last && process.stderr.isTTY ? '\n' : ''}${step}${process.stderr.isTTY ? '' : '\n'}`)
    last = step
  }
}

async function keepReport(session: OperatorSession, from: string, to: string, made: CopyMade): Promise<string> {
  const folder = join(session.config.dataFolder, 'copies')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const at = new Date()
  const name = `${to}-${at.toISOString().slice(0, 19).replace(/[:T]/g, '-')}`
  await writeFile(
    join(folder, `${name}.json`),
    `${JSON.stringify({ id: made.id, from, to, at, ...made.report }, null, 2)}\n`,
  )
  const file = join(folder, `${name}.md`)
  await writeFile(file, inWords(made.report, { from, to, at, seconds: made.seconds }))
  return file
}

async function list({ control }: OperatorSession): Promise<void> {
  const rows = await listCopies(control)
  if (rows.length === 0) return console.log('Er is nog geen kopie gemaakt.')
  printTable(
    ['van', 'naar', 'begonnen', 'toestand', 'door', 'bijzonderheid'],
    rows.map((row) => [
      row.from,
      row.to,
      row.startedAt.toISOString().slice(0, 16).replace('T', ' '),
      states[row.state] ?? row.state,
      row.orderedBy,
      row.problem ?? '',
    ]),
  )
}
