import { newId } from '../../src/platform/crypto/ids.ts'
import { hashToken, newToken } from '../../src/platform/crypto/tokens.ts'
import type { Answer, Customer, TestHoede } from './hoede.ts'
import { people } from './organisation.ts'

/** A directory with a token, which speaks SCIM as Entra ID and Okta do: it comes back when it is asked to slow down. */
export interface Directory {
  token: string
  tokenId: string
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Without coming back. */
  once(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, operations: unknown[], headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
}

export async function directory(hoede: TestHoede, customer: Customer = 'linde', from?: string): Promise<Directory> {
  const token = newToken()
  const tokenId = newId()
  const database = await hoede.database(customer)
  await database.query(
    `insert into directory_token (id, name, token_hash, created_by, expires_at) values ($1, 'Entra ID', $2, $3, now() + interval '30 days')`,
    [tokenId, hashToken(token), people.karin],
  )
  return withToken(hoede, token, tokenId, customer, from)
}

export function withToken(
  hoede: TestHoede,
  token: string,
  tokenId: string,
  customer: Customer = 'linde',
  from?: string,
): Directory {
  const visitor = hoede.visitor(customer, from)
  const once: Directory['once'] = (method, path, body, headers = {}) =>
    visitor.send(method, `/scim/v2${path}`, body, {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...headers,
    })
  const send: Directory['send'] = async (...request) => {
    for (;;) {
      const answer = await once(...request)
      if (answer.status !== 429) return answer
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('retry-after'))))
    }
  }
  return {
    token,
    tokenId,
    send,
    once,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body) => send('POST', path, body),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, Operations, headers) =>
      send('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  }
}

export const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
let made = 0

/** As Entra ID's documentation shows it (Understand the SCIM implementation, POST /Users). */
export const entraUser = (more: object = {}) => {
  const name = `noor.de.groot${made++}@linde.example`
  return {
    schemas: [core, enterprise],
    externalId: `object-${made}-${Math.random()}`,
    userName: name,
    active: true,
    displayName: 'Noor de Groot',
    emails: [{ primary: true, type: 'work', value: name }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Noor de Groot', familyName: 'de Groot', givenName: 'Noor' },
    title: 'Verzorgende IG',
    roles: [],
    ...more,
  }
}

/** The users for whom a filter holds. */
export const usersWhere = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`
