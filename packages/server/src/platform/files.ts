import { open, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A lock this old was left by a process that died: whoever works under one touches it each few seconds. */
const abandonedAfter = 15_000

/** Writes a file whole or not at all: a reader never sees half of it, and a crash leaves the old one. */
export async function writeFileWhole(file: string, content: string, mode = 0o644): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.new`)
  await rm(beside, { force: true })
  await writeFile(beside, content, { mode, flag: 'wx', flush: true })
  await rename(beside, file)
}

/**
 * Does the work while nobody else on this machine does work under the same lock file; waits its turn as long as it takes. A lock
 * that a dead process left is taken over after 15 seconds.
 */
export async function whileLocked<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  while (!(await takeLock(lockFile))) await wait(20)
  const touch = () => void utimes(lockFile, new Date(), new Date()).catch(() => undefined)
  const timer = setInterval(touch, abandonedAfter / 5).unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await rm(lockFile, { force: true })
  }
}

async function takeLock(lockFile: string): Promise<boolean> {
  try {
    await (await open(lockFile, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const held = await stat(lockFile).catch(() => undefined)
  if (!held || Date.now() - held.mtimeMs < abandonedAfter) return false
  // Only one of those who wait can move it away, and what it moved is the abandoned one.
  const away = `${lockFile}.${process.pid}`
  await rename(lockFile, away).catch(() => undefined)
  await rm(away, { force: true })
  return false
}
