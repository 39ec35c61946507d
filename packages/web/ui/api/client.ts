import { haveConnection, lostConnection } from './connection.ts'
import { ApiProblem } from './problem.ts'
import { untilProven } from './proof-state.ts'
import { lastHeard, untilSignedInAgain } from './session-state.ts'

export type QueryValue = string | number | boolean | null | undefined

export interface CallOptions {
  query?: Record<string, QueryValue>
  signal?: AbortSignal | undefined
  /** Makes a creating call safe to send twice; the client-made id of what is created will do. */
  idempotencyKey?: string
  /**
   * 'wait' (usual): at no-session the call waits for signing in again and then goes on, at proof-needed it waits for a second
   * factor and is then repeated once. 'refuse': it fails at once.
   */
  session?: 'wait' | 'refuse'
  /** Let the request survive the closing of the page (the last draft). */
  keepalive?: boolean
  /** How long an answer may take (ms); usually half a minute. */
  timeout?: number
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Reads. @throws ApiProblem */
export const get = <T>(path: string, options: CallOptions = {}) => call<T>('GET', path, undefined, options)

/** Writes; an empty body is sent as {}. @throws ApiProblem */
export const post = <T>(path: string, body: unknown = {}, options: CallOptions = {}) =>
  call<T>('POST', path, body, options)

/** Creates: the body's own id is its idempotency key, so the same thing sent twice is one. @throws ApiProblem */
export const create = <T>(path: string, body: { id: string }, options: CallOptions = {}) =>
  call<T>('POST', path, body, { idempotencyKey: body.id, ...options })

export const put = <T>(path: string, body: unknown, options: CallOptions = {}) => call<T>('PUT', path, body, options)

export const remove = (path: string, options: CallOptions = {}) => call<void>('DELETE', path, {}, options)

/** A file that is made on asking. @throws ApiProblem */
export const download = (path: string, options: CallOptions = {}) =>
  call<Blob>('GET', path, undefined, options, (answer) => answer.blob())

async function call<T>(
  method: Method,
  path: string,
  body: unknown,
  options: CallOptions,
  read: (answer: Response) => Promise<unknown> = (answer) => answer.json(),
): Promise<T> {
  let proven = false
  for (;;) {
    const answer = await send(method, path, body, options)
    if (answer.ok) {
      lastHeard.set(Date.now())
      return (answer.status === 204 ? undefined : await read(answer)) as T
    }
    const problem = await readProblem(answer)
    if (options.session === 'refuse') throw problem
    if (problem.code === 'no-session') await untilSignedInAgain('ended', options.signal)
    else if (problem.code === 'session-moved') await untilSignedInAgain('moved', options.signal)
    else if (problem.code !== 'proof-needed' || proven) throw problem
    else if (await untilProven(options.signal)) proven = true
    else throw problem
  }
}

async function send(method: Method, path: string, body: unknown, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['content-type'] = 'application/json'
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  const limit = AbortSignal.timeout(options.timeout ?? 30_000)
  try {
    const answer = await fetch(`/api${path}${queryText(options.query)}`, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: options.keepalive ?? false,
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    })
    haveConnection()
    return answer
  } catch (error) {
    if (options.signal?.aborted) throw error
    lostConnection()
    throw new ApiProblem({ code: 'offline', title: 'Er is geen verbinding. Wat je typt blijft bewaard.' })
  }
}

function queryText(query: CallOptions['query']): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text ? `?${text}` : ''
}

async function readProblem(answer: Response): Promise<ApiProblem> {
  const isProblem = answer.headers.get('content-type')?.includes('json')
  const body: unknown = isProblem ? await answer.json().catch(() => undefined) : undefined
  if (body && typeof body === 'object' && 'code' in body && 'title' in body) {
    return new ApiProblem(body as { code: string; title: string })
  }
  const code = answer.status === 503 || answer.status === 502 ? 'unavailable' : 'unexpected'
  return new ApiProblem({
    code,
    status: answer.status,
    title: 'Er ging iets mis aan onze kant. Er is niets gewijzigd. Probeer het nog eens.',
  })
}
