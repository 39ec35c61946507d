import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { verifierText } from '../note.ts'
import type { Witness } from './witness.ts'

/** 63 hashes, and a checkpoint with a hundred signatures. */
const longestRequest = 128 * 1024

class TooLong extends Error {}

/**
 * The witness over HTTP (c2sp.org/tlog-witness): POST /add-checkpoint; and to read back GET /log/<origin>/checkpoint (the newest) and
 * /log/<origin>/checkpoints (all, oldest first), GET /key. `say` gets a line for what an operator should see.
 */
export function witnessServer(witness: Witness, say: (line: string) => void): Server {
  const server = createServer((request, response) => {
    answer(witness, request, response).catch((error: { code?: string; message: string }) => {
      say(`${request.method} ${request.url}: ${error.message}`)
      if (response.headersSent) response.destroy()
      else send(response, error instanceof TooLong ? 413 : 500, 'text/plain', 'not possible\n')
    })
  })
  server.requestTimeout = 30_000
  return server
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decoded(new URL(request.url ?? '/', 'http://witness').pathname)
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return send(response, 405, 'text/plain', 'POST only\n', { allow: 'POST' })
    const { status, body } = await witness.add(await bodyOf(request))
    return send(response, status, status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8', body)
  }
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET only\n', { allow: 'GET' })
  if (path === '/key') return send(response, 200, 'text/plain; charset=utf-8', `${verifierText(witness.signer)}\n`)
  const [, origin, what] = /^\/log\/(.+)\/(checkpoints?)$/.exec(path) ?? []
  const latest = origin === undefined ? undefined : witness.latest(origin)
  if (origin === undefined || latest === undefined) return send(response, 404, 'text/plain', 'nothing here\n')
  if (what === 'checkpoint') return send(response, 200, 'text/plain; charset=utf-8', latest)
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  await pipeline(witness.history(origin)!, response)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

function send(response: ServerResponse, status: number, type: string, body: string, more: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...more })
  response.end(body)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestRequest) throw new TooLong('a request that is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
