import type { SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import type { ApiProblem } from '../api/problem.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useStep } from './use-step.ts'

interface RecoveryStepProps {
  onDone: (state: SignInState) => void
  onBack: () => void
  onStartAgain: (why?: ApiProblem) => void
}

/** A recovery code instead of the app. */
export function RecoveryStep({ onDone, onBack, onStartAgain }: RecoveryStepProps) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const step = useStep(
    () => post<SignInState>('/sign-in/recovery', { code: code.trim() }, { session: 'refuse' }),
    onDone,
    (problem) => {
      if (problem.code === 'no-session' || problem.code === 'wrong-step') onStartAgain(problem)
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Herstelcode`}>
      <Stack gap="md">
        <p>
          <Trans>
            Toen je je telefoon koppelde, kreeg je tien herstelcodes. Vul er hier één in. Elke code werkt één keer.
          </Trans>
        </p>
        {step.problem && <ProblemNote problem={step.problem} />}
        <TextInput
          label={t`Herstelcode`}
          name="recovery-code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          minLength={8}
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Verder</Trans>
        </Button>
        <p>
          <Trans>
            Heb je ook geen herstelcodes meer? Vraag je applicatiebeheerder om je telefoon opnieuw te koppelen.
          </Trans>
        </p>
        <LinkButton onClick={onBack}>
          <Trans>Toch de code van mijn telefoon gebruiken</Trans>
        </LinkButton>
      </Stack>
    </form>
  )
}
