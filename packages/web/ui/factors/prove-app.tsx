import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { CodeInput } from './code-input.tsx'
import classes from './factors.module.css'
import type { ProofProps } from './proof-place.ts'

/** Six digits of the authenticator app. */
export function ProveApp<T>({ place, onDone, onFailed }: ProofProps<T>) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const step = useStep(
    () => post<T>(`${place.path}/totp`, { code }, place.options),
    onDone,
    (problem) => {
      onFailed?.(problem)
      field.current?.select()
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Code van de app`}>
      <Stack gap="md">
        <p className={classes.line}>
          <Trans>Open de app op je telefoon en neem de code van Hoede over.</Trans>
        </p>
        {step.problem && <ProblemNote problem={step.problem} />}
        <CodeInput ref={field} value={code} onChange={setCode} />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Verder</Trans>
        </Button>
      </Stack>
    </form>
  )
}
