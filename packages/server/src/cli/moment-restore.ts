import { join } from 'node:path'
import { adoptRestored } from '../capabilities/backups/public.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { type Beside, dropBeside, listBeside, releaseBeside } from '../capabilities/point-in-time/beside.ts'
import { restoreEnvironment } from '../capabilities/point-in-time/restore.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { openKeys } from '../platform/crypto/keys.ts'
import { findPostgres } from '../platform/postgres/binaries.ts'
import { missing } from '../platform/postgres/install.ts'
import { archiveOf, clock } from './moment-archive.ts'
import type { OperatorSession } from './operator.ts'
import { printTable } from './table.ts'

/** Brings one environment back beside the running one. Ctrl-C breaks it off and cleans up. */
export async function restoreMoment(session: OperatorSession, key: string, moment: Date): Promise<void> {
  const { config, operator } = session
  const environment = await session.environment(key)
  const archive = await archiveOf(config)
  const binaries = await findPostgres({ major: await majorOf(session) })
  if (!binaries) throw await missing()
  const begin = performance.now()
  const wish = new AbortController()
  const stop = () => wish.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  const restored = await restoreEnvironment({
    archive,
    binaries,
    running: { address: environment.address, administrator: operator.administrator },
    environment,
    keys: await openKeys(operator.keyProvider, environment.dataKeys),
    moment,
    pidFile: join(config.dataFolder, 'run', 'moment.pid'),
    say: (text) => console.log(text),
    signal: wish.signal,
  }).finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
  })
  const { database, migration, sealedRows, isBeginning, lastChange, repository } = restored
  const detail = { moment: moment.toISOString(), database, repository }
  await inLog(session, environment, 'environment.moment', detail)
  const seconds = Math.round((performance.now() - begin) / 1000)
  console.log(`Klaar in ${seconds} s: ${key} zoals het was op ${clock(moment)} staat in de database ${database}.`)
  if (lastChange) console.log(`De laatste wijziging daarin is van ${clock(lastChange)}.`)
  console.log(`Versie ${migration}; ${sealedRows} regels van de logging staan er zoals ze verzegeld zijn.`)
  if (!isBeginning)
    console.log(
      'Let op: de logging van toen is niet het begin van die van nu. Ging de omgeving verder uit een back-up?',
    )
  console.log('Niemand kan erin, alleen een beheerder van de database. Aan de omgeving zelf is niets veranderd.')
}

async function majorOf({ control }: OperatorSession): Promise<number> {
  const { rows } = await control.query<{ number: number }>(
    "select current_setting('server_version_num')::int / 10000 as number",
  )
  return rows[0]!.number
}

export async function listMoments({ control }: OperatorSession): Promise<void> {
  const all = await listBeside(control)
  if (all.length === 0) return console.log('Er is niets teruggehaald.')
  printTable(
    ['database', 'omgeving', 'zoals op', 'gemaakt', 'toestand'],
    all.map(({ database, environment, moment, made, whole }) => [
      database,
      environment,
      clock(moment),
      clock(made),
      whole ? 'heel, dicht' : 'niet af: de volgende «hoede moment restore» ruimt hem op',
    ]),
  )
}

/** Throws OperatorProblem moment-unknown, restored-already. */
export async function useMoment(session: OperatorSession, database: string): Promise<void> {
  const found = (await listBeside(session.control)).find((each) => each.database === database && each.whole)
  if (!found) throw unknown(database)
  const environment = await session.environment(found.environment)
  await adoptRestored(session, environment, { databaseName: database, moment: found.moment })
  await releaseBeside(session.control, database)
  console.log(`${database} staat klaar. Ga erin verder met: hoede backup swap ${environment.key}`)
  console.log(`Of gooi haar weg met: hoede backup discard ${environment.key}`)
}

const unknown = (database: string) =>
  new OperatorProblem('moment-unknown', `«${database}» is niet teruggehaald. «hoede moment list» toont wat er is.`)

export async function removeMoment(session: OperatorSession, database: string): Promise<void> {
  const found = (await listBeside(session.control)).find((each) => each.database === database)
  if (!found) throw unknown(database)
  await dropBeside(session.control, database)
  await noteRemoval(session, found)
  console.log(`${database} is weg.`)
}

/** An environment that is gone since has no log to write in. */
async function noteRemoval(session: OperatorSession, { environment: key, database, moment }: Beside): Promise<void> {
  const environment = await session.environment(key).catch((error: { code?: string }) => {
    if (error.code === 'environment-unknown') return undefined
    throw error
  })
  if (!environment) return
  await inLog(session, environment, 'environment.moment-remove', { database, moment: moment.toISOString() })
}

const inLog = (
  session: OperatorSession,
  environment: Awaited<ReturnType<OperatorSession['environment']>>,
  event: 'environment.moment' | 'environment.moment-remove',
  detail: object,
) =>
  session.within(environment, (tx) =>
    recordAudit(tx, {
      event,
      action: event === 'environment.moment' ? 'C' : 'D',
      outcome: 'success',
      part: 'environment',
      supplier: session.supplier,
      detail,
    }),
  )
