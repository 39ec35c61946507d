import type { FastifyReply, FastifyRequest } from 'fastify'

/** The __Host- prefix ties the cookie to this host, over HTTPS, for all paths (RFC 6265bis section 4.1.3.2). */
const name = '__Host-hoede'
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export function readSessionCookie(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const cookie = part.trim()
    if (cookie.startsWith(`${name}=`)) {
      const value = cookie.slice(name.length + 1)
      return /^[\w-]{43}$/.test(value) ? value : undefined
    }
  }
  return undefined
}

export function setSessionCookie(reply: FastifyReply, token: string): void {
  reply.header('set-cookie', `${name}=${token}; ${attributes}`)
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${name}=; ${attributes}; Max-Age=0`)
}
