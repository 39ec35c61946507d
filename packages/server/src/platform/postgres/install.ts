import { spawn } from 'node:child_process'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { findPostgres, installedVersions, type PostgresBinaries } from './binaries.ts'
import { PostgresProblem } from './problem.ts'

/** Debian makes and starts a cluster of its own ("main") at installation, unless it is told not to. */
const noMainCluster = '/etc/postgresql-common/createcluster.d/hoede.conf'

/**
 * Installs PostgreSQL with apt where that can be done (root on Debian or a descendant) and says how far it is. Makes no cluster and
 * leaves those that are there alone. Throws PostgresProblem with the command to run where it cannot.
 */
export async function installPostgres({ log }: { log: (text: string) => void }): Promise<PostgresBinaries> {
  if (process.getuid?.() !== 0 || !(await exists('/usr/bin/apt-get'))) throw await missing()
  log('PostgreSQL staat niet op deze machine en wordt geïnstalleerd met apt-get.')
  await aptGet(['update'], log)
  await aptGet(['install', 'postgresql-common'], log)
  const made = await mkdir(dirname(noMainCluster), { recursive: true })
  await writeFile(noMainCluster, 'create_main_cluster = false\n')
  try {
    await aptGet(['install', 'postgresql'], log)
  } finally {
    await rm(made ?? noMainCluster, { recursive: true, force: true })
  }
  const found = await findPostgres()
  if (!found) throw await missing()
  return found
}

/** What to tell somebody on whose machine there is no PostgreSQL that can be used. */
export async function missing(): Promise<PostgresProblem> {
  const present = await installedVersions()
  const begin = present.length
    ? `Hoede heeft PostgreSQL 15 of later nodig; hier staat alleen ${present.join(' en ')}.`
    : 'Hoede heeft PostgreSQL 15 of later nodig en vindt het niet op deze machine.'
  const text = `${begin} Installeer het met:\n\n    ${await installCommand()}\n\nen start opnieuw. Of geef met HOEDE_DATABASE_URL het adres van een server die er al is.`
  return new PostgresProblem('postgres-missing', text, `found: ${present.join(', ') || 'none'}`)
}

async function installCommand(): Promise<string> {
  if (process.platform === 'darwin') return 'brew install postgresql@17'
  if (await exists('/usr/bin/apt-get')) return 'sudo apt-get update && sudo apt-get install postgresql'
  if (await exists('/usr/bin/dnf')) return 'sudo dnf install postgresql-server'
  if (await exists('/sbin/apk')) return 'sudo apk add postgresql'
  if (await exists('/usr/bin/pacman')) return 'sudo pacman -S postgresql'
  if (await exists('/usr/bin/zypper')) return 'sudo zypper install postgresql-server'
  return 'zie https://www.postgresql.org/download/'
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

const phases = ['dlstatus', 'pmstatus']
const phaseNames = ['ophalen', 'installeren']

/** Runs apt-get without questions; its status lines (apt's README.progress-reporting) become progress for people. */
export async function aptGet([action = '', ...packages]: string[], log: (text: string) => void): Promise<void> {
  const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Status-Fd=3']
  const args = ['-c', 'DEBIAN_FRONTEND=noninteractive exec apt-get "$@"', 'apt-get', action, ...options, ...packages]
  const apt = spawn('/bin/sh', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  let errors = ''
  apt.stderr?.on('data', (text) => (errors = `${errors}${text}`.slice(-2000)))
  let shown = -1
  createInterface({ input: apt.stdio[3] as Readable }).on('line', (line) => {
    const [kind = '', , percent = ''] = line.split(':')
    const phase = phases.indexOf(kind)
    const quarter = Math.floor(Number(percent) / 25)
    if (phase < 0 || phase * 5 + quarter <= shown) return
    shown = phase * 5 + quarter
    log(`${packages.join(' ') || 'lijst van pakketten'} ${phaseNames[phase]}: ${quarter * 25}%`)
  })
  const code = await new Promise<number | null>((done, failed) => apt.on('close', done).on('error', failed))
  if (code === 0) return
  const command = `apt-get ${[action, ...packages].join(' ')}`
  throw new PostgresProblem(
    'postgres-install',
    `«${command}» lukte niet:\n${errors.trim()}`,
    `apt-get ended with ${code}`,
  )
}
