import type { Me, RecoveryCodes, SignInState } from '@hoede/contract'
import { useCallback, useEffect, useState } from 'react'
import { get } from '../api/client.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { CodeStep } from './code-step.tsx'
import { EnrolmentStep } from './enrolment-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { RecoveryCodesStep } from './recovery-codes-step.tsx'
import { RecoveryStep } from './recovery-step.tsx'

interface SignInFlowProps {
  /** The person who is expected; somebody else may sign in all the same. */
  userName?: string
  onEntered: (me: Me) => void
  /** Begin with the password, whatever was under way. */
  fresh?: boolean
  /** Where an invitation left off. */
  from?: SignInState
}

type Stage = 'password' | 'code' | 'recovery' | 'enrolment' | 'codes' | 'entering'

const stageOf = (state: SignInState): Stage =>
  state.step === 'complete' ? 'entering' : state.step === 'enrolment' ? 'enrolment' : 'code'

/** Signing in, step by step as the server asks: password, second factor (or coupling one), in. New factors get a stage here. */
export default function SignInFlow({ userName, onEntered, fresh = false, from }: SignInFlowProps) {
  const [stage, setStage] = useState<Stage>(from ? stageOf(from) : 'password')
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

  useEffect(() => {
    if (fresh || from) return
    const stop = new AbortController()
    // A sign-in that was interrupted by a reload goes on where it was; without one the answer is 'no session'.
    get<SignInState>('/sign-in', { signal: stop.signal, session: 'refuse' }).then(
      (found) => found.step !== 'complete' && goOn(found),
      () => undefined,
    )
    return () => stop.abort()
  }, [fresh, from, goOn])

  const startAgain = (why?: ApiProblem) => {
    setProblem(why)
    setState(undefined)
    setStage('password')
  }

  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      {stage === 'password' && <PasswordStep userName={userName} onDone={goOn} />}
      {stage === 'code' && (
        <CodeStep
          name={state?.name ?? null}
          mayRecover={state?.factors.some((each) => each.method === 'recovery-code') ?? true}
          onDone={goOn}
          onRecovery={() => setStage('recovery')}
          onStartAgain={startAgain}
        />
      )}
      {stage === 'recovery' && <RecoveryStep onDone={goOn} onBack={() => setStage('code')} onStartAgain={startAgain} />}
      {stage === 'enrolment' && (
        <EnrolmentStep
          onDone={(made) => {
            setCodes(made)
            setStage('codes')
          }}
          onStartAgain={startAgain}
        />
      )}
      {stage === 'codes' && codes && <RecoveryCodesStep codes={codes.codes} onDone={enter} />}
    </>
  )
}
