import type { SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import type { ApiProblem } from '../api/problem.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { CodeInput } from './code-input.tsx'
import { useStep } from './use-step.ts'

interface CodeStepProps {
  name: string | null
  mayRecover: boolean
  onDone: (state: SignInState) => void
  onRecovery: () => void
  onStartAgain: (why?: ApiProblem) => void
}

/** The second factor: six digits of the authenticator app. */
export function CodeStep({ name, mayRecover, onDone, onRecovery, onStartAgain }: CodeStepProps) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const step = useStep(
    () => post<SignInState>('/sign-in/totp', { code }, { session: 'refuse' }),
    onDone,
    (problem) => {
      if (problem.code === 'no-session' || problem.code === 'wrong-step') onStartAgain(problem)
      field.current?.select()
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Tweede stap`}>
      <Stack gap="md">
        <p>
          {name ? (
            <Trans>Dag {name}. Open de app op je telefoon en neem de code van Hoede over.</Trans>
          ) : (
            <Trans>Open de app op je telefoon en neem de code van Hoede over.</Trans>
          )}
        </p>
        {step.problem && <ProblemNote problem={step.problem} />}
        <CodeInput ref={field} value={code} onChange={setCode} />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Verder</Trans>
        </Button>
        {mayRecover && (
          <LinkButton onClick={onRecovery}>
            <Trans>Telefoon kwijt of niet bij je? Gebruik een herstelcode</Trans>
          </LinkButton>
        )}
        <LinkButton onClick={() => onStartAgain()}>
          <Trans>Met een andere naam aanmelden</Trans>
        </LinkButton>
      </Stack>
    </form>
  )
}
