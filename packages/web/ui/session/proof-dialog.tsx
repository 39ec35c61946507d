import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { endProof, proofState } from '../api/proof-state.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Loading } from '../parts/states.tsx'

const ProofQuestion = lazy(() => import('./proof-question.tsx'))

/** Lies over the page when a change asks for a factor that was proven just now; what was asked goes on by itself after it. */
export function ProofDialog() {
  const { t } = useLingui()
  const asked = useSyncExternalStore(proofState.follow, proofState.get) === 'asked'
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
