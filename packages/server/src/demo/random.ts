/**
 * A seeded source of chance: the same seed gives the same numbers on every machine. The generator is sfc32 (Chris
 * Doty-Humphrey, PractRand; 128 bits of state), seeded from a text with the MurmurHash3 finaliser. For demo data only:
 * nothing secret may come from it.
 */
export class Random {
  readonly seed: string
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: string) {
    this.seed = seed
    const next = hashes(seed)
    this.#a = next()
    this.#b = next()
    this.#c = next()
    this.#d = next()
    for (let i = 0; i < 12; i += 1) this.bits()
  }

  /** An independent source for a part of the work: what one part draws does not shift what another gets. */
  fork(part: string | number): Random {
    return new Random(`${this.seed}/${part}`)
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const t = (this.#a + this.#b + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0
    return t >>> 0
  }

  /** A number from 0 up to, not including, 1. */
  unit(): number {
    return this.bits() / 4294967296
  }

  chance(probability: number): boolean {
    return this.unit() < probability
  }

  /** A whole number from low up to and including high. */
  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  /** Roughly normal: the sum of four draws, so that outliers stay within 3.5 deviations. */
  around(mean: number, deviation: number): number {
    return mean + (this.unit() + this.unit() + this.unit() + this.unit() - 2) * deviation * 1.732
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[Math.floor(this.unit() * from.length)] as T
  }

  /** Picks a key by weight. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][]
    let left = this.unit() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return (entries.at(-1) as [K, number])[0]
  }

  /** A shuffled copy (Fisher-Yates). */
  shuffled<T>(from: readonly T[]): T[] {
    const copy = [...from]
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = this.between(0, i)
      ;[copy[i], copy[j]] = [copy[j] as T, copy[i] as T]
    }
    return copy
  }

  some<T>(from: readonly T[], count: number): T[] {
    return this.shuffled(from).slice(0, count)
  }
}

function hashes(text: string): () => number {
  let state = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i += 1) {
    state = Math.imul(state ^ text.charCodeAt(i), 3432918353)
    state = (state << 13) | (state >>> 19)
  }
  return () => {
    state = Math.imul(state ^ (state >>> 16), 2246822507)
    state = Math.imul(state ^ (state >>> 13), 3266489909)
    state ^= state >>> 16
    return state >>> 0
  }
}

const byte = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))
const hex32 = (n: number) => `${byte[n >>> 24]}${byte[(n >>> 16) & 255]}${byte[(n >>> 8) & 255]}${byte[n & 255]}`

/** An id in the shape of a UUIDv7 (RFC 9562 section 5.7): 48 bits of the moment (ms since 1970), the rest drawn. */
export function idAt(moment: number, random: Random): string {
  const time = Math.floor(moment).toString(16).padStart(12, '0')
  const first = random.bits()
  const second = random.bits()
  const a = (0x7000 | (first & 0x0fff)).toString(16)
  const b = (0x8000 | ((first >>> 12) & 0x3fff)).toString(16)
  const tail = hex32(second) + hex32(random.bits()).slice(0, 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${tail}`
}
