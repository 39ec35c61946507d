import type { LogQuestion } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, post } from '../../../ui/api/client.ts'
import { newId } from '../../../ui/api/ids.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useFields } from '../../../ui/fields/use-fields.ts'
import { shortDay } from '../../../ui/formats/dates.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import type { Question } from '../question.ts'
import { daysUntilToday, keptKey } from './queries.ts'

type KeepQuestionProps = { onClose: () => void } & (
  | { question: Question; kept?: undefined }
  | { kept: LogQuestion; question?: undefined }
)

/** A name for a question, and whether others who read the log see it: of a new one, or of one that is there. */
export function KeepQuestion({ question, kept, onClose }: KeepQuestionProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const days = question && daysUntilToday(question)
  const save = useMutation({
    mutationFn: (body: { name: string; shared: boolean; moves: boolean }) =>
      kept
        ? post<LogQuestion>(`/log/questions/${kept.id}`, {
            version: kept.version,
            name: body.name,
            shared: body.shared,
          })
        : create<LogQuestion>('/log/questions', { id, ...bodyOf(question, body, days) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keptKey })
      toasts.show(t`De vraag is bewaard.`)
      onClose()
    },
  })
  const fields = useFields(
    { name: kept?.name ?? '', shared: kept?.shared ?? false, period: days ? 'moves' : 'stays' },
    save.error ? asProblem(save.error) : null,
  )
  const submit = () => {
    const { name, shared, period } = fields.values
    if (fields.refuse(name.trim() ? {} : { name: t`Vul een naam in.` })) return
    save.mutate({ name: name.trim(), shared, moves: period === 'moves' })
  }
  return (
    <FormDialog
      open
      title={kept ? t`Bewaarde vraag wijzigen` : t`Vraag bewaren`}
      submit={<Trans>Bewaar</Trans>}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Naam`} autoComplete="off" maxLength={120} data-autofocus {...fields.text('name')} />
      {question && days !== undefined && (
        <Radio.Group label={t`Periode`} value={fields.values.period} onChange={(value) => fields.set('period', value)}>
          <Stack gap="xs">
            <Radio
              value="moves"
              label={<Plural value={days} one="Steeds vandaag" other="Steeds de laatste # dagen" />}
            />
            <Radio value="stays" label={t`Altijd ${shortDay(question.from)} tot en met ${shortDay(question.until)}`} />
          </Stack>
        </Radio.Group>
      )}
      <Checkbox
        label={t`Deel met iedereen die de logging leest`}
        description={t`Anderen kunnen hem stellen, niet wijzigen.`}
        {...fields.tick('shared')}
      />
    </FormDialog>
  )
}

function bodyOf(
  question: Question,
  given: { name: string; shared: boolean; moves: boolean },
  days: number | undefined,
) {
  const { from, until, ...query } = question
  const { name, shared, moves } = given
  return { name, shared, query, ...(moves && days ? { days } : { from, until }) }
}
