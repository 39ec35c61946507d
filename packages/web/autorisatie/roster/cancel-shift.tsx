import type { Shift } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'
import { shortMoment } from '../../ui/formats/dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { shiftsKey } from './queries.ts'

/** Asks once more; the access that the shift gave ends at once. */
export function CancelShift({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => post<Shift>(`/shifts/${shift.id}/cancel`, { version: shift.version }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: shiftsKey })
      toasts.show(t`De dienst is vervallen.`)
      onClose()
    },
    onError: () => void queries.invalidateQueries({ queryKey: shiftsKey }),
  })
  const { person, unit } = shift
  return (
    <FormDialog
      open
      grave
      title={t`Laat dienst vervallen`}
      submit={<Trans>Laat vervallen</Trans>}
      busy={cancel.isPending}
      error={cancel.error}
      onSubmit={() => cancel.mutate()}
      onClose={onClose}
    >
      <p>
        <strong>{person.name}</strong>, {unit.name}, {shortMoment(shift.starts)}
      </p>
      <p>
        <Trans>Wat {person.name} door deze dienst kon zien, stopt meteen.</Trans>
      </p>
    </FormDialog>
  )
}
