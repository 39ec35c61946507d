import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Environment, Environments } from '../db/environments.ts'
import { addressOf } from './entering.ts'
import type { Outbound } from './outbound.ts'
import { Problem } from './problem.ts'

/**
 * A route for another program, in that program's own format, where an endpoint with JSON and a session does not fit: the logout
 * messages of a provider, the delivery reports of a gateway. It says itself who may call it, and logs for itself.
 */
export interface RawRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Where it stands, when that is not /api. */
  base?: string
  /** Below that; with named parameters like an endpoint's. */
  path: string
  /** How a caller proves who it is; written out, as there is no session. */
  proof: string
  handler(call: RawCall): Promise<RawAnswer>
  /** The most bytes of a body, when that is not 64 kilobytes. */
  bodyLimit?: number
  /** How what goes wrong around the handler is said in the format of the caller; absent: as a problem (RFC 9457). */
  failure?: (status: number, retryAfter: number | undefined) => RawAnswer
}

export interface RawCall {
  environments: Environments
  environment: Environment
  outbound: Outbound
  method: string
  params: Record<string, string>
  /** Of the address, without the question mark. */
  query: URLSearchParams
  headers: FastifyRequest['headers']
  /** As it came. */
  body: string
  /** https://host of the request. */
  origin: string
  address: string
  traceId: string
}

export interface RawAnswer {
  status: number
  /** Comes over the standard ones; undefined takes one away. */
  headers?: Record<string, string | undefined>
  body?: string
}

/** Registers raw routes in a scope of their own: nothing in it reads a body as JSON. */
export async function serveRawRoutes(
  app: FastifyInstance,
  environments: Environments,
  outbound: Outbound,
  routes: readonly RawRoute[],
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    for (const route of routes) {
      scope.route({
        method: route.method,
        url: `${route.base ?? '/api'}${route.path}`,
        bodyLimit: route.bodyLimit ?? 65_536,
        schema: { hide: true },
        ...(route.failure ? { errorHandler: failing(route.failure) } : {}),
        handler: async (request, reply) => {
          const environment = await environments.byHost(request.hostname.toLowerCase())
          if (environment?.state === 'destroyed') throw new Problem('key-destroyed')
          if (environment?.state !== 'open') throw new Problem('unknown-host')
          return answer(reply, await route.handler(callOf(request, environments, environment, outbound)))
        },
      })
    }
  })
}

function failing(failure: NonNullable<RawRoute['failure']>) {
  return (error: Error & { code?: string; statusCode?: number }, request: FastifyRequest, reply: FastifyReply) => {
    const status = error instanceof Problem ? error.status : (error.statusCode ?? 500)
    // Never its values: a database error can quote a row.
    if (status >= 500)
      request.log.error(
        { type: error.name, code: error.code, traceId: request.id },
        'request of another program failed',
      )
    return answer(reply, failure(status, error instanceof Problem ? error.extra.retryAfter : undefined))
  }
}

function callOf(
  request: FastifyRequest,
  environments: Environments,
  environment: Environment,
  outbound: Outbound,
): RawCall {
  return {
    environments,
    environment,
    outbound,
    method: request.method,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(request.url.split('?')[1] ?? ''),
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : '',
    origin: `https://${request.host}`,
    address: addressOf(request),
    traceId: request.id,
  }
}

function answer(reply: FastifyReply, { status, headers = {}, body }: RawAnswer) {
  reply.status(status).header('cache-control', 'no-store')
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) reply.removeHeader(name)
    else reply.header(name, value)
  }
  return reply.send(body ?? '')
}
