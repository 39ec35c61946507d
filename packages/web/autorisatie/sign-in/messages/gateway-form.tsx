import type { Gateway, GatewayChange, NewGateway } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useAttempt } from '../../../ui/api/use-attempt.ts'
import { type Fields, useFields } from '../../../ui/fields/use-fields.ts'
import { readNumber } from '../../../ui/formats/numbers.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import { ConflictNote } from '../../parts/conflict-note.tsx'
import { moneyText, readMoney } from '../money.ts'
import { gatewaysKey } from '../queries.ts'
import { useChannelNames, useGatewayKindNames } from '../words.ts'
import { type Channel, channels, gatewayKinds, newKinds } from './gateway-kinds.ts'

interface Values {
  kind: Gateway['kind']
  name: string
  channels: Channel[]
  position: string
  enabled: boolean
  sender: string
  price: string
  credentials: Record<string, string>
}

const valuesOf = (gateway: Gateway | undefined, position: number): Values => ({
  kind: gateway?.kind ?? 'twilio',
  name: gateway?.name ?? '',
  channels: [...(gateway?.channels ?? gatewayKinds.twilio.channels)],
  position: String(gateway?.position ?? position),
  enabled: gateway?.enabled ?? true,
  sender: gateway?.sender ?? '',
  price: gateway?.priceMicros == null ? '' : moneyText(gateway.priceMicros),
  credentials: {},
})

interface GatewayFormProps {
  /** Absent: a new one. */
  gateway?: Gateway
  /** The place of a new one: after the others. */
  position: number
  onClose: () => void
}

/** Adds a gateway or changes one. Secrets are written only: what is there already is kept when nothing is typed. */
export function GatewayForm({ gateway, position, onClose }: GatewayFormProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [base, setBase] = useState(gateway)
  const save = useMutation({
    mutationFn: (whole: Omit<NewGateway, 'id'>) => {
      if (!base) return create<Gateway>('/gateways', { ...whole, id: attempt.idFor(whole) })
      const { kind: _, ...content } = whole
      return post<Gateway>(`/gateways/${base.id}`, { version: base.version, ...content } satisfies GatewayChange)
    },
    onSuccess: async () => {
      attempt.done()
      await queries.invalidateQueries({ queryKey: gatewaysKey })
      toasts.show(t`De verzender is bewaard. Stuur een testbericht om te zien of het werkt.`)
      onClose()
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as Gateway)
    },
  })
  const problem = save.error ? asProblem(save.error) : null
  const fields = useFields(valuesOf(gateway, position), problem)
  const judge = useJudge(gateway)
  const submit = () => {
    const { values } = fields
    if (fields.refuse(judge(values))) return
    const typed = gatewayKinds[values.kind].credentials.flatMap(({ name }) => {
      const text = values.credentials[name]?.trim()
      return text ? [[name, text]] : []
    })
    save.mutate({
      // A change does not send the kind, and the demo's cannot be added.
      kind: values.kind === 'demo' ? 'twilio' : values.kind,
      name: values.name.trim(),
      channels: values.channels,
      position: readNumber(values.position) ?? position,
      enabled: values.enabled,
      sender: values.sender.trim(),
      priceMicros: values.price.trim() ? (readMoney(values.price) ?? null) : null,
      ...(typed.length > 0 ? { credentials: Object.fromEntries(typed) } : {}),
    })
  }
  const conflict = problem?.code === 'conflict'
  return (
    <FormDialog
      open
      title={gateway ? t`Wijzig ${gateway.name}` : t`Voeg een verzender toe`}
      submit={<Trans>Bewaar</Trans>}
      busy={save.isPending}
      error={conflict ? null : problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {!gateway && <KindField fields={fields} />}
      <GatewayFields fields={fields} />
      <CredentialFields fields={fields} set={gateway?.credentials ?? []} />
      {conflict && base && <ConflictNote>{[base.name, base.sender].join(' · ')}</ConflictNote>}
    </FormDialog>
  )
}

