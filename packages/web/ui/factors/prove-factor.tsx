import type { FactorChoice } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { LinkButton } from '../parts/link-button.tsx'
import { BigChoice, BigChoices } from './big-choice.tsx'
import classes from './factors.module.css'
import { MethodIcon } from './method-icon.tsx'
import type { ProofProps } from './proof-place.ts'
import { ProveApp } from './prove-app.tsx'
import { ProvePasskey } from './prove-passkey.tsx'
import { ProvePhone } from './prove-phone.tsx'
import { ProveSheet } from './prove-sheet.tsx'

/** Proves one of several factors: the preferred one is there at once, the others behind one link. */
export function ProveFactor<T>({ choices, ...proof }: ProofProps<T> & { choices: readonly FactorChoice[] }) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState(choices[0])
  const [choosing, setChoosing] = useState(false)
  if (!chosen) return null
  const others = choices.filter((each) => keyOf(each) !== keyOf(chosen))
  return (
    <Stack gap="md">
      <ProveOne key={keyOf(chosen)} choice={chosen} {...proof} />
      {others.length > 0 && (
        <div className={classes.others}>
          <Stack gap="xs">
            <LinkButton expanded={choosing} onClick={() => setChoosing(!choosing)}>
              <Trans>Op een andere manier</Trans>
            </LinkButton>
            {choosing && (
              <BigChoices label={t`Andere manieren`}>
                {others.map((each) => (
                  <OtherWay
                    key={keyOf(each)}
                    choice={each}
                    onClick={() => {
                      setChosen(each)
                      setChoosing(false)
                    }}
                  />
                ))}
              </BigChoices>
            )}
          </Stack>
        </div>
      )}
    </Stack>
  )
}

const keyOf = (choice: FactorChoice) => `${choice.method} ${choice.id}`

function ProveOne<T>({ choice, ...proof }: ProofProps<T> & { choice: FactorChoice }) {
  switch (choice.method) {
    case 'totp':
      return <ProveApp {...proof} />
    case 'passkey':
      return <ProvePasskey {...proof} />
    case 'recovery-code':
      return <ProveSheet {...proof} />
    default:
      return <ProvePhone choice={choice} {...proof} />
  }
}

function OtherWay({ choice, onClick }: { choice: FactorChoice; onClick: () => void }) {
  const icon = <MethodIcon method={choice.method} />
  const { name, hint } = choice
  switch (choice.method) {
    case 'sms':
      return (
        <BigChoice
          icon={icon}
          name={<Trans>Code per sms</Trans>}
          more={<Trans>naar het nummer dat eindigt op {hint}</Trans>}
          onClick={onClick}
        />
      )
    case 'voice':
      return (
        <BigChoice
          icon={icon}
          name={<Trans>Gebeld worden</Trans>}
          more={<Trans>op het nummer dat eindigt op {hint}</Trans>}
          onClick={onClick}
        />
      )
    case 'totp':
      return <BigChoice icon={icon} name={<Trans>Code van een app</Trans>} more={name} onClick={onClick} />
    case 'passkey':
      return <BigChoice icon={icon} name={<Trans>Passkey of sleutel</Trans>} more={name} onClick={onClick} />
    case 'recovery-code':
      return (
        <BigChoice
          icon={icon}
          name={<Trans>Code van je codeblad</Trans>}
          more={<Trans>het papier met tien codes</Trans>}
          onClick={onClick}
        />
      )
  }
}
