import type { RecoveryCodes } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import { CodeInput } from '../sign-in/code-input.tsx'
import { RecoveryCodesStep } from '../sign-in/recovery-codes-step.tsx'
import classes from './account.module.css'

/** Ten new recovery codes against a code of the app; the old ones stop working. */
export function NewRecoveryCodes() {
  const { t } = useLingui()
  const { me } = useSignedIn()
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const make = useMutation({ mutationFn: () => post<RecoveryCodes>('/me/recovery-codes', { code }) })
  if (make.data) {
    const done = () => {
      make.reset()
      setCode('')
      void client.invalidateQueries({ queryKey: ['me'], exact: true })
    }
    return <RecoveryCodesStep codes={make.data.codes} onDone={done} />
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!make.isPending) make.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t`Nieuwe herstelcodes`}>
      <div>
        <Plural
          value={me.recoveryCodesLeft}
          _0="Je hebt geen herstelcodes meer."
          one="Je hebt nog één herstelcode."
          other="Je hebt nog # herstelcodes."
        />{' '}
        <Trans>Maak je nieuwe, dan werken de oude niet meer.</Trans>
      </div>
      {make.error && <ProblemNote problem={asProblem(make.error)} />}
      <CodeInput value={code} onChange={setCode} autoFocus={false} />
      <div>
        <Button type="submit" variant="default" loading={make.isPending}>
          <Trans>Maak nieuwe herstelcodes</Trans>
        </Button>
      </div>
    </form>
  )
}
