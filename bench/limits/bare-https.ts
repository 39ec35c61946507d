import { createServer } from 'node:https'

/** What Node can do at all: an HTTPS server that answers the same few bytes to everything. */
export async function serveBare(options: {
  tls: { key: Buffer; cert: Buffer }
  port: number
}): Promise<{ close(): Promise<void> }> {
  const server = createServer(options.tls, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 15 })
    response.end('{"status":"ok"}')
  })
  await new Promise<void>((done) => server.listen(options.port, '127.0.0.1', done))
  return { close: () => new Promise((done) => server.close(() => done())) }
}
