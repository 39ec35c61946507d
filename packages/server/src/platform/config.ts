import { resolve } from 'node:path'
import { type BackupSettings, readBackups } from './config-backups.ts'
import { readKeyProviders } from './config-keys.ts'
import { readPointInTime } from './config-point-in-time.ts'
import { ConfigProblem } from './config-problem.ts'
import { readWatch, type WatchSettings } from './config-watch.ts'
import type { KeyProviderSettings } from './crypto/key-providers.ts'
import type { PointInTimeSettings } from './pgbackrest/settings.ts'

export { ConfigProblem }

/** Everything an operator can set, read once at the start. */
export interface Config {
  /** Folder of keys, certificates and, where private, the database cluster. */
  dataFolder: string
  /** An administrator's address of an existing PostgreSQL server; absent: the private cluster in the data folder. */
  databaseUrl: string | undefined
  httpsPort: number
  httpPort: number
  listenAddress: string
  tls: { certFile: string; keyFile: string } | undefined
  /** File with authorities (PEM) that are trusted besides those that Node knows: for providers in an organisation's own network. */
  extraAuthoritiesFile: string | undefined
  /** Where customers' keys can be besides in files of this installation. */
  keyProviders: KeyProviderSettings
  /** Where the private cluster's changes are kept, to go back to a minute; absent: nowhere. */
  pointInTime: PointInTimeSettings | undefined
  /** Minutes that environments go on after the provider of their key was heard last. */
  keyGraceMinutes: number
  /** Days between ordering that a customer's key is destroyed, and doing it. */
  keyDestroyDays: number
  /** Where backups are kept. */
  backups: BackupSettings
  /** Who watches over this installation, and how. */
  watch: WatchSettings
  /** Requests per second that one address may make before it is told to wait. */
  requestsPerSecond: number
  /** Folder of the built web applications. */
  webFolder: string
  /** Does an installation without customers get the demo customers at its start? */
  demo: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

const repository = resolve(import.meta.dirname, '../../../..')

/** Reads the configuration from the environment. Throws ConfigProblem naming the variable that is wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const certFile = env['HOEDE_TLS_CERT']
  const keyFile = env['HOEDE_TLS_KEY']
  if (!certFile !== !keyFile)
    throw new ConfigProblem('HOEDE_TLS_CERT en HOEDE_TLS_KEY horen bij elkaar: geef beide of geen.')
  return {
    dataFolder: resolve(env['HOEDE_DATA'] ?? './data'),
    databaseUrl: readDatabaseUrl(env['HOEDE_DATABASE_URL']),
    httpsPort: readNumber(env, 'HOEDE_HTTPS_PORT', 8443, 65535),
    httpPort: readNumber(env, 'HOEDE_HTTP_PORT', 8080, 65535),
    listenAddress: env['HOEDE_LISTEN'] ?? '127.0.0.1',
    tls: certFile && keyFile ? { certFile: resolve(certFile), keyFile: resolve(keyFile) } : undefined,
    extraAuthoritiesFile: env['HOEDE_EXTRA_CA'] ? resolve(env['HOEDE_EXTRA_CA']) : undefined,
    keyProviders: readKeyProviders(env),
    pointInTime: readPointInTime(env),
    keyGraceMinutes: readNumber(env, 'HOEDE_KEY_GRACE_MINUTES', 60, 1_440),
    keyDestroyDays: readNumber(env, 'HOEDE_KEY_DESTROY_DAYS', 14, 365),
    backups: readBackups(env, resolve(env['HOEDE_DATA'] ?? './data')),
    watch: readWatch(env),
    requestsPerSecond: readNumber(env, 'HOEDE_REQUESTS_PER_SECOND', 300, 1_000_000),
    webFolder: resolve(env['HOEDE_WEB'] ?? `${repository}/packages/web/dist`),
    demo: readYesNo(env, 'HOEDE_DEMO', true),
    logLevel: readLevel(env['HOEDE_LOG_LEVEL']),
  }
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  // What was given is not repeated: it holds a password.
  if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol)) {
    throw new ConfigProblem('HOEDE_DATABASE_URL is een adres als postgres://gebruiker:wachtwoord@server:5432/postgres.')
  }
  return text
}

function readNumber(env: Record<string, string | undefined>, name: string, otherwise: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new ConfigProblem(`${name} moet een heel getal van 0 tot ${max} zijn, niet «${text}».`)
  }
  return value
}

function readYesNo(env: Record<string, string | undefined>, name: string, otherwise: boolean): boolean {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  if (text === 'ja' || text === 'nee') return text === 'ja'
  throw new ConfigProblem(`${name} is ja of nee, niet «${text}».`)
}

function readLevel(text: string | undefined): Config['logLevel'] {
  const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const
  const found = levels.find((level) => level === (text ?? 'info'))
  if (!found) throw new ConfigProblem(`HOEDE_LOG_LEVEL is een van ${levels.join(', ')}, niet «${text}».`)
  return found
}
