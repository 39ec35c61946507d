import type { FactorMethod, RecoveryCodes } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import type { ApiProblem } from '../api/problem.ts'
import { RegisterFactor } from '../factors/register-factor.tsx'
import { atEnrolment } from '../factors/register-place.ts'
import classes from './sign-in.module.css'

interface EnrolmentStepProps {
  name: string | null
  allowed: readonly FactorMethod[]
  onDone: (codes: RecoveryCodes) => void
  onStartAgain: (why?: ApiProblem) => void
}

/** The first second factor: chosen among what the organisation allows, and registered. */
export default function EnrolmentStep({ name, allowed, onDone, onStartAgain }: EnrolmentStepProps) {
  return (
    <RegisterFactor
      place={atEnrolment}
      allowed={allowed}
      onDone={onDone}
      onFailed={(problem) => {
        if (problem.code === 'no-session' || problem.code === 'wrong-step') onStartAgain(problem)
      }}
      intro={
        <>
          <h2 className={classes.stepTitle}>
            <Trans>Kies je tweede stap</Trans>
          </h2>
          <p>
            {name ? (
              <Trans>
                Dag {name}. Voortaan meld je je aan in twee stappen: zo kan niemand anders bij de dossiers, ook niet met
                jouw wachtwoord. Wat past bij jou? Je kunt er later meer toevoegen.
              </Trans>
            ) : (
              <Trans>
                Voortaan meld je je aan in twee stappen: zo kan niemand anders bij de dossiers, ook niet met jouw
                wachtwoord. Wat past bij jou? Je kunt er later meer toevoegen.
              </Trans>
            )}
          </p>
        </>
      }
    />
  )
}
