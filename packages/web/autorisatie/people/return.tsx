import type { PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { startOf } from '../parts/days.ts'
import { grantsOfPersonKey, personKey } from '../queries.ts'

/** Back in service, with nothing of before. */
export function ReturnDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const back = useMutation({
    mutationFn: (body: object) => post<unknown>(`/people/${person.id}/return`, body),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: personKey(person.id) }),
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: grantsOfPersonKey(person.id) }),
      ])
      toasts.show(t`${person.givenName} is weer in dienst. Nodig opnieuw uit en geef een team en een rol.`)
      onClose()
    },
  })
  const fields = useFields({ day: t`vandaag` }, back.error ? asProblem(back.error) : null)
  const submit = () => {
    const day = readNearDate(fields.values.day, 'future')
    if (fields.refuse(day ? {} : { day: t`Schrijf een dag, bijvoorbeeld vandaag, vrijdag of 12-3.` }) || !day) return
    const from = startOf(day)
    back.mutate(from ? { from } : {})
  }
  return (
    <FormDialog
      open
      title={t`Neem weer in dienst`}
      submit={<Trans>Neem weer in dienst</Trans>}
      busy={back.isPending}
      error={back.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>
          {person.givenName} krijgt niets terug van eerder: geen rollen, teams, zorgrelaties of tweede stappen. Voor de
          eerste dag werkt er niets.
        </Trans>
      </p>
      <DateField
        label={t`Eerste dag`}
        near="future"
        {...fields.text('day')}
        onChange={(text) => fields.set('day', text)}
      />
    </FormDialog>
  )
}
