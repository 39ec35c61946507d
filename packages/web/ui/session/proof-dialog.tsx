import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { endProof, proofState } from '../api/proof-state.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Loading } from '../parts/states.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { takeOutcome } from '../sign-in/provider-visit.ts'

const ProofQuestion = lazy(() => import('./proof-question.tsx'))

/** Lies over the page when a change asks for a factor that was proven just now; what was asked goes on by itself after it. */
export function ProofDialog() {
  const { t } = useLingui()
  const asked = useSyncExternalStore(proofState.follow, proofState.get) === 'asked'
  const toasts = useToasts()
  useEffect(() => {
    if (takeOutcome('proven')) toasts.show(t`Je hebt laten zien dat jij het bent. Doe je wijziging nu opnieuw.`)
  }, [toasts, t])
  return (
    <Dialog open={asked} title={t`Ben jij het?`} onClose={() => endProof(false)}>
      {asked && (
        <Suspense fallback={<Loading rows={2} />}>
          <ProofQuestion />
        </Suspense>
      )}
    </Dialog>
  )
}
