import { Trans, useLingui } from '@lingui/react/macro'
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import classes from './account.module.css'

export function PasswordChangeForm() {
  const { t } = useLingui()
  const { me } = useSignedIn()
  const toasts = useToasts()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => post('/me/password', { current, password }),
    onSuccess: () => {
      setCurrent('')
      setPassword('')
      toasts.show(t`Je wachtwoord is gewijzigd.`)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!change.isPending) change.mutate()
  }
  const toggle = { 'aria-label': t`Toon of verberg het wachtwoord`, tabIndex: 0 }
  return (
    <form className={classes.form} onSubmit={submit} aria-label={t`Wachtwoord wijzigen`}>
      {change.error && <ProblemNote problem={asProblem(change.error)} />}
      <input type="text" name="username" autoComplete="username" value={me.person.userName} readOnly hidden />
      <PasswordInput
        label={t`Huidig wachtwoord`}
        autoComplete="current-password"
        required
        withAsterisk={false}
        maxLength={128}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={t`Nieuw wachtwoord`}
        description={t`Minstens 12 tekens. Een paar losse woorden is sterk en goed te onthouden.`}
        autoComplete="new-password"
        required
        withAsterisk={false}
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={toggle}
      />
      <div>
        <Button type="submit" loading={change.isPending}>
          <Trans>Wijzig wachtwoord</Trans>
        </Button>
      </div>
    </form>
  )
}
