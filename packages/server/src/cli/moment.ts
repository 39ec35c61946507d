import { type Command, InvalidArgumentError } from 'commander'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { complaint, earliest } from '../capabilities/point-in-time/rules.ts'
import { readMoment } from '../capabilities/roster/local-time.ts'
import type { Config } from '../platform/config.ts'
import { pgbackrest } from '../platform/pgbackrest/program.ts'
import { type Archive, forgetRepository, prepareRepositories } from '../platform/pgbackrest/repositories.ts'
import type { Repository } from '../platform/pgbackrest/settings.ts'
import { type BackupKind, backUp, type RepositoryState, readRepositories } from '../platform/pgbackrest/state.ts'
import { archiveOf, clock } from './moment-archive.ts'
import { listMoments, removeMoment, restoreMoment, useMoment } from './moment-restore.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { printTable } from './table.ts'

const kinds: Record<BackupKind, string> = { full: 'volledig', diff: 'verschil', incr: 'nieuwste' }

/** `hoede moment`: to go back to a minute, the private cluster's changes are kept. */
export function registerMomentCommands(
  program: Command,
  config: () => Config,
  open: () => Promise<OperatorSession>,
): void {
  const moment = program
    .command('moment')
    .description('terug naar een minuut: stand en controle van wat bewaard is, en één omgeving terughalen')
  moment
    .command('status')
    .description('wat er bewaard is, tot welke minuut terug, en wat er ontbreekt')
    .action(async () => showStatus(await readRepositories(await archiveOf(config())), new Date()))
  moment
    .command('check')
    .description('laat de database haar wijzigingen nu afgeven en kijkt of ze in elke opslagplaats aankomen')
    .option('--thorough', 'leest alles wat bewaard is en houdt het tegen zijn controlesommen')
    .action((options: { thorough?: boolean }) => check(config(), options.thorough === true))
  moment
    .command('backup')
    .description('maakt nu een back-up van het hele cluster, in elke opslagplaats')
    .option(
      '--kind <soort>',
      'full (volledig), diff (verschil met de volledige) of incr (met de nieuwste)',
      kindOf,
      'incr',
    )
    .action((options: { kind: BackupKind }) => makeBackups(config(), options.kind))
  moment
    .command('renew')
    .description('begint een opslagplaats opnieuw, nadat haar schijf is vervangen')
    .argument('<nummer>', '1 of 2')
    .action((number: string) => renew(config(), number))
  moment
    .command('restore')
    .description('haalt één omgeving terug zoals ze op een moment was, in een database ernaast die dicht blijft')
    .argument('<omgeving>')
    .requiredOption(
      '--at <moment>',
      'bijvoorbeeld 2026-11-23T14:05 (Nederlandse tijd) of 2026-11-23T13:05Z; alles wat tot dan vastlag',
      momentOf,
    )
    .action((key: string, options: { at: Date }) =>
      withOperator(open, (session) => restoreMoment(session, key, options.at)),
    )
  moment
    .command('list')
    .description('toont wat er teruggehaald is')
    .action(() => withOperator(open, listMoments))
  moment
    .command('use')
    .description('zet wat teruggehaald is klaar om in verder te gaan; «hoede backup swap» doet dat daarna')
    .argument('<database>')
    .action((database: string) => withOperator(open, (session) => useMoment(session, database)))
  moment
    .command('remove')
    .description('haalt een database weg die was teruggehaald')
    .argument('<database>')
    .action((database: string) => withOperator(open, (session) => removeMoment(session, database)))
}

function momentOf(text: string): Date {
  const moment = readMoment(text)
  if (moment) return moment
  throw new InvalidArgumentError('schrijf het als 2026-11-23T14:05 (Nederlandse tijd) of als 2026-11-23T13:05Z.')
}

function kindOf(text: string): BackupKind {
  if (text === 'full' || text === 'diff' || text === 'incr') return text
  throw new InvalidArgumentError('full, diff of incr.')
}

