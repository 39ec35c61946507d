import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Command, InvalidArgumentError } from 'commander'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import {
  checkLog,
  type DropRefusal,
  dropMonth,
  exportLog,
  MonthKept,
  readProof,
  rotateKey,
} from '../capabilities/log-proof/public.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { createDigest } from '../platform/crypto/tokens.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import type { OperatorSession } from './operator.ts'

interface Options {
  environment: string
  from?: number
}

function position(text: string): number {
  const number = Number(text)
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('een heel getal van 0 of hoger.')
  return number
}

export function registerLogCommands(program: Command, openSession: () => Promise<OperatorSession>): void {
  const log = program.command('log').description('het bewijs van de logging: stand, export, controle en sleutel')
  const add = (name: string, description: string) =>
    log.command(name).description(description).requiredOption('-e, --environment <sleutel>', 'de omgeving')
  const run = async (options: Options, work: (session: OperatorSession, options: Options) => Promise<string[]>) => {
    const session = await openSession()
    try {
      for (const line of await work(session, options)) console.log(line)
    } finally {
      await session.close()
    }
  }
  add('status', 'hoe ver de logging verzegeld is, met het nieuwste ijkpunt en de sleutel').action((options: Options) =>
    run(options, logStatus),
  )
  add('export', 'schrijft de logging met bewijs weg, voor hoede-verify')
    .option('--from <positie>', 'vanaf deze plaats; zonder dit alles', position)
    .argument('<bestand>', 'waarheen; eindigt het op .gz, dan gecomprimeerd')
    .action((file: string, options: Options) => run(options, (session) => logExport(session, options, file)))
  add('check', 'houdt elke regel tegen wat ervan verzegeld is')
    .option('--from <positie>', 'vanaf deze plaats', position)
    .action((options: Options) => run(options, logCheck))
  add('drop', 'haalt een maand weg waarvan de bewaartermijn voorbij is, na die in een archief te hebben bewaard')
    .requiredOption('--month <maand>', 'de maand, bijvoorbeeld 2019-03')
    .argument('<bestand>', 'het archief; bewaar het, want hierna staan de regels alleen daar')
    .action((file: string, options: Options & { month: string }) =>
      run(options, (session) => logDrop(session, options, file)),
    )
  add('rotate-key', 'geeft de logging een nieuwe sleutel, ondertekend door de oude').action((options: Options) =>
    run(options, logRotateKey),
  )
}

const keptBecause: Record<DropRefusal, string> = {
  'month-wrong': 'Schrijf de maand als jaar en maand, bijvoorbeeld 2019-03.',
  'month-kept':
    'De bewaartermijn van deze maand is nog niet voorbij (instelling «Jaren dat de logging bewaard blijft», minstens 5).',
  'month-changed':
    'Deze maand staat er niet zoals hij verzegeld is en blijft daarom staan. «hoede log check» zegt meer.',
  'month-gone': 'Van deze maand staat er niets meer.',
}

/** Throws OperatorProblem with the code of MonthKept, and file-exists. */
export async function logDrop(
  session: OperatorSession,
  options: Options & { month: string },
  file: string,
): Promise<string[]> {
  const environment = await session.environment(options.environment)
  const target = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new OperatorProblem('file-exists', `Het bestand «${file}» bestaat al.`)
    throw new OperatorProblem('file-unwritable', `Het bestand «${file}» kan niet worden geschreven.`)
  })
  const digest = createDigest()
  const { month } = options
  try {
    const { rows, archive } = await session.within(environment, async (tx) => {
      const dropped = await dropMonth(
        tx,
        month,
        async (text) => {
          digest.update(text)
          await target.write(text)
        },
        async () => {
          await target.sync()
          return digest.hex()
        },
      )
      await inLog(tx, session, 'log.drop', 'D', { month, ...dropped })
      return dropped
    })
    return [`${rows} regels van ${month} staan in ${file} en niet meer in de logging. SHA-256: ${archive}.`]
  } catch (error) {
    await rm(file)
    if (error instanceof MonthKept) throw new OperatorProblem(error.code, keptBecause[error.code])
    throw error
  } finally {
    await target.close()
  }
}

/** What the operator did with a log stands in that log. */
const inLog = (
  tx: Transaction,
  session: OperatorSession,
  event: string,
  action: 'R' | 'E' | 'U' | 'D',
  detail: unknown,
) => recordAudit(tx, { event, action, outcome: 'success', supplier: session.supplier, part: 'log', detail })

export async function logStatus(session: OperatorSession, options: Options): Promise<string[]> {
  const environment = await session.environment(options.environment)
  return session.within(environment, async (tx) => {
    const proof = await readProof(tx)
    await inLog(tx, session, 'log.proof', 'R', { size: proof.size })
    return [
      `${proof.size} regels verzegeld, ${proof.waiting} nog niet. De verzegelaar keek voor het laatst om ${proof.lookedAt}${proof.working ? '' : ' en staat stil'}.`,
      ...proof.keys.map(
        ({ verifier, fingerprint }, at) => `${at ? 'Eerdere sleutel' : 'Sleutel'}: ${verifier} (${fingerprint})`,
      ),
      '',
      proof.checkpoint,
    ]
  })
}

export async function logExport(session: OperatorSession, options: Options, file: string): Promise<string[]> {
  const environment = await session.environment(options.environment)
  return session.within(environment, async (tx) => {
    const { size } = await readProof(tx)
    const from = options.from ?? 0
    if (from > size) throw new OperatorProblem('position-unknown', `De logging heeft ${size} verzegelde regels.`)
    await inLog(tx, session, 'log.export', 'E', { from, until: size })
    const text = Readable.from(exportLog(tx, from))
    const target = createWriteStream(file, { mode: 0o600, flags: 'wx' })
    await (file.endsWith('.gz') ? pipeline(text, createGzip(), target) : pipeline(text, target)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') throw new OperatorProblem('file-exists', `Het bestand «${file}» bestaat al.`)
        if (error.syscall === 'open')
          throw new OperatorProblem('file-unwritable', `Het bestand «${file}» kan niet worden geschreven.`)
        throw error
      },
    )
    return [`${size - from} regels, van ${from} tot ${size}, in ${file}. Controleer ze met hoede-verify.`]
  })
}

/** Throws OperatorProblem log-changed when something stands otherwise than it was sealed. */
export async function logCheck(session: OperatorSession, options: Options): Promise<string[]> {
  const environment = await session.environment(options.environment)
  const found = await session.within(environment, async (tx) => {
    const check = await checkLog(tx, options.from ?? 0)
    await inLog(tx, session, 'log.check', 'E', check)
    return check
  })
  const { rows, changed, removed, inserted } = found
  if (changed + removed + inserted > 0)
    throw new OperatorProblem(
      'log-changed',
      `NIET GOED: van ${rows} regels ${changed} gewijzigd, ${removed} weg en ${inserted} met de hand toegevoegd. «hoede log export» en hoede-verify noemen ze.`,
    )
  return [`GOED: ${rows} regels staan er zoals ze verzegeld zijn.`]
}

export async function logRotateKey(session: OperatorSession, options: Options): Promise<string[]> {
  const environment = await session.environment(options.environment)
  return session.within(environment, async (tx) => {
    const { from, to, change } = await rotateKey(tx)
    await inLog(tx, session, 'log.key', 'U', { from, to })
    return [`De nieuwe sleutel is ${to}.`, 'Bewaar dit ijkpunt: de oude sleutel noemt daarin de nieuwe.', '', change]
  })
}
