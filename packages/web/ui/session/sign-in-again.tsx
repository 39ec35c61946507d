import type { Me } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { sessionState } from '../api/session-state.ts'
import { Dialog } from '../parts/dialog.tsx'

const loadFlow = () => import('../sign-in/sign-in-flow.tsx')
const SignInFlow = lazy(loadFlow)

/** Lies over the page, which stays as it is underneath, until the same person has signed in again. */
export function SignInAgain({ me, onEntered }: { me: Me; onEntered: (someone: Me) => void }) {
  const { t } = useLingui()
  const state = useSyncExternalStore(sessionState.follow, sessionState.get)
  const ended = state === 'ended'
  useEffect(() => {
    // Fetched ahead: when the session ends the connection may be gone as well.
    const timer = setTimeout(() => void loadFlow().catch(() => undefined), 4000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Dialog open={ended} covers title={t`Meld je opnieuw aan`}>
      <p>
        <Trans>Je was afgemeld, {me.person.name}. Je gaat straks verder waar je was: wat je typte staat er nog.</Trans>
      </p>
      <Suspense fallback={null}>
        {ended && <SignInFlow userName={me.person.userName} onEntered={onEntered} fresh />}
      </Suspense>
    </Dialog>
  )
}
