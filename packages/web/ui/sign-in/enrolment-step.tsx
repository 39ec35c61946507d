import type { NewTotp, RecoveryCodes } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Loading } from '../parts/states.tsx'
import { CodeInput } from './code-input.tsx'
import { QrCode } from './qr-code.tsx'
import classes from './sign-in.module.css'
import { useStep } from './use-step.ts'

interface EnrolmentStepProps {
  onDone: (codes: RecoveryCodes) => void
  onStartAgain: (why?: ApiProblem) => void
}

/** Coupling a phone: the key as a QR code and in letters, and the first code as proof that it works. */
export function EnrolmentStep({ onDone, onStartAgain }: EnrolmentStepProps) {
  const { t } = useLingui()
  const [enrolment, setEnrolment] = useState<NewTotp>()
  const [loadProblem, setLoadProblem] = useState<ApiProblem>()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const asked = useRef(false)
  const step = useStep(
    () => post<RecoveryCodes>('/sign-in/enrolment/confirm', { code }, { session: 'refuse' }),
    onDone,
    (problem) => {
      if (problem.code === 'no-session' || problem.code === 'wrong-step') onStartAgain(problem)
      field.current?.select()
    },
  )
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    post<NewTotp>('/sign-in/enrolment', {}, { session: 'refuse' }).then(setEnrolment, (error) => {
      const problem = asProblem(error)
      if (problem.code === 'no-session' || problem.code === 'wrong-step') onStartAgain(problem)
      else setLoadProblem(problem)
    })
  }, [onStartAgain])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  if (loadProblem) return <ProblemNote problem={loadProblem} />
  if (!enrolment) return <Loading rows={3} />
  return (
    <form onSubmit={submit} aria-label={t`Telefoon koppelen`}>
      <Stack gap="md">
        <h2 className={classes.stepTitle}>
          <Trans>Koppel je telefoon</Trans>
        </h2>
        <p>
          <Trans>
            Voortaan meld je je aan met je wachtwoord én een code van je telefoon. Zo kan niemand anders bij de
            dossiers, ook niet met jouw wachtwoord.
          </Trans>
        </p>
        <ol className={classes.steps}>
          <li>
            <Trans>
              Open een authenticator-app op je telefoon. Heb je er nog geen? Zoek in de winkel van je telefoon op
              ‘authenticator’.
            </Trans>
          </li>
          <li>
            <Trans>Kies in de app ‘Toevoegen’ en scan deze code.</Trans>
            <QrCode text={enrolment.uri} label={t`QR-code om je telefoon te koppelen`} />
            <details>
              <summary>
                <Trans>Lukt scannen niet? Typ deze sleutel over</Trans>
              </summary>
              <p className={classes.secret}>
                <code>{inFours(enrolment.secret)}</code>
              </p>
            </details>
          </li>
          <li>
            <Trans>Vul de code in die de app nu toont.</Trans>
          </li>
        </ol>
        {step.problem && <ProblemNote problem={step.problem} />}
        <CodeInput ref={field} value={code} onChange={setCode} autoFocus={false} />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Koppel</Trans>
        </Button>
      </Stack>
    </form>
  )
}

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret
