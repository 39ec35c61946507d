import { readFile, writeFile } from 'node:fs/promises'
import { problems } from '@hoede/contract'
import type { Command } from 'commander'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { exportModel, importModel, planForLog, previewModel } from '../capabilities/role-model/public.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { forOperator } from './problems.ts'
import { printTable } from './table.ts'

export function registerRoleCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const roles = program.command('roles').description('rollen van een omgeving, als bestand')
  roles
    .command('export')
    .description('schrijft alle rollen in een bestand (YAML, of JSON als de naam op .json eindigt)')
    .argument('<bestand>')
    .requiredOption('--environment <sleutel>', 'sleutel van de omgeving, bijvoorbeeld linde-test')
    .action((file: string, { environment }: { environment: string }) =>
      withOperator(open, (session) => runExport(session, environment, file)),
    )
  roles
    .command('import')
    .description('leest rollen uit een bestand: maakt en wijzigt, verwijdert niets; één fout en er verandert niets')
    .argument('<bestand>', 'YAML of JSON')
    .requiredOption('--environment <sleutel>', 'sleutel van de omgeving, bijvoorbeeld linde')
    .option('--dry-run', 'laat alleen zien wat er zou veranderen')
    .action((file: string, options: { environment: string; dryRun?: boolean }) =>
      withOperator(open, (session) => runImport(session, options.environment, file, options.dryRun === true)),
    )
}

async function runExport(session: OperatorSession, key: string, file: string): Promise<void> {
  const environment = await session.environment(key)
  const { model, yaml } = await session.within(environment, async (tx) => {
    const exported = await exportModel(tx)
    const detail = { roles: exported.model.roles.length }
    await recordAudit(tx, { ...inLog(session), event: 'role.export', action: 'E', detail })
    return exported
  })
  await writeFile(file, file.endsWith('.json') ? `${JSON.stringify(model, null, 2)}\n` : yaml)
  console.log(`${model.roles.length} rollen van ${key} staan in ${file}.`)
}

async function runImport(session: OperatorSession, key: string, file: string, dryRun: boolean): Promise<void> {
  const environment = await session.environment(key)
  const content = await readFile(file, 'utf8').catch(() => {
    throw new OperatorProblem('file-unreadable', `Het bestand «${file}» kan niet worden gelezen.`)
  })
  const plan = await session
    .within(environment, async (tx) => {
      if (dryRun) {
        await recordAudit(tx, { ...inLog(session), event: 'role.preview', action: 'R' })
        return previewModel(tx, content)
      }
      const done = await importModel(tx, undefined, content)
      await recordAudit(tx, { ...inLog(session), event: 'role.import', action: 'U', detail: planForLog(done) })
      return done
    })
    .catch((error: unknown) => {
      throw forOperator(error)
    })
  const changes = plan.items.filter(({ outcome }) => outcome !== 'same')
  if (changes.length > 0)
    printTable(
      ['rol', 'wat', 'erbij', 'eraf'],
      changes.map(({ key: role, outcome, added, removed, reason }) => [
        role,
        reason ?? outcomes[outcome],
        added.join(' '),
        removed.join(' '),
      ]),
    )
  const { totals } = plan
  const said = dryRun ? `Zou in ${key} veranderen` : `Ingelezen in ${key}`
  console.log(
    `${said}: ${totals.new} nieuw, ${totals.changed} gewijzigd, ${totals.same} hetzelfde, ${totals.wrong} fout.`,
  )
  if (totals.wrong > 0) throw new OperatorProblem('role-model-wrong', problems['role-model-wrong'].title)
}

const outcomes = { new: 'nieuw', changed: 'gewijzigd', same: 'hetzelfde', absent: 'niet in het bestand', wrong: 'fout' }

const inLog = ({ supplier }: OperatorSession) => ({ outcome: 'success', part: 'role', supplier }) as const
