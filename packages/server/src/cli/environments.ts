import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { insertStartingRoles } from '../capabilities/access/public.ts'
import { migrateAll } from '../capabilities/environments/migrate-all.ts'
import {
  createEnvironment,
  type EnvironmentRequest,
  OperatorProblem,
  removeEnvironment,
} from '../capabilities/environments/provision.ts'
import { findEnvironment, listEnvironments } from '../capabilities/environments/queries.ts'
import { listBeside } from '../capabilities/point-in-time/beside.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { newId } from '../platform/crypto/ids.ts'
import { readMigrations } from '../platform/db/migrate.ts'
import { ensureLocalCertificate } from '../platform/tls/local-certificate.ts'
import { tlsFolder } from '../platform/tls/server-tls.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { printTable } from './table.ts'

type Open = () => Promise<OperatorSession>

export function registerEnvironmentCommands(program: Command, open: Open): void {
  const environment = program
    .command('environment')
    .description('omgevingen: productie, opleiding en test van een klant')
  environment
    .command('create')
    .description('maakt een omgeving: eigen database, rollen en sleutel')
    .argument('<klant>', 'sleutel van de klant')
    .requiredOption('--kind <soort>', 'production, training of test')
    .requiredOption('--host <adres>', 'naam waarop de omgeving bereikbaar is, bijvoorbeeld linde.localhost')
    .action((customerKey: string, options: { kind: string; host: string }) =>
      withOperator(open, (session) => create(session, customerKey, options)),
    )
  environment
    .command('list')
    .description('toont alle omgevingen')
    .action(() => withOperator(open, list))
  environment
    .command('migrate')
    .description('brengt omgevingen op de nieuwste versie; gaat door als er een mislukt, en noemt die')
    .argument('[omgeving...]', 'sleutels; zonder: alle omgevingen')
    .action((keys: string[]) => withOperator(open, (session) => migrate(session, keys)))
  environment
    .command('remove')
    .description('verwijdert een omgeving met al haar gegevens')
    .argument('<omgeving>')
    .option('--yes <omgeving>', 'herhaal de sleutel om niet gevraagd te worden')
    .action((key: string, options: { yes?: string }) =>
      withOperator(open, (session) => remove(session, key, options.yes)),
    )
}

async function create(
  session: OperatorSession,
  customerKey: string,
  options: { kind: string; host: string },
): Promise<void> {
  const kinds = ['production', 'training', 'test'] as const
  const kind = kinds.find((each) => each === options.kind)
  if (!kind) throw new OperatorProblem('kind-unknown', `--kind is ${kinds.join(', ')}, niet «${options.kind}».`)
  const host = options.host.toLowerCase()
  if (!/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host))
    throw new OperatorProblem('host-invalid', `«${options.host}» is geen naam van een machine.`)
  const request: EnvironmentRequest = { customerKey, kind, host }
  const made = await createEnvironment(session.control, session.operator, request)
  const environment = await session.environment(made.key)
  await session.within(environment, async (tx) => {
    await insertStartingRoles((sql, values) => tx.rows(sql, values))
    const id = newId()
    await tx.rows("insert into unit (id, parent_id, kind, name) values ($1, null, 'organisation', $2)", [
      id,
      environment.customerName,
    ])
    await recordAudit(tx, {
      event: 'environment.created',
      action: 'C',
      outcome: 'success',
      part: 'environment',
      supplier: session.supplier,
    })
  })
  if (!session.config.tls) await addToLocalCertificate(session.config.dataFolder, host)
  console.log(
    `Omgeving ${made.key} gemaakt op https://${host}. Nodig nu de eerste applicatiebeheerder uit: hoede person invite ${made.key} …`,
  )
}

/** A running server takes the new certificate within a minute. */
async function addToLocalCertificate(dataFolder: string, host: string): Promise<void> {
  const { refused } = await ensureLocalCertificate({ folder: tlsFolder(dataFolder), name: 'server', hosts: [host] })
  if (refused.length) {
    console.log(`De lokale autoriteit geeft geen certificaat voor ${host}: stel HOEDE_TLS_CERT en HOEDE_TLS_KEY in.`)
  }
}

async function list({ control }: OperatorSession): Promise<void> {
  const newest = (await readMigrations('environment')).length
  const rows = await listEnvironments(control)
  if (!rows.length) {
    console.log('Er zijn nog geen omgevingen. Begin met: hoede customer create <sleutel> <naam>')
    return
  }
  printTable(
    ['omgeving', 'soort', 'klant', 'adres', 'toestand', 'versie'],
    rows.map((row) => [
      row.key,
      row.kind,
      row.customerName,
      `https://${row.host}`,
      row.state,
      row.migration === newest ? `${row.migration}` : `${row.migration} van ${newest}`,
    ]),
  )
  const restored = await listBeside(control)
  if (restored.length)
    console.log(
      `Teruggehaald naar een moment, dicht: ${restored.map(({ database }) => database).join(', ')} (hoede moment list)`,
    )
}

async function migrate({ control, operator }: OperatorSession, keys: string[]): Promise<void> {
  const all = await listEnvironments(control)
  for (const key of keys)
    if (!all.some((row) => row.key === key))
      throw new OperatorProblem('environment-unknown', `De omgeving «${key}» bestaat niet.`)
  const chosen = keys.length ? all.filter((row) => keys.includes(row.key)) : all
  const outcomes = await migrateAll(control, operator, chosen, ({ key, version, failure }, done) => {
    const place = `[${done}/${chosen.length}] ${key}`
    if (failure) console.error(`${place}: mislukt: ${failure}`)
    else console.log(`${place}: versie ${version}`)
  })
  const failed = outcomes.filter((outcome) => outcome.failure).map((outcome) => outcome.key)
  console.log(
    `${chosen.length - failed.length} gelukt, ${failed.length} mislukt${failed.length ? `: ${failed.join(', ')}` : ''}`,
  )
  if (failed.length) process.exitCode = 1
}

async function remove(session: OperatorSession, key: string, repeated: string | undefined): Promise<void> {
  const found = await findEnvironment(session.control, 'key', key)
  if (!found) throw new OperatorProblem('environment-unknown', `De omgeving «${key}» bestaat niet.`)
  const answer =
    repeated ??
    (await ask(`Alles in ${key} (${found.customerName}, ${found.kind}) wordt verwijderd. Typ ${key} om door te gaan: `))
  if (answer !== key) throw new OperatorProblem('not-confirmed', 'Niets verwijderd.')
  await removeEnvironment(session.control, session.operator, key)
  console.log(`Omgeving ${key} is verwijderd.`)
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new OperatorProblem('not-confirmed', 'Niets verwijderd. Herhaal de sleutel met --yes <omgeving>.')
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await lines.question(question)).trim()
  } finally {
    lines.close()
  }
}
