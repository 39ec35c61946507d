import { resolve } from 'node:path'
import { type Env, type Group, groupOf, isObject, readJsonFile } from './config-file.ts'
import { ConfigProblem } from './config-problem.ts'
import { readSftpAddress } from './stores/sftp.ts'

const variable = 'HOEDE_BACKUPS'

/** Where backups are kept, and how often they are made (docs/operations/backup.md). */
export interface BackupSettings {
  /** In the order in which they are tried; at least one. */
  stores: readonly StoreSettings[]
  /** No environment is longer without a backup than so many hours. */
  everyHours: number
  /** So many are made at the same time. */
  atOnce: number
}

export type StoreSettings = {
  name: string
  /** Beside the databases, or in another place. */
  site: 'here' | 'away'
} & (FolderSettings | SftpSettings | S3Settings)

interface FolderSettings {
  kind: 'folder'
  path: string
}

interface SftpSettings {
  kind: 'sftp'
  /** sftp://user@server:22/folder */
  address: string
  /** The key that the server is known by: `SHA256:…`, or the line of known_hosts. */
  hostKey: string
  privateKey: () => Promise<string>
}

interface S3Settings {
  kind: 's3'
  /** https://s3.eu-central-1.amazonaws.com/bucket */
  bucket: string
  folder: string | undefined
  region: string
  accessKey: string
  secretKey: () => Promise<string>
  /** So many days nobody can remove what is kept; none: no lock. */
  retainDays: number | undefined
}

/**
 * The stores of the file that HOEDE_BACKUPS names; without it one folder in the data folder, which is no protection against losing
 * this machine. Throws ConfigProblem naming what is wrong.
 */
export function readBackups(env: Env, dataFolder: string): BackupSettings {
  const file = env[variable]
  if (!file)
    return {
      stores: [{ name: 'lokaal', site: 'here', kind: 'folder', path: resolve(dataFolder, 'backups') }],
      everyHours: 6,
      atOnce: 2,
    }
  const given = readJsonFile(variable, file)
  const stores = isObject(given['stores']) ? Object.entries(given['stores']) : []
  if (!stores.length) throw new ConfigProblem(`${variable}: noem met «stores» minstens één bewaarplaats.`)
  const schedule = groupOf(variable, 'schedule', given['schedule'] ?? {}, env)
  return {
    stores: stores.map(([name, each]) => storeOf(name, groupOf(variable, name, each, env))),
    everyHours: schedule.number('everyHours', 6, 6),
    atOnce: Math.ceil(schedule.number('atOnce', 2, 16)),
  }
}

function storeOf(name: string, group: Group): StoreSettings {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name))
    throw group.wrong('heeft geen naam van kleine letters, cijfers en streepjes')
  const site = group.text('site')
  if (site !== 'here' && site !== 'away') throw group.wrong('heeft geen «site» van here (hier) of away (elders)')
  const kind = group.text('kind')
  if (kind === 'folder') return { name, site, kind, path: resolve(group.text('path')) }
  if (kind === 'sftp') {
    const address = group.text('address')
    if (!readSftpAddress(address)) throw group.wrong('heeft geen «address» als sftp://gebruiker@server/map')
    return { name, site, kind, address, hostKey: group.text('hostKey'), privateKey: group.secret('privateKey') }
  }
  if (kind !== 's3') throw group.wrong('heeft geen «kind» van folder, sftp of s3')
  const bucket = group.text('bucket')
  if (!URL.canParse(bucket) || new URL(bucket).protocol !== 'https:')
    throw group.wrong('heeft geen «bucket» met https://')
  return {
    name,
    site,
    kind,
    bucket,
    folder: group.optional('folder'),
    region: group.text('region'),
    accessKey: group.text('accessKey'),
    secretKey: group.secret('secretKey'),
    retainDays: group.number('retainDays', 0, 3_650) || undefined,
  }
}
