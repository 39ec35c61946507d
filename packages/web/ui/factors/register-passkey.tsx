import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './factors.module.css'
import { NameField } from './name-field.tsx'
import { makePasskey } from './passkey.ts'
import type { RegisterProps } from './register-place.ts'

/** A passkey on this device or on a security key. */
export function RegisterPasskey<T>({ place, onDone, onFailed }: RegisterProps<T>) {
  const { t } = useLingui()
  const [name, setName] = useState(t`Passkey op dit apparaat`)
  const step = useStep(
    async () => {
      const options = await post(`${place.passkey}/options`, {}, place.options)
      const response = await makePasskey(options)
      return post<T>(place.passkey, { name: name.trim(), response }, place.options)
    },
    onDone,
    onFailed,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Passkey maken`}>
      <Stack gap="md">
        <p className={classes.line}>
          <Trans>
            Je browser vraagt waar de passkey moet komen: op dit apparaat, op je telefoon of op een beveiligingssleutel.
            Doe dit op een apparaat dat alleen jij gebruikt.
          </Trans>
        </p>
        {step.problem && <ProblemNote problem={step.problem} />}
        {place.named && <NameField value={name} onChange={setName} />}
        <Button type="submit" loading={step.busy} autoFocus={!place.named} fullWidth>
          <Trans>Maak een passkey</Trans>
        </Button>
      </Stack>
    </form>
  )
}
