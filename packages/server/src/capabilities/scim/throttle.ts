import { type Turns, turns } from '../../platform/process/turns.ts'
import { ScimProblem } from './errors.ts'

/** Requests a second from one address to one environment, and how many may come at once after a quiet while. */
const rate = 25
const burst = 150
/** Of the connections to an environment, so many at most work for its directory; the others are for people. */
const atOnce = 2
const mostWaiting = 40
const mostAddresses = 5000

interface Bucket {
  left: number
  at: number
}

/**
 * Keeps a directory that sends ten thousand users in a minute from standing in the way of care: a pace for each address, and a few
 * connections for all together. What comes over it is asked to come back (429 with Retry-After), which Entra ID and Okta do.
 */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>()
  readonly #lanes = new Map<string, { turns: Turns; busy: number }>()

  /** Throws ScimProblem 429. */
  take(environmentId: string, address: string, now = Date.now()): void {
    const key = `${environmentId} ${address}`
    const bucket = this.#buckets.get(key) ?? { left: burst, at: now }
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * rate)
    bucket.at = now
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > mostAddresses) this.#buckets.delete(this.#buckets.keys().next().value!)
    if (bucket.left < 1) throw slowDown(Math.ceil((1 - bucket.left) / rate))
    bucket.left -= 1
  }

  /** Throws ScimProblem 429 when too many wait already. */
  async turn<T>(environmentId: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(environmentId) ?? { turns: turns(atOnce), busy: 0 }
    this.#lanes.set(environmentId, lane)
    if (lane.busy >= atOnce + mostWaiting) throw slowDown(2)
    lane.busy++
    try {
      return await lane.turns(work)
    } finally {
      lane.busy--
    }
  }
}

const slowDown = (seconds: number) =>
  new ScimProblem(429, 'too many requests; try again after Retry-After seconds', { retryAfter: Math.max(1, seconds) })
