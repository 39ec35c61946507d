import type { SignInState } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import type { ApiProblem } from '../api/problem.ts'
import { atSignIn } from '../factors/proof-place.ts'
import { ProveFactor } from '../factors/prove-factor.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Note } from '../parts/note.tsx'
import { FromServer } from '../text/from-server.tsx'

interface SecondStepProps {
  state: SignInState
  onDone: (state: SignInState) => void
  onStartAgain: (why?: ApiProblem) => void
}

/** The second factor, by whichever way somebody has. */
export function SecondStep({ state, onDone, onStartAgain }: SecondStepProps) {
  const { name, why } = state
  return (
    <Stack gap="md">
      {name && (
        <p>
          <Trans>Dag {name}. Nog één stap.</Trans>
        </p>
      )}
      {why && (
        <Note kind="info">
          <p>
            <FromServer>{why}</FromServer>
          </p>
        </Note>
      )}
      <ProveFactor
        place={atSignIn}
        choices={state.factors}
        onDone={onDone}
        onFailed={(problem) => {
          if (problem.code === 'no-session' || problem.code === 'wrong-step') onStartAgain(problem)
        }}
      />
      <details>
        <summary>
          <Trans>Kun je geen van deze manieren gebruiken?</Trans>
        </summary>
        <p>
          <Trans>
            Vraag je applicatiebeheerder om een herstelbrief. Daarin staat een code waarmee je opnieuw kunt beginnen.
          </Trans>
        </p>
      </details>
      <LinkButton onClick={() => onStartAgain()}>
        <Trans>Met een andere naam aanmelden</Trans>
      </LinkButton>
    </Stack>
  )
}
