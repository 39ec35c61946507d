import type { Me } from '@hoede/contract'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo } from 'react'
import { post } from '../api/client.ts'
import { lastHeard, sessionBegan, sessionLeft, sessionState } from '../api/session-state.ts'
import { useApplication } from '../shell/application.ts'
import { IdleWatch } from './idle-watch.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { type SignedIn, SignedInContext } from './signed-in.ts'
import { hearTabs, tellTabs } from './tabs.ts'

/** Everything below belongs to one person: when somebody else signs in, the page is loaded anew and nothing of it stays. */
export function SignedInProvider({ me, children }: { me: Me; children: ReactNode }) {
  const client = useQueryClient()
  const { base } = useApplication()
  const personId = me.person.id

  const signOut = useCallback(async () => {
    await post('/sign-out', {}, { session: 'refuse' }).catch(() => undefined)
    sessionLeft()
    tellTabs({ type: 'signed-out' })
    location.assign(base)
  }, [base])

  useEffect(
    () =>
      hearTabs((message) => {
        if (message.type === 'signed-out') sessionState.set('ended')
        else if (message.type === 'heard') lastHeard.set(Math.max(lastHeard.get(), message.at))
        else if (message.personId === personId) sessionBegan()
        else location.reload()
      }),
    [personId],
  )

  const cameBack = useCallback(
    (someone: Me) => {
      tellTabs({ type: 'signed-in', personId: someone.person.id })
      if (someone.person.id !== personId) {
        location.reload()
        return
      }
      client.setQueryData(['me'], someone)
      sessionBegan()
    },
    [client, personId],
  )

  const value = useMemo<SignedIn>(
    () => ({ me, may: (permission) => me.permissions.includes(permission), signOut }),
    [me, signOut],
  )
  return (
    <SignedInContext value={value}>
      {children}
      <ProofDialog />
      <IdleWatch me={me} onLeave={signOut} />
      <SignInAgain me={me} onEntered={cameBack} />
    </SignedInContext>
  )
}
