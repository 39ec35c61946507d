import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/**
 * Against cross-site requests, besides the SameSite=Strict cookie: a browser says where a request comes from, and that must be
 * the same host. Programs that are no browser send neither header.
 */
export function checkOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw new Problem('wrong-origin')
  const origin = request.headers.origin
  if (origin !== undefined && origin !== `https://${request.host}`) throw new Problem('wrong-origin')
}

/** The schema's verdict, asked for after session, permission and scope. */
export function checkInput(request: FastifyRequest): void {
  const error = request.validationError
  if (!error) return
  const found: readonly { instancePath: string; keyword: string; message?: string }[] = error.validation ?? []
  const fields = found.map((each) => ({
    path: `${error.validationContext ?? ''}${each.instancePath}`.replaceAll('/', '.'),
    message: each.message ?? '',
  }))
  const tooLong = found.some((each) => each.keyword === 'maxLength')
  throw new Problem(tooLong ? 'too-large' : 'invalid-input', { fields })
}

/** NUL and half surrogate pairs cannot be stored as they are; refusing them beats changing what somebody wrote. */
export function checkText(request: FastifyRequest): void {
  if (!isStorableRequest(request)) throw new Problem('invalid-text')
}

export const isStorableRequest = (request: FastifyRequest) =>
  [request.body, request.query, request.params].every(isStorable)

/** The same for one value; for what is read out of a text that came along (a file), in which such a character can be written as an escape. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(isStorable)
}
