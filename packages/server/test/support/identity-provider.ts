import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { type ClientMetadata, Provider } from 'oidc-provider'
import { Agent, fetch } from 'undici'
import { afterAll } from 'vitest'
import { loopbackCertificate } from './tls.ts'

type Json = Record<string, unknown>
type Change = (value: Json) => Json

/**
 * A certified OpenID provider (oidc-provider) on loopback over HTTPS, behind a front that a test can make misbehave: metadata, keys
 * and tokens of its choice, slowness, silence. Whoever comes to it is signed in at once.
 */
export interface TestProvider {
  issuer: string
  /** Who signs in next. */
  accountId: string
  /** Changes the claims of the ID tokens, which the front signs anew. */
  claims: Change
  /** Changes the header of the ID tokens. */
  header: Change
  /** Changes the published metadata. */
  metadata: Change
  /** Milliseconds before an answer to these paths; a path ends with what is given. */
  slow: { path: string; milliseconds: number } | undefined
  /** Status instead of an answer. */
  broken: { path: string; status: number; body?: string; headers?: Record<string, string> } | undefined
  /** Every request that came, with its body. */
  requests: { method: string; path: string; body: string; clientCertificate: Buffer | undefined }[]
  /** Another key, in the published set only. */
  publishKey(key: 'new' | 'none' | 'other'): Promise<void>
  /** The keys that everybody can read. */
  published(): object[]
  /** Signs with the key of now. */
  sign(payload: JWTPayload, header?: Json): Promise<string>
  /** Goes through the provider's pages as a browser does; answers with the query that it sends the browser back with. */
  browse(url: string): Promise<string>
  /** Signs the browser out at the provider, which tells everybody where it was signed in. */
  signOut(): Promise<void>
  stop(): Promise<void>
}

export const clientSecret = 'een geheim van meer dan dertig tekens'

export async function startProvider(clients: (ClientMetadata & { client_id: string })[] = []): Promise<TestProvider> {
  const { cert, key, ca } = await loopbackCertificate()
  const agent = new Agent({
    connect: { ca, lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
  })
  const inner = createHttp()
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined
  const front = createServer({ cert, key, requestCert: true, rejectUnauthorized: false }, (...all) => handle(...all))
  await listen(inner)
  await listen(front)
  const issuer = `https://localhost:${portOf(front)}`
  const keys = await signingKeys()
  let certificates: string[] = []
  const provider = new Provider(issuer, {
    clients,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    jwks: { keys: [keys.current.jwk] },
    cookies: { keys: ['a test'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    fetch: (url, options) => fetch(url, { ...(options as object), dispatcher: agent }) as unknown as Promise<Response>,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = form
        },
      },
      mTLS: {
        enabled: true,
        tlsClientAuth: true,
        getCertificate: () => certificates[0],
        certificateAuthorized: () => certificates.length > 0,
        certificateSubjectMatches: (_context, _property, expected) => certificates[1] === `DNS:${expected}`,
      },
    },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth'],
  })
  provider.proxy = true
  const callback = provider.callback()
  inner.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response)
    void provider.interactionFinished(request, response, { login: { accountId: self.accountId } })
  })

  const self: TestProvider = {
    issuer,
    accountId: 'truus',
    claims: (claims) => claims,
    header: (header) => header,
    metadata: (metadata) => metadata,
    slow: undefined,
    broken: undefined,
    requests: [],
    publishKey: keys.publish,
    published: keys.published,
    sign: (payload, header) => keys.sign(payload, header ?? {}),
    browse: (url) => browser.go(url),
    signOut: () => browser.signOut(),
    async stop() {
      await agent.destroy()
      for (const server of [front, inner]) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    },
  }
  const browser = newBrowser(issuer, agent)
  // Who asked may be gone when a slow answer comes.
  handle = (request, response) => void answer(request, response).catch(() => response.destroy())

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    const body = await readAll(request)
    const peer = (request.socket as TLSSocket).getPeerCertificate()
    certificates = peer?.raw ? [peer.raw.toString('base64'), peer.subjectaltname ?? ''] : []
    self.requests.push({ method: request.method!, path, body, clientCertificate: peer?.raw })
    const { slow, broken } = self
    if (slow && path.split('?')[0]!.endsWith(slow.path))
      await new Promise((done) => setTimeout(done, slow.milliseconds))
    if (broken && path.split('?')[0]!.endsWith(broken.path)) {
      response
        .writeHead(broken.status, { 'content-type': 'application/json', ...broken.headers })
        .end(broken.body ?? '{}')
      return
    }
    if (path === '/jwks') return void response.writeHead(200, json).end(JSON.stringify({ keys: keys.published() }))
    const inside = await fetch(`http://127.0.0.1:${portOf(inner)}${path}`, {
      method: request.method!,
      redirect: 'manual',
      headers: { ...forwarded(request), 'x-forwarded-proto': 'https', 'x-forwarded-host': new URL(issuer).host },
      ...(body ? { body } : {}),
    })
    const text = await inside.text()
    const headers: Record<string, string | string[]> = { 'content-type': inside.headers.get('content-type') ?? '' }
    const location = inside.headers.get('location')
    if (location) headers['location'] = location
    headers['set-cookie'] = inside.headers.getSetCookie()
    response.writeHead(inside.status, headers).end(await changed(path, text))
  }

  async function changed(path: string, text: string): Promise<string> {
    if (path.endsWith('/openid-configuration')) return JSON.stringify(self.metadata(JSON.parse(text)))
    if (path !== '/token') return text
    const answered = JSON.parse(text)
    if (!answered.id_token) return text
    const claims = JSON.parse(Buffer.from(answered.id_token.split('.')[1], 'base64url').toString())
    return JSON.stringify({ ...answered, id_token: await keys.sign(self.claims(claims), self.header({})) })
  }

  afterAll(() => self.stop())
  return self
}

