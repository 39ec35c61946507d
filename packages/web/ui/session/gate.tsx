import type { Me } from '@hoede/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, lazy, type ReactNode, Suspense, useCallback, useEffect } from 'react'
import { get } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { sessionBegan } from '../api/session-state.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Loading } from '../parts/states.tsx'
import { SignedInProvider } from './signed-in-provider.tsx'
import StoppedPage, { standsStill } from './stopped-page.tsx'
import { tellTabs } from './tabs.ts'

const SignInPage = lazy(() => import('../sign-in/sign-in-page.tsx'))

/** Addresses that are for everybody, whoever is signed in. */
const openPages: Record<string, ComponentType> = {
  '/uitnodiging': lazy(() => import('../sign-in/invitation-page.tsx')),
  '/herstel': lazy(() => import('../sign-in/reset-page.tsx')),
  '/aanmelden/terug': lazy(() => import('../sign-in/return-page.tsx')),
}

const readMe = () => get<Me>('/me', { session: 'refuse' })

/** Shows the application to who is signed in, and the sign-in to everybody else. */
export function Gate({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const me = useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: Number.POSITIVE_INFINITY, gcTime: Infinity })
  const entered = useCallback(
    async (someone: Me) => {
      client.setQueryData(['me'], someone)
      tellTabs({ type: 'signed-in', personId: someone.person.id })
      sessionBegan()
    },
    [client],
  )
  useEffect(() => {
    if (me.data) sessionBegan()
  }, [me.data])

  const { refetch } = me
  const retry = useCallback(() => void refetch(), [refetch])

  const OpenPage = openPages[location.pathname]
  if (OpenPage) {
    return (
      <Suspense fallback={<Loading />}>
        <OpenPage />
      </Suspense>
    )
  }
  if (me.data) return <SignedInProvider me={me.data}>{children}</SignedInProvider>
  if (me.isPending) return null
  const problem = asProblem(me.error)
  if (standsStill(problem)) return <StoppedPage problem={problem} retry={retry} />
  // A session that moved goes on with its second step.
  if (problem.code !== 'no-session' && problem.code !== 'session-moved')
    return <ProblemNote problem={problem} retry={retry} />
  return (
    <Suspense fallback={null}>
      <SignInPage onEntered={entered} />
    </Suspense>
  )
}
