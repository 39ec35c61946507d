import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isRunning, waitForEnd } from './inspect.ts'
import { endOrphan, type Program, supervise } from './supervise.ts'

let folder: string
const said: string[] = []
const say = (text: string) => said.push(text)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-supervise-'))
  said.length = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function program(source: string): Promise<Program> {
  const file = join(folder, 'program.mjs')
  await writeFile(file, source)
  const at = (name: string) => join(folder, name)
  return { name: 'De proef', file, env: process.env, logFile: at('log/proef.log'), pidFile: at('proef.pid') }
}

const steady = `process.on('SIGTERM', () => { console.log('netjes'); process.exit(0) })
  process.send('ready'); setInterval(() => undefined, 1000)`
const pidOf = ({ pidFile }: Program) => (JSON.parse(readFileSync(pidFile, 'utf8')) as { pid: number }).pid

it('starts again what was killed, and ends it properly', async () => {
  const one = await program(steady)
  const supervised = await supervise(one, say)
  const first = pidOf(one)
  process.kill(first, 'SIGKILL')
  await expect.poll(() => pidOf(one) !== first && isRunning(pidOf(one)), { timeout: 10_000 }).toBe(true)
  expect(said).toEqual([expect.stringContaining('De proef stopte onverwacht en wordt opnieuw gestart')])
  const second = pidOf(one)
  await expect.poll(() => isRunning(second)).toBe(true)
  await supervised.stop()
  expect(isRunning(second)).toBe(false)
})

it('tells with the end of its log why it does not start', async () => {
  const one = await program("console.error('de poort is bezet'); process.exit(3)")
  await expect(supervise(one, say)).rejects.toMatchObject({
    code: 'program-start',
    message: expect.stringMatching(/De proef start niet(.|\n)*de poort is bezet/),
  })
  expect(said).toEqual([])
})

it('ends what a killed starter left, and nothing else that has its number', async () => {
  const one = await program(steady)
  const supervised = await supervise(one, say)
  const pid = pidOf(one)
  expect(await endOrphan({ ...one, file: '/another/program.ts' })).toBe(false)
  expect(isRunning(pid)).toBe(true)
  const stopped = supervised.stop()
  await waitForEnd(pid, 5_000)
  await stopped
  expect(await endOrphan(one)).toBe(false)
  expect(await readFile(one.logFile, 'utf8')).toBe('netjes\n')
})
