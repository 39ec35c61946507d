import { statfs } from 'node:fs/promises'
import type { Command } from 'commander'
import { judgeAll, type Worry, worryTexts } from '../capabilities/backups/public.ts'
import { controlDatabase, openControl, openEnvironment } from '../capabilities/environments/provision.ts'
import { listEnvironments } from '../capabilities/environments/queries.ts'
import { complaint } from '../capabilities/point-in-time/rules.ts'
import { breachedPasswordsFile, brokenList } from '../capabilities/sign-in/passwords/breached-passwords.ts'
import type { Config } from '../platform/config.ts'
import { BloomProblem, openBloom } from '../platform/crypto/bloom.ts'
import { keyState } from '../platform/crypto/key-provider.ts'
import type { Client } from '../platform/db/connection.ts'
import { databaseVersion, readMigrations } from '../platform/db/migrate.ts'
import { readRepositories } from '../platform/pgbackrest/state.ts'
import { serverTls } from '../platform/tls/server-tls.ts'
import { archiveOf } from './moment-archive.ts'
import { createOperator } from './operator.ts'

type Verdict = { ok: boolean; text: string }
interface Check {
  name: string
  run: () => Promise<Verdict>
}

const good = (text: string): Verdict => ({ ok: true, text })
const bad = (text: string): Verdict => ({ ok: false, text })

/** `hoede doctor`: is everything here fit to run? Prints a line for each check; exit code 1 when one is not good. */
export function registerDoctor(program: Command, config: () => Config): void {
  program
    .command('doctor')
    .description('controleert configuratie, versies, migraties, schijf, klok en certificaat')
    .action(async () => {
      let failed = 0
      for (const check of await checks(config)) {
        const verdict = await check.run().catch((error: Error) => bad(error.message))
        if (!verdict.ok) failed += 1
        console.log(`${verdict.ok ? '✓ goed ' : '✗ fout '} ${check.name}: ${verdict.text}`)
      }
      console.log(failed ? `${failed} ${failed === 1 ? 'punt vraagt' : 'punten vragen'} aandacht.` : 'Alles in orde.')
      if (failed) process.exitCode = 1
    })
}

async function checks(read: () => Config): Promise<Check[]> {
  const config = read()
  return [
    {
      name: 'configuratie',
      run: async () => good(`gegevens in ${config.dataFolder}, HTTPS op poort ${config.httpsPort}`),
    },
    { name: 'Node', run: async () => judgeNode(process.versions.node) },
    { name: 'schijf', run: () => judgeDisk(config.dataFolder) },
    {
      name: 'certificaat',
      run: async () => {
        const warnings: string[] = []
        await serverTls(config, { warn: (text) => warnings.push(text) })
        return warnings.length
          ? bad(warnings.join(' '))
          : good(config.tls ? `van ${config.tls.certFile}` : 'van de lokale autoriteit')
      },
    },
    { name: 'gestolen wachtwoorden', run: () => judgePasswords(breachedPasswordsFile(config.dataFolder)) },
    { name: 'database', run: () => withControl(config, judgeServer) },
    { name: 'klok', run: () => withControl(config, judgeClock) },
    { name: 'migraties', run: () => judgeMigrations(config) },
    { name: 'sleutels', run: () => judgeKeys(config) },
    { name: 'verzegeling van de logging', run: () => judgeSealing(config) },
    { name: 'reservekopieën', run: () => withControl(config, (control) => judgeBackups(config, control)) },
    { name: 'terug naar een minuut', run: () => judgePointInTime(config) },
  ]
}

/** What is so at the beginning, or by choice, is said but is no fault by itself. */
const remarks: readonly Worry[] = ['never-proven', 'not-away', 'growing']

async function judgeBackups({ backups }: Config, control: Client): Promise<Verdict> {
  const open = await judgeAll(control, backups)
  const said = new Map<Worry, string[]>()
  for (const { key, worries } of open) for (const worry of worries) said.set(worry, [...(said.get(worry) ?? []), key])
  const text = [...said].map(([worry, keys]) => `${worryTexts[worry]} (${keys.join(', ')})`).join('; ')
  const isBad = [...said.keys()].some((worry) => !remarks.includes(worry))
  return isBad ? bad(text) : good(`${open.length} omgevingen bij${text ? `; let op: ${text}` : ''}`)
}

function judgeNode(version: string): Verdict {
  const major = Number(version.split('.')[0])
  return major >= 26
    ? good(version)
    : bad(`${version}; Hoede draait op 26 of nieuwer (npx hoede gebruikt de meegeleverde)`)
}

async function judgeDisk(folder: string): Promise<Verdict> {
  const { bavail, bsize } = await statfs(folder)
  const free = (bavail * bsize) / 1024 ** 3
  const text = `${free.toFixed(1).replace('.', ',')} GB vrij`
  return free >= 2 ? good(text) : bad(`${text}: maak minstens 2 GB vrij`)
}

async function judgePasswords(list: string): Promise<Verdict> {
  try {
    const set = await openBloom(list, { thorough: true })
    await set.close()
    const made = set.madeAt.toLocaleDateString('nl-NL', { timeZone: 'Europe/Amsterdam' })
    return good(`${set.texts.toLocaleString('nl-NL')} in de lijst van ${made}`)
  } catch (error) {
    if (!(error instanceof BloomProblem)) throw error
    return error.code === 'bloom-broken'
      ? bad(brokenList(list, error))
      : good('geen eigen lijst, alleen de ingebouwde; maak er een met: hoede passwords refresh <bestand>')
  }
}

