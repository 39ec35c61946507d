import type { RecoveryCodes, SignInState } from '@hoede/contract'
import type { Call } from '../../../platform/http/endpoint.ts'
import { Problem } from '../../../platform/http/problem.ts'
import type { Advance } from './sessions.ts'

type Answering = Pick<Call, 'setSession'>

/** The end of a step that went well: the browser gets the token of the next one. A Problem stays the answer, with what it kept. */
export function goOn(call: Answering, reached: Advance | Problem): SignInState | Problem {
  if (reached instanceof Problem) return reached
  call.setSession(reached.token)
  return reached.state
}

/** The same of the step in which the first factor was registered: it shows the printed sheet, once. */
export function goOnWithSheet(call: Answering, reached: (Advance & RecoveryCodes) | Problem): RecoveryCodes | Problem {
  if (reached instanceof Problem) return reached
  call.setSession(reached.token)
  return { codes: reached.codes }
}
