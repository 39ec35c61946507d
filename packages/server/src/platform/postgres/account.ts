import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { PostgresProblem } from './problem.ts'

const run = promisify(execFile)

/** As whom PostgreSQL runs: options for spawn. Empty: as ourselves. */
export type Account = { uid: number; gid: number } | Record<string, never>

const names = ['postgres', '_postgres', 'pgsql', 'hoede']

/**
 * PostgreSQL refuses to run as root. Root lends it the account of a present data folder, or else the system's own for PostgreSQL;
 * anybody else runs it as themselves.
 */
export async function chooseAccount(dataFolder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  const owner = await stat(dataFolder).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of names) {
    const [uid, gid] = await Promise.all([numberOf('-u', name), numberOf('-g', name)])
    if (uid && gid) return { uid, gid }
  }
  throw new PostgresProblem(
    'postgres-account',
    'PostgreSQL draait niet als root, en er is geen gebruiker «postgres». Maak hem met: useradd --system --shell /usr/sbin/nologin postgres',
    `none of the accounts ${names.join(', ')} exists`,
  )
}

async function numberOf(which: '-u' | '-g', name: string): Promise<number | undefined> {
  return run('id', [which, name]).then(
    ({ stdout }) => Number(stdout.trim()),
    () => undefined,
  )
}

/** Can the account come in this folder? Asked by trying, as access lists and mounts decide as well as the mode. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return run('test', ['-x', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

/** Can the account write in this folder? */
export async function canWrite(account: Account, folder: string): Promise<boolean> {
  return run('test', ['-d', folder, '-a', '-w', folder, '-a', '-x', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

/** Makes files or folders the account's own. */
export async function give(account: Account, ...files: string[]): Promise<void> {
  if (!('uid' in account)) return
  for (const file of files) await chown(file, account.uid, account.gid)
}
