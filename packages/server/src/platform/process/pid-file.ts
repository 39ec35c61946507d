import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isRunning, processMark } from './inspect.ts'

/** Which process wrote the file: its number alone could by now be somebody else's. */
export interface PidNote {
  pid: number
  mark: string
}

/** The process that a pid file names, when it still runs; undefined when there is no file or the process has ended. */
export async function runningProcess(file: string): Promise<PidNote | undefined> {
  const note = await readNote(file)
  return note && isRunning(note.pid) && processMark(note.pid) === note.mark ? note : undefined
}

export async function writePidFile(file: string, pid: number): Promise<void> {
  await writeFile(file, noteOf(pid))
}

/**
 * Makes this process the one that the file names. Gives the process that was first, when there is one that still runs, or
 * undefined when the file is ours.
 */
export async function claimPidFile(file: string): Promise<PidNote | undefined> {
  const own = `${file}.${process.pid}`
  await writeFile(own, noteOf(process.pid))
  try {
    for (;;) {
      const other = await runningProcess(file)
      if (other) return other
      await removeStale(file)
      const claimed = await link(own, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false
          throw error
        },
      )
      if (claimed) return undefined
    }
  } finally {
    await rm(own, { force: true })
  }
}

/** Removes the file, when it is still the one of this process. */
export async function releasePidFile(file: string): Promise<void> {
  const note = await readNote(file)
  if (note?.pid === process.pid) await rm(file, { force: true })
}

/** Moves the file away before removing it: of two who both found it stale, one would else remove the other's new one. */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if (await runningProcess(aside)) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

const noteOf = (pid: number) => `${JSON.stringify({ pid, mark: processMark(pid) ?? '' })}\n`

async function readNote(file: string): Promise<PidNote | undefined> {
  try {
    const note = JSON.parse(await readFile(file, 'utf8')) as Partial<PidNote>
    return Number.isInteger(note.pid) && note.pid! > 0 && note.mark ? { pid: note.pid!, mark: note.mark } : undefined
  } catch {
    return undefined
  }
}
