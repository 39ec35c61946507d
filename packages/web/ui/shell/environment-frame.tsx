import type { EnvironmentInfo } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import classes from './shell.module.css'

/** Training and test have a coloured frame and say so in words; production has neither. */
export function EnvironmentFrame({ kind, children }: { kind: EnvironmentInfo['kind']; children: ReactNode }) {
  if (kind === 'production') return <>{children}</>
  return (
    <div className={classes.frame} data-kind={kind}>
      <p className={classes.frameWord}>
        {kind === 'training' ? (
          <Trans>Oefenomgeving: hier staan geen echte cliënten</Trans>
        ) : (
          <Trans>Testomgeving: hier staan geen echte cliënten</Trans>
        )}
      </p>
      {children}
    </div>
  )
}
