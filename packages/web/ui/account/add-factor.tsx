import type { OwnFactors } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RegisterFactor } from '../factors/register-factor.tsx'
import { atAccount } from '../factors/register-place.ts'
import { Dialog } from '../parts/dialog.tsx'
import { PlusIcon } from '../parts/icons.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { keepFactors } from './queries.ts'

/** Another second factor, among what the organisation allows. */
export function AddFactor({ own }: { own: OwnFactors }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const done = (now: OwnFactors) => {
    keepFactors(client, now)
    setOpen(false)
    toasts.show(t`Je kunt je hier voortaan ook mee aanmelden.`)
  }
  return (
    <>
      <Button size="sm" variant="default" leftSection={<PlusIcon size={18} />} onClick={() => setOpen(true)}>
        <Trans>Voeg toe</Trans>
      </Button>
      <Dialog open={open} title={t`Een tweede stap toevoegen`} onClose={() => setOpen(false)}>
        <RegisterFactor place={atAccount} allowed={own.allowed} onDone={done} />
      </Dialog>
    </>
  )
}
