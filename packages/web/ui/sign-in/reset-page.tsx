import type { InvitationInfo, SignInState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { momentInWords } from '../formats/dates.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useApplication } from '../shell/application.ts'
import { ChoosePassword } from './choose-password.tsx'
import classes from './sign-in.module.css'
import SignInFlow from './sign-in-flow.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

const refuse = { session: 'refuse' } as const

interface Letter {
  userName: string
  code: string
}

/** A reset letter: user name and the code in it, then a new password and a new second factor. */
export default function ResetPage() {
  const { t } = useLingui()
  const { base } = useApplication()
  const [letter, setLetter] = useState<Letter>()
  const [found, setFound] = useState<InvitationInfo>()
  const [state, setState] = useState<SignInState>()
  const { name, expiresAt } = found ?? { name: '', expiresAt: new Date().toISOString() }
  const until = momentInWords(expiresAt)
  return (
    <SignInFrame title={t`Opnieuw beginnen`}>
      {!found && (
        <TypeLetter
          onDone={(typed, info) => {
            setLetter(typed)
            setFound(info)
          }}
        />
      )}
      {found && letter && !state && (
        <ChoosePassword
          userName={found.userName}
          intro={
            <Trans>
              Dag {name}. Kies een nieuw wachtwoord. Daarna kies je een nieuwe tweede stap. De code in je brief werkt
              tot {until}.
            </Trans>
          }
          send={(password) => post<SignInState>('/sign-in/reset/accept', { ...letter, password }, refuse)}
          onDone={setState}
        />
      )}
      {state && <SignInFlow from={state} onEntered={() => location.assign(base)} />}
      {!state && (
        <p className={classes.after}>
          <a href={base}>
            <Trans>Terug naar het aanmelden</Trans>
          </a>
        </p>
      )}
    </SignInFrame>
  )
}

function TypeLetter({ onDone }: { onDone: (letter: Letter, info: InvitationInfo) => void }) {
  const { t } = useLingui()
  const [userName, setUserName] = useState('')
  const [code, setCode] = useState('')
  const letter = { userName: userName.trim(), code: code.trim() }
  const step = useStep(
    () => post<InvitationInfo>('/sign-in/reset', letter, refuse),
    (info) => onDone(letter, info),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  return (
    <form onSubmit={submit} aria-label={t`Herstelbrief`}>
      <Stack gap="md">
        <p>
          <Trans>
            Je kreeg van je organisatie een brief met een herstelcode. Neem de gebruikersnaam en de code over zoals ze
            in de brief staan.
          </Trans>
        </p>
        {step.problem && <ProblemNote problem={step.problem} />}
        <TextInput
          label={t`Gebruikersnaam`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          maxLength={64}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
        />
        <TextInput
          label={t`Herstelcode`}
          description={t`Streepjes en hoofdletters maken niet uit.`}
          name="reset-code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          minLength={8}
          maxLength={60}
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
