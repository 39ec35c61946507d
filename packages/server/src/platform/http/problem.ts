import { type ProblemCode, problems } from '@hoede/contract'

export interface ProblemExtra {
  /** What a person reads besides the title; never more than the asker may know. */
  detail?: string
  fields?: { path: string; message: string }[]
  /** The newest version of what somebody else changed first. */
  current?: unknown
  /** Seconds until it makes sense to try again. */
  retryAfter?: number
}

/** A failure with a stable code (RFC 9457). What the outside reads is in the catalogue; the log keeps code and trace id. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly extra: ProblemExtra

  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.extra = extra
  }

  get status(): number {
    return problems[this.code].status
  }

  body(traceId: string) {
    const { status, title } = problems[this.code]
    return { type: `urn:hoede:problem:${this.code}`, title, status, code: this.code, ...this.extra, traceId }
  }
}
