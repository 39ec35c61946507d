import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const proc = existsSync('/proc/self/stat')

/** Is there a process with this number that does anything? One that ended and waits for its parent (zombie) is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return !proc || !['Z', 'X', undefined].includes(statOf(pid)?.state)
}

/** The arguments with which a process was started, one space between them; undefined where it is not there. */
export function commandLine(pid: number): string | undefined {
  try {
    const text = proc
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
    return text.trim() || undefined
  } catch {
    return undefined
  }
}

/** The processes in whose command line this text stands, ourselves not counted: for a text that nothing else has. */
export function processesNaming(text: string): number[] {
  const all = proc ? readdirSync('/proc') : execFileSync('ps', ['-ax', '-o', 'pid='], { encoding: 'utf8' }).split('\n')
  return all
    .map((name) => Number(name.trim() || Number.NaN))
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && (commandLine(pid) ?? '').includes(text))
}

/** Says which process it is that has a number now: two processes that had it one after the other have different marks. */
export function processMark(pid: number): string | undefined {
  try {
    if (proc) {
      const begin = statOf(pid)?.begin
      return begin && `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${begin}`
    }
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim() || undefined
    )
  } catch {
    return undefined
  }
}

/** Waits until a process has ended; false when it has not after that many milliseconds. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (isRunning(pid)) {
    if (performance.now() > end) return false
    await sleep(20)
  }
  return true
}

/** State and start (clock ticks since boot) from proc(5): fields 3 and 22, counted after the name, which may hold anything. */
function statOf(pid: number): { state: string | undefined; begin: string | undefined } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], begin: fields[19] }
  } catch {
    return undefined
  }
}
