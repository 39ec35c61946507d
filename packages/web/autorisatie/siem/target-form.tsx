import type { SiemTarget } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, post } from '../../ui/api/client.ts'
import { newId } from '../../ui/api/ids.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import parts from '../parts/parts.module.css'
import { targetsKey } from './queries.ts'

interface TargetFormProps {
  /** Undefined: another receiver. */
  target: SiemTarget | undefined
  onClose: () => void
}

/** Where the rows go, in which form, and whom both sides trust. */
export function TargetForm({ target, onClose }: TargetFormProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const save = useMutation({
    mutationFn: (body: object) =>
      target
        ? post<SiemTarget>(`/siem/targets/${target.id}`, { version: target.version, ...body })
        : create<SiemTarget>('/siem/targets', { id, ...body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: targetsKey })
      toasts.show(target ? t`De ontvanger is bewaard.` : t`De ontvanger is toegevoegd.`)
      onClose()
    },
  })
  const fields = useFields(
    {
      name: target?.name ?? '',
      host: target?.host ?? '',
      port: String(target?.port ?? 6514),
      format: target?.format ?? 'syslog-json',
      authority: target?.authority ?? '',
      certificate: target?.certificate ?? '',
      privateKey: '',
      from: 'now',
    },
    save.error ? asProblem(save.error) : null,
  )
  const submit = () => {
    const { name, host, port, format, authority, certificate, privateKey, from } = fields.values
    const portNumber = Number(port)
    const refused = fields.refuse({
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(host.trim() ? {} : { host: t`Vul de naam of het IP-adres van de ontvanger in.` }),
      ...(Number.isInteger(portNumber) && portNumber >= 1 && portNumber <= 65_535
        ? {}
        : { port: t`Kies een getal van 1 tot en met 65535.` }),
    })
    if (refused) return
    const same = target && certificate.trim() === (target.certificate ?? '').trim() && !privateKey.trim()
    save.mutate({
      name: name.trim(),
      host: host.trim(),
      port: portNumber,
      format,
      authority,
      ...(same ? {} : { certificate, privateKey }),
      ...(target ? {} : { from }),
    })
  }
  return (
    <FormDialog
      open
      title={target ? t`Ontvanger wijzigen` : t`Ontvanger toevoegen`}
      submit={target ? <Trans>Bewaar</Trans> : <Trans>Voeg toe</Trans>}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Naam`} autoComplete="off" maxLength={120} {...fields.text('name')} />
      <TextInput
        label={t`Adres`}
        description={t`Bijvoorbeeld siem.voorbeeld.nl`}
        autoComplete="off"
        maxLength={253}
        {...fields.text('host')}
      />
      <TextInput
        label={t`Poort`}
        description={t`Meestal 6514`}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        maw={160}
        {...fields.text('port')}
      />
      <NativeSelect
        label={t`Vorm`}
        data={[
          { value: 'syslog-json', label: t`Syslog met JSON (RFC 5424)` },
          { value: 'atna', label: t`Syslog met DICOM-auditbericht (IHE ATNA)` },
        ]}
        {...fields.text('format')}
      />
      {!target && (
        <NativeSelect
          label={t`Vanaf`}
          data={[
            { value: 'now', label: t`Wat vanaf nu wordt geschreven` },
            { value: 'beginning', label: t`De hele logging, vanaf de eerste regel` },
          ]}
          {...fields.text('from')}
        />
      )}
      <details className={parts.folded} open={Boolean(target?.authority ?? target?.certificate) || undefined}>
        <summary>
          <Trans>Certificaten</Trans>
        </summary>
        <div className={parts.form}>
          <Textarea
            label={t`Autoriteit van de ontvanger`}
            description={t`Alleen nodig als de ontvanger een eigen autoriteit heeft. PEM.`}
            autosize
            minRows={2}
            maxRows={6}
            {...fields.text('authority')}
          />
          <Textarea
            label={t`Certificaat van Hoede`}
            description={t`Alleen nodig als de ontvanger daarom vraagt. PEM.`}
            autosize
            minRows={2}
            maxRows={6}
            {...fields.text('certificate')}
          />
          <Textarea
            label={t`Sleutel bij dat certificaat`}
            description={
              target?.certificate
                ? t`Laat leeg om de sleutel te houden die er is. Hij wordt nooit getoond.`
                : t`PEM zonder wachtwoord. Hij wordt versleuteld bewaard en nooit getoond.`
            }
            autosize
            minRows={2}
            maxRows={6}
            {...fields.text('privateKey')}
          />
        </div>
      </details>
    </FormDialog>
  )
}
