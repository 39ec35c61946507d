import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { verify } from '@node-rs/argon2'
import { generateSync } from 'otplib'
import { Pool } from 'undici'
import type { DemoAccount } from '../packages/server/src/demo/accounts.ts'
import { slowHash } from '../packages/server/src/platform/crypto/slow-hash.ts'
import { type LoadResult, type Shot, summary, toLoopback } from './load.ts'

interface Target {
  origin: string
  caFile: string
}

const poolOf = ({ origin, caFile }: Target, connections: number) =>
  new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { ca: readFileSync(caFile, 'utf8'), lookup: toLoopback },
  })

/** One whole sign-in: password and code. Answers how many of its requests went wrong. */
async function signIn(pool: Pool, account: DemoAccount): Promise<number> {
  let wrong = 0
  const post = async (path: string, body: object, cookie?: string) => {
    const answer = await pool.request({
      method: 'POST',
      path,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    })
    await answer.body.dump()
    if (answer.statusCode !== 200) wrong++
    return String(answer.headers['set-cookie'] ?? '').split(';')[0]
  }
  const cookie = await post('/api/sign-in', { userName: account.userName, password: account.password })
  await post('/api/sign-in/totp', { code: generateSync({ secret: account.totpKey }) }, cookie)
  return wrong
}

/** Whole sign-ins, each account once (a code counts once), over a number of connections. */
export async function measureSignIn(
  target: Target,
  accounts: readonly DemoAccount[],
  connections: number,
): Promise<LoadResult> {
  const pool = poolOf(target, connections)
  const durations: number[] = []
  let wrong = 0
  const waiting = [...accounts]
  const worker = async () => {
    for (let account = waiting.shift(); account; account = waiting.shift()) {
      const start = performance.now()
      wrong += await signIn(pool, account)
      durations.push(performance.now() - start)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const elapsed = (performance.now() - start) / 1000
  await pool.close()
  return summary(durations, elapsed, wrong)
}

/** What the cores can do at most: verifying a password by argon2id with the parameters of Hoede, and nothing else. */
export async function measureHashing(seconds: number): Promise<LoadResult> {
  const password = 'fietspomp onder de maan'
  const stored = await slowHash(password)
  const durations: number[] = []
  const until = performance.now() + seconds * 1000
  const worker = async () => {
    while (performance.now() < until) {
      const start = performance.now()
      await verify(stored, password)
      durations.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  return summary(durations, seconds, 0)
}

/** So many people come in at the beginning of a shift. */
export const signInsPerSecond = 50
const readsPerSecond = 100

/**
 * Records that are read at a steady pace, first in quiet, then while people sign in at a steady pace. Both are sent by the clock,
 * whether or not the answers before them came: who waits is counted from the moment they wanted something.
 */
export async function measureReadsWhileSigningIn(
  target: Target,
  shots: readonly Shot[],
  accounts: readonly DemoAccount[],
  seconds: number,
): Promise<{ quiet: LoadResult; busy: LoadResult; signIns: LoadResult }> {
  const reading = poolOf(target, 16)
  const entering = poolOf(target, 100)
  const read = (shot: Shot) => async () => {
    const answer = await reading.request({ method: shot.method, path: shot.path, headers: shot.headers ?? {} })
    await answer.body.dump()
    return answer.statusCode === 200 ? 0 : 1
  }
  const reads = (count: number) => Array.from({ length: count }, (_, at) => read(shots[at % shots.length]!))
  await paced(reads(readsPerSecond), readsPerSecond)
  const quiet = await paced(reads(readsPerSecond * seconds), readsPerSecond)
  const people = accounts.slice(0, signInsPerSecond * seconds)
  const lasting = people.length / signInsPerSecond
  const [busy, signIns] = await Promise.all([
    paced(reads(Math.floor(readsPerSecond * lasting)), readsPerSecond),
    paced(
      people.map((account) => () => signIn(entering, account)),
      signInsPerSecond,
    ),
  ])
  await Promise.all([reading.close(), entering.close()])
  return { quiet, busy, signIns }
}

/** Starts tasks at a pace; each answers how much went wrong. */
async function paced(tasks: readonly (() => Promise<number>)[], perSecond: number): Promise<LoadResult> {
  const durations: number[] = []
  let wrong = 0
  const start = performance.now()
  await Promise.all(
    tasks.map(async (task, at) => {
      const due = start + (at * 1000) / perSecond
      await sleep(Math.max(0, due - performance.now()))
      wrong += await task()
      durations.push(performance.now() - due)
    }),
  )
  return summary(durations, (performance.now() - start) / 1000, wrong)
}
