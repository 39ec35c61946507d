import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { newNonce } from '../crypto/tokens.ts'
import { contentSecurityPolicy } from './security-headers.ts'

/** A single-page application: where it stands in the address, and its page in the web folder. */
export interface WebApplication {
  path: string
  page: string
  /** Served at this host only, and not at those of the environments. */
  host?: string
}

/** A route that answers at one host only, whatever its port. */
export const atHost = (host: string): RegExp => new RegExp(`^${host.replaceAll('.', '\\.')}(:\\d+)?$`)

/**
 * Serves the built browser applications. Every page gets a nonce of its own for the styles that its components add; scripts
 * come from files only. Files under /assets have their content's hash in their name and may be kept for a year.
 */
export async function serveWebApplications(
  app: FastifyInstance,
  folder: string,
  applications: readonly WebApplication[],
): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    logLevel: 'silent',
  })
  const pages = new Map<string, string>()
  for (const { page } of applications) pages.set(page, await readFile(join(folder, page), 'utf8'))
  for (const { path, page, host } of applications) {
    const html = pages.get(page) ?? ''
    const send = async (_request: unknown, reply: FastifyReply) => {
      const nonce = newNonce()
      return reply
        .header('content-security-policy', contentSecurityPolicy(nonce))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(html.replaceAll('__CSP_NONCE__', nonce))
    }
    const route = { schema: { hide: true }, ...(host ? { constraints: { host: atHost(host) } } : {}) }
    app.get(path, route, send)
    app.get(`${path === '/' ? '' : path}/*`, route, send)
  }
}
