import { problems } from '@hoede/contract'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { Problem } from '../platform/http/problem.ts'

/** What the API would answer as a problem, for the operator: its title and every wrong place. Other errors stay what they are. */
export function forOperator(error: unknown): unknown {
  if (!(error instanceof Problem)) return error
  const lines = (error.extra.fields ?? []).map(({ path, message }) => `  ${path}: ${message}`)
  return new OperatorProblem(error.code, [error.extra.detail ?? problems[error.code].title, ...lines].join('\n'))
}
