import { execFile } from 'node:child_process'
import { access, constants, glob, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The oldest version whose features Hoede uses. */
const oldestMajor = 15

export interface PostgresBinaries {
  bindir: string
  major: number
  /** As PostgreSQL writes it: `15.18`. */
  version: string
}

/** Where distributions put each version apart: Debian, Red Hat, Homebrew on both kinds of Mac and on Linux, Postgres.app, source. */
const folders = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql*/bin',
  '/usr/local/opt/postgresql*/bin',
  '/home/linuxbrew/.linuxbrew/opt/postgresql*/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
  '/usr/local/pgsql/bin',
]

/**
 * Finds a PostgreSQL server on this machine: of that major version, or else the newest from 15 up. A `postgres` in PATH that is
 * only a link counts as what it points to; a wrapper without `initdb` beside it does not count.
 */
export async function findPostgres(wish: { major?: number } = {}): Promise<PostgresBinaries | undefined> {
  const candidates = await Promise.all((await candidateFolders()).map(inspect))
  const usable = candidates
    .filter((found) => found !== undefined)
    .filter((found) => (wish.major === undefined ? found.major >= oldestMajor : found.major === wish.major))
  return usable.sort((a, b) => b.major - a.major)[0]
}

/** The versions that are there, new enough or not: for telling somebody what is missing. */
export async function installedVersions(): Promise<string[]> {
  const candidates = await Promise.all((await candidateFolders()).map(inspect))
  return [...new Set(candidates.flatMap((found) => found?.version ?? []))]
}

async function candidateFolders(): Promise<string[]> {
  const versioned: string[] = []
  for await (const folder of glob(folders)) versioned.push(folder)
  const real = await Promise.all([...versioned, ...(await foldersOnPath())].map(realBindir))
  return [...new Set(real.filter((folder) => folder !== undefined))]
}

async function foldersOnPath(): Promise<string[]> {
  const script = 'command -v postgres; pg_config --bindir 2>/dev/null'
  const { stdout } = await run('sh', ['-c', `${script}; true`]).catch(() => ({ stdout: '' }))
  const [postgres = '', bindir = ''] = stdout.includes('/postgres\n') ? stdout.split('\n') : ['', ...stdout.split('\n')]
  return [postgres && dirname(postgres), bindir].filter((folder) => folder.startsWith('/'))
}

async function realBindir(folder: string): Promise<string | undefined> {
  return realpath(join(folder, 'postgres')).then(dirname, () => undefined)
}

async function inspect(bindir: string): Promise<PostgresBinaries | undefined> {
  try {
    await access(join(bindir, 'initdb'), constants.X_OK)
    const { stdout } = await run(join(bindir, 'postgres'), ['--version'])
    const version = /\(PostgreSQL\) ((\d+)\S*)/.exec(stdout)
    return version ? { bindir, major: Number(version[2]), version: version[1]! } : undefined
  } catch {
    return undefined
  }
}
