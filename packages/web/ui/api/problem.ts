import type { Problem } from '@hoede/contract'
import type { ProblemCode } from '@hoede/contract/vocabulary'
import { serverText } from '../i18n/vocabulary.ts'

/**
 * The server's codes, and those that only a browser knows: no answer came at all; the browser has no passkeys, the question for one
 * was closed or took too long, and the passkey is registered already.
 */
export type ApiProblemCode = ProblemCode | 'offline' | 'passkey-unsupported' | 'passkey-not-given' | 'passkey-known'

/** An answer that says no (RFC 9457), or no answer at all. `title` is Dutch and made for people. */
export class ApiProblem extends Error {
  readonly code: ApiProblemCode
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly fields: { path: string; message: string }[]
  /** At a conflict: the newest version of what was changed by somebody else. */
  readonly current: unknown
  /** Seconds until it makes sense to try again. */
  readonly retryAfter: number | undefined
  readonly traceId: string | undefined

  constructor(problem: Partial<Problem> & { code: string; title: string }) {
    super(problem.code)
    this.name = 'ApiProblem'
    this.code = problem.code as ApiProblemCode
    this.status = problem.status ?? 0
    this.title = problem.title
    this.detail = problem.detail
    this.fields = problem.fields ?? []
    this.current = problem.current
    this.retryAfter = problem.retryAfter
    this.traceId = problem.traceId
  }
}

/** Anything thrown as an ApiProblem: what is not one is a fault of this page. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({ code: 'unexpected', title: 'Er ging iets mis op deze pagina. Probeer het nog eens.' })
}

/** The message for one field of a form; paths of the server look like 'body.birthDate' or '/birthDate'. */
export function fieldMessage(problem: ApiProblem | null | undefined, name: string): string | undefined {
  const message = problem?.fields.find((field) => fieldName(field.path) === name)?.message
  return message && serverText(message)
}

const fieldName = (path: string): string =>
  path
    .replace(/^body[./]/, '')
    .replace(/^\//, '')
    .replaceAll('/', '.')
