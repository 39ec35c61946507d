/** The kinds of error that RFC 7644 section 3.12 names (table 9). */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** A refusal in the words of SCIM. The detail is read by an administrator of the directory: English, and nothing of anybody's data. */
export class ScimProblem extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined
  /** Seconds until it makes sense to try again. */
  readonly retryAfter: number | undefined

  constructor(status: number, detail: string, more: { scimType?: ScimType; retryAfter?: number } = {}) {
    super(detail)
    this.name = 'ScimProblem'
    this.status = status
    this.scimType = more.scimType
    this.retryAfter = more.retryAfter
  }

  body() {
    const { scimType, message, status } = this
    return { schemas: [errorSchema], ...(scimType ? { scimType } : {}), detail: message, status: String(status) }
  }
}

export const invalid = (scimType: ScimType, detail: string) => new ScimProblem(400, detail, { scimType })
export const unknownResource = (kind: string, id: string) =>
  new ScimProblem(404, `${kind} ${/^[\w-]{1,64}$/.test(id) ? id : ''} not found`.replace('  ', ' '))
