import { Problem, problems } from '@hoede/contract'
import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { expect } from 'vitest'
import type { Endpoint } from '../../src/platform/http/endpoint.ts'

/** Holds every answer that a test gets against the contract: the endpoint's answer schema, or the schema of a problem. */
export function checkAgainstContract(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
  status: number,
  body: unknown,
): void {
  if (!path.startsWith('/api/')) return
  const schema = status >= 400 ? Problem : answerSchema(endpoints, method, path)
  if (!schema || body === undefined) return
  const errors = [...Errors(schema, body)].map((error) => `${error.instancePath} ${error.message}`)
  expect(
    errors,
    `${method} ${path} answered ${status} against the contract: ${JSON.stringify(body).slice(0, 300)}`,
  ).toEqual([])
  if (status >= 400) {
    const code = (body as { code: string }).code as keyof typeof problems
    expect(problems[code]?.status, `problem ${code}`).toBe(status)
  }
}

function answerSchema(endpoints: readonly Endpoint[], method: string, path: string): TSchema | undefined {
  const pathname = path.split('?')[0]!.slice('/api'.length)
  const fits = (endpoint: Endpoint) =>
    endpoint.method === method && new RegExp(`^${endpoint.path.replace(/:\w+/g, '[^/]+')}$`).test(pathname)
  const exact = endpoints.find((endpoint) => endpoint.method === method && endpoint.path === pathname)
  return (exact ?? endpoints.find(fits))?.answer
}
