import type { Measurement } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { clock, dayOf, momentInWords, shortDay } from '../../ui/formats/dates.ts'
import { measurementName, unitText } from '../../ui/i18n/vocabulary.ts'
import { Actions, Dialog } from '../../ui/parts/dialog.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { measurementsKey } from '../queries.ts'
import { valueText } from './measurement-value.ts'
import { type TypedErrors, type TypedMeasurement, useMeasurementReader, ValueFields } from './value-fields.tsx'

interface MeasurementCorrectionDialogProps {
  measurement: Measurement | undefined
  onClose: () => void
}

export function MeasurementCorrectionDialog({ measurement, onClose }: MeasurementCorrectionDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open={measurement !== undefined} title={t`Meting verbeteren`} onClose={onClose}>
      {measurement && <CorrectionForm key={measurement.id} measurement={measurement} onClose={onClose} />}
    </Dialog>
  )
}

/** A wrong value is marked as entered in error, and replaced when the right one is known. */
function CorrectionForm({ measurement, onClose }: { measurement: Measurement; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [replace, setReplace] = useState(true)
  const [reason, setReason] = useState('')
  const [reasonMissing, setReasonMissing] = useState(false)
  const [errors, setErrors] = useState<TypedErrors>({})
  const [value, setValue] = useState<TypedMeasurement>(() => {
    const [first = '', second = ''] = valueText(measurement).replaceAll('.', '').split('/')
    return {
      kind: measurement.kind,
      first,
      second,
      method: measurement.method ?? '',
      note: measurement.note ?? '',
      day: shortDay(dayOf(measurement.measuredAt)),
      time: clock(measurement.measuredAt),
    }
  })
  const read = useMeasurementReader()
  const attempt = useAttempt()
  const save = useMutation({
    mutationFn: (body: object) =>
      post(`/clients/${measurement.clientId}/measurements/${measurement.id}/corrections`, body, {
        idempotencyKey: attempt.idFor(body),
      }),
    onSuccess: async () => {
      toasts.show(replace ? t`De meting is verbeterd.` : t`De meting is als fout gemarkeerd.`)
      await queries.invalidateQueries({ queryKey: measurementsKey(measurement.clientId) })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending) return
    const missing = reason.trim() === ''
    setReasonMissing(missing)
    const found = replace ? read(value) : undefined
    if (found && 'errors' in found) return setErrors(found.errors)
    if (missing) return
    save.mutate({ version: measurement.version, reason: reason.trim(), ...(found ? { replacement: found.read } : {}) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <p>
          <Trans>
            {measurementName(measurement.kind)} van {momentInWords(measurement.measuredAt)}:{' '}
            <strong>
              {valueText(measurement)} {unitText(measurement.kind)}
            </strong>
            . De oude waarde blijft te zien als fout ingevoerd.
          </Trans>
        </p>
        <Radio.Group
          label={t`Wat is er aan de hand?`}
          value={replace ? 'replace' : 'remove'}
          onChange={(choice) => setReplace(choice === 'replace')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="replace" label={t`Dit moet een andere waarde zijn`} />
            <Radio value="remove" label={t`Deze meting hoort hier niet`} />
          </Stack>
        </Radio.Group>
        {replace && (
          <ValueFields
            fixedKind
            value={value}
            errors={errors}
            onChange={(change) => {
              setValue((before) => ({ ...before, ...change }))
              setErrors({})
            }}
          />
        )}
        <TextInput
          label={t`Reden`}
          description={t`Bijvoorbeeld: verkeerd afgelezen, bij de verkeerde cliënt ingevoerd.`}
          maxLength={300}
          value={reason}
          error={reasonMissing && reason.trim() === '' ? t`Geef een reden voor de verbetering.` : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {save.error && <ProblemNote problem={asProblem(save.error)} />}
      </Stack>
      <Actions>
        <Button type="submit" loading={save.isPending}>
          <Trans>Bewaar verbetering</Trans>
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          <Trans>Verbeter toch niet</Trans>
        </Button>
      </Actions>
    </form>
  )
}
