import type { Backup } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { put, remove } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { momentInWords } from '../../ui/formats/dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { backupsKey } from './queries.ts'

interface HoldProps {
  backup: Backup
  onClose: () => void
}

/** Says why a backup has to stay. */
export function HoldForm({ backup, onClose }: HoldProps) {
  const { t } = useLingui()
  const done = useDone(onClose)
  const hold = useMutation({
    mutationFn: (because: string) => put<Backup>(`/backups/${backup.id}/hold`, { because }),
    onSuccess: () => done(t`De reservekopie wordt vastgehouden.`),
  })
  const fields = useFields({ because: '' }, hold.error ? asProblem(hold.error) : null)
  const submit = () => {
    const because = fields.values.because.trim()
    if (!fields.refuse(because ? {} : { because: t`Vul in waarom.` })) hold.mutate(because)
  }
  return (
    <FormDialog
      open
      title={t`Reservekopie vasthouden`}
      submit={<Trans>Houd vast</Trans>}
      busy={hold.isPending}
      error={hold.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>
          De reservekopie van {momentInWords(backup.at)} blijft bewaard tot iemand haar loslaat, ook als haar tijd om
          is.
        </Trans>
      </p>
      <Textarea
        label={t`Waarom`}
        description={t`Geen namen van cliënten. Bijvoorbeeld: onderzoek naar een incident.`}
        autosize
        minRows={2}
        maxLength={500}
        {...fields.text('because')}
      />
    </FormDialog>
  )
}

export function ReleaseForm({ backup, onClose }: HoldProps) {
  const { t } = useLingui()
  const done = useDone(onClose)
  const release = useMutation({
    mutationFn: () => remove(`/backups/${backup.id}/hold`),
    onSuccess: () => done(t`De reservekopie is los.`),
  })
  return (
    <FormDialog
      open
      title={t`Reservekopie loslaten`}
      submit={<Trans>Laat los</Trans>}
      busy={release.isPending}
      error={release.error}
      onSubmit={() => release.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          Hoede ruimt de reservekopie van {momentInWords(backup.at)} op als haar tijd om is. Is die tijd al om, dan gaat
          zij binnen een uur weg.
        </Trans>
      </p>
    </FormDialog>
  )
}

function useDone(onClose: () => void) {
  const toasts = useToasts()
  const queries = useQueryClient()
  return async (text: string) => {
    await queries.invalidateQueries({ queryKey: backupsKey })
    toasts.show(text)
    onClose()
  }
}
