import type { Permission } from '@hoede/contract'
import type { Static, TSchema } from 'typebox'
import type { AuditRecord } from '../audit/record.ts'
import type { Environment, Environments } from '../db/environments.ts'
import type { Reader, Transaction } from '../db/transaction.ts'
import type { CookieName } from './cookies.ts'
import type { Outbound } from './outbound.ts'
import type { OwnBackups } from './own-backups.ts'
import type { Problem } from './problem.ts'

type Given<S> = S extends TSchema ? Static<S> : undefined

/** What a handler has to know about the request; everything else stays outside. */
export interface Call<Params = unknown, Query = unknown, Body = unknown, Tx extends Reader = Reader> {
  tx: Tx
  environment: Environment
  params: Params
  query: Query
  body: Body
  /** Who is asking; empty strings on public endpoints. */
  personId: string
  sessionId: string
  /** The grant that opened the door, for endpoints with a permission. */
  ground: string | undefined
  /** When the second factor of the session was last proven; undefined on public endpoints. */
  provenAt: Date | undefined
  /** Adds to the log row of this request: the object touched, whom a list showed, what was asked. */
  note(addition: Partial<Pick<AuditRecord, 'objectId' | 'shown' | 'question' | 'detail' | 'clientId'>>): void
  /** The cookies that came with the request (cookies.ts), its address and its browser. */
  caller: {
    token: string | undefined
    visit: string | undefined
    computer: string | undefined
    address: string
    userAgent: string
    traceId: string
    host: string
    /** Where somebody was who comes back to server-sent events. */
    lastEventId: string | undefined
  }
  /** Gives the browser a session cookie (undefined removes it) when the answer goes out. */
  setSession(token: string | undefined): void
  /** The same for the other cookies. */
  setCookie(name: Exclude<CookieName, 'session'>, value: string | undefined): void
  /** What the handler put in the outbox goes out as soon as this is committed. */
  sendMessages(): void
  /** What is known of the backups of this environment. */
  readonly backups: OwnBackups
}

/** The log row that a request leaves; 'none' says why there is none. */
export type AuditRule =
  | { event: string; action: AuditRecord['action']; part: string }
  | { none: string }
  | { handler: 'the handler writes its own rows' }

interface EndpointBase {
  path: string
  /** One line for the API description. */
  summary: string
  /** There is no default: 'public' and 'signed-in' are written out. */
  permission: Permission | 'public' | 'signed-in'
  /** Whose record it is about: the path parameter that names the client, or nobody's. */
  scope: 'clientId' | 'none'
  audit: AuditRule
  status?: number
  /**
   * Saves round trips to the database. 'questions': the handler asks its first questions at once, and they travel along with the
   * question who is asking. 'everything': it asks all its questions at once, and adds what the row of the log should say before it
   * waits for anything; the row and the commit travel along too. Row security keeps this safe: what is sent behind a refusal is
   * not carried out. Who is asking (personId, sessionId, ground) is known only after the first answer came in.
   */
  ahead?: 'questions' | 'everything'
  /**
   * Asks a second factor that was proven in the last ten minutes, besides the permission: for what changes how somebody signs in.
   * Refused with Problem proof-needed by access.enter(), so that nothing that travels along is carried out either.
   */
  fresh?: true
  /** Hashes a password or a code: however many come in at once, some connections are left for everybody else. */
  slow?: true
  /** A large answer that is not JSON (an export). */
  contentType?: string
}

export interface Endpoint extends EndpointBase {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  params: TSchema | undefined
  query: TSchema | undefined
  body: TSchema | undefined
  answer: TSchema | undefined
  creates: boolean
  /** Its handler gets a reader, so nothing that it asked can change while it answers. */
  reading: boolean
  /** What is asked of a server of others between two transactions (consults below). */
  consultation?: {
    ask: (call: Call<never, never, never, Transaction>) => Promise<unknown>
    consult: (plan: never, around: Around) => Promise<unknown>
  }
  handler: (call: Call<never, never, never, Transaction>, ...outcome: never[]) => Promise<unknown>
  /** What goes on being sent after the handler's transaction (streams below). */
  follow?: (start: never, following: Following) => AsyncIterable<string>
  /** A first step, of which only the refusals are logged: the last step logs what happened. */
  logsRefusalsOnly?: true
}

