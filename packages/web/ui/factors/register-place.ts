import type { CallOptions } from '../api/client.ts'
import type { ApiProblem } from '../api/problem.ts'

/** Where a factor is registered: the first one while signing in, or another one on the account page. */
export interface RegisterPlace {
  app: string
  phone: string
  passkey: string
  options: CallOptions
  /** Does the person give it a name of their own? */
  named: boolean
}

export const atEnrolment: RegisterPlace = {
  app: '/sign-in/enrolment',
  phone: '/sign-in/enrolment/phone',
  passkey: '/sign-in/enrolment/passkey',
  options: { session: 'refuse' },
  named: false,
}
export const atAccount: RegisterPlace = {
  app: '/me/factors/totp',
  phone: '/me/factors/phone',
  passkey: '/me/factors/passkey',
  options: {},
  named: true,
}

export interface RegisterProps<T> {
  place: RegisterPlace
  onDone: (answer: T) => void
  onFailed?: ((problem: ApiProblem) => void) | undefined
}
