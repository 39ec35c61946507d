// Completes package-lock.json with the optional packages of other platforms. npm leaves those out that its registry does not have,
// and `npm ci` then refuses the whole file. Run it after adding a package; `--check` only looks (part of npm run check).
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const file = resolve(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const absent = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !find(path, name))
    .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
)

if (absent.length && process.argv.includes('--check')) {
  const names = absent.map(({ name }) => name).join(', ')
  console.error(`package-lock.json lacks ${names}: npm ci would refuse it. Run: node tools/complete-lock.mjs`)
  process.exitCode = 1
} else if (absent.length) {
  for (const one of absent) lock.packages[`node_modules/${one.name}`] = entryFor(one)
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
  console.log(`added: ${absent.map(({ name }) => name).join(', ')}`)
}

/** Looks as Node does: beside the package that asks, and then in each folder above. */
function find(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at?.includes('/node_modules/')) return lock.packages[`node_modules/${name}`] !== undefined
  }
}

function entryFor({ name, version, dev }) {
  const words = name.split(/[/-]/)
  const processor = processors.find((one) => words.includes(one))
  const system = systems.find((one) => words.includes(one))
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) || !(processor || system)) {
    throw new Error(`cannot tell which platform ${name}@${version} is for`)
  }
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    ...(dev ? { dev } : {}),
    ...(words.some((word) => /musl/.test(word)) ? { libc: ['musl'] } : {}),
    ...(words.some((word) => /gnu/.test(word)) ? { libc: ['glibc'] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  }
}