/** What there is while a server of others is asked: no transaction. */
export interface Around {
  environment: Environment
  outbound: Outbound
}

/** What there is while an answer goes on: no transaction, so who listens has to be asked again in each one that is opened. */
export interface Following {
  environments: Pick<Environments, 'transact'>
  environment: Environment
  /** Aborted when the other side went away or this server stops. */
  gone: AbortSignal
}

type Schemas<P, Q, B, A> = { params?: P; query?: Q; body?: B; answer?: A }

/** An endpoint that reads. Its handler gets a reader, so it cannot write. */
export function reads<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  A extends TSchema | undefined = undefined,
>(
  endpoint: EndpointBase &
    Schemas<P, Q, B, A> & {
      /** POST for questions that must not stand in an address. */
      method?: 'GET' | 'POST'
      handler: (call: Call<Given<P>, Given<Q>, Given<B>, Reader>) => Promise<Given<A> | Problem>
    },
): Endpoint {
  const { params, query, body, answer, method = 'GET', handler, ...rest } = endpoint
  return {
    ...rest,
    method,
    params,
    query,
    body,
    answer,
    creates: false,
    reading: true,
    handler: handler as Endpoint['handler'],
  }
}

/** An endpoint that writes, in one transaction that commits before the answer leaves. */
export function writes<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  A extends TSchema | undefined = undefined,
>(
  endpoint: EndpointBase &
    Schemas<P, Q, B, A> & {
      method?: 'POST' | 'PUT' | 'DELETE'
      /** Makes something: the same request with the same Idempotency-Key is carried out once. */
      creates?: boolean
      handler: (call: Call<Given<P>, Given<Q>, Given<B>, Transaction>) => Promise<Given<A> | Problem>
    },
): Endpoint {
  const { params, query, body, answer, method = 'POST', creates = false, handler, ...rest } = endpoint
  return {
    ...rest,
    method,
    params,
    query,
    body,
    answer,
    creates,
    reading: false,
    handler: handler as Endpoint['handler'],
  }
}

/**
 * An endpoint that needs an answer of a server of others. Nothing of the database is held while that server takes its time: `ask`
 * reads (and may write) in a transaction of its own, behind session and permission, and plans the question; a Problem that it
 * returns is the answer. `consult` puts the question; what goes wrong with it is part of its outcome, as the handler has to log
 * it. The handler gets the outcome in a second transaction, behind session and permission again.
 */
export function consults<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  A extends TSchema | undefined = undefined,
  Plan = unknown,
  Outcome = unknown,
>(
  endpoint: EndpointBase &
    Schemas<P, Q, B, A> & {
      ask: (call: Call<Given<P>, Given<Q>, Given<B>, Transaction>) => Promise<Plan | Problem>
      consult: (plan: Plan, around: Around) => Promise<Outcome>
      handler: (
        call: Call<Given<P>, Given<Q>, Given<B>, Transaction>,
        outcome: Awaited<Outcome>,
      ) => Promise<Given<A> | Problem>
    },
): Endpoint {
  const { params, query, body, answer, ask, consult, handler, ...rest } = endpoint
  return {
    ...rest,
    method: 'POST',
    params,
    query,
    body,
    answer,
    creates: false,
    reading: false,
    consultation: { ask, consult } as NonNullable<Endpoint['consultation']>,
    handler: handler as Endpoint['handler'],
  }
}

/**
 * An endpoint whose answer goes on (server-sent events, HTML Living Standard section 9.2). The handler says in a transaction, behind
 * session and permission, where it begins, and leaves the row of the log; `follow` gives the events from there, each as text, and
 * asks again and again whether who listens still may.
 */
export function streams<Q extends TSchema | undefined = undefined, Start = unknown>(
  endpoint: EndpointBase & {
    query?: Q
    handler: (call: Call<undefined, Given<Q>, undefined, Reader>) => Promise<Start>
    follow: (start: Start, following: Following) => AsyncIterable<string>
  },
): Endpoint {
  const { query, handler, follow, ...rest } = endpoint
  return {
    ...rest,
    method: 'GET',
    params: undefined,
    query,
    body: undefined,
    answer: undefined,
    creates: false,
    reading: true,
    contentType: 'text/event-stream; charset=utf-8',
    handler: handler as unknown as Endpoint['handler'],
    follow: follow as NonNullable<Endpoint['follow']>,
  }
}
