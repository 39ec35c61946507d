import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyProblem } from './key-problem.ts'

/**
 * Where customers' keys live. They never leave it: it wraps and unwraps data keys (small secrets). Every method throws KeyProblem:
 * key-withdrawn when who holds the key refuses it, key-unreachable when nobody answers, key-broken for what it did not wrap.
 */
export interface KeyProvider {
  /** Makes the key when it is not there yet. */
  ensure(name: string): Promise<void>
  wrap(name: string, dataKey: Buffer): Promise<Buffer>
  unwrap(name: string, wrapped: Buffer): Promise<Buffer>
  /**
   * Destroys the key, for good. Answers what the provider itself says of it afterwards; a key that is not there any more is destroyed.
   * Throws KeyProblem when the key is still there, or when nobody can tell.
   */
  destroy(name: string): Promise<Destroyed>
  /** Ends what the provider keeps open: a helper process, connections. */
  close?(): Promise<void>
}

/** How a key was destroyed: a file overwritten and removed, an object of a module, a key of a server; `absent`: it was gone before. */
export type Destroyed = 'file' | 'object' | 'server' | 'absent'

/** What can be said of a customer's key. `broken`: it opens what it wraps, but not as it was. */
export type KeyState = 'usable' | 'withdrawn' | 'unreachable' | 'broken'

/**
 * Is a customer's key usable at this moment? Asks the provider to open a data key, which is wiped at once. (Wrapping something anew
 * would not tell: a server can make a key that was taken away again when it is asked to wrap with it.)
 */
export async function keyState(provider: KeyProvider, name: string, wrapped: Buffer): Promise<KeyState> {
  try {
    const opened = await provider.unwrap(name, wrapped)
    opened.fill(0)
    return 'usable'
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error
    return error.code === 'key-withdrawn' ? 'withdrawn' : error.code === 'key-broken' ? 'broken' : 'unreachable'
  }
}

/** Keys as files (mode 0600) in a folder: for development and demonstrations, not for production. */
export function fileKeyProvider(folder: string): KeyProvider {
  const read = async (name: string) => {
    refuseName(name)
    try {
      return decodeKey(await readFile(join(folder, `${name}.key`)))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'EACCES') throw new KeyProblem('key-withdrawn', `${name}.key: ${code}`)
      if (code) throw new KeyProblem('key-unreachable', `${name}.key: ${code}`)
      throw error
    }
  }
  return {
    async ensure(name) {
      refuseName(name)
      await ensureKeyFile(folder, name)
      await read(name)
    },
    async wrap(name, dataKey) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', await read(name), nonce)
      const body = Buffer.concat([cipher.update(dataKey), cipher.final()])
      return Buffer.concat([nonce, body, cipher.getAuthTag()])
    },
    async destroy(name) {
      refuseName(name)
      return destroyFile(folder, `${name}.key`)
    },
    async unwrap(name, wrapped) {
      const key = await read(name)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12))
        decipher.setAuthTag(wrapped.subarray(-16))
        return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
      } catch {
        throw new KeyProblem('key-broken', 'wrapped with another key, or changed')
      }
    },
  }
}

/** `operator` is not a customer's: it is the root of the passwords of the database roles. */
function refuseName(name: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name === 'operator')
    throw new KeyProblem('key-withdrawn', 'no name of a key file')
}

/** Overwrites a file with random bytes, on the disk, and removes it. What the file system or the disk kept of it is beyond reach. */
async function destroyFile(folder: string, name: string): Promise<Destroyed> {
  const path = join(folder, name)
  try {
    const file = await open(path, 'r+')
    try {
      const { size } = await file.stat()
      await file.write(randomBytes(size), 0, size, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await rm(path)
    const within = await open(folder, 'r')
    await within.sync().finally(() => within.close())
    return 'file'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return 'absent'
    throw new KeyProblem('key-unreachable', `${name}: ${code ?? 'not overwritten'}`)
  }
}

/** The operator's own key: made on the first start, the root of the passwords of the database roles. */
export async function operatorKey(folder: string): Promise<Buffer> {
  await ensureKeyFile(folder, 'operator')
  return decodeKey(await readFile(join(folder, 'operator.key')))
}

/**
 * The passphrase of a place where the database's changes are kept: 32 random bytes in base64url, in a file of its own (mode 0600).
 * Undefined when the file is not there and may not be made.
 */
export async function repositoryPassphrase(
  folder: string,
  repository: number,
  { make }: { make: boolean },
): Promise<string | undefined> {
  const repositories = join(folder, 'repositories')
  if (make) await ensureKeyFile(repositories, String(repository))
  const file = await readFile(join(repositories, `${repository}.key`)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return file && decodeKey(file).toString('base64url')
}

async function ensureKeyFile(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const text = `${randomBytes(32).toString('base64url')}\n`
  await writeFile(join(folder, `${name}.key`), text, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
}

function decodeKey(file: Buffer): Buffer {
  const key = Buffer.from(file.toString('utf8').trim(), 'base64url')
  if (key.length !== 32) throw new Error('a key file holds 32 bytes in base64url')
  return key
}
