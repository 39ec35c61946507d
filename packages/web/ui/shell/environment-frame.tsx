import type { EnvironmentInfo } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import classes from './shell.module.css'

/** Training and test have a coloured frame and say so in words; production has neither. */
export function EnvironmentFrame({ kind, children }: { kind: EnvironmentInfo['kind']; children: ReactNode }) {
  const { t } = useLingui()
  if (kind === 'production') return <>{children}</>
  return (
    <div className={classes.frame} data-kind={kind}>
      <aside className={classes.frameWord} aria-label={t`Omgeving`}>
        {kind === 'training' ? (
          <Trans>Oefenomgeving: hier staan geen echte cliënten</Trans>
        ) : (
          <Trans>Testomgeving: hier staan geen echte cliënten</Trans>
        )}
      </aside>
      {children}
    </div>
  )
}
