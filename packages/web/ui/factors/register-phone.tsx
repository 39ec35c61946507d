import type { PhoneCodeSent } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { type ApiProblem, fieldMessage } from '../api/problem.ts'
import { problemTitle } from '../i18n/vocabulary.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './factors.module.css'
import { PhoneCodeForm } from './phone-code-form.tsx'
import type { RegisterProps } from './register-place.ts'
import { asClock } from './seconds.ts'
import { usePhoneCode } from './use-phone-code.ts'

interface RegisterPhoneProps<T> extends RegisterProps<T> {
  /** What was chosen; a landline gets a call all the same. */
  channel: 'sms' | 'voice'
}

/** A phone number, proved by a code before it counts. */
export function RegisterPhone<T>({ place, channel, onDone, onFailed }: RegisterPhoneProps<T>) {
  const { t } = useLingui()
  const [number, setNumber] = useState('')
  const [editing, setEditing] = useState(true)
  const phone = usePhoneCode(async () => {
    // Without a channel the server looks what the number is: a text message to a mobile one, a call to a landline.
    const sent = await post<PhoneCodeSent>(
      place.phone,
      { number: number.trim(), ...(channel === 'voice' ? { channel } : {}) },
      place.options,
    )
    setEditing(false)
    return sent
  }, onFailed)
  if (phone.sent && !editing) {
    return (
      <Stack gap="md">
        <PhoneCodeForm
          code={phone}
          sent={phone.sent}
          confirm={(code) => post<T>(`${place.phone}/confirm`, { code }, place.options)}
          onDone={onDone}
          onFailed={onFailed}
          calledInstead={channel === 'sms' && phone.sent.channel === 'voice'}
        />
        <LinkButton onClick={() => setEditing(true)}>
          <Trans>Een ander nummer invullen</Trans>
        </LinkButton>
      </Stack>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void phone.ask()
  }
  const wrong = phone.problem && wrongNumber(phone.problem)
  const wait = asClock(phone.wait)
  return (
    <form onSubmit={submit} aria-label={t`Telefoonnummer`}>
      <Stack gap="md">
        {phone.problem && !wrong && phone.problem.code !== 'code-too-soon' && <ProblemNote problem={phone.problem} />}
        <TextInput
          label={t`Je telefoonnummer`}
          description={
            channel === 'voice'
              ? t`Mobiel of vast, zoals je het altijd schrijft. Een buitenlands nummer begint met +.`
              : t`Zoals je het altijd schrijft. Een buitenlands nummer begint met +. Vul je een vast nummer in, dan bellen we je.`
          }
          type="tel"
          name="tel"
          autoComplete="tel"
          autoFocus
          required
          withAsterisk={false}
          minLength={3}
          maxLength={30}
          error={wrong}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        {phone.wait > 0 && (
          <p className={classes.soft} role="timer" aria-live="off">
            <Trans>Het kan weer over {wait}.</Trans>
          </p>
        )}
        <p className={classes.soft}>
          <Trans>
            Een nummer kan worden overgenomen of afgeluisterd. Een app of een passkey is veiliger: kies die als het kan.
          </Trans>
        </p>
        <Button type="submit" loading={phone.busy} disabled={phone.wait > 0} fullWidth>
          {channel === 'voice' ? <Trans>Bel me</Trans> : <Trans>Stuur me een code</Trans>}
        </Button>
      </Stack>
    </form>
  )
}

/** What is wrong with the number itself stands at the field. */
const wrongNumber = (problem: ApiProblem): string | undefined =>
  problem.code === 'phone-not-usable' ? (problem.detail ?? problemTitle(problem)) : fieldMessage(problem, 'number')
