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
            Wachtwoord vergeten of nog geen account? Vraag je applicatiebeheerder om een uitnodiging. Met de link daarin
            kies je een nieuw wachtwoord.
          </Trans>
        </p>
      </details>
    </SignInFrame>
  )
}
