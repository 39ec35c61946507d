import { readFile } from 'node:fs/promises'
import type { AddressInfo, LookupFunction } from 'node:net'
import { join } from 'node:path'
import { Agent, fetch } from 'undici'
import { afterAll, inject } from 'vitest'
import { endpoints, rawRoutes, webApplications } from '../../src/app.ts'
import { backupsOf } from '../../src/capabilities/backups/public.ts'
import { controlDatabase, controlLogin } from '../../src/capabilities/environments/provision.ts'
import { readConfig } from '../../src/platform/config.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { fileKeyProvider, type KeyProvider, operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { openKeys, rolePassword } from '../../src/platform/crypto/keys.ts'
import { hashToken, newToken } from '../../src/platform/crypto/tokens.ts'
import { type Client, connect, quoteName } from '../../src/platform/db/connection.ts'
import { controlPool } from '../../src/platform/db/control.ts'
import { asSealer, type Environment, type EnvironmentSource, Environments } from '../../src/platform/db/environments.ts'
import type { DemoPhones } from '../../src/platform/http/demo-phones.ts'
import type { Metrics } from '../../src/platform/http/metrics.ts'
import { createOutbound } from '../../src/platform/http/outbound.ts'
import type { BackupsOf } from '../../src/platform/http/own-backups.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import { createLogger } from '../../src/platform/log/logger.ts'
import { checkAgainstContract } from './contract-check.ts'
import { type PersonName, people } from './organisation.ts'
import { testServerTls } from './tls.ts'

export type Customer = 'linde' | 'horizon'

/** An answer as tests look at it; the body is whatever the server sent. */
export interface Answer {
  status: number
  body: Body
  text: string
  headers: {
    get(name: string): string | null
    getSetCookie(): string[]
    entries(): IterableIterator<[string, string]>
  }
}
/** JSON of unknown shape that can be walked into without ceremony. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
export type Body = any

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** Anything else; the body as JSON, or as it is when it is a text. */
  send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer>
  /** Server-sent events as they come; ends when the server ends it, or when `stop` is called. */
  listen(path: string, headers?: Record<string, string>): Promise<Listening>
  /** The session cookie's token; it changes along with what the server sets. */
  token: string | undefined
  /** The other cookies that the server set, by their name: of a visit, of a shared computer. */
  cookies: Record<string, string>
}

export interface Listening {
  status: number
  /** The next event; undefined when there is no more. Comments are left out. */
  next(): Promise<{ id: string; event: string; data: Body } | undefined>
  stop(): void
}

export interface TestHoede {
  /** https://127.0.0.1:port of the running server. */
  origin: string
  port: number
  /**
   * Somebody without a session, at a customer's address or that of the demo's telephones; `from`: the address on loopback that they
   * come from (127.0.0.0/8).
   */
  visitor(host?: Customer | 'telefoon', from?: string): Visitor
  /** A person with a complete session, made directly in the database. */
  as(person: PersonName, customer?: Customer): Promise<Visitor>
  /** The administrator's connection to a customer's database: row security and triggers' demands do not count for it. */
  database(customer?: Customer): Promise<Client>
  /** The same as the server's own login role has it. */
  loginRole(customer?: Customer): Promise<Client>
  environment(customer?: Customer): Environment
  environments: Environments
  /** The same through the login that seals the log. */
  sealing: Environments
}

/** Raw routes answer in the format of the program that calls them. */
const isRaw = (path: string) =>
  rawRoutes.some((route) => new RegExp(`^/api${route.path.replace(/:\w+/g, '[^/?]+')}(\\?|$)`).test(path))