const megabytes = (bytes: number) => `${(bytes / 1_048_576).toLocaleString('nl-NL', { maximumFractionDigits: 0 })} MB`

function showStatus(states: readonly RepositoryState[], now: Date): void {
  const from = earliest(states)
  console.log(from ? `Elke minuut vanaf ${clock(from)} is terug te halen.` : 'Er is nog geen minuut terug te halen.')
  for (const state of states) {
    const last = state.segments.at(-1)
    console.log(`\nOpslagplaats ${state.number}: ${state.folder}`)
    console.log(`  ${complaint(state, now) ?? 'in orde'}`)
    if (last) console.log(`  laatste wijzigingen: ${clock(last.time)} (${last.name})`)
    for (const { after, before, pieces } of state.gaps)
      console.log(
        `  ontbreekt: ${pieces} ${pieces === 1 ? 'stuk' : 'stukken'} tussen ${after.name} (${clock(after.time)}) en ${before.name} (${clock(before.time)})`,
      )
    if (state.backups.length === 0) continue
    printTable(
      ['back-up', 'soort', 'klaar', 'grootte', 'bewaard'],
      state.backups.map(({ label, kind, ended, size, kept }) => [
        label,
        kinds[kind],
        clock(ended),
        megabytes(size),
        megabytes(kept),
      ]),
    )
  }
}

async function check(config: Config, thorough: boolean): Promise<void> {
  const archive = await archiveOf(config)
  await pgbackrest(archive, ['check'])
  const states = await readRepositories(archive)
  const wrong = states.flatMap((state) => complaint(state, new Date()) ?? [])
  if (thorough)
    for (const { number } of states) {
      console.log(`Opslagplaats ${number} wordt gelezen…`)
      const said = await pgbackrest(archive, [`--repo=${number}`, 'verify', '--output=text', '--verbose'])
      console.log(said.trim() || '  alles past bij zijn controlesom')
    }
  if (wrong.length) throw new OperatorProblem('moment-wrong', wrong.join('\n'))
  console.log('GOED: de wijzigingen van dit moment zijn in elke opslagplaats aangekomen.')
}

async function makeBackups(config: Config, kind: BackupKind): Promise<void> {
  const archive = await archiveOf(config)
  let failed = 0
  for (const problem of await prepareRepositories(archive)) console.error(problem)
  for (const { number: repository, condition, ...state } of await readRepositories(archive)) {
    if (condition !== 'good' && condition !== 'without-backup') {
      failed += 1
      console.error(complaint({ number: repository, condition, ...state }, new Date()))
      continue
    }
    await backUp(archive, {
      repository,
      kind,
      say: (text) => console.log(`opslagplaats ${repository}: ${text}`),
    }).then(
      () => console.log(`opslagplaats ${repository}: klaar`),
      (error: Error) => {
        failed += 1
        console.error(`opslagplaats ${repository}: ${error.message}`)
      },
    )
  }
  if (failed) process.exitCode = 1
}

async function renew(config: Config, text: string): Promise<void> {
  const archive = await archiveOf(config)
  const repository = archive.repositories.find(({ number }) => String(number) === text)
  if (!repository) throw new OperatorProblem('repository-unknown', `Er is geen opslagplaats «${text}».`)
  const state = (await readRepositories(archive)).find(({ number }) => number === repository.number)
  if (state?.condition !== 'gone')
    throw new OperatorProblem(
      'repository-in-use',
      `In ${repository.folder} staat een opslagplaats; die wordt niet weggegooid. Wilt u opnieuw beginnen, maak de map dan eerst leeg.`,
    )
  await makeAnew(archive, repository)
  console.log(`${repository.folder} is weer een opslagplaats. Maak er een back-up in: hoede moment backup`)
}

async function makeAnew(archive: Archive, repository: Repository): Promise<void> {
  await forgetRepository(archive, repository)
  const wrong = await prepareRepositories(archive)
  if (wrong.length) throw new OperatorProblem('repository-folder', wrong.join('\n'))
}
