import type { Me } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import SignInFlow from './sign-in-flow.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export default function SignInPage({ onEntered }: { onEntered: (me: Me) => void }) {
  const { t } = useLingui()
  return (
    <SignInFrame title={t`Aanmelden`}>
      <SignInFlow onEntered={onEntered} />
    </SignInFrame>
  )
}