async function withControl(config: Config, judge: (control: Client) => Promise<Verdict>): Promise<Verdict> {
  const control = await openControl(await createOperator(config))
  try {
    return await judge(control)
  } finally {
    await control.end()
  }
}

async function judgeServer(control: Client): Promise<Verdict> {
  const { rows } = await control.query<{ version: string; number: number; ssl: boolean; checksums: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as ssl, current_setting('data_checksums') as checksums`,
  )
  const server = rows[0]!
  if (server.number < 150_000) return bad(`PostgreSQL ${server.version}; nodig is 15 of nieuwer`)
  if (!server.ssl) return bad('de verbinding met de database is niet versleuteld')
  if (server.checksums !== 'on') return bad('de database controleert haar bladzijden niet (data_checksums staat uit)')
  return good(`PostgreSQL ${server.version}, versleuteld, met controlesommen`)
}

async function judgeClock(control: Client): Promise<Verdict> {
  const before = Date.now()
  const { rows } = await control.query<{ now: Date }>('select clock_timestamp() as now')
  const middle = (before + Date.now()) / 2
  const apart = Math.abs((rows[0]?.now.getTime() ?? 0) - middle)
  const text = `${Math.round(apart)} ms verschil tussen server en database`
  return apart < 2_000 ? good(text) : bad(`${text}: zet beide klokken gelijk (NTP)`)
}

async function judgeMigrations(config: Config): Promise<Verdict> {
  const operator = await createOperator(config)
  const newest = {
    control: (await readMigrations('control')).length,
    environment: (await readMigrations('environment')).length,
  }
  const control = await openControl(operator)
  try {
    const behind: string[] = []
    if ((await databaseVersion(control)) !== newest.control) behind.push(controlDatabase)
    const environments = await listEnvironments(control)
    for (const environment of environments) {
      const client = await openEnvironment(operator, environment.databaseName)
      const version = await databaseVersion(client).finally(() => client.end())
      if (version !== newest.environment) behind.push(`${environment.key} (${version} van ${newest.environment})`)
    }
    if (behind.length) return bad(`niet op de nieuwste versie: ${behind.join(', ')}. Draai: hoede environment migrate`)
    return good(`${environments.length} omgevingen op versie ${newest.environment}`)
  } finally {
    await control.end()
  }
}

/** Can the data keys of every environment be opened? */
async function judgeKeys(config: Config): Promise<Verdict> {
  const operator = await createOperator(config)
  const control = await openControl(operator)
  const says = { withdrawn: 'ingetrokken of weg', unreachable: 'antwoordt niet', broken: 'past niet' }
  try {
    const wrong: string[] = []
    const all = await listEnvironments(control)
    for (const { key, dataKeys } of all)
      for (const { version, keyName, wrapped } of dataKeys) {
        const state = await keyState(operator.keyProvider, keyName, wrapped)
        if (state !== 'usable') wrong.push(`${key}: sleutel ${keyName} ${says[state]} (versie ${version})`)
      }
    return wrong.length ? bad(wrong.join('; ')) : good(`van ${all.length} omgevingen te openen`)
  } finally {
    await control.end()
    await operator.keyProvider.close?.()
  }
}

/** Does a sealer look at every open environment, does nobody who keeps checkpoints contradict the log, and does every SIEM take it? */
async function judgeSealing(config: Config): Promise<Verdict> {
  const operator = await createOperator(config)
  const control = await openControl(operator)
  try {
    const wrong: string[] = []
    const open = (await listEnvironments(control)).filter(({ state }) => state === 'open')
    for (const { key, databaseName } of open) {
      const client = await openEnvironment(operator, databaseName)
      const { rows } = await client
        .query<{ silent: number | null; contradicted: boolean; stuck: string | null }>(
          `select (select extract(epoch from clock_timestamp() - looked_at)::int from audit_tree) as silent,
             exists (select from audit_witness where active and failure = 'other-history') as contradicted,
             (select string_agg(name, ', ' order by name) from siem_target where active and failures >= 5) as stuck`,
        )
        .finally(() => client.end())
      const { silent, contradicted, stuck } = rows[0]!
      if (contradicted) wrong.push(`${key}: een getuige bewaart een andere logging`)
      if (stuck) wrong.push(`${key}: de logging komt niet aan bij ${stuck}`)
      if (silent === null) wrong.push(`${key}: nog niets verzegeld`)
      else if (silent > 60) wrong.push(`${key}: al ${silent} s niets bekeken`)
    }
    return wrong.length ? bad(`${wrong.join('; ')}. Draait de worker?`) : good(`${open.length} omgevingen bij`)
  } finally {
    await control.end()
  }
}

/** Do changes come in where they are kept, and is there a backup of today to begin with? */
async function judgePointInTime(config: Config): Promise<Verdict> {
  if (!config.pointInTime) return good('niet ingesteld (HOEDE_PITR_REPO1)')
  const states = await readRepositories(await archiveOf(config))
  const now = new Date()
  const wrong = states.flatMap((state) => complaint(state, now) ?? [])
  if (wrong.length) return bad(wrong.join('; '))
  const age = (moment: Date | undefined, unit: number) => Math.round((now.getTime() - (moment?.getTime() ?? 0)) / unit)
  return good(
    states
      .map(
        ({ number, segments, backups }) =>
          `opslagplaats ${number}: laatste wijzigingen ${age(segments.at(-1)?.time, 1_000)} s geleden, laatste back-up ${age(backups.at(-1)?.ended, 60_000)} minuten`,
      )
      .join('; '),
  )
}
