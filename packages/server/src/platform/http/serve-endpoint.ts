import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AuditRecord, recordAudit } from '../audit/record.ts'
import { hashToken } from '../crypto/tokens.ts'
import { sqlState } from '../db/connection.ts'
import type { Environment, Environments, TransactionInWork } from '../db/environments.ts'
import type { Transaction } from '../db/transaction.ts'
import { readCookie, sendCookie } from './cookies.ts'
import type { Around, Call, Endpoint } from './endpoint.ts'
import { answeredBefore, keepAnswer } from './idempotency.ts'
import { checkInput, checkOrigin, checkText, isStorableRequest } from './input-checks.ts'
import type { Outbound } from './outbound.ts'
import { Problem } from './problem.ts'

type AnyCall = Call<unknown, unknown, unknown, Transaction>

interface Entered {
  personId: string
  sessionId: string
  ground: string | undefined
}

/** A refusal that is known to come from a person with a session. */
class Refusal extends Problem {
  readonly entered: Entered
  constructor(code: 'not-allowed' | 'not-found', entered: Entered) {
    super(code)
    this.entered = entered
  }
}

/** Marks a request whose handler put something in the outbox. */
const messagesWait = Symbol('messages wait')

/** Registers an endpoint. The steps stand in the order that security needs; each is a function of a few lines below. */
export function serveEndpoint(
  app: FastifyInstance,
  environments: Environments,
  endpoint: Endpoint,
  outbound: Outbound,
  sendMessages: (environmentId: string) => void,
): void {
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    attachValidation: true,
    schema: describe(endpoint),
    handler: async (request, reply) => {
      const environment = await environmentOf(environments, request)
      if (endpoint.method !== 'GET') checkOrigin(request)
      // Before anything is asked: without a token there is no way in that could stop what travels along with it.
      if (endpoint.permission !== 'public') tokenOf(request)
      const within = (step: Endpoint) => answerWithin(environments, environment, step, request, reply)
      const attempt = () =>
        endpoint.consultation ? answerConsulting(endpoint, within, { environment, outbound }) : within(endpoint)
      const answer = await attempt().catch((error) => {
        // Twice the same request at the same moment: the one that came second finds the first one's answer.
        if (!isSecondOfTwo(error)) throw error
        return attempt()
      })
      if (messagesWait in request) sendMessages(environment.id)
      if (answer instanceof Problem) throw answer
      return send(endpoint, reply, answer)
    },
  })
}

/** Two transactions with a question to a server of others between them, for which no connection to the database waits. */
async function answerConsulting(endpoint: Endpoint, within: (step: Endpoint) => Promise<unknown>, around: Around) {
  const { ask, consult } = endpoint.consultation!
  const plan = await within({ ...endpoint, logsRefusalsOnly: true, handler: ask })
  if (plan instanceof Problem) return plan
  const outcome = await consult(plan as never, around)
  return within({ ...endpoint, handler: (call) => endpoint.handler(call, outcome as never) })
}

async function answerWithin(
  environments: Environments,
  environment: Environment,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const notes: Partial<AuditRecord> = {}
  let who: Entered | undefined
  try {
    return await environments.transact(environment.id, async (tx) => {
      const call = callOf(tx, environment, request, reply, notes)
      const entering = enter(tx, endpoint, request).then((entered) => {
        who = entered
        Object.assign(call, entered)
      })
      if (endpoint.ahead && !request.validationError && isStorableRequest(request)) {
        return answerAhead(tx, endpoint, request, call, notes, entering)
      }
      // Asked along with who is asking: behind a refusal it gets no answer.
      const repeated = endpoint.creates ? answeredBefore(call, request) : undefined
      repeated?.catch(() => undefined)
      await entering
      checkInput(request)
      checkText(request)
      const before = await repeated
      if (before) reply.header('idempotency-replayed', 'true')
      const answer = before ? before.answer : await endpoint.handler(call as HandlerCall)
      if (endpoint.creates && !before && !(answer instanceof Problem)) await keepAnswer(call, request, answer)
      if (!(answer instanceof Problem) && !endpoint.logsRefusalsOnly)
        sendAlong(logRow(tx, endpoint, request, { ...notes, outcome: 'success' }))
      return answer
    })
  } catch (error) {
    const problem = problemOf(error)
    if (!problem || isSecondOfTwo(error)) throw error
    if (problem instanceof Refusal) who = problem.entered
    if (who) await logRefusal(environments, environment, endpoint, request, who, notes, problem)
    throw problem
  }
}

type HandlerCall = Parameters<Endpoint['handler']>[0]

/** The handler's questions are on their way before it is known who asks; a refusal makes the database leave them undone. */
async function answerAhead(
  tx: TransactionInWork,
  endpoint: Endpoint,
  request: FastifyRequest,
  call: AnyCall,
  notes: Partial<AuditRecord>,
  entering: Promise<void>,
): Promise<unknown> {
  const answering = endpoint.handler(call as HandlerCall)
  answering.catch(() => undefined)
  const everything = endpoint.ahead === 'everything'
  if (everything) {
    sendAlong(logRow(tx, endpoint, request, { ...notes, outcome: 'success' }))
    tx.commitNow()
  }
  await entering
  const answer = await answering
  if (!everything && !(answer instanceof Problem))
    sendAlong(logRow(tx, endpoint, request, { ...notes, outcome: 'success' }))
  return answer
}

