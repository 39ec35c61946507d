import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commandLine, isRunning, processMark, waitForEnd } from './inspect.ts'
import { claimPidFile, releasePidFile, runningProcess, writePidFile } from './pid-file.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-pid-'))
  file = join(folder, 'start.pid')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('a running process has a command line and a mark; an ended one has neither', async () => {
  const child = spawn('sleep', ['600'])
  expect(isRunning(child.pid!)).toBe(true)
  // On a busy machine the new process is ours for a moment more.
  await expect.poll(() => commandLine(child.pid!)).toBe('sleep 600')
  expect(processMark(child.pid!)).not.toBe(processMark(process.pid))
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await waitForEnd(child.pid!, 1000)).toBe(true)
  expect(commandLine(child.pid!)).toBeUndefined()
  expect(processMark(child.pid!)).toBeUndefined()
})

it('one process claims the file; it is free again when that one has ended', async () => {
  const child = spawn('sleep', ['600'])
  await writePidFile(file, child.pid!)
  expect(await claimPidFile(file)).toMatchObject({ pid: child.pid })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await claimPidFile(file)).toBeUndefined()
  expect(await runningProcess(file)).toMatchObject({ pid: process.pid })
  await releasePidFile(file)
  expect(await readdir(folder)).toEqual([])
})

it('a file of another process that has the number now, a broken one and an empty one count for nothing', async () => {
  for (const text of [JSON.stringify({ pid: process.ppid, mark: 'long ago' }), '{', '']) {
    await writeFile(file, text)
    expect(await claimPidFile(file)).toBeUndefined()
    await releasePidFile(file)
  }
})
