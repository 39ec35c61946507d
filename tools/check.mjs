// npm run check: everything that a machine can say of the code without running it. All of it runs, also when one part fails.
import { spawnSync } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter) }

const checks = [
  { name: 'format and lint (Biome)', command: ['biome', 'ci', '--colors=off', '--max-diagnostics=50', '.'] },
  { name: 'types of server and tools', command: ['tsc', '-p', '.'] },
  { name: 'types of web', command: ['tsc', '-p', 'packages/web'] },
  {
    name: 'directions (dependency-cruiser)',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'bench', 'tools'],
    // Without its TypeScript reader it sees no module at all, and finds nothing wrong.
    holds: (output) => /\((\d+) modules/.exec(output)?.[1] > 50,
  },
  { name: 'unused code (knip)', command: ['knip', '--no-progress'] },
  { name: 'lock file complete', command: ['node', 'tools/complete-lock.mjs', '--check'] },
]

let failed = 0
for (const { name, command, holds = () => true } of checks) {
  const begin = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command[0], command.slice(1), {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
  const good = status === 0 && holds(stdout)
  if (!good) {
    failed++
    console.log(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trimEnd())
  }
  console.log(`${good ? 'ok    ' : 'FAILED'} ${name}, ${((performance.now() - begin) / 1000).toFixed(1)} s`)
}
if (failed) {
  console.log(`${failed} of ${checks.length} checks failed`)
  process.exitCode = 1
}
