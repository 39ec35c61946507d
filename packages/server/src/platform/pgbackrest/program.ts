import { execFile, spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { Account } from '../postgres/account.ts'
import { aptGet } from '../postgres/install.ts'
import { pgbackrestProblem, RepositoryProblem } from './problem.ts'
import { stanza } from './settings.ts'

const run = promisify(execFile)

/** Where pgBackRest is on this machine. */
export async function findPgbackrest(): Promise<string | undefined> {
  const { stdout } = await run('/bin/sh', ['-c', 'command -v pgbackrest; true'])
  return stdout.startsWith('/') ? stdout.trim() : undefined
}

/** Installs it with apt where that can be done (root on Debian or a descendant). Throws RepositoryProblem with the command where not. */
export async function ensurePgbackrest(log: (text: string) => void): Promise<string> {
  const found = await findPgbackrest()
  if (found) return found
  const hasApt = await access('/usr/bin/apt-get').then(
    () => true,
    () => false,
  )
  if (process.getuid?.() !== 0 || !hasApt) throw missing()
  log('pgBackRest staat niet op deze machine en wordt geïnstalleerd met apt-get.')
  await aptGet(['update'], log)
  await aptGet(['install', 'pgbackrest'], log)
  const installed = await findPgbackrest()
  if (!installed) throw missing()
  return installed
}

export const missing = () =>
  new RepositoryProblem(
    'pgbackrest-missing',
    'HOEDE_PITR_REPO1 vraagt pgBackRest, en dat staat niet op deze machine. Installeer het met: sudo apt install pgbackrest',
    'pgbackrest is not in PATH',
  )

export interface Pgbackrest {
  program: string
  conf: string
  /** The account of the cluster, whose files it reads. */
  account: Account
  /** Of the cluster's superuser. */
  password: string
}

/**
 * Runs one command and gives what it printed; `line` gets each line as it comes. Passwords and passphrases go by the environment and
 * its file, never by the command line. Throws RepositoryProblem.
 */
export async function pgbackrest(
  { program, conf, account, password }: Pgbackrest,
  args: readonly string[],
  line: (text: string) => void = () => undefined,
): Promise<string> {
  const child = spawn(program, [`--config=${conf}`, `--stanza=${stanza}`, ...args], {
    ...account,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', PGPASSWORD: password },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  let errors = ''
  createInterface({ input: child.stdout }).on('line', (text) => {
    printed.push(text)
    line(text)
  })
  child.stderr.on('data', (text) => {
    errors = `${errors}${text}`.slice(-20_000)
  })
  const code = await new Promise<number | null>((done, failed) => child.on('close', done).on('error', failed)).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? missing() : error
    },
  )
  if (code === 0) return printed.join('\n')
  throw pgbackrestProblem(args.find((arg) => !arg.startsWith('-')) ?? '', errors || printed.slice(-20).join('\n'))
}
