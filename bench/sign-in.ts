import { readFileSync } from 'node:fs'
import { generateSync } from 'otplib'
import { Pool } from 'undici'
import type { DemoAccount } from '../packages/server/src/demo/accounts.ts'
import { type LoadResult, summary, toLoopback } from './load.ts'

/** Whole sign-ins: password and code, each account once (a code counts once), over a number of connections. */
export async function measureSignIn(
  origin: string,
  caFile: string,
  accounts: readonly DemoAccount[],
  connections: number,
): Promise<LoadResult> {
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { ca: readFileSync(caFile, 'utf8'), lookup: toLoopback },
  })
  const durations: number[] = []
  let wrong = 0
  const waiting = [...accounts]
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
  const worker = async () => {
    for (let account = waiting.shift(); account; account = waiting.shift()) {
      const start = performance.now()
      const cookie = await post('/api/sign-in', { userName: account.userName, password: account.password })
      await post('/api/sign-in/totp', { code: generateSync({ secret: account.totpKey }) }, cookie)
      durations.push(performance.now() - start)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const elapsed = (performance.now() - start) / 1000
  await pool.close()
  return summary(durations, elapsed, wrong)
}
