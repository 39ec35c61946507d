import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newNonce } from '../crypto/tokens.ts'
import { Problem } from './problem.ts'
import { contentSecurityPolicy } from './security-headers.ts'

/** A single-page application: where it stands in the address, and its page in the web folder. */
export interface WebApplication {
  path: string
  page: string
  /** Served at this host only, and not at those of the environments. */
  host?: string
}

const isUnder = (path: string, root: string) => root === '/' || path === root || path.startsWith(`${root}/`)

/**
 * The application that stands at an address: the deepest path that fits. A host that has an application of its own has no other, and
 * no other host has that one.
 */
export function applicationAt(
  applications: readonly WebApplication[],
  host: string,
  path: string,
): WebApplication | undefined {
  const own = applications.filter((each) => each.host === host)
  return (own.length > 0 ? own : applications.filter((each) => !each.host))
    .filter((each) => isUnder(path, each.path))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
}

/**
 * Serves the built browser applications. Every page gets a nonce of its own for the styles that its components add; scripts
 * come from files only. Files under /assets have their content's hash in their name and may be kept for a year. `hostIsThere`
 * says whether a host with an application of its own exists.
 */
export async function serveWebApplications(
  app: FastifyInstance,
  folder: string,
  applications: readonly WebApplication[],
  hostIsThere: (host: string) => Promise<boolean>,
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
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const found = applicationAt(applications, request.hostname.toLowerCase(), request.url.split('?')[0] ?? '/')
    if (!found || (found.host && !(await hostIsThere(found.host)))) throw new Problem('not-found')
    const nonce = newNonce()
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(pages.get(found.page)?.replaceAll('__CSP_NONCE__', nonce))
  }
  for (const path of ['/', '/*']) app.get(path, { schema: { hide: true } }, send)
}
