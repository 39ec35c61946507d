import type { InvitationInfo, Me, SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { momentInWords } from '../formats/dates.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Loading } from '../parts/states.tsx'
import { useApplication } from '../shell/application.ts'
import SignInFlow from './sign-in-flow.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { useStep } from './use-step.ts'

/** An invitation's link: choose a password, couple a phone, in. The token stands in the fragment and never leaves but in a POST. */
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
          <p>
            <a href={base}>
              <Trans>Naar het aanmelden</Trans>
            </a>
          </p>
        </>
      )}
      {!problem && !invitation && <Loading rows={3} />}
      {invitation && !state && <ChoosePassword token={token} invitation={invitation} onDone={setState} />}
      {state && <SignInFlow from={state} onEntered={enter} />}
    </SignInFrame>
  )
}

interface ChoosePasswordProps {
  token: string
  invitation: InvitationInfo
  onDone: (state: SignInState) => void
}

function ChoosePassword({ token, invitation, onDone }: ChoosePasswordProps) {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const step = useStep(
    () => post<SignInState>('/invitation/accept', { token, password }, { session: 'refuse' }),
    onDone,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  const until = momentInWords(invitation.expiresAt)
  return (
    <form onSubmit={submit} aria-label={t`Wachtwoord kiezen`}>
      <Stack gap="md">
        <p>
          <Trans>
            Dag {invitation.name}. Kies een wachtwoord voor je account. Daarna koppel je je telefoon. Deze uitnodiging
            werkt tot {until}.
          </Trans>
        </p>
        {step.problem && <ProblemNote problem={step.problem} />}
        <TextInput
          label={t`Je gebruikersnaam`}
          description={t`Deze heb je straks elke keer nodig.`}
          name="username"
          autoComplete="username"
          readOnly
          value={invitation.userName}
        />
        <PasswordInput
          label={t`Nieuw wachtwoord`}
          description={t`Minstens 12 tekens. Een paar losse woorden is sterk en goed te onthouden.`}
          name="new-password"
          autoComplete="new-password"
          autoFocus
          required
          withAsterisk={false}
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t`Toon of verberg het wachtwoord`, tabIndex: 0 }}
        />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Kies dit wachtwoord</Trans>
        </Button>
      </Stack>
    </form>
  )
}
