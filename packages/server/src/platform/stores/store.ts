/** What a store has under a name. */
export interface StoredObject {
  name: string
  bytes: number
  at: Date
}

/**
 * A place for files of any size that are written once: a folder, an SFTP server, a bucket. Names are parts of letters, digits, dots,
 * hyphens and underscores with `/` between. Every method throws StoreProblem.
 */
export interface Store {
  /** Whole or not at all: nothing stands under the name before every byte is there. Answers what it counted on the way. */
  put(name: string, source: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }>
  get(name: string): Promise<AsyncIterable<Uint8Array>>
  /** Everything whose name begins so, in any order; what is only half there is left out. */
  list(prefix: string): AsyncIterable<StoredObject>
  remove(name: string): Promise<void>
  close(): Promise<void>
}

/** 'other-key': the server shows another key than it is known by; 'not-locked': it keeps things, but not locked as was asked. */
export type StoreRefusal =
  | 'unreachable'
  | 'refused'
  | 'other-key'
  | 'full'
  | 'locked'
  | 'not-locked'
  | 'absent'
  | 'exists'
  | 'slow'
  | 'bad-name'

export class StoreProblem extends Error {
  readonly reason: StoreRefusal
  constructor(reason: StoreRefusal, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

const goodPart = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/

/** Can a store have something under this name? */
export const isName = (name: string): boolean =>
  name.length <= 400 && name.split('/').every((part) => goodPart.test(part))

const badName = () => new StoreProblem('bad-name', 'a name that a store does not take')

/** Throws StoreProblem bad-name for what could lead out of the store. */
export function checkName(name: string): void {
  if (!isName(name)) throw badName()
}

/** Throws StoreProblem bad-name for what no name begins with. */
export function checkPrefix(prefix: string): void {
  if (prefix && !isName(`${prefix}x`)) throw badName()
}
