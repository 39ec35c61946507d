import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { LoadPlan, LoadResult } from './load.ts'

const children: ChildProcess[] = []

/** Ends what still runs. */
export function endChildren(): void {
  for (const child of children) child.kill('SIGTERM')
}

/** A program of ours in a process of its own, told what to do by its standard input; it says when it is ready. */
export function startChild(file: string, input: object): Promise<ChildProcess> {
  const child = fork(file, [], { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  child.stdin?.end(JSON.stringify(input))
  return new Promise((ready, failed) => {
    child.once('message', () => ready(child))
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code}`)))
  })
}

/** The real server on the data of the benchmark. */
export function startServer(dataFolder: string, ports: { https: number; http: number }): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, '../packages/server/bin/server.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      HOEDE_DATA: dataFolder,
      HOEDE_HTTPS_PORT: String(ports.https),
      HOEDE_HTTP_PORT: String(ports.http),
      HOEDE_REQUESTS_PER_SECOND: '1000000',
      HOEDE_LOG_LEVEL: 'warn',
    },
  })
  children.push(child)
  return new Promise((ready, failed) => {
    child.once('message', () => ready(child))
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)))
  })
}

export async function stopChild(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
  children.splice(children.indexOf(child), 1)
}

/** The load comes from a process of its own, so that it does not share the measured one's event loop. */
export function loadFrom(plan: LoadPlan): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'load.ts'), [], { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] })
  child.stdin?.end(JSON.stringify(plan))
  let text = ''
  child.stdout?.on('data', (part) => {
    text += part
  })
  return new Promise((done, failed) =>
    child.once('close', () => (text ? done(JSON.parse(text) as LoadResult) : failed(new Error('no result')))),
  )
}
