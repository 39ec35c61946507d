import type { Command } from 'commander'
import { backupsAround } from '../backups.ts'
import {
  addRecipient,
  type BackupAround,
  type BackupRow,
  findBackup,
  holdBackup,
  holdText,
  listBackups,
  makeBackup,
  newestBackup,
  proveBackup,
  removeBeside,
  restoreToSwap,
  swapIn,
} from '../capabilities/backups/public.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { findCustomer, listEnvironments } from '../capabilities/environments/queries.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { printTable } from './table.ts'

type Run = (work: (around: BackupAround) => Promise<void>) => Promise<void>

export function registerBackupCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const backup = program.command('backup').description('reservekopieën: maken, tonen, bewijzen en terugzetten')
  const run: Run = (work) => withOperator(open, async (session) => work(await backupsAround(session)))
  backup
    .command('now')
    .description('maakt nu een reservekopie; zonder omgeving van allemaal, na elkaar')
    .argument('[omgeving...]')
    .action((keys: string[]) => run((around) => backupNow(around, keys)))
  backup
    .command('list')
    .description('toont de reservekopieën, nieuwste eerst')
    .argument('[omgeving]')
    .option('--all', 'ook de oudere: zonder dit de laatste dertig')
    .action((key: string | undefined, options: { all?: boolean }) => run((around) => backupList(around, key, options)))
  backup
    .command('verify')
    .description('zet een reservekopie terug in een database die daarna verdwijnt, en houdt haar tegen haar manifest')
    .argument('<kopie>', 'nummer uit «backup list», of een omgeving voor haar nieuwste')
    .option('--store <naam>', 'uit deze bewaarplaats; zonder dit de eerste die haar heeft')
    .action((which: string, options: { store?: string }) => run((around) => backupVerify(around, which, options)))
  registerRestoring(backup, run)
  backup
    .command('hold')
    .description('houdt een reservekopie vast: zij wordt niet opgeruimd')
    .argument('<kopie>', 'nummer uit «backup list», of een omgeving voor haar nieuwste')
    .requiredOption('--because <reden>', 'waarom')
    .action((which: string, { because }: { because: string }) =>
      run(async (around) => {
        const found = await backupOf(around, which)
        await holdBackup(around.control, found.id, { by: around.supplier, because })
        console.log(`${found.name} wordt vastgehouden.`)
      }),
    )
  backup
    .command('release')
    .description('laat een vastgehouden reservekopie weer los')
    .argument('<kopie>', 'nummer uit «backup list»')
    .action((which: string) =>
      run(async (around) => {
        const found = await backupOf(around, which)
        if (!found.heldBecause) throw new OperatorProblem('not-held', 'Deze reservekopie wordt niet vastgehouden.')
        await holdBackup(around.control, found.id, undefined)
        console.log(`${found.name} is los; zij gaat als haar tijd om is.`)
      }),
    )
  backup
    .command('recipient')
    .description('verzegelt de reservekopieën van een klant voortaan ook voor een eigen sleutel van die klant (age)')
    .argument('<klant>')
    .argument('<age1…>', 'de openbare sleutel, zoals age-keygen die toont')
    .action((key: string, recipient: string) =>
      run(async (around) => {
        const customer = await findCustomer(around.control, key)
        if (!customer) throw new OperatorProblem('customer-unknown', `De klant «${key}» bestaat niet.`)
        await addRecipient(around.control, customer.id, recipient)
        console.log(`De volgende reservekopieën van ${customer.name} gaan ook met deze sleutel open.`)
      }),
    )
}

/** Restoring goes beside the running environment; it is swapped in when somebody says so, and what was there stays until that is confirmed. */
function registerRestoring(backup: Command, run: Run): void {
  backup
    .command('restore')
    .description('zet een reservekopie terug naast de draaiende omgeving, die daar niets van merkt')
    .argument('<kopie>', 'nummer uit «backup list», of een omgeving voor haar nieuwste')
    .option('--store <naam>', 'uit deze bewaarplaats; zonder dit de eerste die haar heeft')
    .action((which: string, { store }: { store?: string }) =>
      run(async (around) => {
        const backup = await backupOf(around, which)
        const progress = (done: number, expected: number | undefined) => showProgress('terugzetten', done, expected)
        const { rows } = await restoreToSwap(around, backup, { store, progress })
        console.log(
          `${rows} rijen teruggezet naast ${backup.environment}, zoals het manifest zegt. In gebruik nemen: hoede backup swap ${backup.environment}`,
        )
      }),
    )
  const beside = (name: string, description: string, work: (around: BackupAround, key: string) => Promise<void>) =>
    backup
      .command(name)
      .description(description)
      .argument('<omgeving>')
      .action((key: string) => run((around) => work(around, key)))
  beside('swap', 'laat een omgeving verdergaan in de teruggezette kopie', async (around, key) => {
    await swapIn(around, key, 'restored', (step) => console.log(`${key}: ${step}`))
    console.log(
      `Wat er was, staat er nog. Is alles goed: hoede backup confirm ${key}. Toch terug: hoede backup back ${key}`,
    )
  })
  beside('back', 'laat een omgeving weer verdergaan in de database die zij verliet', (around, key) =>
    swapIn(around, key, 'left', (step) => console.log(`${key}: ${step}`)),
  )
  beside('confirm', 'verwijdert de database die een omgeving verliet', async (around, key) => {
    await removeBeside(around, key, 'left')
    console.log(`De vorige database van ${key} is verwijderd.`)
  })
  beside('discard', 'verwijdert een teruggezette kopie die niet in gebruik kwam', async (around, key) => {
    await removeBeside(around, key, 'restored')
    console.log(`De teruggezette kopie naast ${key} is verwijderd.`)
  })
}

