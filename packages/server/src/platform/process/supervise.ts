import { type ChildProcess, fork } from 'node:child_process'
import { copyFile, mkdir, open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { commandLine, waitForEnd } from './inspect.ts'
import { runningProcess, writePidFile } from './pid-file.ts'

/** A program of ours that has to be there all the time. */
export interface Program {
  /** How people know it. */
  name: string
  file: string
  env: NodeJS.ProcessEnv
  logFile: string
  pidFile: string
}

export interface Supervised {
  /** Asks it to end, waits, and does not start it again. */
  stop(): Promise<void>
}

class ProgramProblem extends Error {
  readonly code = 'program-start'
}

const firstPause = 500
const longestPause = 30_000
/** Whoever ran this long had not failed at starting. */
const longEnough = 60_000
const longestStart = 120_000
const largestLog = 50_000_000

/**
 * Starts a program in a process group of its own and resolves when it says that it is ready. From then on it is started again whenever
 * it ends, after a pause that grows. Throws ProgramProblem when it ends before it was ever ready.
 */
export async function supervise(program: Program, log: (text: string) => void): Promise<Supervised> {
  const first = await launch(program)
  let { child } = first
  if (!(await first.ready)) {
    await end(child.pid)
    throw await startProblem(program)
  }
  let stopping = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let launching: Promise<void> | undefined

  const again = async () => {
    try {
      child = (await launch(program)).child
      watch()
    } catch {
      later()
    }
  }
  const later = () => {
    if (stopping) return
    const pause = Math.min(firstPause * 2 ** failures, longestPause)
    failures += 1
    if (failures === 1) log(`${program.name} stopte onverwacht en wordt opnieuw gestart; zie ${program.logFile}.`)
    timer = setTimeout(() => {
      launching = again()
    }, pause)
  }
  const watch = () => {
    const begin = performance.now()
    const ended = () => {
      if (performance.now() - begin > longEnough) failures = 0
      later()
    }
    if (child.exitCode !== null || child.signalCode !== null) ended()
    else child.once('exit', ended)
  }
  watch()
  const tidy = setInterval(() => void shorten(program.logFile), 60_000).unref()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      clearInterval(tidy)
      await launching
      await end(child.pid)
      await rm(program.pidFile, { force: true })
    },
  }
}

/** Ends the program that a killed starter left behind, when it is there. */
export async function endOrphan({ file, pidFile }: Pick<Program, 'file' | 'pidFile'>): Promise<boolean> {
  const note = await runningProcess(pidFile)
  if (!note || !commandLine(note.pid)?.includes(file)) return false
  await end(note.pid)
  await rm(pidFile, { force: true })
  return true
}

/** What was started, and whether it became ready: false when it ended before, or took too long. */
interface Launched {
  child: ChildProcess
  ready: Promise<boolean>
}

async function launch(program: Program): Promise<Launched> {
  await mkdir(dirname(program.logFile), { recursive: true })
  const log = await open(program.logFile, 'a', 0o600)
  try {
    const child = fork(program.file, [], {
      detached: true,
      env: program.env,
      execArgv: [],
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
    })
    // Listens at once: on a slow disk the word can come before the number is written.
    const ready = becomesReady(child)
    if (child.pid) await writePidFile(program.pidFile, child.pid)
    return { child, ready }
  } finally {
    await log.close()
  }
}

function becomesReady(child: ChildProcess): Promise<boolean> {
  return new Promise((done) => {
    const limit = setTimeout(() => done(false), longestStart)
    const settle = (ready: boolean) => () => {
      clearTimeout(limit)
      done(ready)
    }
    child.once('message', settle(true))
    child.once('exit', settle(false))
    child.on('error', settle(false))
  })
}

async function startProblem(program: Program): Promise<ProgramProblem> {
  const text = await readFile(program.logFile, 'utf8').catch(() => '')
  const last = text.trimEnd().split('\n').slice(-12).join('\n')
  return new ProgramProblem(`${program.name} start niet. Het einde van ${program.logFile}:\n${last}`)
}

async function end(pid: number | undefined): Promise<void> {
  if (pid === undefined) return
  for (const [signal, patience] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitForEnd(pid, patience)) return
  }
}

/** Keeps a log from growing without end; the program appends, so it goes on at the new end. */
async function shorten(file: string): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  if (size < largestLog) return
  await copyFile(file, `${file}.1`)
  await truncate(file)
}
