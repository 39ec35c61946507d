import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The cookies of Hoede, each a random value that means something in the database only. The __Host- prefix ties them to this host,
 * over HTTPS, for all paths (RFC 6265bis section 4.1.3.2).
 */
const cookies = {
  /** The session. */
  session: { name: '__Host-hoede', attributes: '' },
  /** The browser that began a visit to a provider or asked for a passkey, before anybody is signed in; an hour. */
  visit: { name: '__Host-hoede-visit', attributes: '; Max-Age=3600' },
  /** A computer that the customer marked as shared; as long as browsers keep it (400 days). */
  computer: { name: '__Host-hoede-computer', attributes: '; Max-Age=34560000' },
} as const

export type CookieName = keyof typeof cookies
const common = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** The value of a cookie, when it is there and has the form of one of ours. */
export function readCookie(request: FastifyRequest, cookie: CookieName): string | undefined {
  const { name } = cookies[cookie]
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const found = part.trim()
    if (found.startsWith(`${name}=`)) {
      const value = found.slice(name.length + 1)
      return /^[\w-]{43}$/.test(value) ? value : undefined
    }
  }
  return undefined
}

/** Gives the browser a cookie; undefined takes it away. */
export function sendCookie(reply: FastifyReply, cookie: CookieName, value: string | undefined): void {
  const { name, attributes } = cookies[cookie]
  reply.header('set-cookie', value ? `${name}=${value}; ${common}${attributes}` : `${name}=; ${common}; Max-Age=0`)
}
