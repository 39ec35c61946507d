import { KeyProblem } from './key-problem.ts'

/** Versions fit in the first byte of a sealed value; 0 and those above are kept for another layout. */
const highestVersion = 250

/** The keys of one purpose, by the version of the data key they come from: the newest is used, every one opens what carries its version. */
export class VersionedKeys {
  readonly #byVersion: (Buffer | undefined)[] = []
  readonly #from: readonly { version: number; from: number }[]
  #wiped = false

  /** `from`: the moment (milliseconds) from which a version is used for what is new; before it, it only opens. */
  constructor(keys: readonly { version: number; key: Buffer; from?: number }[]) {
    if (keys.length === 0) throw new Error('no key')
    for (const { version, key } of keys) {
      if (!Number.isInteger(version) || version < 1 || version > highestVersion) throw new Error('not a key version')
      if (key.length !== 32) throw new Error('a key has 32 bytes')
      this.#byVersion[version] = key
    }
    this.#from = keys.map(({ version, from = 0 }) => ({ version, from })).sort((a, b) => b.version - a.version)
  }

  /** The version that is used for what is new. */
  get newest(): number {
    const now = Date.now()
    return (this.#from.find(({ from }) => from <= now) ?? this.#from.at(-1)!).version
  }

  /** All versions, the newest first, with those whose time has not come. */
  get versions(): readonly number[] {
    return this.#from.map(({ version }) => version)
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
