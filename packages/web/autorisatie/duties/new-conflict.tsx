import type { DutyConflict } from '@hoede/contract'
import { type Permission, permissionNames } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { dutiesKey } from './queries.ts'

/** Two permissions that one person may not hold from now on. */
export function NewConflict({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (body: object) => post<DutyConflict>('/duty-conflicts', body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: dutiesKey })
      toasts.show(t`De rechten zijn gescheiden. Dat werkt meteen.`)
      onClose()
    },
  })
  const fields = useFields({ name: '', words: '', one: '', other: '' }, add.error ? asProblem(add.error) : null)
  const rights = [
    { value: '', label: t`Kies een recht` },
    ...(permissionNames as readonly Permission[]).map((value) => ({ value, label: permissionName(value) })),
  ]
  const submit = () => {
    const { name, words, one, other } = fields.values
    const refused = fields.refuse({
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(one ? {} : { one: t`Kies een recht.` }),
      ...(!other ? { other: t`Kies een recht.` } : other === one ? { other: t`Kies twee verschillende rechten.` } : {}),
    })
    if (!refused) add.mutate({ name: name.trim(), words: words.trim(), one, other })
  }
  return (
    <FormDialog
      open
      title={t`Scheid twee rechten`}
      submit={<Trans>Scheid</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Naam`} autoComplete="off" maxLength={120} {...fields.text('name')} />
      <NativeSelect label={t`Het ene recht`} data={rights} {...fields.text('one')} />
      <NativeSelect label={t`Het andere recht`} data={rights} {...fields.text('other')} />
      <Textarea label={t`Waarom (mag leeg)`} maxLength={500} autosize minRows={2} {...fields.text('words')} />
    </FormDialog>
  )
}