const json = { 'content-type': 'application/json' }
const portOf = (server: Server | ReturnType<typeof createServer>) => (server.address() as AddressInfo).port
const listen = (server: Server | ReturnType<typeof createServer>) =>
  new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

function forwarded(request: IncomingMessage): Record<string, string> {
  const kept = ['authorization', 'content-type', 'cookie', 'accept']
  return Object.fromEntries(
    kept.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
  )
}

async function newKey(kid: string) {
  const pair = await generateKeyPair('RS256', { extractable: true })
  const common = { kid, alg: 'RS256', use: 'sig' }
  return {
    kid,
    key: pair.privateKey,
    jwk: { ...(await exportJWK(pair.privateKey)), ...common },
    published: { ...(await exportJWK(pair.publicKey)), ...common },
  }
}

async function signingKeys() {
  let current = await newKey('first')
  let published: object[] = [current.published]
  return {
    current,
    published: () => published,
    async publish(kind: 'new' | 'none' | 'other') {
      if (kind === 'none') published = []
      // Another key under the same name: what somebody else would have.
      else if (kind === 'other') published = [(await newKey(current.kid)).published]
      else {
        current = await newKey(`key-${Math.random()}`)
        published = [current.published]
      }
    },
    sign: (payload: JWTPayload, header: Json) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: current.kid, ...header }).sign(current.key),
  }
}

/** A browser with cookies, as far as a provider needs one. */
function newBrowser(issuer: string, agent: Agent) {
  let jar = new Map<string, { name: string; value: string; path: string }>()
  async function send(url: string, options: { method?: string; body?: string } = {}) {
    const { pathname } = new URL(url)
    const cookie = [...jar.values()]
      .filter((each) => pathname.startsWith(each.path))
      .map((each) => `${each.name}=${each.value}`)
      .join('; ')
    const headers = { cookie, ...(options.body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }
    const answer = await fetch(url, { ...options, headers, dispatcher: agent, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      const path = /path=([^;]+)/i.exec(set)?.[1] ?? '/'
      if (/expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(`${name} ${path}`)
      else jar.set(`${name} ${path}`, { name, value, path })
    }
    return answer
  }
  return {
    async go(url: string): Promise<string> {
      // Nobody is signed in at the provider yet: the next one may be somebody else.
      jar = new Map()
      let at = url
      for (let hop = 0; hop < 10; hop++) {
        const answer = await send(at)
        const location = answer.headers.get('location')
        if (!location) throw new Error(`${answer.status} at ${at}: ${(await answer.text()).slice(0, 500)}`)
        at = new URL(location, at).href
        if (!at.startsWith(`${issuer}/`)) return new URL(at).search
      }
      throw new Error('too many redirects')
    },
    async signOut(): Promise<void> {
      const form = await (await send(`${issuer}/session/end`)).text()
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
      await send(`${issuer}/session/end/confirm`, { method: 'POST', body: `xsrf=${xsrf}&logout=yes` })
      jar.clear()
    },
  }
}
