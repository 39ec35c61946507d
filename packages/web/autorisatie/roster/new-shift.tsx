import type { Shift } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField, TimeField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { momentAt } from '../../ui/formats/dates.ts'
import { readNearDate, readTime } from '../../ui/formats/read-dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'
import { unitOptions } from '../parts/units.ts'
import { useUnits } from '../queries.ts'
import { shiftsKey } from './queries.ts'
import { plusDays } from './week.ts'

/** Puts a colleague on the roster; an end before the beginning is the next morning. */
export function NewShiftDialog({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const units = useUnits()
  const [people, setPeople] = useState<Picked[]>([])
  const add = useMutation({
    mutationFn: (content: object) => create<Shift>('/shifts', { ...content, id: attempt.idFor(content) }),
    onSuccess: async () => {
      attempt.done()
      await queries.invalidateQueries({ queryKey: shiftsKey })
      toasts.show(t`De dienst staat op het rooster.`)
      onClose()
    },
  })
  const fields = useFields(
    { person: '', unitId, day: t`vandaag`, starts: '', ends: '' },
    add.error ? asProblem(add.error) : null,
  )
  const submit = () => {
    const [person] = people
    const { values } = fields
    const [day, starts, ends] = [readNearDate(values.day, 'future'), readTime(values.starts), readTime(values.ends)]
    const time = t`Schrijf een tijd, bijvoorbeeld 7:30.`
    const errors = {
      ...(person ? {} : { person: t`Kies een medewerker.` }),
      ...(values.unitId ? {} : { unitId: t`Kies een locatie of team.` }),
      ...(day ? {} : { day: t`Schrijf een dag, bijvoorbeeld vandaag of 12-3.` }),
      ...(starts ? {} : { starts: time }),
      ...(ends ? {} : { ends: time }),
    }
    if (fields.refuse(errors) || !person || !day || !starts || !ends) return
    add.mutate({
      personId: person.id,
      unitId: values.unitId,
      starts: momentAt(day, starts),
      ends: momentAt(ends > starts ? day : plusDays(day, 1), ends),
    })
  }
  return (
    <FormDialog
      open
      title={t`Voer dienst in`}
      submit={<Trans>Bewaar dienst</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickPeople single label={t`Medewerker`} picked={people} error={fields.error('person')} onChange={setPeople} />
      <NativeSelect
        label={t`Locatie of team`}
        {...fields.text('unitId')}
        data={[{ value: '', label: t`Kies…` }, ...unitOptions(units.data?.items ?? [])]}
      />
      <DateField
        label={t`Dag`}
        near="future"
        description={t`Vandaag, morgen, maandag of 12-3`}
        {...fields.text('day')}
        onChange={(text) => fields.set('day', text)}
      />
      <div className={classes.row}>
        <TimeField label={t`Begin`} {...fields.text('starts')} onChange={(text) => fields.set('starts', text)} />
        <TimeField label={t`Einde`} {...fields.text('ends')} onChange={(text) => fields.set('ends', text)} />
      </div>
      <p className={classes.soft}>
        <Trans>Ligt het einde vóór het begin, dan is het de volgende ochtend.</Trans>
      </p>
    </FormDialog>
  )
}
