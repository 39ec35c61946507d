import type { CallOptions } from '../api/client.ts'
import type { ApiProblem } from '../api/problem.ts'

/** Where a factor is proven: as the second step of signing in, or once more by somebody who is signed in. */
export interface ProofPlace {
  path: '/sign-in' | '/me/proof'
  options: CallOptions
}

export const atSignIn: ProofPlace = { path: '/sign-in', options: { session: 'refuse' } }
export const whileSignedIn: ProofPlace = { path: '/me/proof', options: {} }

export interface ProofProps<T> {
  place: ProofPlace
  onDone: (answer: T) => void
  onFailed?: ((problem: ApiProblem) => void) | undefined
}
