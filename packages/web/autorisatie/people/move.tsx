import type { MoveDone, MovePreview, PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { startOf } from '../parts/days.ts'
import { unitOptions } from '../parts/units.ts'
import { grantsOfPersonKey, isOpen, personKey, useUnits } from '../queries.ts'
import { type MoveChoices, MoveEffects } from './move-effects.tsx'
import { useMovePreview } from './queries.ts'

/** Another team from today or from a day on; what belongs to the old one is looked at first. */
export function MoveDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const units = useUnits()
  const current = [
    ...new Map(person.memberships.filter((each) => isOpen(each)).map((each) => [each.unit.id, each.unit])).values(),
  ]
  const [from, setFrom] = useState<string[]>(current.length === 1 ? [current[0]!.id] : [])
  const [choices, setChoices] = useState<MoveChoices>({ kept: [], relations: {} })
  const preview = useMovePreview(person.id, from)
  const move = useMutation({
    mutationFn: (body: object) => post<MoveDone>(`/people/${person.id}/move`, body),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: personKey(person.id) }),
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: grantsOfPersonKey(person.id) }),
      ])
      toasts.show(t`De overplaatsing is bewaard.`)
      onClose()
    },
  })
  const problem = move.error ? asProblem(move.error) : null
  const fields = useFields({ to: '', day: t`vandaag`, function: person.function, from: '', relations: '' }, problem)
  const submit = () => {
    const { to, day: typed, function: job } = fields.values
    const day = readNearDate(typed, 'future')
    const relations = Object.entries(choices.relations).map(([id, each]) => ({
      id,
      choice: each.choice,
      ...(each.to ? { to: each.to.id } : {}),
    }))
    const found = {
      ...(from.length ? {} : { from: t`Kies het team dat eindigt.` }),
      ...(to ? {} : { to: t`Kies het nieuwe team.` }),
      ...(day ? {} : { day: t`Schrijf een dag, bijvoorbeeld vandaag, vrijdag of 12-3.` }),
      ...(relations.some((each) => each.choice === 'hand-over' && !('to' in each))
        ? { relations: t`Kies bij overdragen ook een collega.` }
        : {}),
    }
    if (fields.refuse(found) || !day || !preview.data) return
    const at = startOf(day)
    move.mutate({
      from,
      to,
      ...(at ? { at } : {}),
      ...(job.trim() && job.trim() !== person.function ? { function: job.trim() } : {}),
      endGrants: endable(preview.data).filter((id) => !choices.kept.includes(id)),
      relations,
    })
  }
  return (
    <FormDialog
      open
      title={t`Plaats over naar een ander team`}
      submit={<Trans>Plaats over</Trans>}
      busy={move.isPending}
      error={move.error ?? units.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Checkbox.Group
        label={t`Stopt in`}
        error={fields.error('from')}
        value={from}
        onChange={(chosen) => {
          setFrom(chosen)
          fields.set('from', '')
        }}
      >
        {current.map((unit) => (
          <Checkbox key={unit.id} value={unit.id} label={unit.name} mt="xs" />
        ))}
      </Checkbox.Group>
      <NativeSelect
        label={t`Begint in`}
        {...fields.text('to')}
        data={[
          { value: '', label: t`Kies…` },
          ...unitOptions(units.data?.items ?? []).filter((unit) => !from.includes(unit.value)),
        ]}
      />
      <DateField
        label={t`Vanaf`}
        near="future"
        description={t`Vandaag werkt meteen. Op een latere dag gaat het om middernacht vanzelf.`}
        {...fields.text('day')}
        onChange={(text) => fields.set('day', text)}
      />
      <TextInput label={t`Functie dan`} maxLength={80} {...fields.text('function')} />
      {from.length > 0 && (
        <Answer query={preview}>
          {(data) => (
            <MoveEffects
              preview={data}
              choices={choices}
              error={fields.error('relations')}
              onChange={(next) => {
                setChoices(next)
                fields.set('relations', '')
              }}
            />
          )}
        </Answer>
      )}
    </FormDialog>
  )
}

/** What a function or a group brought is not ended here: it would come back. */
const endable = (preview: MovePreview) =>
  preview.grants.filter((grant) => grant.tied && ['given', 'operator'].includes(grant.source)).map((grant) => grant.id)
