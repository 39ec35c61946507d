import type { ProblemCode } from '@hoede/contract'
import type { FastifyRequest } from 'fastify'
import { type AuditRecord, recordAudit, rowForEntering } from '../audit/record.ts'
import { hashToken } from '../crypto/tokens.ts'
import { sqlState } from '../db/connection.ts'
import type { Transaction } from '../db/transaction.ts'
import { readCookie } from './cookies.ts'
import type { Endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

/** Who came in, as access.enter() says it. */
export interface Entered {
  personId: string
  sessionId: string
  ground: string | undefined
  provenAt: Date | undefined
}

/** A refusal that is known to come from a person with a session. */
export class Refusal extends Problem {
  readonly entered: Entered
  constructor(code: ProblemCode, entered: Entered) {
    super(code)
    this.entered = entered
  }
}

/** What access.enter() raises. */
const refusals: Record<string, ProblemCode> = {
  HO403: 'not-allowed',
  HO404: 'not-found',
  HO461: 'session-moved',
  HO462: 'address-not-allowed',
  HO463: 'proof-needed',
}

/** Throws for an endpoint whose rules say what nothing would hold it to: both are the work of access.enter(). */
export function checkRules(endpoint: Endpoint): void {
  const name = `${endpoint.method} ${endpoint.path}`
  if (endpoint.permission === 'public' && (endpoint.fresh || endpoint.ahead))
    throw new Error(`${name}: public, so nobody enters; fresh and ahead mean nothing there`)
  if (endpoint.ahead === 'everything' && (endpoint.creates || endpoint.consultation))
    throw new Error(`${name}: cannot ask everything at once`)
}

export function tokenOf(request: FastifyRequest): string {
  const token = readCookie(request, 'session')
  if (!token) throw new Problem('no-session')
  return token
}

/** The caller's address, an IPv4 one in its own form also where the server listens on IPv6 (RFC 4291 section 2.5.5.2). */
export function addressOf(request: FastifyRequest): string {
  const { ip } = request
  if (ip.startsWith('::ffff:') && ip.includes('.')) return ip.slice('::ffff:'.length)
  const zone = ip.indexOf('%')
  return zone < 0 ? ip : ip.slice(0, zone)
}

const question = 'select person_id, session_id, ground, proven_at from access.enter($1, $2, $3, $4, $5, $6, $7)'
const loggingQuestion = `select person_id, session_id, ground, proven_at
  from access.enter($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`

/**
 * Session, network, permission, scope and freshness in one question to the database, which sets the context of row security with
 * it. Given a record, the same question writes the row of the log; it is asked for at the moment of sending.
 */
export async function enter(
  tx: Transaction,
  endpoint: Endpoint,
  request: FastifyRequest,
  record?: () => Omit<AuditRecord, 'outcome'> | undefined,
): Promise<Entered> {
  if (endpoint.permission === 'public') return { personId: '', sessionId: '', ground: undefined, provenAt: undefined }
  const asked = [
    hashToken(tokenOf(request)),
    endpoint.permission === 'signed-in' ? null : endpoint.permission,
    endpoint.scope === 'none' ? null : subjectOf(request, endpoint.scope),
    addressOf(request),
    browserOf(request),
    endpoint.fresh ?? false,
    endpoint.reading,
  ]
  const logs = record && 'event' in endpoint.audit && !endpoint.logsRefusalsOnly
  try {
    const [row] = await tx.rows<{ person_id: string; session_id: string; ground: string | null; proven_at: Date }>(
      logs ? loggingQuestion : question,
      logs ? () => [...asked, ...rowForEntering(record()!)] : asked,
    )
    if (!row) throw new Problem('no-session')
    return {
      personId: row.person_id,
      sessionId: row.session_id,
      ground: row.ground ?? undefined,
      provenAt: row.proven_at,
    }
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

/** As much of it as the session keeps. */
const browserOf = (request: FastifyRequest) => (request.headers['user-agent'] ?? '').slice(0, 400)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function subjectOf(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, string>)[name]?.toLowerCase() ?? ''
  // What cannot be an id does not exist either; the all-zero id makes the database say so, after the session was checked.
  return uuid.test(value) ? value : '00000000-0000-0000-0000-000000000000'
}

/** What the database raised against who asks, as a problem; undefined for anything else. */
export function refusalOf(error: unknown): Problem | undefined {
  const state = sqlState(error) ?? ''
  if (state === 'HO401') return new Problem('no-session')
  const code = refusals[state]
  if (!code) return undefined
  const [personId = '', sessionId = ''] = String((error as { detail?: string }).detail ?? '').split(' ')
  return new Refusal(code, { personId, sessionId, ground: undefined, provenAt: undefined })
}

/**
 * A session that turned up on another network in another browser goes back to its second factor: a stolen cookie reaches nothing,
 * and whoever really moved proves it again. It waits no longer than any sign-in that is under way (ten minutes).
 */
export async function setSessionBack(tx: Transaction, request: FastifyRequest, entered: Entered): Promise<void> {
  const rows = await tx.rows(
    `update session set stage = 'second-factor', factors = factors[1:1], idle_seconds = least(idle_seconds, 600),
       expires_at = least(expires_at, now() + interval '10 minutes'), last_seen_at = now()
     where id = $1 and stage = 'complete' and ended_at is null returning id`,
    [entered.sessionId],
  )
  // Of several requests at once, one does it.
  if (rows.length === 0) return
  await recordAudit(tx, {
    event: 'session.moved',
    action: 'E',
    outcome: 'refused',
    problem: 'session-moved',
    personId: entered.personId,
    sessionId: entered.sessionId,
    part: 'sign-in',
    address: addressOf(request),
    traceId: request.id,
  })
}
