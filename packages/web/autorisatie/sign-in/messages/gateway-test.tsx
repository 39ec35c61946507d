import type { Gateway } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useFields } from '../../../ui/fields/use-fields.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import { messagesKey } from '../queries.ts'
import { useChannelNames } from '../words.ts'
import { international } from './international.ts'

/** Sends one real message to a number or address of one's own choice. */
export function TestGateway({ gateway, onClose }: { gateway: Gateway; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const names = useChannelNames()
  const send = useMutation({
    mutationFn: (body: object) => post(`/gateways/${gateway.id}/test`, body),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: messagesKey })
      toasts.show(t`Het testbericht is onderweg. Bij Laatste berichten zie je of het aankwam.`)
      onClose()
    },
  })
  const problem = send.error ? asProblem(send.error) : null
  const fields = useFields({ channel: gateway.channels[0] ?? 'sms', recipient: '' }, problem)
  const isMail = fields.values.channel === 'mail'
  const submit = () => {
    const typed = fields.values.recipient.trim()
    const recipient = isMail ? typed : international(typed)
    const wrong = isMail ? !/^\S+@\S+$/.test(recipient) : !/^\+[1-9]\d{6,14}$/.test(recipient)
    const message = isMail ? t`Vul een e-mailadres in.` : t`Vul een telefoonnummer in, bijvoorbeeld 06 12345678.`
    if (fields.refuse(wrong ? { recipient: message } : {})) return
    send.mutate({ channel: fields.values.channel, recipient })
  }
  return (
    <FormDialog
      open
      title={t`Test ${gateway.name}`}
      submit={<Trans>Stuur testbericht</Trans>}
      busy={send.isPending}
      error={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>Hoede stuurt één echt bericht. Dat kost wat een gewoon bericht kost.</Trans>
      </p>
      <NativeSelect
        label={t`Soort bericht`}
        {...fields.text('channel')}
        data={gateway.channels.map((channel) => ({ value: channel, label: names[channel] }))}
      />
      <TextInput
        label={isMail ? t`E-mailadres` : t`Telefoonnummer`}
        type={isMail ? 'email' : 'tel'}
        maxLength={200}
        autoComplete="off"
        {...fields.text('recipient')}
      />
    </FormDialog>
  )
}
