import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AuditRecord, recordAudit } from '../audit/record.ts'
import { sqlState } from '../db/connection.ts'
import type { Environment, Environments } from '../db/environments.ts'
import type { Transaction } from '../db/transaction.ts'
import { readCookie, sendCookie } from './cookies.ts'
import type { Around, Call, Endpoint, Following } from './endpoint.ts'
import { addressOf, checkRules, type Entered, enter, Refusal, setSessionBack, subjectOf, tokenOf } from './entering.ts'
import { answeredBefore, keepAnswer } from './idempotency.ts'
import { checkInput, checkOrigin, checkText, isStorableRequest } from './input-checks.ts'
import type { Outbound } from './outbound.ts'
import type { BackupsOf } from './own-backups.ts'
import { Problem } from './problem.ts'

type AnyCall = Call<unknown, unknown, unknown, Transaction>

/** Marks a request whose handler put something in the outbox. */
const messagesWait = Symbol('messages wait')

/** What every endpoint is served with. */
export interface Served {
  environments: Environments
  outbound: Outbound
  sendMessages: (environmentId: string) => void
  backupsOf: BackupsOf
}

/** Registers an endpoint. The steps stand in the order that security needs; each is a function of a few lines below. */
export function serveEndpoint(app: FastifyInstance, endpoint: Endpoint, served: Served): void {
  const { environments, outbound, sendMessages } = served
  checkRules(endpoint)
  const stopping = new AbortController()
  if (endpoint.follow) app.addHook('preClose', async () => stopping.abort())
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
      const within = (step: Endpoint) => answerWithin(served, environment, step, request, reply)
      const attempt = () =>
        endpoint.consultation ? answerConsulting(endpoint, within, { environment, outbound }) : within(endpoint)
      const answer = await attempt().catch((error) => {
        // Twice the same request at the same moment: the one that came second finds the first one's answer.
        if (!isSecondOfTwo(error)) throw error
        return attempt()
      })
      if (messagesWait in request) sendMessages(environment.id)
      if (answer instanceof Problem) throw answer
      const { follow } = endpoint
      if (!follow) return send(endpoint, reply, answer)
      return send(endpoint, reply, goOn(follow, answer, { environments, environment }, request, stopping.signal))
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
  { environments, backupsOf }: Served,
  environment: Environment,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const notes: Partial<AuditRecord> = {}
  const open = (tx: Transaction) => callOf(tx, environment, request, reply, { notes, backupsOf })
  let who: Entered | undefined
  try {
    const ahead = !request.validationError && isStorableRequest(request) ? endpoint.ahead : undefined
    if (ahead === 'everything') {
      return await environments.once(environment.id, (tx) => {
        const call = open(tx)
        const entering = enter(tx, endpoint, request, () => recordOf(endpoint, request, notes)).then((entered) => {
          who = entered
          Object.assign(call, entered)
        })
        return answerAhead(endpoint, call, entering)
      })
    }
    const transact = endpoint.slow ? environments.transactSlowly : environments.transact
    return await transact.call(environments, environment.id, async (tx) => {
      const call = open(tx)
      const entering = enter(tx, endpoint, request).then((entered) => {
        who = entered
        Object.assign(call, entered)
      })
      const answer = ahead
        ? await answerAhead(endpoint, call, entering)
        : await answerInTurn(endpoint, request, reply, call, entering)
      if (!(answer instanceof Problem) && !endpoint.logsRefusalsOnly)
        sendAlong(logRow(tx, endpoint, request, { ...notes, outcome: 'success' }))
      return answer
    })
  } catch (error) {
    const problem = problemOf(error)
    if (!problem || isSecondOfTwo(error)) throw error
    if (problem instanceof Refusal) who = problem.entered
    if (who) await keepRefusal(environments, environment, endpoint, request, who, notes, problem)
    throw problem
  }
}

