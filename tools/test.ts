// npm test: sees to it that what the tests need is there, runs them all, and ends with one line that counts them. Arguments go to
// Vitest (`npm test -- packages/contract`).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { ensurePgbackrest } from '../packages/server/src/platform/pgbackrest/program.ts'
import { findPostgres } from '../packages/server/src/platform/postgres/binaries.ts'
import { aptGet, installPostgres } from '../packages/server/src/platform/postgres/install.ts'
import { ensureWeb } from '../packages/server/src/start/web.ts'
import { countTests } from './count-tests.ts'

const root = resolve(import.meta.dirname, '..')
const log = (text: string) => console.log(text)

const folder = await mkdtemp(join(tmpdir(), 'hoede-vitest-'))
let exitCode = 1
let count = countTests(undefined, exitCode)
try {
  await ensureBrowser()
  await ensureSoftHsm()
  await ensureSshd()
  await ensureAge()
  await ensurePgbackrest(log)
  if (!(await findPostgres())) await installPostgres({ log })
  if (existsSync(join(root, 'packages/web/vite.config.ts'))) await ensureWeb(log)
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  exitCode = await run('vitest', ['run', ...reporters, ...process.argv.slice(2)])
  count = countTests(await readFile(report, 'utf8').catch(() => undefined), exitCode)
} catch (error) {
  console.error((error as Error).message)
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`)
process.exitCode = exitCode || (count.failed ? 1 : 0)

/** The tests drive the system's Chromium: Playwright's own is not downloaded. */
async function ensureBrowser(): Promise<void> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  if (!names.some((name) => folders.some((at) => existsSync(join(at, name)))))
    await installFromDebian('Chromium', 'chromium')
}

/** The tests of hardware modules run on one in software. */
async function ensureSoftHsm(): Promise<void> {
  if (existsSync('/usr/bin/softhsm2-util') && existsSync('/usr/lib/softhsm/libsofthsm2.so')) return
  await installFromDebian('SoftHSM 2', 'softhsm2')
}

/** The tests of stores start an sshd of their own; Debian's service, which nobody asked for, stays off. */
async function ensureSshd(): Promise<void> {
  if (existsSync('/usr/sbin/sshd') && existsSync('/usr/lib/openssh/sftp-server')) return
  if (process.getuid?.() === 0 && existsSync('/etc/systemd/system')) {
    for (const unit of ['ssh.service', 'ssh.socket'])
      await symlink('/dev/null', `/etc/systemd/system/${unit}`).catch(() => undefined)
  }
  await installFromDebian('OpenSSH server', 'openssh-server')
}

/** Backups use these where they are; restoring by hand needs them. */
async function ensureAge(): Promise<void> {
  if (['age', 'zstd'].every((name) => existsSync(`/usr/bin/${name}`))) return
  await installFromDebian('age and zstd', 'age', 'zstd')
}

async function installFromDebian(name: string, ...packages: string[]): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    const command = `sudo apt-get install ${packages.join(' ')}`
    throw new Error(`The tests need ${name}. Install it (on Debian: ${command}) and run again.`)
  }
  log(`${name} is not on this machine: installing it with apt-get.`)
  await aptGet(['update'], log)
  await aptGet(['install', ...packages], log)
}

function run(command: string, args: string[]): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', pass).on('SIGINT', pass)
  return new Promise((done, failed) => {
    child.on('error', failed)
    child.on('close', (code) => {
      process.off('SIGTERM', pass).off('SIGINT', pass)
      done(code ?? 1)
    })
  })
}
