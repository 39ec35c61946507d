import { KeyProblem } from './key-problem.ts'

/** Versions fit in the first byte of a sealed value; 0 and those above are kept for another layout. */
const highestVersion = 250

/** The keys that seal, by their version: the newest seals, every one opens what carries its version. */
export class SealKeys {
  readonly #byVersion: (Buffer | undefined)[] = []
  /** The version that seals. */
  readonly newest: number
  #wiped = false

  constructor(keys: readonly { version: number; key: Buffer }[]) {
    for (const { version, key } of keys) {
      if (!Number.isInteger(version) || version < 1 || version > highestVersion) throw new Error('not a key version')
      if (key.length !== 32) throw new Error('a key that seals has 32 bytes')
      this.#byVersion[version] = key
    }
    this.newest = Math.max(...keys.map(({ version }) => version))
  }

  /** The key of a version; undefined for one that is not there. Throws KeyProblem after wipe(). */
  of(version: number): Buffer | undefined {
    if (this.#wiped) throw new KeyProblem('key-withdrawn', 'the keys were wiped from memory')
    return this.#byVersion[version]
  }

  /** Zeroes the keys. */
  wipe(): void {
    this.#wiped = true
    for (const key of this.#byVersion) key?.fill(0)
  }
}