/** What must be filled in, in the words of the field. */
function useJudge(gateway: Gateway | undefined) {
  const { t } = useLingui()
  return (values: Values): Partial<Record<keyof Values, string>> => {
    const position = readNumber(values.position)
    const missing = gatewayKinds[values.kind].credentials.some(
      ({ name, optional }) => !optional && !values.credentials[name]?.trim() && !gateway?.credentials.includes(name),
    )
    return {
      ...(values.name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(values.channels.length > 0 ? {} : { channels: t`Kies minstens één soort bericht.` }),
      ...(values.sender.trim() ? {} : { sender: t`Vul een afzender in.` }),
      ...(position !== undefined && Number.isInteger(position) && position >= 1 && position <= 100
        ? {}
        : { position: t`Kies een heel getal van 1 tot en met 100.` }),
      ...(values.price.trim() && readMoney(values.price) === undefined
        ? { price: t`Schrijf een bedrag in euro, bijvoorbeeld 0,075.` }
        : {}),
      ...(missing ? { credentials: t`Vul dit in. Je krijgt het van de verzender.` } : {}),
    }
  }
}

function KindField({ fields }: { fields: Fields<Values> }) {
  const { t } = useLingui()
  const names = useGatewayKindNames()
  return (
    <NativeSelect
      label={t`Soort`}
      value={fields.values.kind}
      onChange={(event) => {
        const kind = event.currentTarget.value as Gateway['kind']
        fields.set('kind', kind)
        fields.set('channels', [...gatewayKinds[kind].channels])
      }}
      data={newKinds.map((kind) => ({ value: kind, label: names[kind] }))}
    />
  )
}

function GatewayFields({ fields }: { fields: Fields<Values> }) {
  const { t } = useLingui()
  const names = useChannelNames()
  const { kind } = fields.values
  return (
    <>
      <TextInput label={t`Naam`} maxLength={60} autoComplete="off" {...fields.text('name')} />
      <Checkbox.Group
        label={t`Wat gaat hierlangs?`}
        value={fields.values.channels}
        error={fields.error('channels')}
        onChange={(chosen) =>
          fields.set(
            'channels',
            channels.filter((channel) => chosen.includes(channel)),
          )
        }
      >
        <Stack gap="xs" mt={4} mb={4}>
          {gatewayKinds[kind].channels.map((channel) => (
            <Checkbox key={channel} value={channel} label={names[channel]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        label={t`Afzender`}
        description={
          kind === 'smtp'
            ? t`Een e-mailadres van de organisatie`
            : t`Een nummer zoals +31201234567. Gaat er alleen sms langs? Dan mag ook een naam van hoogstens 11 letters.`
        }
        maxLength={120}
        autoComplete="off"
        {...fields.text('sender')}
      />
      <TextInput
        label={t`Volgorde`}
        description={t`De verzender met het laagste nummer gaat eerst. Lukt het daar niet, dan probeert Hoede de volgende.`}
        inputMode="numeric"
        maxLength={3}
        autoComplete="off"
        {...fields.text('position')}
      />
      <TextInput
        label={t`Prijs per bericht in euro (mag leeg)`}
        description={t`Voor het overzicht van de kosten, als de verzender zelf geen prijs meldt. Bijvoorbeeld 0,075`}
        inputMode="decimal"
        maxLength={10}
        autoComplete="off"
        {...fields.text('price')}
      />
      <Checkbox label={t`Staat aan`} {...fields.tick('enabled')} />
    </>
  )
}

function CredentialFields({ fields, set }: { fields: Fields<Values>; set: readonly string[] }) {
  const { t } = useLingui()
  const labels: Record<string, string> = {
    accountSid: t`Nummer van het account (Account SID)`,
    authToken: t`Geheim van het account (Auth Token)`,
    productToken: t`Sleutel (product token)`,
    token: t`Sleutel (API token)`,
    host: t`Adres van de mailserver`,
    port: t`Poort (mag leeg)`,
    user: t`Gebruikersnaam (mag leeg)`,
    password: t`Wachtwoord (mag leeg)`,
    route: t`Route (mag leeg, dan business)`,
    authorities: t`Certificaten van een eigen autoriteit (PEM, mag leeg)`,
  }
  return gatewayKinds[fields.values.kind].credentials.map(({ name, plain, optional, long }) => {
    const filled = set.includes(name)
    const typed = fields.values.credentials[name] ?? ''
    const shared = {
      label: labels[name] ?? name,
      description: filled ? t`Ingevuld. Laat dit leeg om het zo te laten.` : undefined,
      placeholder: filled ? t`ingevuld` : undefined,
      autoComplete: 'off',
      maxLength: 2000,
      value: typed,
      error: optional || filled || typed.trim() ? undefined : fields.error('credentials'),
      onChange: (event: { currentTarget: { value: string } }) =>
        fields.set('credentials', { ...fields.values.credentials, [name]: event.currentTarget.value }),
    }
    if (long) return <Textarea key={name} {...shared} rows={3} spellCheck={false} maxLength={20_000} />
    return plain ? (
      <TextInput key={name} {...shared} />
    ) : (
      <PasswordInput
        key={name}
        {...shared}
        visibilityToggleButtonProps={{ 'aria-label': t`Toon of verberg wat je typt` }}
      />
    )
  })
}
