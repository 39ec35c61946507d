import { createOutbound, type Outbound } from '../http/outbound.ts'
import { KeyProblem } from './key-problem.ts'
import type { KeyProvider } from './key-provider.ts'

export interface TransitSettings {
  /** https://vault.example:8200 */
  address: string
  /** Where the transit engine is mounted; `transit` unless told otherwise. */
  mount?: string | undefined
  namespace?: string | undefined
  /** Read each time: an agent renews it. */
  token: () => Promise<string>
  /** PEM of authorities that are trusted besides those that Node knows. */
  authorities?: (() => Promise<string>) | undefined
  timeoutMilliseconds?: number | undefined
}

interface Body {
  data?: { ciphertext?: string; plaintext?: string }
  errors?: string[]
}

/** What Vault says with 400 of a key that is gone, or whose older versions may not open anything any more. */
const goneTexts = /not found|disallowed|too old|deleted|no longer/i

/**
 * Keys with a server that speaks HashiCorp Vault's transit API (also OpenBao): https://developer.hashicorp.com/vault/api-docs/secret/transit.
 * The token needs `update` on encrypt/<name> and decrypt/<name>; `create` on keys/<name> only where Hoede is to make the key, and
 * `update` on keys/<name>/config with `delete` on keys/<name> only where Hoede is to destroy it.
 */
export function transitKeyProvider(settings: TransitSettings): KeyProvider {
  const { address, mount = 'transit', namespace, timeoutMilliseconds = 5_000 } = settings
  let outbound: Promise<Outbound> | undefined
  const open = async () => createOutbound({ extraAuthorities: await settings.authorities?.(), timeoutMilliseconds })
  const ask = async (
    does: 'encrypt' | 'decrypt' | 'keys' | 'config' | 'delete',
    name: string,
    body: object,
  ): Promise<Body['data']> => {
    const token = await settings.token()
    if (!token) throw new KeyProblem('key-withdrawn', 'there is no token')
    outbound ??= open()
    const way = await outbound.catch((error: Error) => {
      outbound = undefined
      throw new KeyProblem('key-unreachable', error.message)
    })
    const of = does === 'config' || does === 'delete' ? 'keys' : does
    const path = `${of}/${encodeURIComponent(name)}${does === 'config' ? '/config' : ''}`
    const url = `${address.replace(/\/$/, '')}/v1/${mount}/${path}`
    const headers = {
      'content-type': 'application/json',
      'x-vault-token': token,
      'x-vault-request': 'true',
      ...(namespace ? { 'x-vault-namespace': namespace } : {}),
    }
    const answer = await way
      .fetch(
        url,
        does === 'delete' ? { method: 'DELETE', headers } : { method: 'POST', headers, body: JSON.stringify(body) },
      )
      .catch((error: Error) => {
        throw new KeyProblem('key-unreachable', (error as { code?: string }).code ?? error.name)
      })
    const read = (await answer.json().catch(() => ({}))) as Body
    if (!answer.ok) throw problemOf(answer.status, read, does)
    return read.data
  }
  return {
    async ensure(name) {
      // A key that is there already is left as it is (Vault answers 200 or 204 to both).
      await ask('keys', name, { type: 'aes256-gcm96' }).catch(async (error: KeyProblem) => {
        if (error.code !== 'key-withdrawn') throw error
        // No right to make keys: the customer made it, or encrypting says that it is not there.
        await ask('encrypt', name, { plaintext: Buffer.alloc(1).toString('base64') })
      })
    },
    async wrap(name, dataKey) {
      const data = await ask('encrypt', name, { plaintext: dataKey.toString('base64') })
      if (!data?.ciphertext) throw new KeyProblem('key-unreachable', 'an answer without ciphertext')
      return Buffer.from(data.ciphertext, 'utf8')
    },
    async unwrap(name, wrapped) {
      const data = await ask('decrypt', name, { ciphertext: wrapped.toString('utf8') })
      if (data?.plaintext === undefined) throw new KeyProblem('key-unreachable', 'an answer without plaintext')
      return Buffer.from(data.plaintext, 'base64')
    },
    async destroy(name) {
      // Vault keeps a key until it was said that it may go. Of a key that is not there it says 400 and «not found», or 404.
      try {
        await ask('config', name, { deletion_allowed: true })
      } catch (error) {
        if (error instanceof KeyProblem && error.message === '400 to config, gone') return 'absent'
        throw error
      }
      await ask('delete', name, {})
      return 'server'
    },
    async close() {
      const way = outbound
      outbound = undefined
      await (await way?.catch(() => undefined))?.close()
    },
  }
}

/** What a status means here; https://developer.hashicorp.com/vault/api-docs#http-status-codes. What the server wrote is not repeated. */
function problemOf(status: number, { errors = [] }: Body, does: string): KeyProblem {
  const said = `${status} to ${does}`
  if ([401, 403, 404].includes(status)) return new KeyProblem('key-withdrawn', said)
  if (status !== 400) return new KeyProblem('key-unreachable', said)
  const gone = errors.some((text) => goneTexts.test(text))
  return new KeyProblem(gone ? 'key-withdrawn' : 'key-broken', gone ? `${said}, gone` : said)
}
