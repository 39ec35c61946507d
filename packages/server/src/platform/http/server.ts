import type { SecureContextOptions, TlsOptions } from 'node:tls'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { newId } from '../crypto/ids.ts'
import { KeyProblem } from '../crypto/key-problem.ts'
import type { Environments } from '../db/environments.ts'
import type { Logger } from '../log/logger.ts'
import { type DemoPhones, hostIsThere, serveDemoPhones } from './demo-phones.ts'
import type { Endpoint } from './endpoint.ts'
import { type Metrics, serveMetrics } from './metrics.ts'
import { createOutbound, type Outbound } from './outbound.ts'
import type { BackupsOf } from './own-backups.ts'
import { Problem } from './problem.ts'
import { type RawRoute, serveRawRoutes } from './raw-route.ts'
import { securityHeaders } from './security-headers.ts'
import { serveEndpoint } from './serve-endpoint.ts'
import { serveWebApplications, type WebApplication } from './web-applications.ts'

export interface HttpOptions {
  environments: Environments
  endpoints: readonly Endpoint[]
  /** Routes for other programs, in their formats. */
  rawRoutes?: readonly RawRoute[]
  /** The way to servers of others; absent: with the authorities that Node knows. */
  outbound?: Outbound
  tls: SecureContextOptions & TlsOptions
  requestsPerSecond: number
  logger: Logger
  /** The browser applications and the folder of their files; absent where only the API is served. */
  web?: { folder: string; applications: readonly WebApplication[] } | undefined
  /** Called after a commit that left messages in the outbox of an environment. */
  sendMessages?: ((environmentId: string) => void) | undefined
  demoPhones?: DemoPhones | undefined
  /** What is known of the backups of an environment; absent where no page asks for them. */
  backupsOf?: BackupsOf | undefined
  /** Figures for a program that watches; absent: there is no such address. */
  metrics?: Metrics | undefined
  /** Answers whether the databases can be reached. */
  ready: () => Promise<boolean>
}

/** The most bytes a request may have: the longest report in SOEP form, every character of four bytes, fits. */
const bodyLimit = 400_000

/** The HTTPS server with every endpoint on it; it does not listen yet. */
export async function buildServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    https: options.tls,
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    bodyLimit,
    // An address that cannot be one is refused before anything of ours has run.
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply.headers(securityHeaders)),
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: false, allErrors: false } },
  }) as unknown as FastifyInstance
  // Answers are held against their schemas in the tests; a compiled serializer for each would only cost.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(answerProblem)
  // JSON only: a page of another site can send text without asking for leave.
  app.removeContentTypeParser('text/plain')
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the address, not the address: ids of clients and what people look for stay out of this log.
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        traceId: request.id,
      },
      'answered',
    )
  })
  await secure(app, options)
  const outbound = options.outbound ?? createOutbound()
  app.addHook('onClose', () => outbound.close())
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hoede',
        version: '0.1.0',
        description: 'Everything that the applications of Hoede do, they do through this API.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-hoede' } } },
    },
  })
  await app.register(async (api) => {
    api.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
    api.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
      const ready = await options.ready()
      return reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable' })
    })
    if (options.metrics) serveMetrics(api, options.metrics)
    const { environments, backupsOf = noBackups, sendMessages = () => undefined } = options
    for (const endpoint of options.endpoints)
      serveEndpoint(api, endpoint, { environments, outbound, sendMessages, backupsOf })
    await serveRawRoutes(api, options.environments, outbound, options.rawRoutes ?? [])
    if (options.demoPhones) serveDemoPhones(api, options.demoPhones)
    api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
    api.all('/api/*', { schema: { hide: true } }, async () => {
      throw new Problem('not-found')
    })
  })
  const { web, demoPhones } = options
  if (web) await serveWebApplications(app, web.folder, web.applications, (host) => hostIsThere(demoPhones, host))
  app.setNotFoundHandler(async () => {
    throw new Problem('not-found')
  })
  return app
}

const noBackups: BackupsOf = () => {
  throw new Problem('unavailable')
}

async function secure(app: FastifyInstance, options: HttpOptions): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders)
    done()
  })
  await app.register(rateLimit, {
    max: options.requestsPerSecond,
    timeWindow: 1000,
    cache: 20_000,
    allowList: (request) => request.url === '/healthz' || request.url === '/readyz',
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': false,
    },
    errorResponseBuilder: () => new Problem('too-many-requests', { retryAfter: 1 }),
  })
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  // An environment without its key is reported once, by the watch on keys.
  if (problem.status >= 500 && !(error instanceof KeyProblem))
    request.log.error({ err: summary(error), traceId: request.id }, 'request failed')
  reply.status(problem.status).type('application/problem+json; charset=utf-8').header('cache-control', 'no-store')
  if (problem.extra.retryAfter) reply.header('retry-after', String(problem.extra.retryAfter))
  return reply.send(JSON.stringify(problem.body(request.id)))
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  // A key that does not fit is as good as none.
  if (error instanceof KeyProblem)
    return new Problem(error.code === 'key-unreachable' ? 'key-unreachable' : 'key-withdrawn', { retryAfter: 15 })
  // The code of a DOMException is a number.
  const code = String((error as Partial<FastifyError>).code ?? '')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large')
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new Problem('not-json')
  if (code.startsWith('FST_ERR_CTP') || error instanceof SyntaxError) return new Problem('not-json')
  if (code === 'FST_ERR_BAD_URL') return new Problem('not-found')
  if (['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300'].includes(code))
    return new Problem('unavailable', { retryAfter: 2 })
  const status = (error as Partial<FastifyError>).statusCode ?? 500
  return new Problem(status === 429 ? 'too-many-requests' : status >= 400 && status < 500 ? 'not-json' : 'unexpected')
}

/** What the technical log keeps of an error: never its values, as a database error can quote a row. */
function summary(error: unknown) {
  const { name, code, stack } = error as { name?: string; code?: string; stack?: string }
  const frames = stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
  return {
    type: name ?? 'Error',
    code,
    message: error instanceof Error && !code ? error.message : undefined,
    stack: frames?.join('\n'),
  }
}