async function environmentsOf({ control }: BackupAround, keys: readonly string[]) {
  const all = (await listEnvironments(control)).filter(({ state }) => state === 'open' || state === 'closed')
  const unknown = keys.find((key) => !all.some((each) => each.key === key))
  if (unknown)
    throw new OperatorProblem(
      'environment-unknown',
      `De omgeving «${unknown}» bestaat niet. «hoede environment list» toont welke er zijn.`,
    )
  return keys.length ? all.filter((each) => keys.includes(each.key)) : all
}

const size = (bytes: number | null) => {
  if (bytes === null) return ''
  const [unit, divisor] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  return `${(bytes / Number(divisor)).toFixed(1).replace('.', ',')} ${unit}`
}

async function backupNow(around: BackupAround, keys: readonly string[]): Promise<void> {
  let failed = 0
  for (const { id, key } of await environmentsOf(around, keys)) {
    try {
      const expected = (await newestBackup(around.control, id))?.bytes ?? undefined
      const made = await makeBackup(around, {
        environmentId: id,
        reason: 'asked',
        progress: (done) => showProgress(key, done, expected),
      })
      const took = ((made.endedAt!.getTime() - made.startedAt!.getTime()) / 1000).toFixed(1).replace('.', ',')
      console.log(`${key}: ${made.name}, ${size(made.bytes)}, ${made.rows} rijen, in ${took} s (${made.id})`)
      const waiting = made.copies.filter((copy) => copy.state === 'waiting').map((copy) => copy.store)
      if (waiting.length) console.log(`${key}: komt nog in ${waiting.join(', ')}`)
    } catch (error) {
      if (!(error instanceof OperatorProblem)) throw error
      failed += 1
      console.error(error.message)
    }
  }
  if (failed) process.exitCode = 1
}

/** Only where somebody looks on: a line that overwrites itself is noise in a file. */
function showProgress(what: string, done: number, expected: number | undefined): void {
  if (!process.stderr.isTTY) return
  const part = expected ? `, ${Math.min(99, Math.floor((100 * done) / expected))}%` : ''
  process.stderr.write(`\r${what}: ${size(done)}${part}   \r`)
}

const moment = (date: Date | string | null) =>
  date
    ? new Date(date).toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' })
    : ''

const states = { asked: 'gevraagd', running: 'bezig', made: 'gemaakt', failed: 'mislukt' } as const
const copyStates = { waiting: 'nog niet', kept: 'ja', removed: 'opgeruimd' } as const
const outcomes = { good: 'goed', wrong: 'FOUT', unproven: 'niet gelukt' } as const

async function backupList(around: BackupAround, key: string | undefined, { all }: { all?: boolean }): Promise<void> {
  const [environment] = key ? await environmentsOf(around, [key]) : []
  const rows = await listBackups(around.control, { environmentId: environment?.id, limit: all ? 100_000 : 30 })
  if (!rows.length) return console.log('Er zijn nog geen reservekopieën. «hoede backup now» maakt ze.')
  const stores = around.stores.map((store) => store.name)
  const copyIn = (row: BackupRow, store: string) => {
    const copy = row.copies.find((each) => each.store === store)
    return copy ? copyStates[copy.state] : ''
  }
  printTable(
    ['omgeving', 'begonnen', 'stand', 'grootte', 'rijen', ...stores, 'bewezen', 'vastgehouden', 'nummer'],
    rows.map((row) => [
      row.environment,
      moment(row.startedAt),
      row.problem ? `${states[row.state]} (${row.problem})` : states[row.state],
      size(row.bytes),
      row.rows === null ? '' : String(row.rows),
      ...stores.map((store) => copyIn(row, store)),
      row.proof ? `${moment(row.proof.endedAt)} ${outcomes[row.proof.outcome]}` : '',
      holdText(row),
      row.id,
    ]),
  )
}

/** A backup by its number, or the newest of an environment. Throws OperatorProblem. */
async function backupOf(around: BackupAround, which: string): Promise<BackupRow> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(which)) {
    const found = await findBackup(around.control, which)
    if (found) return found
    throw new OperatorProblem('backup-unknown', `Er is geen reservekopie ${which}. «hoede backup list» toont ze.`)
  }
  const [environment] = await environmentsOf(around, [which])
  const newest = await newestBackup(around.control, environment!.id)
  if (newest) return newest
  throw new OperatorProblem(
    'backup-unknown',
    `Van ${which} is nog geen reservekopie. «hoede backup now ${which}» maakt er een.`,
  )
}

async function backupVerify(around: BackupAround, which: string, { store }: { store?: string }): Promise<void> {
  const backup = await backupOf(around, which)
  const proof = await proveBackup(around, backup, {
    store,
    progress: (done, expected) => showProgress('terugzetten', done, expected),
  })
  const took = `${String(proof.seconds).replace('.', ',')} s`
  if (proof.outcome === 'good') return console.log(`GOED: ${backup.name} in ${took}, 0 verschillen.`)
  for (const difference of proof.differences) console.error(difference)
  throw new OperatorProblem(
    'backup-not-proven',
    proof.outcome === 'wrong'
      ? `NIET GOED: ${backup.name}, ${proof.differences.length} verschillen. Vertrouw deze kopie niet; maak een nieuwe.`
      : `Niet bewezen: ${backup.name}. Dit zegt niets over de kopie zelf; probeer het opnieuw als de oorzaak weg is.`,
  )
}
