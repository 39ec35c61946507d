import type { Device } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { create } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useAttempt } from '../../../ui/api/use-attempt.ts'
import { useFields } from '../../../ui/fields/use-fields.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import { unitOptions } from '../../parts/units.ts'
import { useUnits } from '../../queries.ts'
import { devicesKey } from '../queries.ts'

/** Marks the computer that one sits at. */
export function MarkComputer({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const units = useUnits()
  const attempt = useAttempt()
  const mark = useMutation({
    mutationFn: (content: object) => create<Device>('/devices', { ...content, id: attempt.idFor(content) }),
    onSuccess: async () => {
      attempt.done()
      await queries.invalidateQueries({ queryKey: devicesKey })
      toasts.show(t`Deze computer is nu een gedeelde computer.`)
      onClose()
    },
  })
  const fields = useFields({ name: '', unitId: '' }, mark.error ? asProblem(mark.error) : null)
  const submit = () => {
    const { name, unitId } = fields.values
    const errors = {
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(unitId ? {} : { unitId: t`Kies waar de computer staat.` }),
    }
    if (fields.refuse(errors)) return
    mark.mutate({ name: name.trim(), unitId })
  }
  return (
    <FormDialog
      open
      title={t`Markeer deze computer`}
      submit={<Trans>Markeer</Trans>}
      busy={mark.isPending}
      error={mark.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>Doe dit alleen op een computer van de organisatie, op een plek waar collega's bij elkaar zijn.</Trans>
      </p>
      <TextInput
        label={t`Naam`}
        description={t`Zo herkennen collega's hem, bijvoorbeeld Teampost links`}
        maxLength={60}
        autoComplete="off"
        {...fields.text('name')}
      />
      <NativeSelect
        label={t`Waar staat hij?`}
        {...fields.text('unitId')}
        data={[{ value: '', label: t`Kies…` }, ...unitOptions(units.data?.items ?? [], { whole: true })]}
      />
    </FormDialog>
  )
}
