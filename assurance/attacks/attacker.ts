import type { Answer, Visitor } from '../../packages/server/test/support/hoede.ts'

/** Status and code of an answer: what a program of an attacker goes by. */
export const short = ({ status, body }: Answer): [number, string | undefined] => [status, body?.code]

/** Everything of an answer that could tell one case from another: status, every header but the date, and the body but its trace. */
export function everythingOf({ status, headers, body }: Answer): unknown {
  const { traceId: _, ...rest } = body
  const shown = [...headers.entries()].filter(([name]) => name !== 'date' && name !== 'connection')
  return { status, headers: shown.sort(([one], [other]) => (one < other ? -1 : 1)), body: rest }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Milliseconds that something takes. */
export async function timed(doing: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await doing()
  return performance.now() - begin
}

/**
 * The medians of some ways to ask, asked in turn so that what else the machine does weighs on all of them alike, divided by the
 * first one's.
 */
export async function ratios(rounds: number, ways: readonly ((round: number) => Promise<number>)[]): Promise<number[]> {
  const times = ways.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [n, way] of ways.entries()) times[n]!.push(await way(round))
  }
  const first = median(times[0]!)
  return times.slice(1).map((each) => median(each) / first)
}

export const range = (length: number): number[] => Array.from({ length }, (_, n) => n)

/** Some at a time, as fast as an attacker's program can. */
export async function inBatches<T, R>(all: readonly T[], size: number, doing: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let at = 0; at < all.length; at += size) done.push(...(await Promise.all(all.slice(at, at + size).map(doing))))
  return done
}

/** An address that an endpoint answers at, with ids that mean nothing in it. */
export const addressOf = ({ path }: { path: string }): string =>
  `/api${path.replace(/:\w+/g, '0190a000-0000-7000-8000-00000000abcd')}`

/** Asks an endpoint anything; what writes gets an empty body. */
export function ask(visitor: Visitor, endpoint: { method: string; path: string }): Promise<Answer> {
  const address = addressOf(endpoint)
  if (endpoint.method === 'GET') return visitor.get(address)
  if (endpoint.method === 'DELETE') return visitor.delete(address)
  return endpoint.method === 'PUT' ? visitor.put(address, {}) : visitor.post(address)
}
