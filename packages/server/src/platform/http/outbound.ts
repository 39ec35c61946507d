import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'
import { Agent, request } from 'undici'

/** Requests to servers of others (single sign-on), with the bounds that keep such a server from harming this one. */
export interface Outbound {
  /**
   * As fetch() does: HTTPS only, eight seconds in all, answers up to a megabyte, no redirects followed. Throws OutboundProblem, or
   * what the network threw.
   */
  fetch(url: string, options?: OutboundRequest): Promise<Response>
  /**
   * For files: no bound on the size, and of time only on silence, on the way there as on the way back. Whoever asks reads the body to
   * its end or destroys it. Throws as fetch() does.
   */
  transfer(url: string, options?: TransferRequest): Promise<Transfer>
  /** PEM of the authorities that are trusted. */
  readonly authorities: readonly string[]
  close(): Promise<void>
}

export interface OutboundRequest {
  method?: string
  headers?: Record<string, string>
  body?: string | URLSearchParams | null
  /** PEM: shown to the other side when it asks for one (mutual TLS, RFC 8705). */
  clientCertificate?: { certificate: string; privateKey: string }
}

export interface TransferRequest {
  method?: string
  headers?: Record<string, string>
  body?: Uint8Array
  /** So long nothing may move. */
  silentMilliseconds?: number | undefined
}

export interface Transfer {
  status: number
  headers: Headers
  body: Readable
}

export class OutboundProblem extends Error {
  readonly code: 'not-https' | 'address-refused' | 'answer-too-large'
  constructor(code: OutboundProblem['code']) {
    super(code)
    this.code = code
  }
}

export interface OutboundOptions {
  /** PEM of authorities that are trusted besides those that Node knows: an organisation's own. */
  extraAuthorities?: string | undefined
  timeoutMilliseconds?: number | undefined
}

const largestAnswer = 1_000_000

/**
 * Addresses that no server of others is reached at: link-local (where clouds answer with credentials), multicast, "this host".
 * Private addresses and loopback stay open on purpose: an ADFS stands in the customer's own network. What is asked there is a
 * fixed set of paths, over TLS with a certificate for the name, and what comes back is shown to nobody as it is.
 */
const refused = new BlockList()
for (const [network, prefix] of [
  ['169.254.0.0', 16],
  ['0.0.0.0', 8],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  refused.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['fe80::', 10],
  ['ff00::', 8],
  ['::', 128],
] as const)
  refused.addSubnet(network, prefix, 'ipv6')

/** Is this an address that no server of others is reached at? */
export const isRefused = (address: string) => refused.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Looks at what a name leads to at the moment of connecting, so that it cannot lead elsewhere after it was judged. */
export const lookup: LookupFunction = (name, options, done) => {
  resolve(name, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0]
    if (error || !first) return done(error ?? new OutboundProblem('address-refused'), '')
    if (addresses.some(({ address }) => isRefused(address))) return done(new OutboundProblem('address-refused'), '')
    return options.all ? done(null, addresses) : done(null, first.address, first.family)
  })
}

export function createOutbound(options: OutboundOptions = {}): Outbound {
  const timeout = options.timeoutMilliseconds ?? 8_000
  const authorities = [...getCACertificates('default'), ...(options.extraAuthorities ? [options.extraAuthorities] : [])]
  const agentWith = (own: { cert?: string; key?: string }, largest = largestAnswer) =>
    new Agent({
      connect: { ca: authorities, lookup, timeout, minVersion: 'TLSv1.2', ...own },
      // One provider that is slow holds back its own visitors only.
      connections: 20,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      maxResponseSize: largest,
    })
  const common = agentWith({})
  const unbounded = -1
  const transfers = agentWith({}, unbounded)
  return {
    authorities,
    async fetch(address, { method = 'GET', headers = {}, body, clientCertificate } = {}) {
      const url = judged(address)
      const own = clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.privateKey }
      const agent = own ? agentWith(own) : common
      try {
        const answer = await request(url, {
          method,
          headers,
          body: body?.toString() ?? null,
          dispatcher: agent,
          signal: AbortSignal.timeout(timeout),
        })
        const bytes = await readBounded(answer.body)
        return responseOf(answer.statusCode, answer.headers, bytes)
      } finally {
        if (own) await agent.destroy()
      }
    },
    async transfer(address, { method = 'GET', headers = {}, body, silentMilliseconds = timeout } = {}) {
      const answer = await request(judged(address), {
        method,
        headers: body ? { ...headers, 'content-length': String(body.length) } : headers,
        // In pieces: each that leaves shows that something moves.
        body: body?.length ? Readable.from(piecesOf(body), { objectMode: false }) : null,
        dispatcher: transfers,
        headersTimeout: silentMilliseconds,
        bodyTimeout: silentMilliseconds,
      })
      return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.body }
    },
    async close() {
      await Promise.all([common.destroy(), transfers.destroy()])
    },
  }
}

function judged(address: string): URL {
  const url = new URL(address)
  if (url.protocol !== 'https:') throw new OutboundProblem('not-https')
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && isRefused(literal)) throw new OutboundProblem('address-refused')
  return url
}

function* piecesOf(body: Uint8Array) {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536)
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > largestAnswer) throw new OutboundProblem('answer-too-large')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

function responseOf(
  status: number,
  headers: Record<string, string | string[] | undefined>,
  bytes: Uint8Array<ArrayBuffer>,
): Response {
  return new Response([204, 205, 304].includes(status) ? null : bytes, { status, headers: headersOf(headers) })
}

function headersOf(headers: Record<string, string | string[] | undefined>): Headers {
  const kept = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [value ?? []].flat()) kept.append(name, each)
  }
  return kept
}
