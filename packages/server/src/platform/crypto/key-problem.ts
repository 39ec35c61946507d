/**
 * Why a customer's key did not do what was asked. `key-withdrawn`: who holds it refuses it, or it is not there; `key-unreachable`:
 * nobody answers, or not in time; `key-broken`: what was given was not wrapped with this key. The message is for the operator's log
 * and holds no secret.
 */
export class KeyProblem extends Error {
  readonly code: 'key-withdrawn' | 'key-unreachable' | 'key-broken'
  constructor(code: KeyProblem['code'], message: string) {
    super(message)
    this.name = 'KeyProblem'
    this.code = code
  }
}
