import type { PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { dayOf } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { endOf } from '../parts/days.ts'
import { grantsOfPersonKey, personKey } from '../queries.ts'
import { WouldEnd } from './would-end.tsx'

/** The end of employment: today is at once, a later day works through its last minute. */
export function LeaveDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const leave = useMutation({
    mutationFn: (body: object) => post<PersonDetail>(`/people/${person.id}/leave`, body),
    onSuccess: (changed) => {
      queries.setQueryData(personKey(person.id), changed)
      void queries.invalidateQueries({ queryKey: ['people'] })
      void queries.invalidateQueries({ queryKey: grantsOfPersonKey(person.id) })
      toasts.show(t`Het einde van het dienstverband is bewaard.`)
      onClose()
    },
  })
  const fields = useFields({ day: t`vandaag` }, leave.error ? asProblem(leave.error) : null)
  const submit = () => {
    const day = readNearDate(fields.values.day, 'future')
    if (fields.refuse(day ? {} : { day: t`Schrijf een dag, bijvoorbeeld vandaag, vrijdag of 12-3.` }) || !day) return
    leave.mutate(day === dayOf(new Date()) ? {} : { at: endOf(day) })
  }
  return (
    <FormDialog
      open
      grave
      title={t`Meld uit dienst`}
      submit={<Trans>Meld uit dienst</Trans>}
      busy={leave.isPending}
      error={leave.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>
          {person.givenName} kan dan niet meer aanmelden en alle rollen eindigen. Wat {person.givenName} schreef blijft
          staan.
        </Trans>
      </p>
      <WouldEnd personId={person.id} />
      <DateField
        label={t`Laatste dag`}
        near="future"
        description={t`Vandaag werkt meteen. Een latere dag telt helemaal mee.`}
        {...fields.text('day')}
        onChange={(text) => fields.set('day', text)}
      />
    </FormDialog>
  )
}
