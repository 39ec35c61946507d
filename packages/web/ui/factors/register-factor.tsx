import type { FactorMethod } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { LinkButton } from '../parts/link-button.tsx'
import { BigChoice, BigChoices } from './big-choice.tsx'
import classes from './factors.module.css'
import { MethodIcon } from './method-icon.tsx'
import { knowsPasskeys } from './passkey.ts'
import { RegisterApp } from './register-app.tsx'
import { RegisterPasskey } from './register-passkey.tsx'
import { RegisterPhone } from './register-phone.tsx'
import type { RegisterProps } from './register-place.ts'

/** What can be registered; the printed sheet is made by itself. */
type Registrable = Exclude<FactorMethod, 'recovery-code'>

interface RegisterFactorProps<T> extends RegisterProps<T> {
  allowed: readonly FactorMethod[]
  /** Above the ways to choose among. */
  intro?: ReactNode
}

/** Registers a factor: which one, each with one sentence about whom it suits, and then its own steps. */
export function RegisterFactor<T>({ allowed, intro, ...register }: RegisterFactorProps<T>) {
  const methods = order.filter((method) => allowed.includes(method) && (method !== 'passkey' || knowsPasskeys()))
  const [chosen, setChosen] = useState<Registrable | undefined>(methods.length === 1 ? methods[0] : undefined)
  if (!chosen) return <ChooseMethod methods={methods} intro={intro} onChoose={setChosen} />
  return (
    <Stack gap="md">
      <h2 className={classes.title}>
        <MethodTitle method={chosen} />
      </h2>
      {chosen === 'totp' && <RegisterApp {...register} />}
      {chosen === 'passkey' && <RegisterPasskey {...register} />}
      {(chosen === 'sms' || chosen === 'voice') && <RegisterPhone key={chosen} channel={chosen} {...register} />}
      {methods.length > 1 && (
        <LinkButton onClick={() => setChosen(undefined)}>
          <Trans>Terug naar de keuze</Trans>
        </LinkButton>
      )}
    </Stack>
  )
}

/** What most people know comes first. */
const order: readonly Registrable[] = ['sms', 'voice', 'totp', 'passkey']

interface ChooseMethodProps {
  methods: readonly Registrable[]
  intro: ReactNode
  onChoose: (method: Registrable) => void
}

function ChooseMethod({ methods, intro, onChoose }: ChooseMethodProps) {
  const { t } = useLingui()
  const whom: Record<Registrable, string> = {
    sms: t`Je krijgt een sms met zes cijfers. Past bij je als je een mobiele telefoon bij je hebt; internet is niet nodig.`,
    voice: t`Een stem leest je zes cijfers voor. Past bij je als je een vaste telefoon gebruikt of liever luistert dan leest.`,
    totp: t`Een app op je telefoon toont steeds een nieuwe code. Past bij je als je vaker apps gebruikt; werkt ook zonder bereik.`,
    passkey: t`Je gebruikt je vinger, je gezicht, een pincode of een sleutel. Past bij je als je een eigen telefoon of laptop hebt; dit is het snelst en het veiligst.`,
  }
  return (
    <Stack gap="md">
      {intro}
      {methods.length === 0 && (
        <p className={classes.line}>
          <Trans>
            Met deze browser kan hier niets wat je organisatie toestaat. Probeer een andere browser, of vraag je
            applicatiebeheerder.
          </Trans>
        </p>
      )}
      <BigChoices label={t`Manieren`}>
        {methods.map((method) => (
          <BigChoice
            key={method}
            icon={<MethodIcon method={method} />}
            name={<MethodTitle method={method} />}
            more={whom[method]}
            onClick={() => onChoose(method)}
          />
        ))}
      </BigChoices>
    </Stack>
  )
}

function MethodTitle({ method }: { method: Registrable }) {
  switch (method) {
    case 'sms':
      return <Trans>Code per sms</Trans>
    case 'voice':
      return <Trans>Gebeld worden</Trans>
    case 'totp':
      return <Trans>Code van een app</Trans>
    case 'passkey':
      return <Trans>Passkey of sleutel</Trans>
  }
}
