import type { NewTotp } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import { useStep } from '../api/use-step.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Loading } from '../parts/states.tsx'
import { CodeInput } from './code-input.tsx'
import classes from './factors.module.css'
import { NameField } from './name-field.tsx'
import { QrCode } from './qr-code.tsx'
import type { RegisterProps } from './register-place.ts'

/** An authenticator app: the key as a QR code and in letters, and the first code as proof that it works. */
export function RegisterApp<T>({ place, onDone, onFailed }: RegisterProps<T>) {
  const { t } = useLingui()
  const [made, setMade] = useState<NewTotp>()
  const [loadProblem, setLoadProblem] = useState<ApiProblem>()
  const [code, setCode] = useState('')
  const [name, setName] = useState(t`App op mijn telefoon`)
  const field = useRef<HTMLInputElement>(null)
  const asked = useRef(false)
  const step = useStep(
    () =>
      post<T>(
        `${place.app}/confirm`,
        place.named ? { id: made?.id, code, name: name.trim() } : { code },
        place.options,
      ),
    onDone,
    (problem) => {
      onFailed?.(problem)
      field.current?.select()
    },
  )
  const failed = useRef(onFailed)
  failed.current = onFailed
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    post<NewTotp>(place.app, {}, place.options).then(setMade, (error) => {
      setLoadProblem(asProblem(error))
      failed.current?.(asProblem(error))
    })
  }, [place])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  if (loadProblem) return <ProblemNote problem={loadProblem} />
  if (!made) return <Loading rows={3} />
  return (
    <form onSubmit={submit} aria-label={t`App koppelen`}>
      <Stack gap="md">
        <ol className={classes.steps}>
          <li>
            <Trans>
              Open een authenticator-app op je telefoon. Heb je er nog geen? Zoek in de winkel van je telefoon op
              ‘authenticator’.
            </Trans>
          </li>
          <li>
            <Trans>Kies in de app ‘Toevoegen’ en scan deze code.</Trans>
            <QrCode text={made.uri} label={t`QR-code om je telefoon te koppelen`} />
            <details>
              <summary>
                <Trans>Lukt scannen niet? Typ deze sleutel over</Trans>
              </summary>
              <p className={classes.secret}>
                <code>{inFours(made.secret)}</code>
              </p>
            </details>
          </li>
          <li>
            <Trans>Vul de code in die de app nu toont.</Trans>
          </li>
        </ol>
        {step.problem && <ProblemNote problem={step.problem} />}
        {place.named && <NameField value={name} onChange={setName} />}
        <CodeInput ref={field} value={code} onChange={setCode} autoFocus={false} />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Koppel</Trans>
        </Button>
      </Stack>
    </form>
  )
}

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret
