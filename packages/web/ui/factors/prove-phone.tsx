import type { FactorChoice, PhoneCodeSent } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { post } from '../api/client.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './factors.module.css'
import { PhoneCodeForm } from './phone-code-form.tsx'
import type { ProofProps } from './proof-place.ts'
import { asClock } from './seconds.ts'
import { usePhoneCode } from './use-phone-code.ts'

/**
 * A code to a registered phone. Nothing is sent before somebody presses the button: no call in a room where people sleep, and no
 * message for whoever tries somebody's password.
 */
export function ProvePhone<T>({ place, choice, onDone, onFailed }: ProofProps<T> & { choice: FactorChoice }) {
  const channel = choice.method === 'voice' ? 'voice' : 'sms'
  const { options, path } = place
  const phone = usePhoneCode(
    () => post<PhoneCodeSent>(`${path}/phone/send`, { id: choice.id, channel }, options),
    onFailed,
  )
  if (phone.sent) {
    const confirm = (code: string) => post<T>(`${path}/phone`, { code }, options)
    return <PhoneCodeForm code={phone} sent={phone.sent} confirm={confirm} onDone={onDone} onFailed={onFailed} />
  }
  const { hint } = choice
  const wait = asClock(phone.wait)
  return (
    <Stack gap="md">
      <p className={classes.line}>
        {channel === 'voice' ? (
          <Trans>We bellen het nummer dat eindigt op {hint}. Je hoort een code van zes cijfers.</Trans>
        ) : (
          <Trans>We sturen een sms met een code van zes cijfers naar het nummer dat eindigt op {hint}.</Trans>
        )}
      </p>
      {phone.problem && phone.problem.code !== 'code-too-soon' && <ProblemNote problem={phone.problem} />}
      {phone.wait > 0 && (
        <p className={classes.soft} role="timer" aria-live="off">
          <Trans>Het kan weer over {wait}.</Trans>
        </p>
      )}
      <Button fullWidth loading={phone.busy} disabled={phone.wait > 0} autoFocus onClick={() => void phone.ask()}>
        {channel === 'voice' ? <Trans>Bel me</Trans> : <Trans>Stuur me een code</Trans>}
      </Button>
    </Stack>
  )
}
