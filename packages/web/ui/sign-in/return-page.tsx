import type { Me, SignInState, VisitOutcome } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { get, post } from '../api/client.ts'
import { ApiProblem, asProblem } from '../api/problem.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { beforeVisit, rememberOutcome } from './provider-visit.ts'
import classes from './sign-in.module.css'
import SignInFlow from './sign-in-flow.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

const refuse = { session: 'refuse' } as const

/** Back from a provider: what it sent along goes to the server at once and out of the address, and the server says what comes next. */
export default function ReturnPage() {
  const { t } = useLingui()
  const [query] = useState(() => location.search)
  const [state, setState] = useState<SignInState>()
  const [problem, setProblem] = useState<ApiProblem>()
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    // Codes and states stay out of the history of a shared computer.
    history.replaceState(null, '', location.pathname)
    goOn(query).then(setState, (error) => setProblem(asProblem(error)))
  }, [query])
  return (
    <SignInFrame title={t`Aanmelden`}>
      {problem && (
        <>
          <ProblemNote problem={problem} />
          <p className={classes.after}>
            <a href={beforeVisit()}>
              <Trans>Terug, en probeer het opnieuw</Trans>
            </a>
          </p>
        </>
      )}
      {!problem && !state && (
        <p role="status">
          <Trans>Je bent terug van je organisatie. Een ogenblik…</Trans>
        </p>
      )}
      {state && <SignInFlow from={state} onEntered={() => location.replace(beforeVisit())} />}
    </SignInFrame>
  )
}

/** What the sign-in asks next; of anything else than a sign-in the browser goes on by itself and nothing comes back. */
async function goOn(query: string): Promise<SignInState | undefined> {
  if (query.length < 2) {
    throw new ApiProblem({ code: 'wrong-step', title: 'Deze pagina hoort bij het aanmelden. Begin opnieuw.' })
  }
  const { purpose, trialId } = await post<VisitOutcome>('/sign-in/return', { query }, refuse)
  if (purpose === 'trial') {
    location.replace(`/autorisatie/aanmelden/aanbieders/proef/${trialId}`)
    return undefined
  }
  if (purpose === 'link' || purpose === 'proof') {
    rememberOutcome(purpose === 'link' ? 'linked' : 'proven')
    location.replace(beforeVisit())
    return undefined
  }
  const entered = await get<Me>('/me', refuse).then(
    () => true,
    () => false,
  )
  if (!entered) return get<SignInState>('/sign-in', refuse)
  location.replace(beforeVisit())
  return undefined
}
