import { execFile } from 'node:child_process'
import { chown, mkdtemp, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newToken } from '../crypto/tokens.ts'
import { writeFileWhole } from '../files.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { Place } from './place.ts'
import { folderProblem, PostgresProblem } from './problem.ts'

const run = promisify(execFile)
const megabyte = 1_048_576

export interface Superuser {
  user: string
  password: string
}

/** The major version of the data that are there; undefined when there are none yet. */
export async function versionOfData(place: Place): Promise<number | undefined> {
  const file = join(place.data, 'PG_VERSION')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw folderProblem(error, place.data)
  })
  if (text === undefined) {
    if (!(await stat(place.data).catch(() => undefined))) return undefined
    throw broken(place, `${place.data} holds no PG_VERSION`)
  }
  const major = Number.parseInt(text, 10)
  if (Number.isInteger(major)) return major
  throw broken(place, 'PG_VERSION holds no number')
}

function broken(place: Place, detail: string): PostgresProblem {
  const text = `In ${place.data} staat geen complete database. Zet een kopie terug, of haal de map weg; er is niets gewijzigd.`
  return new PostgresProblem('postgres-broken', text, detail)
}

/** Refuses to begin on a disk where PostgreSQL would soon stand still. */
export async function refuseFullDisk(place: Place, isNew: boolean): Promise<void> {
  const { bavail, bsize } = await statfs(place.home)
  const free = Math.floor((bavail * bsize) / megabyte)
  const needed = isNew ? 300 : 100
  if (free >= needed) return
  const text = `De schijf van ${place.home} is vol: er is ${free} MB vrij en nodig is ${needed} MB. Maak ruimte en start opnieuw.`
  throw new PostgresProblem('postgres-disk-full', text, `${free} MB free, ${needed} MB needed`)
}

/** The superuser of the cluster, from a file (mode 0600) that is made before the cluster is. */
export async function superuserOf(place: Place, isNew: boolean): Promise<Superuser> {
  const file = join(place.folder, 'superuser.json')
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw folderProblem(error, place.folder)
  })
  if (present) return parseSuperuser(present, file)
  if (!isNew) {
    const text = `Het wachtwoord van de database ontbreekt: ${file}. Zet het terug uit een kopie; er is niets gewijzigd.`
    throw new PostgresProblem('postgres-password-missing', text, `${file} is absent and the cluster is not`)
  }
  const superuser = { user: 'postgres', password: newToken() }
  await writeFileWhole(file, `${JSON.stringify(superuser)}\n`, 0o600)
  return superuser
}

function parseSuperuser(text: string, file: string): Superuser {
  try {
    return JSON.parse(text) as Superuser
  } catch {
    const message = `${file} is niet te begrijpen. Zet het terug uit een kopie; er is niets gewijzigd.`
    throw new PostgresProblem('postgres-password-missing', message, `${file} is not JSON`)
  }
}

/** Makes the data folder, beside its place first, so that one that is there is always whole. */
export async function initialise(
  place: Place,
  binaries: PostgresBinaries,
  superuser: Superuser,
  { fast }: { fast: boolean },
): Promise<void> {
  await removeUnfinished(place)
  const work = await mkdtemp(join(place.home, 'new-'))
  try {
    const passwordFile = join(work, 'password')
    await writeFile(passwordFile, superuser.password, { mode: 0o600 })
    if ('uid' in place.account) {
      await chown(work, place.account.uid, place.account.gid)
      await chown(passwordFile, place.account.uid, place.account.gid)
    }
    await initdb(
      place,
      binaries,
      [
        `--pgdata=${join(work, 'data')}`,
        `--username=${superuser.user}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--data-checksums',
        '--encoding=UTF8',
        ...(fast ? ['--no-sync'] : []),
      ],
      binaries.major,
    )
    await rename(join(work, 'data'), place.data)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Text sorts by code point, the same on every system: what people see sorted says its collation itself. */
async function initdb(place: Place, binaries: PostgresBinaries, options: string[], major: number): Promise<void> {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const attempts = major >= 17 ? [builtin] : [['--locale=C.UTF-8'], ['--locale=C']]
  const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  for (const [index, locale] of attempts.entries()) {
    try {
      await run(join(binaries.bindir, 'initdb'), [...options, ...locale], {
        ...place.account,
        cwd: '/',
        env: environment,
      })
      return
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string }
      if (/invalid locale/.test(stderr) && index + 1 < attempts.length) continue
      if (/No space left|Disk quota/.test(stderr)) throw folderProblem({ code: 'ENOSPC' }, place.home)
      throw new PostgresProblem(
        'postgres-start',
        `De database kon niet gemaakt worden:\n${stderr.trim()}`,
        'initdb failed',
      )
    }
  }
}

async function removeUnfinished(place: Place): Promise<void> {
  for (const name of await readdir(place.home)) {
    if (name.startsWith('new-')) await rm(join(place.home, name), { recursive: true, force: true })
  }
}
