import type { LogWitness } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useFields } from '../../../ui/fields/use-fields.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import parts from '../../parts/parts.module.css'
import { useFrequencies } from './frequencies.ts'
import { witnessesKey } from './queries.ts'

/** Another place that keeps the checkpoints. */
export function AddWitness({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (body: object) => post<LogWitness>('/log/witnesses', body),
    onSuccess: async ({ kind }) => {
      await queries.invalidateQueries({ queryKey: witnessesKey })
      toasts.show(
        kind === 'sftp'
          ? t`De bewaarplaats is toegevoegd. Zet nu de sleutel van Hoede op de server: hij staat erbij.`
          : t`De bewaarplaats is toegevoegd. Het nieuwste ijkpunt gaat er meteen naartoe.`,
      )
      onClose()
    },
  })
  const fields = useFields(
    {
      kind: 'mail',
      name: '',
      address: '',
      verifier: '',
      everyMinutes: '1440',
      region: '',
      accessKey: '',
      secretKey: '',
      retainDays: '365',
      hostKey: '',
    },
    add.error ? asProblem(add.error) : null,
  )
  const { kind } = fields.values
  const isMail = kind === 'mail'
  const addressAsked: Record<string, string> = {
    mail: t`Vul een mailadres in.`,
    sftp: t`Vul een adres in als sftp://gebruiker@server/map.`,
  }
  const often = Object.entries(useFrequencies())
    .filter(([minutes]) => !isMail || minutes !== '0')
    .map(([value, label]) => ({ value, label }))
  const submit = () => {
    const { name, address, verifier, everyMinutes } = fields.values
    const refused = fields.refuse({
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(address.trim() ? {} : { address: addressAsked[kind] ?? t`Vul een adres in dat met https:// begint.` }),
      ...(kind === 'witness' && !verifier.trim() ? { verifier: t`Vul de sleutel van de getuige in.` } : {}),
      ...(kind === 'sftp' && !fields.values.hostKey.trim() ? { hostKey: t`Vul de sleutel van de server in.` } : {}),
      ...(kind === 'objectstore' && !/^[1-9]\d{0,3}$/.test(fields.values.retainDays.trim())
        ? { retainDays: t`Vul een aantal dagen in.` }
        : {}),
    })
    if (refused) return
    const minutes = isMail && everyMinutes === '0' ? 1440 : Number(everyMinutes)
    add.mutate({
      kind,
      name: name.trim(),
      address: address.trim(),
      everyMinutes: minutes,
      ...(kind === 'witness' ? { verifier: verifier.trim() } : {}),
      ...(kind === 'objectstore' ? storeOf(fields.values) : {}),
      ...(kind === 'sftp' ? { hostKey: fields.values.hostKey.trim() } : {}),
    })
  }
  return (
    <FormDialog
      open
      title={t`Bewaarplaats toevoegen`}
      submit={<Trans>Voeg toe</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t`Soort`}
        data={[
          { value: 'mail', label: t`Mail: een mailadres buiten deze organisatie of van het bestuur` },
          { value: 'webhook', label: t`Archief: een eigen systeem dat elk ijkpunt ontvangt (web hook)` },
          {
            value: 'objectstore',
            label: t`Opslag met slot: een bucket waar niemand iets kan verwijderen (S3 Object Lock)`,
          },
          { value: 'sftp', label: t`Map op een server van een ander (SFTP)` },
          { value: 'witness', label: t`Getuige: controleert zelf en tekent mee` },
        ]}
        {...fields.text('kind')}
      />
      <TextInput label={t`Naam`} autoComplete="off" maxLength={120} {...fields.text('name')} />
      <TextInput
        label={isMail ? t`Mailadres` : t`Adres`}
        type={isMail ? 'email' : 'url'}
        placeholder={kind === 'sftp' ? 'sftp://gebruiker@server.example/map' : undefined}
        autoComplete="off"
        maxLength={400}
        {...fields.text('address')}
      />
      {kind === 'witness' && (
        <Textarea
          label={t`Sleutel van de getuige`}
          description={t`De regel «naam+kenmerk+sleutel» die de getuige geeft.`}
          autosize
          minRows={2}
          maxLength={400}
          {...fields.text('verifier')}
        />
      )}
      {kind === 'sftp' && (
        <>
          <Textarea
            label={t`Sleutel van de server`}
            description={t`Vraag de beheerder van de server om de regel uit ssh_host_ed25519_key.pub, of om de vingerafdruk die met SHA256: begint. Een server met een andere sleutel krijgt niets.`}
            autosize
            minRows={2}
            maxLength={2000}
            {...fields.text('hostKey')}
          />
          <p className={parts.soft}>
            <Trans>Hoede maakt zelf een sleutel om mee binnen te komen. Die zie je na het toevoegen.</Trans>
          </p>
        </>
      )}
      {kind === 'objectstore' && (
        <>
          <p className={parts.soft}>
            <Trans>Het adres is dat van de bucket, met erachter waar de ijkpunten komen.</Trans>
          </p>
          <TextInput label={t`Regio`} autoComplete="off" maxLength={60} {...fields.text('region')} />
          <TextInput label={t`Toegangssleutel`} autoComplete="off" maxLength={200} {...fields.text('accessKey')} />
          <PasswordInput
            label={t`Geheime sleutel`}
            description={t`Wordt versleuteld bewaard en nooit getoond.`}
            autoComplete="off"
            maxLength={400}
            {...fields.text('secretKey')}
          />
          <TextInput
            label={t`Dagen op slot`}
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            maw={160}
            {...fields.text('retainDays')}
          />
        </>
      )}
      <NativeSelect label={t`Hoe vaak`} data={often} {...fields.text('everyMinutes')} />
    </FormDialog>
  )
}

const storeOf = (values: { region: string; accessKey: string; secretKey: string; retainDays: string }) => ({
  region: values.region.trim(),
  accessKey: values.accessKey.trim(),
  secretKey: values.secretKey.trim(),
  retainDays: Number(values.retainDays),
})
