import type { OwnFactors as Own, OwnFactor } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { momentInWords } from '../formats/dates.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Empty } from '../parts/states.tsx'
import { useToasts } from '../parts/toasts.tsx'
import classes from './account.module.css'
import { RemoveFactor, RenameFactor, TryFactor } from './factor-dialogs.tsx'
import { FactorKind } from './factor-kind.tsx'
import { FactorMenu } from './factor-menu.tsx'
import { askFactorsAgain } from './queries.ts'

interface Asked {
  what: 'try' | 'rename' | 'remove'
  factor: OwnFactor
}

/** The second factors of the person, each with what can be done with it. */
export function OwnFactors({ own }: { own: Own }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const toasts = useToasts()
  const [asked, setAsked] = useState<Asked>()
  const prefer = useMutation({
    mutationFn: (body: { id: string; channel?: 'sms' | 'voice' }) => post('/me/factors/preferred', body),
    onSuccess: () => {
      toasts.show(t`Deze wordt voortaan het eerst gevraagd.`)
      return askFactorsAgain(client)
    },
  })
  const close = () => setAsked(undefined)
  if (own.items.length === 0) {
    return (
      <Empty title={<Trans>Je hebt nog geen eigen tweede stap</Trans>}>
        <Trans>
          Je organisatie doet beide stappen. Met een eigen tweede stap kom je er ook in als dat een keer niet lukt.
        </Trans>
      </Empty>
    )
  }
  return (
    <>
      {prefer.error && <ProblemNote problem={asProblem(prefer.error)} />}
      <ul className={classes.rows}>
        {own.items.map((factor) => (
          <li key={factor.id}>
            <FactorText factor={factor} />
            <div className={classes.buttons}>
              {factor.methods.length > 0 && (
                <Button
                  size="sm"
                  variant="default"
                  aria-label={t`Probeer uit: ${factor.name}`}
                  onClick={() => setAsked({ what: 'try', factor })}
                >
                  <Trans>Probeer uit</Trans>
                </Button>
              )}
              <FactorMenu
                factor={factor}
                only={own.items.length === 1}
                onPrefer={(channel) => prefer.mutate({ id: factor.id, ...(channel ? { channel } : {}) })}
                onRename={() => setAsked({ what: 'rename', factor })}
                onRemove={() => setAsked({ what: 'remove', factor })}
              />
            </div>
          </li>
        ))}
      </ul>
      {own.items.length === 1 && (
        <p className={classes.soft}>
          <Trans>
            Dit is je enige tweede stap. Voeg er nog een toe, dan kom je er ook in als deze een keer niet werkt.
          </Trans>
        </p>
      )}
      {asked?.what === 'try' && <TryFactor factor={asked.factor} onClose={close} />}
      {asked?.what === 'rename' && <RenameFactor factor={asked.factor} onClose={close} />}
      {asked?.what === 'remove' && <RemoveFactor factor={asked.factor} onClose={close} />}
    </>
  )
}

function FactorText({ factor }: { factor: OwnFactor }) {
  const used = factor.lastUsedAt && momentInWords(factor.lastUsedAt)
  const added = momentInWords(factor.createdAt)
  return (
    <div className={classes.text}>
      <p className={classes.device}>
        {factor.name}
        {factor.preferred && (
          <span className={classes.mark}>
            {factor.preferredChannel === 'voice' && factor.line === 'mobile' ? (
              <Trans>eerst, bellen</Trans>
            ) : (
              <Trans>eerst</Trans>
            )}
          </span>
        )}
      </p>
      <p className={classes.seen}>
        <FactorKind factor={factor} />
      </p>
      <p className={classes.seen}>
        {used ? <Trans>Laatst gebruikt {used}</Trans> : <Trans>Toegevoegd {added}, nog niet gebruikt</Trans>}
      </p>
      {factor.methods.length === 0 && (
        <p className={classes.seen}>
          <strong>
            <Trans>Je organisatie staat deze manier niet (meer) toe.</Trans>
          </strong>
        </p>
      )}
    </div>
  )
}
