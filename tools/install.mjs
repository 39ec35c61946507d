// Runs before npm start, test, check and bench: plain JavaScript for any Node from 20 up, and nothing imported from a package.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const record = join(modules, '.hoede-lock')
const pinned = join(modules, '.bin/node')

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

const lock = read(lockFile)
const wanted = createHash('sha256').update(lock).digest('hex')
if (read(record)?.trim() !== wanted || !existsSync(pinned)) await install()

async function install() {
  if (!isInstalled()) {
    const reason = existsSync(modules) ? 'zijn veranderd en worden bijgewerkt' : 'worden geïnstalleerd'
    console.log(`De pakketten ${reason} (npm ci); dat duurt ongeveer een minuut.`)
    if (await npm('ci'))
      stop('npm ci lukte niet; hierboven staat waarom. Is het internet (of de npm-registry) te bereiken?')
  }
  // The package `node` fetches its binary in a script, which a setting of npm's can have kept from running.
  if (!runsPinned() && ((await npm('rebuild', 'node', '--ignore-scripts=false')) || !runsPinned())) {
    stop(`Node.js ${pinnedVersion()} is niet in ${pinned} gekomen. Verwijder node_modules en probeer het opnieuw.`)
  }
  writeFileSync(record, `${wanted}\n`)
}

/** Is every package there as the lock file has it? npm keeps what it installed in a lock file of its own. */
function isInstalled() {
  try {
    const there = JSON.parse(read(join(modules, '.package-lock.json'))).packages
    return Object.entries(JSON.parse(lock).packages).every(([path, entry]) => {
      if (!path.includes('node_modules/')) return true
      const found = there[path]
      return found
        ? found.version === entry.version && found.integrity === entry.integrity
        : entry.optional || entry.peer
    })
  } catch {
    return false
  }
}

function pinnedVersion() {
  return JSON.parse(lock).packages['node_modules/node'].version
}

function runsPinned() {
  const answer = spawnSync(pinned, ['--version'], { encoding: 'utf8' })
  return answer.stdout?.trim() === `v${pinnedVersion()}`
}

/** Runs the npm of the machine, with its own Node: the one in node_modules is about to be replaced. */
function npm(...args) {
  const ours = join(modules, '.bin')
  const path = process.env.PATH.split(delimiter).filter((folder) => folder !== ours)
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?!config_(registry|cache|userconfig)$)/i.test(name),
  )
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...Object.fromEntries(kept), PATH: path.join(delimiter) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const begin = Date.now()
  const clock = setInterval(() => console.log(`  npm is bezig: ${Math.round((Date.now() - begin) / 1000)} s`), 10_000)
  return new Promise((done) => {
    child.on('error', () => stop('npm is niet gevonden. Installeer Node.js 20 of later, met npm.'))
    child.on('close', (code) => {
      clearInterval(clock)
      done(code ?? 1)
    })
  })
}

function stop(text) {
  console.error(text)
  process.exit(1)
}
