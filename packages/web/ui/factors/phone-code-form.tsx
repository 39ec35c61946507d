import type { PhoneCodeSent } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ApiProblem } from '../api/problem.ts'
import { useStep } from '../api/use-step.ts'
import { clock } from '../formats/dates.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Note } from '../parts/note.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { CodeInput } from './code-input.tsx'
import classes from './factors.module.css'
import { asClock } from './seconds.ts'
import type { usePhoneCode } from './use-phone-code.ts'

interface PhoneCodeFormProps<T> {
  code: ReturnType<typeof usePhoneCode>
  sent: PhoneCodeSent
  confirm: (code: string) => Promise<T>
  onDone: (answer: T) => void
  onFailed?: ((problem: ApiProblem) => void) | undefined
  /** A landline was typed where a text message was chosen. */
  calledInstead?: boolean
}

/** The code that came by text message or call, with the way to another one. */
export function PhoneCodeForm<T>({
  code: phone,
  sent,
  confirm,
  onDone,
  onFailed,
  calledInstead,
}: PhoneCodeFormProps<T>) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const step = useStep(
    () => confirm(code),
    onDone,
    (problem) => {
      if (problem.code === 'wrong-code') phone.tried()
      onFailed?.(problem)
      field.current?.select()
    },
  )
  const { setProblem } = step
  useEffect(() => {
    // With each new code the field is empty and what went wrong with the one before is past.
    setCode('')
    setProblem(undefined)
    if (sent.id) field.current?.focus()
  }, [sent.id, setProblem])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  const { hint } = sent
  const until = clock(sent.expiresAt)
  const wait = asClock(phone.wait)
  const called = sent.channel === 'voice'
  return (
    <form onSubmit={submit} aria-label={called ? t`Code die je hoort` : t`Code van de sms`}>
      <Stack gap="md">
        <div role="status">
          <Stack gap="xs">
            {calledInstead && (
              <p className={classes.line}>
                <Trans>Dit is een vast nummer. Daarom bellen we je.</Trans>
              </p>
            )}
            <p className={classes.line}>
              {called ? (
                <Trans>
                  Je wordt nu gebeld op het nummer dat eindigt op {hint}. Een stem leest de code twee keer voor. De code
                  werkt tot {until}.
                </Trans>
              ) : (
                <Trans>
                  We stuurden een sms naar het nummer dat eindigt op {hint}. De code werkt tot {until}.
                </Trans>
              )}
            </p>
          </Stack>
        </div>
        {step.problem && <CodeProblem problem={step.problem} triesLeft={phone.triesLeft} />}
        {phone.problem && phone.problem.code !== 'code-too-soon' && <ProblemNote problem={phone.problem} />}
        <CodeInput ref={field} value={code} onChange={setCode} />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Verder</Trans>
        </Button>
        {phone.wait > 0 ? (
          <p className={classes.soft} role="timer" aria-live="off">
            {called ? (
              <Trans>Niet gebeld? Over {wait} kun je nog een keer gebeld worden.</Trans>
            ) : (
              <Trans>Geen sms gekregen? Over {wait} kun je een nieuwe vragen.</Trans>
            )}
          </p>
        ) : (
          <LinkButton onClick={() => void phone.ask()}>
            {called ? <Trans>Bel me nog een keer</Trans> : <Trans>Stuur nog een code</Trans>}
          </LinkButton>
        )}
      </Stack>
    </form>
  )
}

/** A wrong code of a phone: here waiting does not bring the next one, asking does. */
function CodeProblem({ problem, triesLeft }: { problem: ApiProblem; triesLeft: number }) {
  if (problem.code !== 'wrong-code') return <ProblemNote problem={problem} />
  return (
    <Note kind="danger" alert>
      <p>
        <Trans>Je code klopt niet. Neem de code over van het nieuwste bericht.</Trans>
      </p>
      <p>
        <Plural
          value={triesLeft}
          _0="Deze code werkt niet meer. Vraag een nieuwe."
          one="Je kunt het met deze code nog één keer proberen."
          other="Je kunt het met deze code nog # keer proberen."
        />
      </p>
    </Note>
  )
}
