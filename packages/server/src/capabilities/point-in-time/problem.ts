export type MomentProblemCode =
  | 'moment-future'
  | 'moment-too-early'
  | 'moment-exists'
  | 'moment-unknown'
  | 'moment-not-reached'
  | 'moment-before-environment'
  | 'moment-busy'
  | 'moment-broken-off'
  | 'moment-disk-full'
  | 'moment-newer'
  | 'moment-log-changed'
  | 'moment-no-repository'

/** Why an environment cannot be brought back as it was at a moment. The message is for people, and says what to do. */
export class MomentProblem extends Error {
  readonly code: MomentProblemCode
  constructor(code: MomentProblemCode, message: string) {
    super(message)
    this.name = 'MomentProblem'
    this.code = code
  }
}
