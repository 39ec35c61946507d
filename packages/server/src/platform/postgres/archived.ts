import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, give } from './account.ts'
import { type Superuser, superuserOf } from './initialise.ts'
import { openPlace, type Place } from './place.ts'
import { PostgresProblem } from './problem.ts'
import type { ArchiveSettings } from './settings.ts'

/** What a program that keeps a cluster's changes has to know of it. */
export interface ArchivedCluster {
  /** PostgreSQL's own folder, with the data folder in it. */
  home: string
  data: string
  account: Account
  port: number
  socketFolder: string
  superuser: Superuser
}

/** sun_path of unix(7) holds 108 bytes, with the zero that ends it; `/.s.PGSQL.54321` comes behind the folder. */
const longestSocketFolder = 107 - '/.s.PGSQL.54321'.length

/** The folder of a cluster's socket, which only its account can enter. Throws PostgresProblem when the name would be too long. */
export async function openSocketFolder(home: string, account: Account): Promise<string> {
  const folder = join(home, 'socket')
  if (Buffer.byteLength(folder) > longestSocketFolder) {
    const text = `Het pad ${folder} is te lang om de database te bereiken. Kies met HOEDE_DATA een map met een korter pad.`
    throw new PostgresProblem('postgres-socket', text, `${folder} is longer than ${longestSocketFolder} bytes`)
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await give(account, folder)
  return folder
}

/** Lets `prepare` make ready what keeps the changes of a cluster that is about to start. */
export async function archiveOf(
  { place, port, superuser }: { place: Place; port: number; superuser: Superuser },
  prepare: (cluster: ArchivedCluster) => Promise<string>,
): Promise<ArchiveSettings> {
  const { home, data, account } = place
  const socketFolder = await openSocketFolder(home, account)
  return { socketFolder, command: await prepare({ home, data, account, port, superuser, socketFolder }) }
}

/** Does the cluster in this place hand over its changes, by the settings that it has? */
export async function isArchived({ data }: Pick<Place, 'data'>): Promise<boolean> {
  const settings = await readFile(join(data, 'postgresql.conf'), 'utf8').catch(() => '')
  return /^archive_mode = on$/m.test(settings)
}

/** The private cluster in a folder, as it was started last. Throws PostgresProblem; undefined when its changes are not kept. */
export async function findArchived(folder: string): Promise<ArchivedCluster | undefined> {
  const place = await openPlace(folder, () => undefined)
  const { home, data, account, note } = place
  if (note.port === undefined || !(await isArchived(place))) return undefined
  const superuser = await superuserOf(place, false)
  return { home, data, account, port: note.port, superuser, socketFolder: await openSocketFolder(home, account) }
}
