import { readFileSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import { Pool } from 'undici'

export interface Shot {
  method: 'GET' | 'POST'
  path: string
  body?: string
  headers?: Record<string, string>
}

export interface LoadPlan {
  /** For example https://linde.localhost:8443; always this machine. */
  origin: string
  caFile: string
  connections: number
  seconds: number
  /** The requests to make, over and over. */
  shots: Shot[]
  expectedStatus: number
}

export interface LoadResult {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  requests: number
  wrong: number
}

/** The names of the demo lead to this machine (RFC 6761 section 6.3). */
export const toLoopback: LookupFunction = (_name, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

/** Sends requests over a number of kept-open connections for some seconds, each connection one after the other. */
async function load(plan: LoadPlan): Promise<LoadResult> {
  const pool = new Pool(plan.origin, {
    connections: plan.connections,
    pipelining: 1,
    connect: {
      ca: readFileSync(plan.caFile, 'utf8'),
      lookup: (_name, options, done) =>
        options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
    },
  })
  const durations: number[] = []
  let wrong = 0
  let next = 0
  let until = performance.now() + 1000
  const worker = async (counting: boolean) => {
    while (performance.now() < until) {
      const shot = plan.shots[next++ % plan.shots.length]!
      const start = performance.now()
      const answer = await pool.request({
        method: shot.method,
        path: shot.path,
        body: shot.body ?? null,
        headers: shot.headers ?? {},
      })
      await answer.body.dump()
      if (counting) durations.push(performance.now() - start)
      if (answer.statusCode !== plan.expectedStatus) wrong++
    }
  }
  const everybody = (counting: boolean) => Promise.all(Array.from({ length: plan.connections }, () => worker(counting)))
  // The first second warms up connections, prepared statements and compiled code, and does not count.
  await everybody(false)
  until = performance.now() + plan.seconds * 1000
  const start = performance.now()
  await everybody(true)
  const elapsed = (performance.now() - start) / 1000
  await pool.close()
  return summary(durations, elapsed, wrong)
}

export function summary(durations: number[], elapsed: number, wrong: number): LoadResult {
  durations.sort((a, b) => a - b)
  const at = (share: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0
  return { perSecond: durations.length / elapsed, p50: at(0.5), p99: at(0.99), requests: durations.length, wrong }
}

// As a program of its own, so that its work is not done by the process that is measured: plan in, result out.
if (import.meta.main) {
  let text = ''
  for await (const part of process.stdin) text += part
  console.log(JSON.stringify(await load(JSON.parse(text) as LoadPlan)))
}
