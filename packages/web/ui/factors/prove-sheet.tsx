import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { Note } from '../parts/note.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './factors.module.css'
import type { ProofProps } from './proof-place.ts'

/** A code of the printed sheet. */
export function ProveSheet<T>({ place, onDone, onFailed }: ProofProps<T>) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const step = useStep(
    () => post<T>(`${place.path}/recovery`, { code: code.trim() }, place.options),
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
    <form onSubmit={submit} aria-label={t`Codeblad`}>
      <Stack gap="md">
        <p className={classes.line}>
          <Trans>Neem een code over van je codeblad die je nog niet gebruikt hebt. Elke code werkt één keer.</Trans>
        </p>
        {step.problem?.code === 'wrong-code' ? (
          <Note kind="danger" alert>
            <p>
              <Trans>
                Deze code klopt niet of is al gebruikt. Kijk of je hem goed overnam, of kies een andere code.
              </Trans>
            </p>
          </Note>
        ) : (
          step.problem && <ProblemNote problem={step.problem} />
        )}
        <TextInput
          ref={field}
          label={t`Code van je codeblad`}
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
      </Stack>
    </form>
  )
}