async function environmentOf(environments: Environments, request: FastifyRequest): Promise<Environment> {
  const environment = await environments.byHost(request.hostname.toLowerCase())
  if (environment?.state !== 'open') throw new Problem('unknown-host')
  return environment
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function tokenOf(request: FastifyRequest): string {
  const token = readCookie(request, 'session')
  if (!token) throw new Problem('no-session')
  return token
}

/** Session, permission and scope in one question to the database, which sets the context of row security with it. */
async function enter(tx: Transaction, endpoint: Endpoint, request: FastifyRequest): Promise<Entered> {
  if (endpoint.permission === 'public') return { personId: '', sessionId: '', ground: undefined }
  const token = tokenOf(request)
  const permission = endpoint.permission === 'signed-in' ? null : endpoint.permission
  const subject = endpoint.scope === 'none' ? null : subjectOf(request, endpoint.scope)
  try {
    const [row] = await tx.rows<{ person_id: string; session_id: string; ground: string | null }>(
      'select person_id, session_id, ground from access.enter($1, $2, $3)',
      [hashToken(token), permission, subject],
    )
    if (!row) throw new Problem('no-session')
    return { personId: row.person_id, sessionId: row.session_id, ground: row.ground ?? undefined }
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

function subjectOf(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, string>)[name]?.toLowerCase() ?? ''
  // What cannot be an id does not exist either; the all-zero id makes the database say so, after the session was checked.
  return uuid.test(value) ? value : '00000000-0000-0000-0000-000000000000'
}

function refusalOf(error: unknown): Problem | undefined {
  const state = sqlState(error)
  if (state === 'HO401') return new Problem('no-session')
  if (state !== 'HO403' && state !== 'HO404') return undefined
  const [personId = '', sessionId = ''] = String((error as { detail?: string }).detail ?? '').split(' ')
  return new Refusal(state === 'HO403' ? 'not-allowed' : 'not-found', { personId, sessionId, ground: undefined })
}

function callOf(
  tx: Transaction,
  environment: Environment,
  request: FastifyRequest,
  reply: FastifyReply,
  notes: Partial<AuditRecord>,
): AnyCall {
  return {
    tx,
    environment,
    params: request.params,
    query: request.query,
    body: request.body,
    personId: '',
    sessionId: '',
    ground: undefined,
    note: (addition) => void Object.assign(notes, addition),
    caller: {
      token: readCookie(request, 'session'),
      visit: readCookie(request, 'visit'),
      computer: readCookie(request, 'computer'),
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      traceId: request.id,
      host: request.host,
    },
    setSession: (token) => sendCookie(reply, 'session', token),
    setCookie: (name, value) => sendCookie(reply, name, value),
    sendMessages: () => void Object.assign(request, { [messagesWait]: true }),
  }
}

/** The row goes out right before the commit, which waits for it: if it cannot be written, nothing is committed. */
function sendAlong(writing: Promise<void>): void {
  writing.catch(() => undefined)
}

async function logRow(
  tx: Transaction,
  endpoint: Endpoint,
  request: FastifyRequest,
  rest: Partial<AuditRecord> & Pick<AuditRecord, 'outcome'>,
): Promise<void> {
  if (!('event' in endpoint.audit)) return
  const { event, action, part } = endpoint.audit
  const clientId = endpoint.scope === 'clientId' ? subjectOf(request, endpoint.scope) : undefined
  await recordAudit(tx, {
    event,
    action,
    part,
    clientId,
    address: request.ip,
    traceId: request.id,
    ...rest,
  })
}

/** Refused attempts are in the log too, in a transaction of their own as the first one was undone. */
async function logRefusal(
  environments: Environments,
  environment: Environment,
  endpoint: Endpoint,
  request: FastifyRequest,
  entered: Entered,
  notes: Partial<AuditRecord>,
  problem: Problem,
): Promise<void> {
  if (![403, 404, 409].includes(problem.status) || !entered.personId) return
  const outcome = problem.status === 409 ? 'error' : 'refused'
  await environments.transact(environment.id, (tx) =>
    logRow(tx, endpoint, request, {
      ...notes,
      personId: entered.personId,
      sessionId: entered.sessionId,
      ground: entered.ground,
      outcome,
      problem: problem.code,
    }),
  )
}

function isSecondOfTwo(error: unknown): boolean {
  return sqlState(error) === '23505' && (error as { table?: string }).table === 'idempotency'
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  // Two writers of the same row: the version trigger or a serialisation failure says who was second.
  const state = sqlState(error) ?? ''
  if (['HO409', '40001', '40P01'].includes(state)) return new Problem('conflict')
  if (state === '23505') return new Problem('already-exists')
  // Row security refused what the use case let through: closed, and in the log as a refusal.
  if (state === '42501') return new Problem('not-allowed')
  return undefined
}

function send(endpoint: Endpoint, reply: FastifyReply, answer: unknown) {
  reply.header('cache-control', 'no-store')
  if (answer === undefined) return reply.status(endpoint.status ?? 204).send()
  if (endpoint.contentType) reply.type(endpoint.contentType)
  return reply.status(endpoint.status ?? 200).send(answer)
}

function describe(endpoint: Endpoint) {
  const { params, query, body, answer } = endpoint
  return {
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1] ?? ''],
    description: `Permission: ${endpoint.permission}. Scope: ${endpoint.scope === 'none' ? 'none' : 'one client'}.`,
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    ...(answer ? { response: { [endpoint.status ?? 200]: answer } } : {}),
  }
}
