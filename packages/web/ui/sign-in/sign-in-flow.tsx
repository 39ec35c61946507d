import type { Me, RecoveryCodes, SignInState } from '@hoede/contract'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { get } from '../api/client.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Loading } from '../parts/states.tsx'
import { lazyScreen } from '../shell/lazy-screen.ts'
import { FirstStep } from './first-step.tsx'
import { SecondStep } from './second-step.tsx'

// Needed at somebody's first sign-in only.
const EnrolmentStep = lazyScreen(() => import('./enrolment-step.tsx'))
const CodeSheet = lazyScreen(() => import('../factors/code-sheet.tsx'))

interface SignInFlowProps {
  /** The person who is expected; somebody else may sign in all the same. */
  userName?: string
  personId?: string
  onEntered: (me: Me) => void
  /** Begin with the first step, whatever was under way. */
  fresh?: boolean
  /** Where an invitation, a reset or a provider left off. */
  from?: SignInState
  /** The first step is asked after all: what was under way is over. */
  onStartedAgain?: () => void
}

type Stage = 'looking' | 'first' | 'second' | 'enrolment' | 'codes' | 'entering'

const stageOf = (state: SignInState): Stage =>
  state.step === 'complete' ? 'entering' : state.step === 'enrolment' ? 'enrolment' : 'second'

/**
 * Can a sign-in that is under way be finished from where it is? A session that moved goes back to its second step, and somebody whose
 * organisation proved both has none here: they sign in anew.
 */
const leadsOn = ({ step, factors }: SignInState) =>
  step === 'enrolment' || (step === 'second-factor' && factors.length > 0)

/** Signing in, step by step as the server asks: who are you, second factor (or registering one), in. */
export default function SignInFlow(props: SignInFlowProps) {
  const { userName, personId, onEntered, fresh = false, from, onStartedAgain } = props
  const [stage, setStage] = useState<Stage>(from ? stageOf(from) : fresh ? 'first' : 'looking')
  const [state, setState] = useState<SignInState | undefined>(from)
  const [codes, setCodes] = useState<RecoveryCodes>()
  const [problem, setProblem] = useState<ApiProblem>()

  const enter = useCallback(async () => {
    setStage('entering')
    try {
      onEntered(await get<Me>('/me', { session: 'refuse' }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }, [onEntered])

  const goOn = useCallback(
    (next: SignInState) => {
      setProblem(undefined)
      setState(next)
      const nextStage = stageOf(next)
      if (nextStage === 'entering') void enter()
      else setStage(nextStage)
    },
    [enter],
  )

  const startAgain = useCallback(
    (why?: ApiProblem) => {
      setProblem(why)
      setState(undefined)
      setStage('first')
      onStartedAgain?.()
    },
    [onStartedAgain],
  )

  useEffect(() => {
    if (fresh || from) return
    const stop = new AbortController()
    // A sign-in that was interrupted by a reload goes on where it was; without one the answer is 'no session'.
    get<SignInState>('/sign-in', { signal: stop.signal, session: 'refuse' }).then(
      (found) => (leadsOn(found) ? goOn(found) : startAgain()),
      () => stop.signal.aborted || startAgain(),
    )
    return () => stop.abort()
  }, [fresh, from, goOn, startAgain])

  useEffect(() => {
    if (from?.step === 'complete') void enter()
  }, [from, enter])

  return (
    <Suspense fallback={<Loading rows={3} />}>
      {problem && <ProblemNote problem={problem} />}
      {stage === 'looking' && <Loading rows={3} />}
      {stage === 'first' && <FirstStep userName={userName} personId={personId} onDone={goOn} />}
      {stage === 'second' && state && <SecondStep state={state} onDone={goOn} onStartAgain={startAgain} />}
      {stage === 'enrolment' && state && (
        <EnrolmentStep
          name={state.name}
          allowed={state.allowed}
          onDone={(made) => {
            // Where the printed sheet is not allowed there is none to keep.
            if (made.codes.length === 0) return void enter()
            setCodes(made)
            setStage('codes')
          }}
          onStartAgain={startAgain}
        />
      )}
      {stage === 'codes' && codes && <CodeSheet codes={codes.codes} onDone={enter} />}
    </Suspense>
  )
}
