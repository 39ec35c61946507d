import type { Me } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { sessionEnded, sessionState } from '../api/session-state.ts'
import { Dialog } from '../parts/dialog.tsx'

const loadFlow = () => import('../sign-in/sign-in-flow.tsx')
const SignInFlow = lazy(loadFlow)

/** Lies over the page, which stays as it is underneath, until the same person has signed in again. */
export function SignInAgain({ me, onEntered }: { me: Me; onEntered: (someone: Me) => void }) {
  const { t } = useLingui()
  const state = useSyncExternalStore(sessionState.follow, sessionState.get)
  const moved = state === 'moved'
  const open = moved || state === 'ended'
  useEffect(() => {
    // Fetched ahead: when the session ends the connection may be gone as well.
    const timer = setTimeout(() => void loadFlow().catch(() => undefined), 4000)
    return () => clearTimeout(timer)
  }, [])
  const { name, userName, id } = me.person
  return (
    <Dialog open={open} covers title={moved ? t`Ben jij het nog?` : t`Meld je opnieuw aan`}>
      <p>
        {moved ? (
          <Trans>
            Je werkt nu via een ander netwerk en een andere browser dan waarmee je begon. Bevestig dat jij het bent,{' '}
            {name}. Je gaat straks verder waar je was: wat je typte staat er nog.
          </Trans>
        ) : (
          <Trans>Je was afgemeld, {name}. Je gaat straks verder waar je was: wat je typte staat er nog.</Trans>
        )}
      </p>
      <Suspense fallback={null}>
        {open && (
          <SignInFlow
            userName={userName}
            personId={id}
            onEntered={onEntered}
            onStartedAgain={sessionEnded}
            fresh={!moved}
          />
        )}
      </Suspense>
    </Dialog>
  )
}
