import { Trans } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './factors.module.css'
import { signWithPasskey } from './passkey.ts'
import type { ProofProps } from './proof-place.ts'

/** A passkey or security key. The browser asks for it when the button is pressed. */
export function ProvePasskey<T>({ place, onDone, onFailed }: ProofProps<T>) {
  const step = useStep(
    async () => {
      const options = await post(`${place.path}/passkey/options`, {}, place.options)
      return post<T>(`${place.path}/passkey`, { response: await signWithPasskey(options) }, place.options)
    },
    onDone,
    onFailed,
  )
  return (
    <Stack gap="md">
      <p className={classes.line}>
        <Trans>Je browser vraagt je straks om je vinger, je gezicht, een pincode of je sleutel.</Trans>
      </p>
      {step.problem && <ProblemNote problem={step.problem} />}
      <Button fullWidth loading={step.busy} autoFocus onClick={() => void step.submit()}>
        <Trans>Gebruik je passkey</Trans>
      </Button>
    </Stack>
  )
}
