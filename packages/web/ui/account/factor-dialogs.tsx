import type { OwnFactor } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/client.ts'
import { choicesOfFactor } from '../factors/choices.ts'
import { NameField } from '../factors/name-field.tsx'
import { whileSignedIn } from '../factors/proof-place.ts'
import { ProveFactor } from '../factors/prove-factor.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { askFactorsAgain } from './queries.ts'

interface FactorDialogProps {
  factor: OwnFactor
  onClose: () => void
}

/** Tries a factor out: exactly what is asked at signing in. */
export function TryFactor({ factor, onClose }: FactorDialogProps) {
  const { t } = useLingui()
  const { name } = factor
  const toasts = useToasts()
  const client = useQueryClient()
  const works = () => {
    toasts.show(t`Het werkt: ${name} is in orde.`)
    onClose()
    void askFactorsAgain(client)
  }
  return (
    <Dialog open title={t`Probeer ${name} uit`} onClose={onClose}>
      <ProveFactor place={whileSignedIn} choices={choicesOfFactor(factor)} onDone={works} />
    </Dialog>
  )
}

export function RenameFactor({ factor, onClose }: FactorDialogProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [name, setName] = useState(factor.name)
  const rename = useMutation({
    mutationFn: () => post(`/me/factors/${factor.id}`, { name: name.trim() }),
    onSuccess: async () => {
      await askFactorsAgain(client)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={t`Geef een andere naam`}
      submit={<Trans>Bewaar</Trans>}
      busy={rename.isPending}
      error={rename.error}
      onSubmit={() => name.trim() && rename.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
    </FormDialog>
  )
}

export function RemoveFactor({ factor, onClose }: FactorDialogProps) {
  const { t } = useLingui()
  const { name } = factor
  const toasts = useToasts()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => post(`/me/factors/${factor.id}/remove`),
    onSuccess: async () => {
      await askFactorsAgain(client)
      toasts.show(t`${name} is verwijderd.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Verwijder ${name}`}
      submit={<Trans>Verwijder</Trans>}
      busy={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>Hiermee kun je je daarna niet meer aanmelden. Je krijgt er bericht over.</Trans>
      </p>
    </FormDialog>
  )
}