/** The answer that goes on, until the other side goes away or this server stops. */
function goOn(
  follow: NonNullable<Endpoint['follow']>,
  start: unknown,
  around: Omit<Following, 'gone'>,
  request: FastifyRequest,
  stopping: AbortSignal,
): Readable {
  const away = new AbortController()
  request.raw.socket.once('close', () => away.abort())
  const events = Readable.from(follow(start as never, { ...around, gone: AbortSignal.any([away.signal, stopping]) }))
  // Also after the other side went away, when nobody else listens for it.
  events.on('error', (error: { code?: string }) =>
    request.log.error({ code: error.code, traceId: request.id }, 'an answer that goes on broke off'),
  )
  return events
}

type HandlerCall = Parameters<Endpoint['handler']>[0]

/** The handler's questions are on their way before it is known who asks; a refusal makes the database leave them undone. */
async function answerAhead(endpoint: Endpoint, call: AnyCall, entering: Promise<void>): Promise<unknown> {
  entering.catch(() => undefined)
  const answering = endpoint.handler(call as HandlerCall)
  answering.catch(() => undefined)
  await entering
  return answering
}

async function answerInTurn(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  call: AnyCall,
  entering: Promise<void>,
): Promise<unknown> {
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
  return answer
}

async function environmentOf(environments: Environments, request: FastifyRequest): Promise<Environment> {
  const environment = await environments.byHost(request.hostname.toLowerCase())
  if (environment?.state === 'destroyed') throw new Problem('key-destroyed')
  if (environment?.state !== 'open') throw new Problem('unknown-host')
  return environment
}

function callOf(
  tx: Transaction,
  environment: Environment,
  request: FastifyRequest,
  reply: FastifyReply,
  { notes, backupsOf }: { notes: Partial<AuditRecord>; backupsOf: BackupsOf },
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
    provenAt: undefined,
    note: (addition) => void Object.assign(notes, addition),
    caller: {
      token: readCookie(request, 'session'),
      visit: readCookie(request, 'visit'),
      computer: readCookie(request, 'computer'),
      address: addressOf(request),
      userAgent: request.headers['user-agent'] ?? '',
      traceId: request.id,
      host: request.host,
      lastEventId: request.headers['last-event-id']?.toString(),
    },
    setSession: (token) => sendCookie(reply, 'session', token),
    setCookie: (name, value) => sendCookie(reply, name, value),
    sendMessages: () => void Object.assign(request, { [messagesWait]: true }),
    get backups() {
      return backupsOf(environment.id)
    },
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
  const record = recordOf(endpoint, request, rest)
  if (record) await recordAudit(tx, { ...record, outcome: rest.outcome })
}

/** What the log keeps of a request; undefined where the audit rule says that it leaves no row. */
function recordOf(
  endpoint: Endpoint,
  request: FastifyRequest,
  rest: Partial<AuditRecord>,
): Omit<AuditRecord, 'outcome'> | undefined {
  if (!('event' in endpoint.audit)) return undefined
  const { event, action, part } = endpoint.audit
  const clientId = endpoint.scope === 'clientId' ? subjectOf(request, endpoint.scope) : undefined
  return { event, action, part, clientId, address: addressOf(request), traceId: request.id, ...rest }
}

const addressRefused = { event: 'address.refused', action: 'E', part: 'sign-in' } as const

/** Refused attempts are in the log too, in a transaction of their own as the first one was undone. */
async function keepRefusal(
  environments: Environments,
  environment: Environment,
  endpoint: Endpoint,
  request: FastifyRequest,
  entered: Entered,
  notes: Partial<AuditRecord>,
  problem: Problem,
): Promise<void> {
  if (!entered.personId) return
  if (problem.code === 'session-moved') {
    await environments.transact(environment.id, (tx) => setSessionBack(tx, request, entered))
    return
  }
  if (![403, 404, 409].includes(problem.status)) return
  const outcome = problem.status === 409 ? 'error' : 'refused'
  // A network that is not allowed is always worth a row, also where the request itself leaves none.
  const elsewhere = problem.code === 'address-not-allowed' && !('event' in endpoint.audit)
  const rule = elsewhere ? { ...endpoint, audit: addressRefused } : endpoint
  await environments.transact(environment.id, (tx) =>
    logRow(tx, rule, request, {
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
  // A proxy that gathers an answer before it passes it on would keep events from who waits for them.
  if (endpoint.follow) reply.header('x-accel-buffering', 'no')
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
