import type { SignInState, SignInWays } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { LinkButton } from '../parts/link-button.tsx'
import { Loading } from '../parts/states.tsx'
import { Colleagues } from './colleagues.tsx'
import { OtherWays } from './other-ways.tsx'
import { PasswordStep } from './password-step.tsx'
import { useWaysIn } from './ways.ts'

interface FirstStepProps {
  userName?: string | undefined
  personId?: string | undefined
  onDone: (state: SignInState) => void
}

/** Without an answer there is still the password: it waits there until the connection is back. */
const passwordOnly: SignInWays = { password: true, passkey: false, providers: [], sharedComputer: null }

/** Who are you: by user name and password, by a passkey, at one's own organisation, or by name on a shared computer. */
export function FirstStep({ userName, personId, onDone }: FirstStepProps) {
  const asked = useWaysIn()
  const [otherwise, setOtherwise] = useState(false)
  if (asked.isPending) return <Loading rows={3} />
  const ways = asked.data ?? passwordOnly
  const computer = ways.sharedComputer && {
    ...ways.sharedComputer,
    // Over a page that belongs to somebody, only that person comes back with a short code.
    people: ways.sharedComputer.people.filter((each) => !personId || each.id === personId),
  }
  if (computer && computer.people.length > 0 && !otherwise) {
    return <Colleagues computer={computer} onDone={onDone} onOther={() => setOtherwise(true)} />
  }
  return (
    <Stack gap="md">
      {ways.password && <PasswordStep userName={userName} onDone={onDone} />}
      <OtherWays ways={ways} onDone={onDone} />
      {computer && computer.people.length > 0 && (
        <LinkButton onClick={() => setOtherwise(false)}>
          <Trans>Terug naar de korte code</Trans>
        </LinkButton>
      )}
      {!personId && <Help />}
    </Stack>
  )
}

/** For who cannot get in: whom to ask, and where a reset letter goes. */
function Help() {
  return (
    <details>
      <summary>
        <Trans>Lukt het niet?</Trans>
      </summary>
      <Stack gap="xs">
        <p>
          <Trans>
            Wachtwoord vergeten of nog geen account? Vraag je applicatiebeheerder om een uitnodiging of een
            herstelbrief.
          </Trans>
        </p>
        <p>
          <a href="/herstel">
            <Trans>Ik heb een brief met een herstelcode</Trans>
          </a>
        </p>
      </Stack>
    </details>
  )
}
