import type { SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useStep } from '../api/use-step.ts'
import { ProblemNote } from '../parts/problem-note.tsx'

interface ChoosePasswordProps {
  userName: string
  intro: ReactNode
  send: (password: string) => Promise<SignInState>
  onDone: (state: SignInState) => void
}

/** A new password for somebody who came in by an invitation or a reset letter. */
export function ChoosePassword({ userName, intro, send, onDone }: ChoosePasswordProps) {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const step = useStep(() => send(password), onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Wachtwoord kiezen`}>
      <Stack gap="md">
        <p>{intro}</p>
        {step.problem && <ProblemNote problem={step.problem} />}
        <TextInput
          label={t`Je gebruikersnaam`}
          description={t`Deze heb je straks elke keer nodig.`}
          name="username"
          autoComplete="username"
          readOnly
          value={userName}
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
