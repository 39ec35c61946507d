import type { SignInState } from '@hoede/contract'
import { newId } from '../../../platform/crypto/ids.ts'
import { hashToken, newToken } from '../../../platform/crypto/tokens.ts'
import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { choicesFor, type FactorsOfPerson, hasUsableFactor } from '../../factors/public.ts'
import type { Caller } from '../guessing/attempts.ts'
import { easeAddress } from '../guessing/brake.ts'
import * as queries from '../queries.ts'
import { type Factor, nextStep, type Step } from './steps.ts'

/** How far somebody has come: the token of the new session, which the browser gets, and what is asked next. */
export interface Advance {
  token: string
  sessionId: string
  state: SignInState
}

type Person = FactorsOfPerson & Pick<queries.PersonRow, 'givenName'>

/**
 * Opens the session of the next step, under a new token (256 bits, only its hash is stored). The session that the request came
 * with ends: nobody goes on with a token from before the proof.
 */
export async function advance(
  tx: Transaction,
  caller: Caller,
  person: Person,
  proven: readonly Factor[],
  origin: queries.Origin = {},
): Promise<Advance> {
  const account = accountOf(tx, person)
  const step = nextStep(proven, account)
  const token = newToken()
  const sessionId = newId()
  await Promise.all([
    caller.token && queries.endSessionOfToken(tx, hashToken(caller.token), 'replaced'),
    queries.insertSession(tx, {
      id: sessionId,
      tokenHash: hashToken(token),
      personId: person.personId,
      stage: step.name,
      proven,
      address: caller.address,
      userAgent: caller.userAgent.slice(0, 400),
      origin,
      computerHash: caller.computer ? hashToken(caller.computer) : undefined,
    }),
    step.name === 'complete' && easeAddress(tx, caller.address),
  ])
  return { token, sessionId, state: stateOf(step.name, person, account, proven) }
}

const stateOf = (
  step: Step['name'],
  person: Person,
  { choices }: { choices: SignInState['factors'] },
  proven: readonly Factor[],
): SignInState => ({
  step,
  factors: step === 'second-factor' ? choices : [],
  allowed: person.allowed,
  name: person.givenName,
  why: step !== 'complete' && proven.includes('provider') ? oneFactorAtProvider : null,
})

const oneFactorAtProvider = 'Je organisatie heeft bij het aanmelden niet laten weten dat er twee stappen waren.'

const accountOf = (reader: Reader, person: FactorsOfPerson) => ({
  choices: choicesFor(reader, person),
  usable: hasUsableFactor(person),
})

async function findSession(reader: Reader, caller: Caller): Promise<queries.PendingRow> {
  const session = caller.token && (await queries.findSession(reader, hashToken(caller.token)))
  if (!session) throw new Problem('no-session')
  return session
}

/** The session of the request, which must be at this step. Throws Problem no-session or wrong-step. */
export async function sessionAt(reader: Reader, caller: Caller, stage: Step['name']): Promise<queries.PendingRow> {
  const session = await findSession(reader, caller)
  if (session.stage !== stage) throw new Problem('wrong-step')
  // Who has a factor by now proves it: another browser with the password registers none of its own beside it.
  if (stage === 'enrolment' && nextStep(session.proven, accountOf(reader, session)).name !== stage)
    throw new Problem('wrong-step')
  return session
}

/** What an unfinished sign-in waits for. Throws Problem no-session when there is none. */
export async function unfinishedState(reader: Reader, caller: Caller): Promise<SignInState> {
  const session = await findSession(reader, caller)
  if (session.stage === 'complete') throw new Problem('no-session')
  return stateOf(session.stage, session, accountOf(reader, session), session.proven)
}
