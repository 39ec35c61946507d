import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import module from 'node:module'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const bin = join(root, 'node_modules/.bin')
const pinned = join(bin, 'node')

/**
 * Runs a script of this repository with the Node that it is pinned to, whatever Node was called: in this process where that is
 * the one, else in a child that gets our signals and whose exit code becomes ours.
 */
export async function runPinned(script, { quickly = false } = {}) {
  if (!existsSync(pinned)) {
    console.error('De pakketten van Hoede zijn nog niet geïnstalleerd. Voer eerst uit: npm ci')
    process.exit(1)
  }
  // Keeps what is compiled for a next time, here and in the programs that are started from here; not where coverage is measured.
  if (quickly) process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/hoede')
  process.env.PATH = [bin, process.env.PATH].join(delimiter)
  const file = join(root, script)
  if (realpathSync(process.execPath) === realpathSync(pinned)) {
    if (quickly) module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
    await import(pathToFileURL(file).href)
    return
  }
  const child = spawn(pinned, [file, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`${pinned} start niet: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
