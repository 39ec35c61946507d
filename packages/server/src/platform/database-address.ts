import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { DatabaseAddress, DatabaseLogin } from './db/connection.ts'

/** The file that the start of a private cluster leaves behind, so that server, worker and command line find it. */
export interface ClusterNote {
  host: string
  port: number
  caFile: string
}
export const clusterNote = (dataFolder: string) => join(dataFolder, 'database.json')

class NoDatabase extends Error {
  readonly code = 'no-database'
}

/** Where the databases are: HOEDE_DATABASE_URL, or the private cluster that `npm start` left a note of. */
export async function databaseAddress(config: Config): Promise<DatabaseAddress> {
  if (config.databaseUrl) {
    const url = new URL(config.databaseUrl)
    return {
      host: url.hostname,
      port: Number(url.port || 5432),
      caFile: url.searchParams.get('sslrootcert') ?? undefined,
    }
  }
  try {
    const note = JSON.parse(await readFile(clusterNote(config.dataFolder), 'utf8')) as ClusterNote
    return { host: note.host, port: note.port, caFile: note.caFile }
  } catch {
    throw new NoDatabase(
      `Er draait geen database voor ${config.dataFolder}. Start Hoede eerst met «npm start», of geef HOEDE_DATABASE_URL.`,
    )
  }
}

/** The administrator's login: of the given server, or the private cluster's superuser. Only for the operator's own programs. */
export async function administratorLogin(config: Config): Promise<DatabaseLogin> {
  if (config.databaseUrl) {
    const url = new URL(config.databaseUrl)
    return {
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1) || 'postgres',
    }
  }
  const file = join(config.dataFolder, 'postgres', 'superuser.json')
  const { user, password } = JSON.parse(await readFile(file, 'utf8')) as { user: string; password: string }
  return { user, password, database: 'postgres' }
}
