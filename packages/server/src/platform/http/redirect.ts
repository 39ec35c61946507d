import { createServer, type Server } from 'node:http'

/** Plain HTTP only sends people to HTTPS on the same host, and serves nothing else. */
export function redirectServer(httpsPort: number): Server {
  return createServer({ requestTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    const host = hostOf(request.headers.host)
    const path = request.url?.startsWith('/') ? request.url : '/'
    if (!host || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(host ? 405 : 400, { connection: 'close' }).end()
      return
    }
    const port = httpsPort === 443 ? '' : `:${httpsPort}`
    response.writeHead(308, { location: `https://${host}${port}${path}`, connection: 'close' }).end()
  })
}

function hostOf(header: string | undefined): string | undefined {
  const name = header?.replace(/:\d+$/, '').toLowerCase()
  return name && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name) ? name : undefined
}
