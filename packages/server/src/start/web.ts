import { spawn } from 'node:child_process'
import { access, glob, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { sha256 } from '../platform/crypto/tokens.ts'
import { StartProblem, type Step } from './step.ts'

const repository = resolve(import.meta.dirname, '../../../..')
const built = join(repository, 'packages/web/dist')
const stamp = join(built, '.sources')
const sources = [
  'packages/web/**/*.{ts,tsx,css,html,svg,po,json}',
  'packages/contract/src/**/*.ts',
  'package-lock.json',
]

export const buildWeb: Step = {
  title: 'Webapplicaties',
  async run({ config }, say) {
    // Another folder is somebody else's to fill; without its sources (an installed product) what is there is what there is.
    if (config.webFolder !== built || !(await exists(join(repository, 'packages/web/vite.config.ts')))) return undefined
    return (await ensureWeb(say)) ? 'gebouwd' : 'waren al gebouwd'
  },
}

/** Builds the browser applications when their sources are others than those of the last build; says whether it did. */
export async function ensureWeb(say: (text: string) => void): Promise<boolean> {
  const wanted = await fingerprint()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return false
  say('de webapplicaties worden gebouwd')
  const build = spawn('npm', ['run', '--silent', 'build', '-w', '@hoede/web'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [build.stdout, build.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const code = await new Promise<number | null>((done, failed) => build.on('close', done).on('error', failed))
  if (code !== 0) {
    throw new StartProblem('web-build', `De webapplicaties konden niet gebouwd worden:\n${lines.slice(-30).join('\n')}`)
  }
  await writeFile(stamp, wanted)
  return true
}

async function fingerprint(): Promise<string> {
  const files: string[] = []
  const exclude = ['**/node_modules/**', 'packages/web/dist/**', '**/*.test.*']
  for await (const file of glob(sources, { cwd: repository, exclude })) files.push(file)
  files.sort()
  const hashes = await Promise.all(
    files.map(async (file) => `${file} ${sha256(await readFile(join(repository, file))).toString('hex')}`),
  )
  return sha256(hashes.join('\n')).toString('hex')
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
