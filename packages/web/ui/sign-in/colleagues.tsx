import type { SignInState, SignInWays } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { useStep } from '../api/use-step.ts'
import { BigChoice, BigChoices } from '../factors/big-choice.tsx'
import { PersonIcon } from '../parts/icons.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import classes from './sign-in.module.css'

type SharedComputer = NonNullable<SignInWays['sharedComputer']>
type Colleague = SharedComputer['people'][number]

interface ColleaguesProps {
  computer: SharedComputer
  onDone: (state: SignInState) => void
  /** Everybody who is not in the list, and who would rather not use the short code. */
  onOther: () => void
}

/** A shared computer: who signed in completely here in this shift comes back with the name and the short code. */
export function Colleagues({ computer, onDone, onOther }: ColleaguesProps) {
  const { t } = useLingui()
  const [person, setPerson] = useState<Colleague | undefined>(
    computer.people.length === 1 ? computer.people[0] : undefined,
  )
  if (person) {
    return (
      <ShortCode
        person={person}
        onDone={onDone}
        onBack={computer.people.length === 1 ? undefined : () => setPerson(undefined)}
        onOther={onOther}
      />
    )
  }
  return (
    <Stack gap="md">
      <h2 className={classes.stepTitle}>
        <Trans>Wie ben je?</Trans>
      </h2>
      <BigChoices label={t`Collega’s van deze dienst`}>
        {computer.people.map((each) => (
          <BigChoice key={each.id} icon={<PersonIcon />} name={each.name} onClick={() => setPerson(each)} />
        ))}
      </BigChoices>
      <LinkButton onClick={onOther}>
        <Trans>Ik sta er niet bij</Trans>
      </LinkButton>
    </Stack>
  )
}

interface ShortCodeProps {
  person: Colleague
  onDone: (state: SignInState) => void
  onBack?: (() => void) | undefined
  onOther: () => void
}

function ShortCode({ person, onDone, onBack, onOther }: ShortCodeProps) {
  const { t } = useLingui()
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const step = useStep(
    () => post<SignInState>('/sign-in/reentry', { personId: person.id, pin }, { session: 'refuse' }),
    onDone,
    () => field.current?.select(),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void step.submit()
  }
  const { name } = person
  return (
    <form onSubmit={submit} aria-label={t`Korte code`}>
      <Stack gap="md">
        <h2 className={classes.stepTitle}>
          <Trans>Dag {name}</Trans>
        </h2>
        {step.problem && <ProblemNote problem={step.problem} />}
        <PasswordInput
          ref={field}
          label={t`Je korte code`}
          description={t`De cijfers die je eerder in deze dienst op deze computer koos.`}
          name="short-code"
          inputMode="numeric"
          autoComplete="off"
          pattern="[0-9]{6,12}"
          title={t`Zes tot twaalf cijfers`}
          maxLength={12}
          autoFocus
          data-autofocus
          required
          withAsterisk={false}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          visibilityToggleButtonProps={{ 'aria-label': t`Toon of verberg de korte code`, tabIndex: 0 }}
        />
        <Button type="submit" loading={step.busy} fullWidth>
          <Trans>Meld aan</Trans>
        </Button>
        {onBack && (
          <LinkButton onClick={onBack}>
            <Trans>Ik ben iemand anders</Trans>
          </LinkButton>
        )}
        <LinkButton onClick={onOther}>
          <Trans>Aanmelden op een andere manier</Trans>
        </LinkButton>
      </Stack>
    </form>
  )
}
