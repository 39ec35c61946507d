// Runs before npm start, test, check and bench: plain JavaScript for any Node from 20 up, and nothing imported from a package.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  if (lacking().required) {
    const reason = existsSync(modules) ? 'zijn veranderd en worden bijgewerkt' : 'worden geïnstalleerd'
    console.log(`De pakketten ${reason} (npm ci); dat duurt ongeveer een minuut.`)
    if (await npm({}, 'ci')) stop('npm ci lukte niet; hierboven staat waarom. Is de npm-registry te bereiken?')
  }
  // The package `node` fetches its binary in a script, which a setting of npm's can have kept from running.
  if (!runsPinned() && ((await npm({}, 'rebuild', 'node', '--ignore-scripts=false')) || !runsPinned())) {
    stop(`Node.js ${pinnedVersion()} is niet in ${pinned} gekomen. Verwijder node_modules en probeer het opnieuw.`)
  }
  // An npm that ran on an older Node passed over optional packages that want a newer one: the pinned one adds them.
  for (const [path, entry] of lacking().optional) await add(path, entry)
  writeFileSync(record, `${wanted}\n`)
}

/**
 * Installs one package of the lock file beside everything else, and puts it in its place: nothing else is asked or changed.
 */
async function add(path, { resolved, version, integrity }) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const folder = mkdtempSync(join(tmpdir(), 'hoede-'))
  const own = { name: 'one', version: '1.0.0', dependencies: { [name]: version } }
  const packages = { '': own, [`node_modules/${name}`]: { version, resolved, integrity } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...own, lockfileVersion: 3, packages }))
  const failed = await npm({ folders: [join(modules, '.bin')], cwd: folder }, 'ci', '--ignore-scripts')
  if (failed) stop(`${name} kon niet geïnstalleerd worden; hierboven staat waarom.`)
  rmSync(join(root, path), { recursive: true, force: true })
  cpSync(join(folder, 'node_modules', name), join(root, path), { recursive: true })
  rmSync(folder, { recursive: true })
}

/** What is not there as the lock file has it. npm keeps what it installed in a lock file of its own. */
function lacking() {
  const there = JSON.parse(read(join(modules, '.package-lock.json')) ?? '{"packages":{}}').packages
  const absent = Object.entries(JSON.parse(lock).packages).filter(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return false
    const found = there[path]
    return !found || found.version !== entry.version || found.integrity !== entry.integrity
  })
  return {
    required: absent.some(([, entry]) => !entry.optional && !entry.peer),
    optional: absent.filter(([path, entry]) => entry.optional && isForThisMachine(entry) && !hasVersion(path, entry)),
  }
}

function hasVersion(path, { version }) {
  return JSON.parse(read(join(root, path, 'package.json')) ?? '{}').version === version
}

/** Made for a machine like this one; what is for any machine comes with what needs it. */
function isForThisMachine({ os, cpu, libc }) {
  if (!os || !cpu) return false
  const own = process.platform === 'linux' && (process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl')
  const fits = (list, value) => !list || list.includes(value)
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, own)
}

function pinnedVersion() {
  return JSON.parse(lock).packages['node_modules/node'].version
}

function runsPinned() {
  const answer = spawnSync(pinned, ['--version'], { encoding: 'utf8' })
  return answer.stdout?.trim() === `v${pinnedVersion()}`
}

/**
 * Runs the npm of the machine with its own Node, as the one in node_modules may be about to be replaced; or with the Node in the
 * folders given.
 */
function npm({ folders = [], cwd = root }, ...args) {
  const ours = join(modules, '.bin')
  const path = [...folders, ...process.env.PATH.split(delimiter).filter((folder) => folder !== ours)]
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?!config_(registry|cache|userconfig)$)/i.test(name),
  )
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    // The pinned Node trusts what the machine trusts, as Debian's own does: behind a network with an authority of its own each
    // request of npm's would fail three times, in more than a minute.
    env: { ...Object.fromEntries(kept), PATH: path.join(delimiter), NODE_USE_SYSTEM_CA: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const begin = Date.now()
  // On a terminal npm shows by itself that it is busy.
  const clock = process.stdout.isTTY
    ? undefined
    : setInterval(() => console.log(`  npm is bezig: ${Math.round((Date.now() - begin) / 1000)} s`), 10_000)
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
