import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where customers' keys live. They never leave it: it wraps and unwraps data keys. */
export interface KeyProvider {
  /** Makes the key when it is not there yet. */
  ensure(name: string): Promise<void>
  wrap(name: string, dataKey: Buffer): Promise<Buffer>
  unwrap(name: string, wrapped: Buffer): Promise<Buffer>
}

/** Keys as files (mode 0600) in a folder: for development and demonstrations, not for production. */
export function fileKeyProvider(folder: string): KeyProvider {
  const cached = new Map<string, Promise<Buffer>>()
  const read = (name: string) => {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error('a key name has letters, digits and dashes')
    const found = cached.get(name) ?? readFile(join(folder, `${name}.key`)).then(decodeKey)
    found.catch(() => cached.delete(name))
    cached.set(name, found)
    return found
  }
  return {
    async ensure(name) {
      await ensureKeyFile(folder, name)
      await read(name)
    },
    async wrap(name, dataKey) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', await read(name), nonce)
      const body = Buffer.concat([cipher.update(dataKey), cipher.final()])
      return Buffer.concat([nonce, body, cipher.getAuthTag()])
    },
    async unwrap(name, wrapped) {
      const decipher = createDecipheriv('aes-256-gcm', await read(name), wrapped.subarray(0, 12))
      decipher.setAuthTag(wrapped.subarray(-16))
      return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
    },
  }
}

/** The operator's own key: made on the first start, the root of the passwords of the database roles. */
export async function operatorKey(folder: string): Promise<Buffer> {
  await ensureKeyFile(folder, 'operator')
  return decodeKey(await readFile(join(folder, 'operator.key')))
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
