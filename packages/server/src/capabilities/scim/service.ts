import { recordAudit } from '../../platform/audit/record.ts'
import { hashToken } from '../../platform/crypto/tokens.ts'
import { sqlState } from '../../platform/db/connection.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { RawAnswer, RawCall } from '../../platform/http/raw-route.ts'
import { failure, json } from './answers.ts'
import { ScimProblem } from './errors.ts'
import { Throttle } from './throttle.ts'

/** A request of a directory that came in with a token that works. */
export interface ScimCall {
  tx: Transaction
  raw: RawCall
  /** The name that the customer gave the token: who stands in the log. */
  directory: string
  base: string
  header(name: string): string | undefined
}

/** What the row in the log says of a request. */
export interface Row {
  event: string
  action: 'C' | 'R' | 'U' | 'D' | 'E'
  part: string
  objectId?: string | undefined
  question?: string | undefined
  detail?: Record<string, unknown>
}

const throttles = new WeakMap<object, Throttle>()

/** One for each server. */
function throttleOf({ environments }: RawCall): Throttle {
  const known = throttles.get(environments)
  if (known) return known
  const made = new Throttle()
  throttles.set(environments, made)
  return made
}

/**
 * Answers a request of a directory. The steps stand in the order that security needs: pace, form, token, and then the work, in one
 * transaction with its row in the log.
 */
export async function answerDirectory(raw: RawCall, work: (call: ScimCall) => Promise<RawAnswer>): Promise<RawAnswer> {
  try {
    const throttle = throttleOf(raw)
    throttle.take(raw.environment.id, raw.address)
    const token = bearer(raw)
    checkForm(raw)
    return await throttle.turn(raw.environment.id, () => again(() => within(raw, token, work)))
  } catch (error) {
    if (error instanceof ScimProblem) return failure(error)
    throw error
  }
}

/** RFC 6750 section 2.1. Tokens have 43 characters; what cannot be one is not looked up. */
function bearer(raw: RawCall): string {
  const [, token] = /^bearer +([\w~+/.=-]{20,200})$/i.exec(raw.headers.authorization ?? '') ?? []
  if (!token) throw unknownToken()
  return token
}

const unknownToken = () => new ScimProblem(401, 'the token is missing, unknown, expired or withdrawn')

function checkForm({ headers, method }: RawCall): void {
  if (method === 'GET' || method === 'DELETE') return
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/scim+json' && type !== 'application/json')
    throw new ScimProblem(415, 'send application/scim+json')
}

async function within(raw: RawCall, token: string, work: (call: ScimCall) => Promise<RawAnswer>): Promise<RawAnswer> {
  const { environments, environment } = raw
  let directory: string | undefined
  try {
    return await environments.transact(environment.id, async (tx) => {
      directory = await enter(tx, token)
      const header = (name: string) => {
        const value = raw.headers[name]
        return Array.isArray(value) ? value.join(',') : value
      }
      return work({ tx, raw, directory, base: `${raw.origin}/scim/v2`, header })
    })
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    await logRefusal(raw, directory, problem)
    throw problem
  }
}

async function enter(tx: Transaction, token: string): Promise<string> {
  const [row] = await tx.rows<{ name: string }>('select name from access.enter_directory($1)', [hashToken(token)])
  if (!row) throw unknownToken()
  return row.name
}

/** Two who wanted the same at the same moment: whoever came second tries once more. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !['40001', '40P01', 'HO409'].includes(sqlState(error) ?? '')) throw error
    }
  }
}

function problemOf(error: unknown): ScimProblem | undefined {
  if (error instanceof ScimProblem) return error
  if (error instanceof Problem) {
    if (error.code === 'last-manager')
      return new ScimProblem(409, 'this is the last application manager of Hoede: appoint another one there first')
    return new ScimProblem(error.status, error.code)
  }
  const state = sqlState(error)
  if (state === 'HO401') return unknownToken()
  if (state === '23505')
    return new ScimProblem(409, 'userName, externalId or displayName is in use already', { scimType: 'uniqueness' })
  if (state === '42501') return new ScimProblem(403, 'a directory cannot do this')
  return undefined
}

/** What a directory tried and did not get; and tries with a token that does not work. */
async function logRefusal(raw: RawCall, directory: string | undefined, problem: ScimProblem): Promise<void> {
  if (directory !== undefined && (raw.method === 'GET' || problem.status === 404)) return
  await raw.environments.transact(raw.environment.id, (tx) =>
    recordAudit(tx, {
      event: 'directory.refused',
      action: 'E',
      outcome: 'refused',
      problem: problem.scimType ?? (problem.status === 401 ? 'no-session' : 'invalid-input'),
      part: 'directory',
      detail: { directory: directory ?? null, status: problem.status, why: problem.message.slice(0, 200) },
      address: raw.address,
      traceId: raw.traceId,
    }),
  )
}

/** A row in the log without a person: the token's name says who it was. */
export async function log({ tx, raw, directory }: ScimCall, row: Row): Promise<void> {
  await recordAudit(tx, {
    ...row,
    outcome: 'success',
    supplier: `koppeling ${directory}`,
    detail: { directory, ...row.detail },
    address: raw.address,
    traceId: raw.traceId,
  })
}

export const notImplemented = (what: string) => json(501, new ScimProblem(501, `${what} is not supported`).body())