/** The demo names lead to this machine, whatever its resolver knows of .localhost (RFC 6761 section 6.3). */
const toLoopback: LookupFunction = (_name, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

/** The events of a stream, one at each call. */
function eventsIn(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Listening['next'] {
  const events = (async function* () {
    const decoder = new TextDecoder()
    let text = ''
    for await (const part of body) {
      text += decoder.decode(part, { stream: true })
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
        if (field('data')) yield { id: field('id'), event: field('event'), data: JSON.parse(field('data')) as Body }
      }
    }
  })()
  return async () => (await events.next()).value ?? undefined
}

function cookieHeader({ token, cookies }: Visitor): Record<string, string> {
  const all = Object.entries({ ...cookies, ...(token ? { '__Host-hoede': token } : {}) })
  return all.length > 0 ? { cookie: all.map(([name, value]) => `${name}=${value}`).join('; ') } : {}
}

function takeCookie(visitor: Visitor, set: string): void {
  const [, name = '', value] = /^([\w-]+)=([\w-]*)/.exec(set) ?? []
  if (name === '__Host-hoede') visitor.token = value || undefined
  else if (value) visitor.cookies[name] = value
  else delete visitor.cookies[name]
}

/** Clones both customers' databases and starts the real server over HTTPS on them; everything is undone after the test file. */
export async function startTestHoede(
  options: {
    requestsPerSecond?: number
    web?: boolean
    outboundTimeout?: number
    demoPhones?: DemoPhones
    metrics?: Metrics
    keyProvider?: KeyProvider
    /** Backups of a test of its own; without it those of the tests' control database, which they all share. */
    backupsOf?: BackupsOf
  } = {},
): Promise<TestHoede> {
  const cluster = inject('cluster')
  const address = { host: cluster.host, port: cluster.port, caFile: cluster.caFile }
  const admin = await connect(address, cluster.administrator)
  const root = await operatorKey(join(cluster.dataFolder, 'keys'))
  const keyProvider = options.keyProvider ?? fileKeyProvider(join(cluster.dataFolder, 'keys'))
  const all = new Map<Customer, Environment>()
  for (const customer of ['linde', 'horizon'] as const) {
    const template = cluster.templates[customer]
    const databaseName = `test_${customer}_${newId().slice(-12)}`
    const [owner, app, sealer] = ['owner', 'app', 'seal'].map((role) => `${template.databaseName}_${role}`) as [
      string,
      string,
      string,
    ]
    await admin.query(
      `create database ${quoteName(databaseName)} template ${quoteName(template.databaseName)} owner ${quoteName(owner)}`,
    )
    await admin.query(`revoke connect, temporary on database ${quoteName(databaseName)} from public`)
    await admin.query(`grant connect on database ${quoteName(databaseName)} to ${quoteName(app)}`)
    await admin.query(`grant connect on database ${quoteName(databaseName)} to ${quoteName(sealer)}`)
    all.set(customer, {
      id: template.id,
      key: customer,
      kind: 'production',
      host: `${customer}.localhost`,
      customerName: template.customerName,
      customerKey: customer,
      demo: false,
      state: 'open',
      databaseName,
      roleName: app,
      logRole: `${template.databaseName}_log`,
      sealRole: sealer,
      address,
      dataKeys: [{ version: 1, wrapped: Buffer.from(template.wrappedDataKey, 'base64'), keyName: template.keyName }],
      migration: 0,
      approvedIssuers: [],
    })
  }
  const source: EnvironmentSource = {
    byHost: async (host) => [...all.values()].find((each) => each.host === host),
    byId: async (id) => [...all.values()].find((each) => each.id === id),
    rolePassword: (role) => rolePassword(root, role),
    keyProvider,
  }
  const environments = new Environments(source)
  const sealing = new Environments(asSealer(source), { connections: 4, slow: 1, pools: 2 })
  const tls = await testServerTls(cluster.dataFolder)
  const control = controlPool(address, {
    user: controlLogin,
    password: rolePassword(root, controlLogin),
    database: controlDatabase,
  })
  const app = await buildServer({
    environments,
    endpoints,
    rawRoutes,
    outbound: createOutbound({
      extraAuthorities: await readFile(tls.caFile, 'utf8'),
      timeoutMilliseconds: options.outboundTimeout,
    }),
    tls: tls.options,
    requestsPerSecond: options.requestsPerSecond ?? 100_000,
    logger: createLogger(process.env.HOEDE_TEST_LOG ?? 'silent'),
    demoPhones: options.demoPhones,
    backupsOf: options.backupsOf ?? backupsOf(control, { stores: [{ name: 'hier', site: 'here' }], everyHours: 6 }),
    metrics: options.metrics,
    ready: async () => true,
    // Built by `npm test` before the tests run.
    web: options.web ? { folder: readConfig({}).webFolder, applications: webApplications } : undefined,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const port = (app.server.address() as AddressInfo).port
  const ca = await readFile(tls.caFile, 'utf8')
  const connections: Client[] = []
  const agents: Agent[] = []
  const environment = (customer: Customer = 'linde') => all.get(customer)!

  const visitor = (name: Customer | 'telefoon' = 'linde', token?: string, from?: string): Visitor => {
    const host = `${name}.localhost`
    const agent = new Agent({ connect: { ca, lookup: toLoopback }, ...(from ? { localAddress: from } : {}) })
    agents.push(agent)
    const send = async (
      method: string,
      path: string,
      body: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const url = `https://${host}:${port}${path.startsWith('/') ? '' : '/'}${path}`
      const hasBody = ['POST', 'PUT', 'PATCH'].includes(method)
      const answer = await fetch(url, {
        method,
        dispatcher: agent,
        redirect: 'manual',
        headers: {
          ...cookieHeader(self),
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(hasBody ? { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) } : {}),
      })
      for (const set of answer.headers.getSetCookie()) takeCookie(self, set)
      // What goes on for ever is not waited for.
      const goesOn = answer.headers.get('content-type')?.startsWith('text/event-stream')
      if (goesOn) await answer.body?.cancel()
      const text = goesOn ? '' : await answer.text()
      const json = answer.headers.get('content-type')?.includes('json') && text
      const parsed: Body = json ? JSON.parse(text) : undefined
      if (!isRaw(path)) checkAgainstContract(endpoints, method, path, answer.status, parsed)
      return { status: answer.status, body: parsed, text, headers: answer.headers }
    }
    const self: Visitor = {
      token,
      cookies: {},
      get: (path, headers) => send('GET', path, undefined, headers),
      post: (path, body, headers) => send('POST', path, body, headers),
      put: (path, body) => send('PUT', path, body),
      delete: (path) => send('DELETE', path, undefined),
      send,
      async listen(path, headers = {}) {
        const stopping = new AbortController()
        const answer = await fetch(`https://${host}:${port}${path}`, {
          dispatcher: agent,
          headers: { ...cookieHeader(self), ...headers },
          signal: stopping.signal,
        })
        return { status: answer.status, next: eventsIn(answer.body ?? []), stop: () => stopping.abort() }
      },
    }
    return self
  }

  const database = async (customer: Customer = 'linde') => {
    const client = await connect(address, { ...cluster.administrator, database: environment(customer).databaseName })
    await client.query('set session_replication_role = replica')
    connections.push(client)
    return client
  }

  afterAll(async () => {
    await Promise.all(agents.map((agent) => agent.destroy()))
    await app.close()
    await Promise.all([environments.close(), sealing.close(), control.end()])
    await Promise.all(connections.map((client) => client.end()))
    for (const each of all.values())
      await admin.query(`drop database if exists ${quoteName(each.databaseName)} with (force)`)
    await admin.end()
  })

  return {
    origin: `https://127.0.0.1:${port}`,
    port,
    visitor: (name, from) => visitor(name, undefined, from),
    async as(person, customer = 'linde') {
      const token = newToken()
      const client = await database(customer)
      await client.query(
        `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at)
         values ($1, $2, $3, 'complete', '{password,totp}', 900, now() + interval '12 hours')`,
        [newId(), hashToken(token), people[person]],
      )
      return visitor(customer, token)
    },
    database,
    async loginRole(customer = 'linde') {
      const { roleName, databaseName } = environment(customer)
      const client = await connect(address, {
        user: roleName,
        password: rolePassword(root, roleName),
        database: databaseName,
      })
      connections.push(client)
      return client
    },
    environment,
    environments,
    sealing,
  }
}

/** The keys of an environment, to look inside sealed values in a test. */
export async function keysOf(environment: Environment) {
  const keyProvider = fileKeyProvider(join(inject('cluster').dataFolder, 'keys'))
  return openKeys(keyProvider, environment.dataKeys)
}
