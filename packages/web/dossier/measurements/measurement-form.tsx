import type { Measurement } from '@hoede/contract'
import type { MeasurementKind } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { measurementName, unitText } from '../../ui/i18n/vocabulary.ts'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { measurementsKey } from '../queries.ts'
import { valueText } from './measurement-value.ts'
import classes from './measurements.module.css'
import { emptyMeasurement, type TypedErrors, useMeasurementReader, ValueFields } from './value-fields.tsx'

interface MeasurementFormProps {
  clientId: string
  kind: MeasurementKind | undefined
  onClose: () => void
}

/** Entering measurements, one after another. */
export function MeasurementForm({ clientId, kind, onClose }: MeasurementFormProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [value, setValue] = useState(() => emptyMeasurement(kind ?? 'blood-pressure'))
  const [errors, setErrors] = useState<TypedErrors>({})
  const attempt = useAttempt()
  const again = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  const read = useMeasurementReader()
  const save = useMutation({
    mutationFn: (body: { id: string }) => create<Measurement>(`/clients/${clientId}/measurements`, body),
    onSuccess: (made) => {
      attempt.done()
      toasts.show(t`Bewaard: ${measurementName(made.kind)} ${valueText(made)} ${unitText(made.kind)}.`)
      void queries.invalidateQueries({ queryKey: measurementsKey(clientId) })
      if (!again.current) return onClose()
      setValue(emptyMeasurement(value.kind))
      requestAnimationFrame(() => form.current?.querySelector('select')?.focus())
    },
  })
  const send = (andAgain: boolean) => {
    if (save.isPending) return
    const found = read(value)
    if ('errors' in found) return setErrors(found.errors)
    setErrors({})
    again.current = andAgain
    const body = { kind: value.kind, ...found.read }
    save.mutate({ id: attempt.idFor(body), ...body })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(false)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send(false)
    }
  }
  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={submit}
      onKeyDown={pressed}
      aria-label={t`Meting invoeren`}
      noValidate
    >
      <ValueFields
        value={value}
        errors={errors}
        onChange={(change) => {
          setValue((before) => ({ ...before, ...change }))
          setErrors({})
        }}
      />
      {save.error && <ProblemNote problem={asProblem(save.error)} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending}>
          <Trans>Bewaar meting</Trans>
        </Button>
        <Button variant="default" onClick={() => send(true)} disabled={save.isPending}>
          <Trans>Bewaar en nog een</Trans>
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          <Trans>Sluit</Trans>
        </Button>
      </div>
    </form>
  )
}
