import type { SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { ProblemNote } from '../parts/problem-note.tsx'

interface PasswordStepProps {
  userName?: string | undefined
  onDone: (state: SignInState) => void
}

export function PasswordStep({ userName: expected = '', onDone }: PasswordStepProps) {
  const { t } = useLingui()
  const [userName, setUserName] = useState(expected)
  const [password, setPassword] = useState('')
  const passwordField = useRef<HTMLInputElement>(null)
  const step = useStep(
    () => post<SignInState>('/sign-in', { userName: userName.trim(), password }, { session: 'refuse' }),
    onDone,
    () => passwordField.current?.select(),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Aanmelden`}>
      <Stack gap="md">
        {step.problem && <ProblemNote problem={step.problem} />}
        <TextInput
          label={t`Gebruikersnaam`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!expected}
          required
          withAsterisk={false}
          maxLength={64}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={t`Wachtwoord`}
          name="password"
          autoComplete="current-password"
          autoFocus={Boolean(expected)}
          data-autofocus={expected ? true : undefined}
          required
          withAsterisk={false}
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t`Toon of verberg het wachtwoord`, tabIndex: 0 }}
        />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Meld aan</Trans>
        </Button>
      </Stack>
    </form>
  )
}
