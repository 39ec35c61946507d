import type { Alert, ClientDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, post } from '../../ui/api/client.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { WarningIcon } from '../../ui/parts/icons.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { clientKey } from '../queries.ts'
import classes from './particulars.module.css'

interface AlertsSectionProps {
  client: ClientDetail
  mayChange: boolean
}

/** Allergies and other things that everybody must know; what ends stays readable in the history. */
export function AlertsSection({ client, mayChange }: AlertsSectionProps) {
  const { t } = useLingui()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Alert>()
  return (
    <Section
      title={t`Allergieën en signaleringen`}
      action={
        mayChange && (
          <Button size="sm" variant="default" className="no-print" onClick={() => setAdding(true)}>
            <Trans>Voeg signalering toe</Trans>
          </Button>
        )
      }
    >
      {client.alerts.length === 0 && (
        <p className={classes.none}>
          <Trans>Er is niets vastgelegd. Dat betekent niet dat er geen allergie is.</Trans>
        </p>
      )}
      <ul className={classes.items}>
        {client.alerts.map((alert) => (
          <li key={alert.id}>
            <div>
              <p className={classes.itemName} data-kind={alert.severity === 'high' ? 'danger' : 'look'}>
                <WarningIcon size={18} />
                <span dir="auto">{alert.kind === 'allergy' ? t`Allergie: ${alert.text}` : alert.text}</span>
              </p>
              <p className={classes.soft}>
                {alert.severity === 'high' ? <Trans>Ernstig</Trans> : <Trans>Let op</Trans>}
                {' · '}
                <Trans>vastgelegd op {shortDay(dayOf(alert.recordedAt))}</Trans>
              </p>
            </div>
            {mayChange && (
              <Button
                size="sm"
                variant="default"
                className="no-print"
                aria-label={t`Beëindig ${alert.text}`}
                onClick={() => setEnding(alert)}
              >
                <Trans>Beëindig</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {adding && <AddAlert clientId={client.id} onClose={() => setAdding(false)} />}
      {ending && <EndAlert clientId={client.id} alert={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

function AddAlert({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [kind, setKind] = useState<Alert['kind']>('allergy')
  const [severity, setSeverity] = useState<Alert['severity']>('high')
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const save = useMutation({
    mutationFn: (body: { id: string }) => create<Alert>(`/clients/${clientId}/alerts`, body),
    onSuccess: async () => {
      toasts.show(t`De signalering is toegevoegd.`)
      await queries.invalidateQueries({ queryKey: clientKey(clientId), exact: true })
      void queries.invalidateQueries({ queryKey: ['caseload'] })
      onClose()
    },
  })
  const submit = () => {
    if (text.trim() === '') return setMissing(true)
    const body = { kind, severity, text: text.trim() }
    save.mutate({ id: attempt.idFor(body), ...body })
  }
  return (
    <FormDialog
      open
      title={t`Voeg signalering toe`}
      submit={<Trans>Voeg toe</Trans>}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group label={t`Soort`} value={kind} onChange={(value) => setKind(value as Alert['kind'])}>
        <Stack gap="xs" mt="xs">
          <Radio value="allergy" label={t`Allergie`} />
          <Radio value="alert" label={t`Iets anders dat iedereen moet weten`} />
        </Stack>
      </Radio.Group>
      <TextInput
        label={kind === 'allergy' ? t`Waarvoor allergisch?` : t`Wat moet iedereen weten?`}
        description={kind === 'allergy' ? t`Bijvoorbeeld penicilline` : t`Bijvoorbeeld valgevaar, kan weglopen`}
        maxLength={300}
        value={text}
        error={missing && text.trim() === '' ? t`Vul dit in.` : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Radio.Group
        label={t`Hoe ernstig?`}
        value={severity}
        onChange={(value) => setSeverity(value as Alert['severity'])}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="high" label={t`Ernstig: gevaar voor de cliënt`} />
          <Radio value="low" label={t`Let op`} />
        </Stack>
      </Radio.Group>
    </FormDialog>
  )
}

function EndAlert({ clientId, alert, onClose }: { clientId: string; alert: Alert; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => post(`/clients/${clientId}/alerts/${alert.id}/end`, { version: alert.version }),
    onSuccess: async () => {
      toasts.show(t`De signalering is beëindigd.`)
      await queries.invalidateQueries({ queryKey: clientKey(clientId) })
      void queries.invalidateQueries({ queryKey: ['caseload'] })
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Beëindig signalering`}
      submit={<Trans>Beëindig</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          ‘{alert.text}’ staat dan niet meer boven het dossier. In de geschiedenis blijft te zien dat het er stond.
        </Trans>
      </p>
    </FormDialog>
  )
}
