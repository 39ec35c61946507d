import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TlsOptions } from 'node:tls'

/** What the stand-in does at this moment; tests change it. */
export interface TransitStandIn {
  address: string
  /** Tokens that are let in; empty: everybody gets 403. */
  tokens: Set<string>
  /** Answers every request with this status. */
  fails: number | undefined
  /** Milliseconds before it answers. */
  slow: number
  /** Names (with their namespace) and the key for each version; take one out and put it back. */
  keys: Map<string, Buffer[]>
  /** Names of keys that may be deleted. */
  deletable: Set<string>
  /** What a token may not do: «delete», «config». */
  forbidden: Set<string>
  /** The oldest version that still opens. */
  minDecryptionVersion: number
  requests: number
  close(): Promise<void>
}

/**
 * Speaks the part of Vault's transit API that Hoede uses, written from its documentation
 * (https://developer.hashicorp.com/vault/api-docs/secret/transit): encrypt, decrypt and keys, over HTTPS, with tokens and namespaces.
 */
export async function startTransit(tls: TlsOptions): Promise<TransitStandIn> {
  const server = createServer(tls, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      self.requests += 1
      const [status, body] = answer(request.url ?? '', request.method ?? '', request.headers, Buffer.concat(parts))
      setTimeout(() => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(status === 204 ? undefined : JSON.stringify(body))
      }, self.slow)
    })
  })
  const errors = (status: number, ...texts: string[]): [number, object] => [status, { errors: texts }]

  function answer(url: string, method: string, headers: Record<string, unknown>, bytes: Buffer): [number, object] {
    if (self.fails) return errors(self.fails, self.fails === 503 ? 'Vault is sealed' : 'internal error')
    if (!self.tokens.has(String(headers['x-vault-token'] ?? ''))) return errors(403, 'permission denied')
    const found = /^\/v1\/transit\/(encrypt|decrypt|keys)\/([\w.-]+)(\/config)?$/.exec(url)
    if (!found) return errors(404)
    if (found[3] || method === 'DELETE')
      return manage(`${headers['x-vault-namespace'] ?? ''}/${found[2]}`, method, bytes)
    if (!['POST', 'PUT'].includes(method)) return errors(404)
    const name = `${headers['x-vault-namespace'] ?? ''}/${found[2]}`
    const given = JSON.parse(bytes.toString() || '{}') as { plaintext?: string; ciphertext?: string }
    const versions = self.keys.get(name)
    if (found[1] === 'keys') {
      if (!versions) self.keys.set(name, [randomBytes(32)])
      return [200, { data: { name, type: 'aes256-gcm96', latest_version: versions?.length ?? 1 } }]
    }
    if (!versions) return errors(400, 'encryption key not found')
    return found[1] === 'encrypt' ? encrypt(versions, given.plaintext ?? '') : decrypt(versions, given.ciphertext ?? '')
  }

  // https://developer.hashicorp.com/vault/api-docs/secret/transit#delete-key: only after deletion_allowed was set.
  function manage(name: string, method: string, bytes: Buffer): [number, object] {
    if (self.forbidden.has(method === 'DELETE' ? 'delete' : 'config')) return errors(403, 'permission denied')
    if (!self.keys.has(name)) return errors(400, 'could not delete key; not found')
    if (method === 'DELETE') {
      if (!self.deletable.has(name)) return errors(400, 'error deleting policy: deletion is not allowed for this key')
      self.keys.delete(name)
      return [204, {}]
    }
    if ((JSON.parse(bytes.toString()) as { deletion_allowed?: boolean }).deletion_allowed) self.deletable.add(name)
    return [200, { data: { name } }]
  }

  function encrypt(versions: Buffer[], plaintext: string): [number, object] {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1)!, nonce)
    const body = Buffer.concat([nonce, cipher.update(plaintext, 'base64'), cipher.final(), cipher.getAuthTag()])
    return [200, { data: { ciphertext: `vault:v${versions.length}:${body.toString('base64')}` } }]
  }

  function decrypt(versions: Buffer[], ciphertext: string): [number, object] {
    const [, version = '0', text = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? []
    if (Number(version) < self.minDecryptionVersion)
      return errors(400, 'ciphertext or signature version is disallowed by policy (too old)')
    const body = Buffer.from(text, 'base64')
    try {
      const decipher = createDecipheriv('aes-256-gcm', versions[Number(version) - 1]!, body.subarray(0, 12))
      decipher.setAuthTag(body.subarray(-16))
      const plain = Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()])
      return [200, { data: { plaintext: plain.toString('base64') } }]
    } catch {
      return errors(400, 'invalid ciphertext: unable to decrypt')
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const self: TransitStandIn = {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: new Set(['a-token']),
    fails: undefined,
    slow: 0,
    keys: new Map(),
    deletable: new Set(),
    forbidden: new Set(),
    minDecryptionVersion: 0,
    requests: 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return self
}
