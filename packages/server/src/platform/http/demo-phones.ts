import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

/** The telephones of the demo: a host of their own, which is there only as long as some environment is a demo. */
export interface DemoPhones {
  /** Without a port. */
  host: string
  exist(): Promise<boolean>
  /** What arrived on them, the newest first. */
  list(): Promise<unknown[]>
}

/** Is an application served at this host of its own? */
export const hostIsThere = async (phones: DemoPhones | undefined, host: string): Promise<boolean> =>
  phones?.host === host && (await phones.exist())

/** Without a session: these are nobody's messages. On every other host, and where no environment is a demo, there is nothing. */
export function serveDemoPhones(api: FastifyInstance, phones: DemoPhones): void {
  api.get('/api/phone/messages', { schema: { hide: true } }, async (request, reply) => {
    if (!(await hostIsThere(phones, request.hostname.toLowerCase()))) throw new Problem('not-found')
    return reply.header('cache-control', 'no-store').send({ items: await phones.list() })
  })
}
