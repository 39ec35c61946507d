import type { PolicyEffect } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Note } from '../../../ui/parts/note.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { FromServer } from '../../../ui/text/from-server.tsx'
import classes from '../sign-in.module.css'

interface EffectsProps {
  effect: PolicyEffect
  saving: boolean
  onSave: () => void
}

/** What a change would do. With a refusal it cannot be saved; without one, this is where it is. */
export function PolicyEffects({ effect, saving, onSave }: EffectsProps) {
  const { t } = useLingui()
  const panel = useRef<HTMLDivElement>(null)
  const { refusals, warnings, mustRegister, sessionsEnding } = effect
  useEffect(() => {
    panel.current?.focus()
  }, [])
  return (
    <div ref={panel} tabIndex={-1} className={classes.panel}>
      <Section title={t`Wat dit doet`}>
        <div className={classes.notes}>
          {refusals.length > 0 && (
            <Note kind="danger">
              <p>
                <strong>
                  <Trans>Zo kan het niet bewaard worden.</Trans>
                </strong>
              </p>
              <ul>
                {refusals.map((refusal) => (
                  <li key={refusal}>
                    <FromServer>{refusal}</FromServer>
                  </li>
                ))}
              </ul>
              <p>
                <Trans>Pas dit hierboven aan en bekijk het dan opnieuw.</Trans>
              </p>
            </Note>
          )}
          {warnings.length > 0 && (
            <Note kind="look">
              <p>
                <strong>
                  <Trans>Let op</Trans>
                </strong>
              </p>
              <ul>
                {warnings.map((warning) => (
                  <li key={warning}>
                    <FromServer>{warning}</FromServer>
                  </li>
                ))}
              </ul>
            </Note>
          )}
        </div>
        <ul className={classes.effects}>
          <li>
            <Plural
              value={mustRegister}
              _0="Niemand hoeft een andere manier te kiezen."
              one="# medewerker moet bij de volgende aanmelding een andere manier kiezen."
              other="# medewerkers moeten bij de volgende aanmelding een andere manier kiezen."
            />
          </li>
          <li>
            <Plural
              value={sessionsEnding}
              _0="Niemand wordt nu afgemeld."
              one="# aanmelding eindigt meteen, want dat adres mag dan niet meer."
              other="# aanmeldingen eindigen meteen, want die adressen mogen dan niet meer."
            />
          </li>
        </ul>
        {refusals.length === 0 && (
          <Button loading={saving} onClick={onSave}>
            <Trans>Opslaan</Trans>
          </Button>
        )}
      </Section>
    </div>
  )
}
