import type { Grant } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { rolesKey } from '../queries.ts'
import { Reach } from './reach.tsx'

/** Asks once more; the access ends at once, in open sessions too. */
export function WithdrawGrant({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => post<Grant>(`/grants/${grant.id}/withdraw`),
    onSuccess: async () => {
      toasts.show(t`De rol is beëindigd.`)
      void queries.invalidateQueries({ queryKey: rolesKey })
      await queries.invalidateQueries({ queryKey: ['grants'] })
      onClose()
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['grants'] }),
  })
  return (
    <FormDialog
      open
      grave
      title={t`Beëindig rol`}
      submit={<Trans>Beëindig</Trans>}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>
        <strong>{grant.role.name}</strong>
        {' · '}
        <Reach grant={grant} />
      </p>
      <p>
        <Trans>
          De toegang stopt meteen, ook waar {grant.person.name} nu is aangemeld. De rol blijft bij de eerdere rollen
          staan.
        </Trans>
      </p>
    </FormDialog>
  )
}
