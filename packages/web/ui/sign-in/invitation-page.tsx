import type { InvitationInfo, Me, SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { momentInWords } from '../formats/dates.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Loading } from '../parts/states.tsx'
import { useApplication } from '../shell/application.ts'
import { ChoosePassword } from './choose-password.tsx'
import classes from './sign-in.module.css'
import SignInFlow from './sign-in-flow.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** An invitation's link: choose a password, register a second factor, in. The token stands in the fragment and never leaves but in a POST. */
export default function InvitationPage() {
  const { t } = useLingui()
  const { base } = useApplication()
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [invitation, setInvitation] = useState<InvitationInfo>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [state, setState] = useState<SignInState>()
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    // The token is taken out of the address, so that it stays out of the history of a shared computer.
    history.replaceState(null, '', location.pathname)
    post<InvitationInfo>('/invitation', { token }, { session: 'refuse' }).then(setInvitation, (error) =>
      setProblem(asProblem(error)),
    )
  }, [token])
  const enter = (_me: Me) => location.assign(base)
  return (
    <SignInFrame title={t`Welkom bij Hoede`}>
      {problem && (
        <>
          <ProblemNote problem={problem} />
          <p className={classes.after}>
            <a href={base}>
              <Trans>Naar het aanmelden</Trans>
            </a>
          </p>
        </>
      )}
      {!problem && !invitation && <Loading rows={3} />}
      {invitation && !state && <Welcome token={token} invitation={invitation} onDone={setState} />}
      {state && <SignInFlow from={state} onEntered={enter} />}
    </SignInFrame>
  )
}

interface WelcomeProps {
  token: string
  invitation: InvitationInfo
  onDone: (state: SignInState) => void
}

function Welcome({ token, invitation, onDone }: WelcomeProps) {
  const { name, userName } = invitation
  const until = momentInWords(invitation.expiresAt)
  return (
    <ChoosePassword
      userName={userName}
      intro={
        <Trans>
          Dag {name}. Kies een wachtwoord voor je account. Daarna kies je een tweede stap. Deze uitnodiging werkt tot{' '}
          {until}.
        </Trans>
      }
      send={(password) => post<SignInState>('/invitation/accept', { token, password }, { session: 'refuse' })}
      onDone={onDone}
    />
  )
}
