import type { FastifyInstance } from 'fastify'
import { equalText } from '../crypto/tokens.ts'
import { Problem } from './problem.ts'

export interface Metrics {
  /** Read at each question, so that a new one works at once; an empty one lets nobody in. */
  token: () => Promise<string>
  /** In the text format of Prometheus, 0.0.4. */
  text: () => Promise<string>
}

/** `GET /metrics`, for whoever shows the token of HOEDE_WATCH (`authorization: Bearer …`). */
export function serveMetrics(app: FastifyInstance, { token, text }: Metrics): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const wanted = await token()
    const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (wanted.length < 16 || !equalText(shown, wanted)) throw new Problem('not-found')
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await text())
  })
}
