// npm test: sees to it that what the tests need is there, runs them all, and ends with one line that counts them. Arguments go to
// Vitest (`npm test -- packages/contract`).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
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
  if (names.some((name) => folders.some((at) => existsSync(join(at, name))))) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('The tests need Chromium. Install it (on Debian: sudo apt-get install chromium) and run again.')
  }
  log('Chromium is not on this machine: installing it with apt-get.')
  await aptGet(['update'], log)
  await aptGet(['install', 'chromium'], log)
}

/** The tests of hardware modules run on one in software. */
async function ensureSoftHsm(): Promise<void> {
  if (existsSync('/usr/bin/softhsm2-util') && existsSync('/usr/lib/softhsm/libsofthsm2.so')) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('The tests need SoftHSM 2. Install it (on Debian: sudo apt-get install softhsm2) and run again.')
  }
  log('SoftHSM is not on this machine: installing it with apt-get.')
  await aptGet(['update'], log)
  await aptGet(['install', 'softhsm2'], log)
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
