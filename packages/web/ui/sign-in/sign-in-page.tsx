import type { Me } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import SignInFlow from './sign-in-flow.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export default function SignInPage({ onEntered }: { onEntered: (me: Me) => void }) {
  const { t } = useLingui()
  return (
    <SignInFrame title={t`Aanmelden`}>
      <SignInFlow onEntered={onEntered} />
      <details>
        <summary>
          <Trans>Lukt het niet?</Trans>
        </summary>
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
      </details>
    </SignInFrame>
  )
}
