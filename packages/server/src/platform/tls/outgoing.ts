import { isIP } from 'node:net'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { isRefused, lookup, OutboundProblem } from '../http/outbound.ts'

/** A connection over TLS to a receiver that answers nothing, as syslog does (RFC 5425). */
export interface Line {
  /** Returns when all of it left this process; a receiver that does not read makes it wait, and then throws. */
  write(bytes: Uint8Array): Promise<void>
  /**
   * Says that this was all, and waits until the other side says so too. It does that after it read everything: the one
   * acknowledgement that there is. Throws LineProblem not-confirmed when it does not.
   */
  finish(): Promise<void>
  /** Drops the line; nothing is known of what arrived. */
  drop(): void
}

export interface LineOptions {
  host: string
  port: number
  /** PEM: trusted instead of the authorities that are usual. */
  authority?: string | undefined
  /** PEM of authorities that are usual here. */
  usualAuthorities: readonly string[]
  clientCertificate?: { certificate: string; privateKey: string } | undefined
  /** For the connection, for each write, and for the end. */
  timeoutMilliseconds: number
}

export type LineFailure =
  | 'name-not-found'
  | 'address-refused'
  | 'refused'
  | 'unreachable'
  | 'timed-out'
  | 'no-tls'
  | 'certificate-not-trusted'
  | 'certificate-other-name'
  | 'certificate-expired'
  | 'client-certificate-refused'
  | 'broken'
  | 'not-confirmed'

export class LineProblem extends Error {
  readonly code: LineFailure
  constructor(code: LineFailure) {
    super(code)
    this.code = code
  }
}

const failures: Record<string, LineFailure> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  'address-refused': 'address-refused',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timed-out',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-other-name',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-not-trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-not-trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-not-trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-not-trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-not-trusted',
  CERT_SIGNATURE_FAILURE: 'certificate-not-trusted',
  CERT_UNTRUSTED: 'certificate-not-trusted',
  INVALID_CA: 'certificate-not-trusted',
  INVALID_PURPOSE: 'certificate-not-trusted',
}

/** Alerts that are about what this side showed or did not show (RFC 8446 section 6.2). */
const aboutOurs =
  /ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/

function failureOf(error: unknown): LineFailure {
  if (error instanceof LineProblem) return error.code
  // A name that leads to several addresses: what the first of them said.
  const code = String(
    (error as { code?: string }).code ?? (error as { errors?: { code?: string }[] }).errors?.[0]?.code ?? '',
  )
  return failures[code] ?? (aboutOurs.test(code) ? 'client-certificate-refused' : 'broken')
}

/** Opens a line, TLS 1.2 or later with the certificate checked for the name. Throws LineProblem. */
export async function openLine(options: LineOptions): Promise<Line> {
  const { host, port, authority, usualAuthorities, clientCertificate, timeoutMilliseconds } = options
  if (isIP(host) && isRefused(host)) throw new LineProblem('address-refused')
  const own = clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.privateKey }
  const given: ConnectionOptions = {
    host,
    port,
    lookup,
    ca: authority ? [authority] : [...usualAuthorities],
    minVersion: 'TLSv1.2',
    ...own,
  }
  const socket = connect(given)
  const line = lineOn(socket, timeoutMilliseconds)
  await line.step((done) => socket.once('secureConnect', () => done()))
  return line
}

/** What OutboundProblem says of an address is a failure of the line too. */
const ofLookup = (error: Error) => (error instanceof OutboundProblem ? new LineProblem('address-refused') : error)

function lineOn(socket: TLSSocket, timeout: number) {
  let failed: LineProblem | undefined
  let finishing = false
  let ended = false
  const waiting = new Set<(problem: LineProblem) => void>()
  const fail = (problem: LineProblem) => {
    failed ??= problem
    for (const each of waiting) each(failed)
    waiting.clear()
    socket.destroy()
  }
  socket.on('error', (error) => fail(new LineProblem(failureOf(ofLookup(error)))))
  // Whatever the other side says (session tickets) is read and dropped; its end is what counts.
  socket.on('end', () => {
    ended = true
    if (!finishing) fail(new LineProblem('broken'))
  })
  socket.on('close', () => {
    if (!(finishing && ended)) fail(new LineProblem(finishing ? 'not-confirmed' : 'broken'))
  })
  socket.resume()

  /** One thing to wait for: until it is done, the line fails, or it takes too long. */
  const step = (begin: (done: (error?: Error | null) => void) => void, late: LineFailure = 'timed-out') =>
    new Promise<void>((resolve, reject) => {
      if (failed) return reject(failed)
      const timer = setTimeout(() => fail(new LineProblem(late)), timeout)
      const settle = (problem?: LineProblem) => {
        clearTimeout(timer)
        waiting.delete(settle)
        if (problem) reject(problem)
        else resolve()
      }
      waiting.add(settle)
      begin((error) => (error ? fail(new LineProblem(failureOf(error))) : settle()))
    })

  return {
    step,
    write: (bytes: Uint8Array) => step((done) => socket.write(bytes, done)),
    async finish() {
      await step((done) => {
        finishing = true
        socket.once('end', () => done())
        socket.end()
      }, 'not-confirmed').catch((problem: LineProblem) => {
        // What breaks now breaks what was sent before.
        throw problem.code === 'broken' ? new LineProblem('not-confirmed') : problem
      })
      socket.destroy()
    },
    drop: () => fail(new LineProblem('broken')),
  }
}
